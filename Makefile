# make serve   the pages and the SPARQL endpoint, as in: make serve PORT=8080
# make test    every test
# make build   the snapshot that is served
# make check   what needs no test to run: imports, style, types
# make bench-inference   how fast inference is, beside owlrl and reasonable; QUICK=--quick leaves the largest graph out
# make bench-validation  how fast validation is, beside pyshacl; QUICK=--quick leaves out what takes long
# make bench-endpoint    how fast the endpoint is, beside four others; QUICK=--quick asks less. Fuseki needs java and mvn
#
# Each sets up what is missing, in .venv. A file stamp in there says what was set up, and for which versions.

HOST = 127.0.0.1
PORT = 8000

PYTHON   = python3
BIN      = .venv/bin
JENA     = .venv/jena/jena.xml
COMUNICA = .venv/comunica/node_modules/.package-lock.json
TEXTS    = ontology data shapes queries server/paradiplomacy

# pip reads the first for what runs and, when new, the second for what builds.
export PIP_CONSTRAINT       = .ci/constraints.txt
export PIP_BUILD_CONSTRAINT = .ci/constraints.txt

.PHONY: serve test build check bench-inference bench-validation bench-endpoint

serve: .venv/serves
	@test -e .paradiplomacy/current && ! find $(TEXTS) $(wildcard .paradiplomacy/datasets) -newer .paradiplomacy/current \
	    -not -path '*__pycache__*' | grep -q . || $(BIN)/paradiplomacy build || test $$? -eq 3
	@exec $(BIN)/paradiplomacy serve --host $(HOST) --port $(PORT)

build: .venv/serves
	@$(BIN)/paradiplomacy build

test: .venv/tests
	@.ci/setup
	@$(MAKE) --no-print-directory $(JENA) $(COMUNICA)
	@$(BIN)/python -m pytest

check: .venv/tests
	@$(BIN)/lint-imports
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

bench-inference: .venv/tests
	@$(BIN)/python tests/benchmarks/inference.py $(QUICK)

bench-validation: .venv/tests
	@$(BIN)/python tests/benchmarks/validation.py $(QUICK)

bench-endpoint: .venv/rivals
	@$(BIN)/python tests/benchmarks/endpoint.py $(QUICK)

.venv/serves: pyproject.toml .ci/constraints.txt
	@echo "Setting up .venv …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/tests: .venv/serves
	@echo "Setting up the tests …"
	@$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@

.venv/rivals: .venv/tests $(JENA)
	@echo "Setting up the rivals …"
	@$(BIN)/python -m pip install --quiet --editable '.[test,rivals]'
	@touch $@

# Each is tried again until it is there: what needs it is left out as long as it is not.
$(JENA): tests/clients/jena.xml | .venv/serves
	@echo "Setting up Jena …"
	@mvn --quiet --batch-mode --file $< dependency:copy-dependencies -DoutputDirectory=$(CURDIR)/$(@D) && cp $< $@ \
	    || echo "Jena was not fetched: that needs mvn."

$(COMUNICA): tests/clients/package-lock.json | .venv/serves
	@echo "Setting up Comunica …"
	@mkdir -p .venv/comunica
	@cp tests/clients/package.json tests/clients/package-lock.json .venv/comunica
	@cd .venv/comunica && npm ci --loglevel=error --ignore-scripts --no-audit --no-fund \
	    || echo "Comunica was not fetched: that needs npm."

"""Facts or a reason for none: what no shape can ask of a passage, because its facts are a graph."""

from collections.abc import Iterator

from paradiplomacy import terms
from paradiplomacy.check.stated import Stated, place, short
from paradiplomacy.findings import Finding, Severity
from paradiplomacy.sources import Role
from paradiplomacy.terms import PARA, RDF, Object

__all__ = ["findings"]


def findings(stated: Stated) -> Iterator[Finding]:
    """Give claims of no passage, passages that state and are said to state nothing, and those that do neither.

    The last is asked of the passages of the project's own papers alone: who describes one passage need not yet say
    what it states.
    """
    yield from _claims(stated)
    stating = _stating(stated)
    for document, quad in stated.data():
        passage, predicate, value, _ = quad
        if predicate == PARA.statesNothing and passage in stating:
            check, advice = "facts-and-reason", f"{short(passage)} has facts in its graph. Take out the reason or them."
        elif (
            (predicate, value) == (RDF.type, PARA.Passage)
            and document.source.role is Role.PASSAGES
            and passage not in stating
            and not stated.objects(passage, PARA.statesNothing)
        ):
            advice = f"State what {short(passage)} says, in its graph, or with para:statesNothing why it says nothing."
            check = "facts-or-reason"
        else:
            continue
        yield Finding(check, Severity.VIOLATION, place(document, quad), advice, *quad[:3])


def _claims(stated: Stated) -> Iterator[Finding]:
    """Find claims that a text with passages states outside of them: somebody makes a claim, somewhere."""
    with_passages = {document.source.name: quad[3] for document, quad in stated.data() if quad[3] in terms.PAPER}
    for document, quad in stated.data():
        subject, predicate, _, graph = quad
        if predicate != RDF.type or graph in terms.PAPER or document.source.role is not Role.DATASET:
            continue
        elsewhere = any(said[3] in terms.PAPER for said in stated.said_of(subject) if said[1] == RDF.type)
        if document.source.name in with_passages and not elsewhere and PARA.Claim in stated.kinds(subject):
            passage = short(with_passages[document.source.name])
            advice = (
                f"Put {short(subject)} into the block of the passage that makes this claim, as in: {passage} {{ … }}."
            )
            yield Finding("claim-without-passage", Severity.VIOLATION, place(document, quad), advice, *quad[:3])


def _stating(stated: Stated) -> set[Object]:
    own = {quad[3] for _, quad in stated.data()}
    if any(quad[1] == PARA.statesNothing for _, quad in stated.data()):
        own.update(quad[3] for quad in stated.known)
    return set(own)

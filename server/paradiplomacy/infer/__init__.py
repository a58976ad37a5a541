"""The closure of a graph under OWL 2 RL/RDF, complete, with a proof for each triple.

>>> from paradiplomacy.infer import close
>>> sub_class = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
>>> type_ = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
>>> closure = close([("<Cat>", sub_class, "<Animal>"), ("<tom>", type_, "<Cat>")])
>>> print(next(closure.prove(("<tom>", type_, "<Animal>"))))
<tom> rdf:type <Animal>   [cax-sco]
  <tom> rdf:type <Cat>   [asserted]
  <Cat> rdfs:subClassOf <Animal>   [asserted]
"""

from paradiplomacy.infer.closure import Closure, Inconsistency, close
from paradiplomacy.infer.compile import Problem
from paradiplomacy.infer.proof import Gap, Proof
from paradiplomacy.infer.record import Record
from paradiplomacy.infer.rules import RULES, TABLES, Rule
from paradiplomacy.infer.search import Prover

__all__ = [
    "RULES",
    "TABLES",
    "Closure",
    "Gap",
    "Inconsistency",
    "Problem",
    "Proof",
    "Prover",
    "Record",
    "Rule",
    "close",
]

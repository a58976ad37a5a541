"""Ask a snapshot."""

from paradiplomacy.store.datasets import SCOPES
from paradiplomacy.store.embedded import Store, connect
from paradiplomacy.store.query import Answer, Form, Query

__all__ = ["SCOPES", "Answer", "Form", "Query", "Store", "connect"]

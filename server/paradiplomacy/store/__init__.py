"""Ask a snapshot."""

from paradiplomacy.store.embedded import SCOPES, Store, connect
from paradiplomacy.store.query import Answer, Form, Query

__all__ = ["SCOPES", "Answer", "Form", "Query", "Store", "connect"]

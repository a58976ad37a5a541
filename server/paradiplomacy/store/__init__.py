"""Ask a snapshot."""

from paradiplomacy.store.datasets import SCOPES
from paradiplomacy.store.embedded import Store, connect
from paradiplomacy.store.query import Answer, Answering, Form, Query, Unknown
from paradiplomacy.store.served import Remote, handler, pack

__all__ = ["SCOPES", "Answer", "Answering", "Form", "Query", "Remote", "Store", "Unknown", "connect", "handler", "pack"]

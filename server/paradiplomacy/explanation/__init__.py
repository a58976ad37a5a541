"""Why a triple holds, down to the passage, file and line that state it; or what it would take."""

from paradiplomacy.explanation.names import Names
from paradiplomacy.explanation.reasons import Explanation, Reasons, Status, explain
from paradiplomacy.explanation.telling import FORMATS, Step, steps, tell

__all__ = ["FORMATS", "Explanation", "Names", "Reasons", "Status", "Step", "explain", "steps", "tell"]

"""Issues and all that is kept of them."""

from issues.models.answers import ResponseTemplate, Verdict
from issues.models.clock import ClockStep, Reading, Span
from issues.models.files import Attachment, KeptFile, StagedFile
from issues.models.history import Copy, IssueEntry
from issues.models.issue import OPEN_STATES, TICKING_STATES, WORDS, Issue
from issues.models.learned import Learned
from issues.models.pairs import UNDO_FOR, Merge, Related
from issues.models.readers import Draft, Follower, SavedFilter

__all__ = [
    "Attachment",
    "ClockStep",
    "Copy",
    "Draft",
    "Follower",
    "Issue",
    "IssueEntry",
    "KeptFile",
    "Learned",
    "Merge",
    "OPEN_STATES",
    "Reading",
    "Related",
    "ResponseTemplate",
    "SavedFilter",
    "Span",
    "StagedFile",
    "TICKING_STATES",
    "UNDO_FOR",
    "Verdict",
    "WORDS",
]

"""What a settled issue said and came to, for whoever is asked whether it has come back. Changes nothing.

Only as far as they may read the issue: of one that the portal merely showed to them, there is nothing here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from issues.models import Issue, IssueEntry
from people.models import User

ANSWERS = {"answer", "correct"}
TELLING = (*ANSWERS, "fulfil", "postpone", "add", "close", "reopen", "withdraw", "lapse")


@dataclass(frozen=True)
class Settled:
    """An issue in whole, with its last answer and what was said since, oldest first."""

    issue: Issue
    steps: list[IssueEntry]


def read(user: User, issues: Iterable[Issue]) -> dict[int, Settled]:
    """Those of these issues that are settled and that this person may read, by key. Two SQL statements."""
    settled = [one.pk for one in issues if one.is_settled]
    found = Issue.objects.visible_to(user).select_related("category").in_bulk(settled)
    said: dict[int, list[IssueEntry]] = {key: [] for key in found}
    rows = IssueEntry.objects.filter(issue__in=list(found), verb__in=TELLING, is_internal=False)
    for entry in rows.select_related("by", "other").order_by("pk"):
        entry.issue = found[entry.issue_id]
        steps = said[entry.issue_id]
        if entry.verb in ANSWERS:
            steps.clear()
        steps.append(entry)
    return {key: Settled(issue, said[key]) for key, issue in found.items()}

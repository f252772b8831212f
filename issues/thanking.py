"""Something that works well is reported too. It waits for no answer: the thanks are passed on."""

from django.db import transaction
from django.utils import timezone

from issues import moving, rules
from issues.models import Issue
from people.models import User
from people.refusing import require


@transaction.atomic
def pass_on(*, issue: Issue, by: User, text: str = "") -> Issue:
    """Pass the thanks on to those who earned them, and tell whoever gave them."""
    require(rules.can_pass_on(by, issue))
    at = timezone.now()
    reached = {"acknowledged_at": at, "closed_at": at}
    issue, entry = moving.advance(issue, "pass_on", by, lambda row: reached, text=text)
    moving.tell_reporters(issue, entry, f"Your thanks in {issue.reference} have been passed on")
    return issue

"""Patient safety events are recorded on LFPSE, not here: the summary to copy there, and the reference from there."""

from datetime import date

from django.db import transaction

from issues import rules
from issues.models import Issue
from language.short_lines import masked_line
from people import trail
from people.models import User
from people.refusing import Refused, require

LONGEST = 40  # characters of a reference


def summary(*, harm: str, category: str, about: str, happened_on: date | None, text: str, reference: str = "") -> str:
    """A few sentences for LFPSE's own form, of masked text only."""
    when = f", on {happened_on.day} {happened_on:%B %Y}" if happened_on else ""
    parts = [f"{harm}. {category}, about {about}{when}.", text, reference and f"Portal reference {reference}."]
    return " ".join(part for part in parts if part)


def summary_of(issue: Issue) -> str:
    """The same for an issue that was reported."""
    return summary(
        harm=issue.get_harm_display(),
        category=str(issue.category),
        about=str(issue.about or issue.about_words),
        happened_on=issue.happened_on,
        text=issue.text,
        reference=issue.reference,
    )


def trouble_with(text: str) -> str:
    """What is wrong with a reference as it was typed; nothing where it can be kept whole."""
    if len(text) > LONGEST or len(masked_line(text)) > LONGEST:
        return f"Write the reference alone, in {LONGEST} characters or fewer, with nothing about the patient"
    return ""


@transaction.atomic
def record(*, issue: Issue, by: User, text: str) -> Issue:
    """Keep the reference that LFPSE gave, for both sides to see; the one that is kept already changes nothing."""
    require(rules.can_record(by, issue))
    if unfit := trouble_with(text):
        raise Refused(f"{unfit}.")
    reference = masked_line(text)
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if issue.lfpse == reference:
        return issue
    return trail.advance(
        issue, verb="record", by=by, moves=Issue.MOVES, changes=lambda row: {"lfpse": reference}, text=reference
    )[0]

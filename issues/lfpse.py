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


def summary_of(issue: Issue, *, by: User) -> str:
    """The same for an issue that was reported; for who answers it, of the worst that is part of it."""
    if issue.harm_taken_in and rules.is_answering(by, issue):
        parts = issue.duplicates.filter(harm=issue.harm_taken_in).select_related("category", "about")
        issue = parts.order_by("pk").first() or issue
    return summary(
        harm=issue.get_harm_display(),
        category=str(issue.category),
        about=str(issue.about or issue.about_words),
        happened_on=issue.happened_on,
        text=issue.text,
        reference=issue.reference,
    )


def trouble_with(text: str) -> str:
    """What is wrong with a reference as it was typed; nothing where it can be kept as it stands."""
    if len(text) > LONGEST or masked_line(text) != text:
        return f"Write the reference alone, in {LONGEST} characters or fewer, without what may identify a patient"
    return ""


@transaction.atomic
def record(*, issue: Issue, by: User, text: str) -> Issue:
    """Keep the reference that LFPSE gave, for both sides to see; the one that is kept already changes nothing."""
    require(rules.can_record(by, issue))
    if unfit := trouble_with(text):
        raise Refused(f"{unfit}.")
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if issue.lfpse == text:
        return issue
    return trail.advance(
        issue, verb="record", by=by, moves=Issue.MOVES, changes=lambda row: {"lfpse": text}, text=text
    )[0]

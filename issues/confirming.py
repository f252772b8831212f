"""Whether a change holds: four weeks after it was said to be made, everybody who reported it is asked, once.

Nobody is named with what they say. Nobody is reminded: who does not reply has said enough. Whoever says “no” says
why, which reopens the issue.
`at` and `tell=False` are for what happened before the portal was there.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from issues import responding, rules, sweeping
from issues.masking import begun_with, masked
from issues.models import Issue, IssueEntry, Verdict
from issues.moving import advance, people_told, tell_desk
from people import notices
from people.faults import faultpoint
from people.models import Notice, User
from people.refusing import Refused, require

Answer = Verdict.Answer


def ask_due(now: datetime | None = None) -> int:
    """Ask about every change that was said to be made four weeks ago; about how many."""
    return sweeping.each_due(Issue.Outcome.MADE, now or timezone.now(), lambda issue, at: ask(issue=issue, at=at))


def ask(*, issue: Issue, at: datetime, tell: bool = True) -> None:
    """Ask everybody who reported it, in the caller's transaction.

    Whoever stopped following is not asked, nor who says "me too" later.
    """
    claim = issue.entries.filter(outcome=Issue.Outcome.MADE).last()
    people = [person for person in people_told(issue, is_affected=True) if person.is_active]
    rows = [Verdict(claim=claim, user=person, asked_at=at) for person in people]
    Verdict.objects.bulk_create(rows, ignore_conflicts=True)
    faultpoint("verdict.before_notices")
    notices.tell(
        people if tell else (),
        kind=Notice.Kind.QUESTION,
        event=_event(issue, claim),
        subject=f"A change was made after issue {issue.reference}. Does it hold?",
        path=reverse("issues:holds", args=[issue.reference]),
    )
    faultpoint("verdict.after_notices")
    issue.outcome_due_at = None
    issue.save(update_fields=["outcome_due_at"])


def _event(issue: Issue, claim: IssueEntry) -> str:
    return f"issue:{issue.reference}:{claim.pk}:holds"


@transaction.atomic
def judge(
    *, issue: Issue, by: User, answer: str, text: str = "", at: datetime | None = None, tell: bool = True
) -> Issue:
    """Say, once, whether the change holds. “No” says why and reopens the issue; enough “yes” confirm the change."""
    if answer not in Answer.values:
        raise Refused("Choose one of the four answers.")
    if answer == Answer.NO and not text.strip():
        raise Refused("Say what still happens, so that it can be put right.")
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    verdict = Verdict.objects.of(issue).filter(user=by).select_related("claim").first()
    require(verdict is not None)
    if verdict.answer:
        return _again(issue, verdict, answer, text)
    stands = rules.was_asked(by, issue)
    at = at or timezone.now()
    _write(verdict, answer, text, at)
    if answer == Answer.NO and stands:
        return responding.reopen(issue=issue, by=by, text=text, is_unsigned=True)
    words = begun_with(f"{verdict.get_answer_display()}. ", text)
    issue, entry = advance(
        issue, "verdict", by, lambda row: _weighed(row, at) if stands else {}, text=words, at=at, is_unsigned=True
    )
    if tell and answer in {Answer.PARTLY, Answer.NO}:
        tell_desk(issue, entry, f"Somebody who reported issue {issue.reference} says whether the change holds")
    return issue


def _again(issue: Issue, verdict: Verdict, answer: str, text: str) -> Issue:
    """The same press again changes nothing; whoever thinks better of it reopens the issue."""
    if (verdict.answer, verdict.text) == (answer, masked(text)):
        return issue
    said = verdict.get_answer_display()
    raise Refused(
        f"You have answered already: “{said}”. What you sent now was not kept. "
        "If it happens again, reopen the issue on its page."
    )


def _write(verdict: Verdict, answer: str, text: str, at: datetime) -> None:
    verdict.answer, verdict.text, verdict.answered_at = answer, masked(text), at
    verdict.save(update_fields=["answer", "text", "answered_at"])


def _weighed(issue: Issue, at: datetime) -> dict:
    """Confirmed as long as more say yes than partly, and nobody says no. Who cannot tell does not count."""
    said = dict(Verdict.objects.of(issue).values_list("answer").annotate(Count("pk")))
    yes, partly = said.get(Answer.YES, 0), said.get(Answer.PARTLY, 0)
    if not yes > partly or said.get(Answer.NO):
        return {"confirmed_at": None}
    return {"confirmed_at": issue.confirmed_at or at}

"""Putting right an answer that was sent: the new words stand, the earlier ones stay in the history."""

from typing import Unpack

from django.db import transaction
from django.utils import timezone

from issues import outcomes, rules
from issues.models import Issue, IssueEntry, Verdict
from issues.moving import advance, require_in_time, tell_reporters
from people.models import User
from people.refusing import Refused, require

SAYING = ("answer", "fulfil", "correct")  # the steps that say what an issue came to
ASKED_ALREADY = (
    "Those who reported it have been asked whether the change holds, so the answer stands as they read it. "
    "Add something instead."
)


@transaction.atomic
def correct(
    *,
    issue: Issue,
    by: User,
    outcome: str,
    seen: str = "",
    **said: Unpack[outcomes.Said],
) -> Issue:
    """Say the answer anew, with its outcome; whoever was told it is told once. When it was answered stays true.

    `seen`: the edition that was shown to whoever writes. Refused where another stands by now.
    """
    require(rules.can_answer(by, issue))
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    require_in_time(issue, "correct")
    last = standing_answer(issue)
    if was_asked_about(issue):
        raise Refused(ASKED_ALREADY)
    if outcome == Issue.Outcome.NOT_OURS:
        raise Refused("An answer that was sent cannot become “not ours”. Once the issue is reopened, send it on.")
    words = outcomes.checked(outcome, outcomes.given(**said), kept=issue.planned_on) | {"outcome": outcome}
    if words == said_by(last, issue):
        if (last.verb, last.by_id) == ("correct", by.pk):
            return issue
        raise Refused("These are the same words as before, so nothing was sent.")
    if seen and seen != edition(last, issue):
        raise Refused(_changed(issue))
    issue, entry = advance(issue, "correct", by, lambda row: _followed_up(row, words), **words)
    tell_reporters(issue, entry, f"The answer to issue {issue.reference} has been corrected")
    return issue


def standing_answer(issue: Issue) -> IssueEntry | None:
    """The step that says what the issue came to, as it stands now."""
    return issue.entries.filter(verb__in=SAYING).order_by("-pk").first()


def edition(entry: IssueEntry, issue: Issue) -> str:
    """Which wording of its answer an issue has now."""
    return f"{entry.pk}/{issue.planned_on or ''}"


def stands(issue: Issue) -> dict | None:
    """The answer that stands, with its edition; nothing before there is one."""
    entry = standing_answer(issue)
    return said_by(entry, issue) | {"edition": edition(entry, issue)} if entry else None


def said_by(entry: IssueEntry, issue: Issue) -> dict:
    """What an answer says; a planned change by the day that it is planned for now."""
    kept = {name: getattr(entry, name) for name in ("outcome", "text", "particulars", "project_path")}
    return kept | {"planned_on": issue.planned_on}


def was_asked_about(issue: Issue) -> bool:
    """Whether anybody has been asked if the change holds that the answer speaks of."""
    return issue.outcome == Issue.Outcome.MADE and Verdict.objects.of(issue).exists()


def _changed(issue: Issue) -> str:
    last = issue.entries.filter(verb__in=[*SAYING, "postpone"]).select_related("by").last()
    when = timezone.localtime(last.at)
    return (
        f"The answer was changed while you were writing, by {last.by} on {when.day} {when:%B %Y} at {when:%H:%M}. "
        "Your words were not sent."
    )


def _followed_up(row: Issue, said: dict) -> dict:
    """The outcome, and when it is looked at again: as before where only words have changed."""
    stands = {"outcome": said["outcome"], "planned_on": said["planned_on"]}
    if all(getattr(row, name) == value for name, value in stands.items()):
        return {}
    return stands | {"outcome_due_at": outcomes.followed_up_at(at=timezone.now(), **stands)}

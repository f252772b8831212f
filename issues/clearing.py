"""One act with several issues: each in a transaction of its own, and what was not done is said with its reason."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from issues import assigning, moving, queries, responding, rules
from issues.models import Issue
from people.models import User
from people.refusing import Refused

MOST = 100  # at once
REFERENCE = re.compile(r"[0-9A-Za-z]{1,8}")
PAST = {
    "acknowledge": "acknowledged",
    "ask": "sent back with a question",
    "reply": "replied to",
    "answer": "answered",
    "close": "closed",
    "withdraw": "withdrawn",
}


class SoAlready(Refused):
    """Nothing was changed, since it was so before."""


@dataclass(frozen=True)
class Chosen:
    """An issue that was ticked, and the key of whom the list showed it with, as it stood in the table."""

    reference: str
    seen: int | None = None


@dataclass(frozen=True)
class Result:
    """What became of one of them: nothing to say where it was done. `is_so`: it was so before."""

    reference: str
    path: str = ""
    why: str = ""
    is_so: bool = False


def chosen(ticked: Iterable[str]) -> list[Chosen]:
    """What the list's tick boxes say, `7KQ2M:12` or `7KQ2M:`, each issue once."""
    parts = [one.partition(":") for one in ticked]
    seen = {
        reference.upper(): int(key) if key.isdecimal() else None
        for reference, _, key in parts
        if REFERENCE.fullmatch(reference)
    }
    return [Chosen(reference, key) for reference, key in list(seen.items())[:MOST]]


def acknowledge(*, issues: Sequence[Chosen], by: User) -> list[Result]:
    """Tell each reporter that the issue has been seen. What this person acknowledged before is left out."""

    def do(issue: Issue, one: Chosen) -> None:
        if not issue.has_clock:
            raise Refused("Thanks are passed on, and not acknowledged. Open it to pass it on.")
        at = timezone.now()
        if responding.acknowledge(issue=issue, by=by, at=at).acknowledged_at != at:
            raise SoAlready("You have acknowledged it already.")

    return each(issues, by, do)


def assign(*, issues: Sequence[Chosen], by: User, to: User | None) -> list[Result]:
    """Give each to one of those who answer for it, unless somebody has taken it since the list was shown."""

    def do(issue: Issue, one: Chosen) -> None:
        had_it = issue.assignee_id
        assigning.assign(issue=issue, by=by, to=to, seen=one.seen)
        if had_it == (to.pk if to else None):
            raise SoAlready(f"It was assigned to {to} already." if to else "Nobody had taken it.")

    return each(issues, by, do)


def each(issues: Sequence[Chosen], by: User, do: Callable[[Issue, Chosen], object]) -> list[Result]:
    """Do it with one after the other; a refusal of one leaves the rest alone."""
    return [_result(one, by, do) for one in issues]


def sorted_out(results: Sequence[Result]) -> dict[str, list[Result]]:
    """Those that were done, those that were so before, and those that were not done."""
    return {
        "settled": [one for one in results if not one.why],
        "before": [one for one in results if one.is_so],
        "refused": [one for one in results if one.why and not one.is_so],
    }


def _result(one: Chosen, by: User, do: Callable[[Issue, Chosen], object]) -> Result:
    issue = queries.find(by, one.reference)
    if issue is None:
        return Result(one.reference, why="There is no such issue that you may see.")
    try:
        do(issue, one)
    except PermissionDenied:
        return Result(one.reference, issue.get_absolute_url(), _not_yours(issue, by))
    except SoAlready as so:
        return Result(one.reference, issue.get_absolute_url(), str(so), is_so=True)
    except Refused as refusal:
        return Result(one.reference, issue.get_absolute_url(), _meanwhile(issue) or str(refusal))
    return Result(one.reference, issue.get_absolute_url())


def _not_yours(issue: Issue, by: User) -> str:
    if rules.is_reporter(by, issue):
        return "You reported it yourself, so somebody else has to answer it."
    if queries.was_at_desk_of(by, issue):
        return f"It has been sent on to {issue.desk.title}."
    return "It is not yours to answer."


def _meanwhile(issue: Issue) -> str:
    """Who was first, where the issue is past what was asked. The reporter is not named."""
    issue.refresh_from_db(fields=["state"])
    beside = ["note", "add", "me_too", "take_back", "come_back", "link", "stay", "take_out", "assign"]
    last = issue.entries.exclude(verb__in=beside).select_related("by").last()
    if last is None or last.verb not in PAST:
        return ""
    who = "its reporter" if last.by_id == issue.reporter_id else moving.called(issue, last) or last.by
    return f"It was {PAST[last.verb]} by {who} meanwhile."

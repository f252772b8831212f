"""What an answer can come to: what each outcome must say, and when it is followed up. Writes nothing."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypedDict, Unpack
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import timezone

from archive.models import Project
from issues import clock
from issues.masking import masked_together
from issues.models import Issue
from people.refusing import Refused

Outcome = Issue.Outcome
ASKED_AFTER = timedelta(days=28)  # a change that was made is a claim: so long after, its reporters are asked
A_DAY = timedelta(days=1)
PLANNED_WITHIN = timedelta(days=731)  # two years, whether one of them is a leap year or not
ANSWER_MISSING = "Write your answer: say what will change, or why nothing will"

NOT_A_PROJECT = "Give the address of a project's page on this site, or leave it empty"
NO_SUCH_PROJECT = "There is no such project in the archive. Give its address or its name as it stands there"
SEVERAL_PROJECTS = "Several projects in the archive have this name. Give the address of the one you mean"
NOT_SAID = "nobody has said yet that it is made"  # of a promise whose day has gone by
PATH = re.compile(r"/[-\w/]+")


class NoSuchProject(Refused):
    """No project of the archive is meant for sure; `field` is the one that says what cannot be found."""

    def __init__(self, sentence: str, field: str):
        super().__init__(f"{sentence}.")
        self.sentence, self.field = sentence, field


@dataclass(frozen=True)
class Expected:
    """What is expected of an answer with one outcome."""

    hint: str
    needs: str = ""  # the field that it cannot do without
    missing: str = ""  # what is said where that field is empty
    is_in_words: bool = False  # the field says it in words, so that the answer's text may stay empty


EXPECTED = {
    Outcome.EXPLAINED: Expected("Nothing will change. Say why it is as it is."),
    Outcome.FIXED: Expected("This one case is put right. Say whether it can happen again."),
    Outcome.PLANNED: Expected(
        "Give the date. The reporter sees it, and you are reminded on that day.",
        "planned_on",
        "Give the date by which the change is planned",
    ),
    Outcome.MADE: Expected(
        "Say what has changed. In four weeks everybody who reported it is asked whether it holds.",
        "changed",
        "Say what has changed",
        True,
    ),
    Outcome.NOT_AGREED: Expected(
        "Give your reason, so that it can be talked about.", "reason", "Say why you do not agree", True
    ),
    Outcome.NOT_OURS: Expected(
        "Say whose it is. It goes on to them with its history, and the rule that sent it to you is looked at.",
        "desk",
        "Choose whose it is",
    ),
    Outcome.PROJECT: Expected(
        "Name the project, so that the reporter can follow it.", "project", "Name the project", True
    ),
}


def missing(outcome: str, given: dict) -> dict[str, str]:
    """What an answer with this outcome still has to say, by field; `given` are its fields."""
    expected = EXPECTED[outcome]
    lacks = {}
    if expected.needs and not given.get(expected.needs):
        lacks[expected.needs] = expected.missing
    if not expected.is_in_words and not given.get("text"):
        lacks["text"] = ANSWER_MISSING
    return lacks


def needs(outcome: str) -> str:
    """The field that an answer with this outcome cannot do without, if there is one."""
    return EXPECTED[outcome].needs if outcome else ""


def particulars(outcome: str, given: dict) -> str:
    """What changed, why it is not agreed, or which project: what the outcome says in a field of its own."""
    expected = EXPECTED[outcome]
    return given[expected.needs] if expected.is_in_words else ""


class Said(TypedDict, total=False):
    """What an answer may say besides its outcome."""

    text: str
    planned_on: date | None
    changed: str
    reason: str
    project: str
    project_path: str


NOTHING_SAID = Said(text="", planned_on=None, changed="", reason="", project="", project_path="")


def given(**said: Unpack[Said]) -> dict:
    """All of it, with what was left out as empty; what an answer cannot say is a TypeError."""
    if unknown := said.keys() - NOTHING_SAID.keys():
        raise TypeError(f"An answer does not say {', '.join(sorted(unknown))}.")
    return {**NOTHING_SAID, **said}


def checked(outcome: str, given: dict, *, kept: date | None = None, on: date | None = None) -> dict:
    """What the step of an answer keeps, masked, if it says all that its outcome needs; else refused.

    `given` are its fields: text, planned_on, changed, reason, project, project_path and desk. `kept` is a date that
    was promised before, `on` the day of an answer that is older than the portal, whose project may be of elsewhere.
    """
    if outcome == Outcome.PROJECT and on is None and (given["project"] or given["project_path"]):
        project, path = project_meant(given["project"], given["project_path"])
        given = given | {"project": project, "project_path": path}
    for sentence in missing(outcome, given).values():
        raise Refused(f"{sentence}.")
    path = path_of_project(given["project_path"] if outcome == Outcome.PROJECT else "")
    if path is None:
        raise Refused(f"{NOT_A_PROJECT}.")
    planned_on = given["planned_on"] if outcome == Outcome.PLANNED else None
    if planned_on and planned_on != kept and (unfit := unfit_date(planned_on, on or timezone.localdate())):
        raise Refused(f"{unfit}.")
    said = {"text": given["text"], "particulars": particulars(outcome, given)}
    return masked_together(said) | {"planned_on": planned_on, "project_path": path}


def words_go_to(outcome: str) -> str:
    """The field in which an answer with this outcome says what it has to say."""
    expected = EXPECTED[outcome]
    return expected.needs if expected.is_in_words else "text"


def path_of_project(address: str) -> str | None:
    """The path of a project's page on this site; nothing for nothing, None for any other address."""
    parts = urlsplit(address.strip())
    if not address.strip():
        return ""
    if parts.netloc not in {"", urlsplit(settings.SITE_URL).netloc} or not PATH.fullmatch(parts.path):
        return None
    try:
        return parts.path if resolve(parts.path).view_name == "archive:project" else None
    except Resolver404:
        return None


def project_meant(name: str, address: str = "") -> tuple[str, str]:
    """The name and the path of the archive's project at this address or of this name, which may be its address."""
    name, field = " ".join(name.split()), "project_path" if address.strip() else "project"
    path = path_of_project(address or name)
    if path is None and address.strip():
        raise NoSuchProject(NOT_A_PROJECT, field)
    wanted = {"slug": resolve(path).kwargs["slug"]} if path else {"title__iexact": name}
    found = list(Project.objects.filter(**wanted).order_by("pk")[:2])
    if len(found) != 1:
        raise NoSuchProject(SEVERAL_PROJECTS if found else NO_SUCH_PROJECT, field)
    is_named = name and (address.strip() or not path)
    return name if is_named else found[0].title, found[0].get_absolute_url()


def unfit_date(planned_on: date, today: date) -> str:
    """What is wrong with a planned date, in a sentence without its full stop; nothing where it can be kept to."""
    if planned_on < today:
        return "This date has passed. Give the date by which the change is planned"
    if planned_on > today + PLANNED_WITHIN:
        return "This date is more than two years ahead. Give one that you can be reminded of within two years"
    return ""


def followed_up_at(outcome: str, at: datetime, planned_on: date | None = None) -> datetime | None:
    """When an outcome of this instant is looked at again: a plan on its day, a made change after four weeks.

    People are asked on a working day: the next one where four weeks end on none.
    """
    if outcome == Outcome.PLANNED and planned_on:
        return max(datetime.combine(planned_on, clock.OPENS, clock.LONDON).astimezone(UTC), at + A_DAY)
    return _on_a_working_day(at + ASKED_AFTER) if outcome == Outcome.MADE else None


def _on_a_working_day(at: datetime) -> datetime:
    """This instant, or the same time of day on the next working day."""
    local = at.astimezone(clock.LONDON)
    while not clock.is_working_day(local.date()):
        local += A_DAY  # on the wall: the clocks may change between
    return local.astimezone(UTC)


def came_to(issue: Issue) -> str:
    """What an issue came to, as pages and lists say it, with the day of a change that is only promised yet."""
    if not issue.planned_on:
        return issue.get_outcome_display()
    if issue.is_promise_past:
        return f"Change planned: it was planned for {in_words(issue.planned_on)}; {NOT_SAID}"
    return f"Change planned, by {in_words(issue.planned_on)}"


def in_words(day: date) -> str:
    """A day as pages and notices say it."""
    return f"{day.day} {day:%B %Y}"

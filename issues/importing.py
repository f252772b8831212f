"""Bringing in a log that was kept in a spreadsheet: good rows go in, bad rows are named by their line."""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from issues import outcomes, previewing, reporting, responding
from issues.forms import LONGEST
from issues.models import Issue
from people.models import Membership, Organisation, User
from people.refusing import Refused
from people.standing import forget, standing
from routing.models import Category

LONDON = ZoneInfo("Europe/London")
NOON = time(12)
NEEDED = ("reported_on", "organisation", "about", "category", "text")
OPTIONAL = ("id", "reporter_email", "reporter_name", "wanted", "harm", "happened_on")
ANSWERS = ("answered_on", "answer", "outcome")
COLUMNS = (*NEEDED, *OPTIONAL, *ANSWERS)


class BadRow(Exception):
    """Why a row cannot go in, in words for whoever keeps the spreadsheet."""


@dataclass(frozen=True)
class Line:
    """What became of one line of the file."""

    number: int
    reference: str = ""
    is_new: bool = False
    problem: str = ""


def missing_columns(header: Iterable[str]) -> list[str]:
    """The columns that a log must have and this one has not."""
    return [name for name in NEEDED if name not in set(header)]


def bring_in(rows: csv.DictReader, *, by: User, tell: bool = False) -> Iterator[Line]:
    """Report each row, in a transaction of its own; a row that went in before is not repeated.

    `by`, of the interface team, signs the answers, and reports where a row names no reporter.
    """
    for row in rows:
        number = rows.line_num
        try:
            with transaction.atomic():
                line = _bring_in(number, row, by, tell)
        except (BadRow, Refused) as problem:
            line = Line(number, problem=str(problem))
        yield line


def _bring_in(number: int, row: dict, by: User, tell: bool) -> Line:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if None in row:
        raise BadRow("there are more cells than columns; is there a comma without quotation marks?")
    for name in NEEDED:
        if not cells[name]:
            raise BadRow(f"{name} is empty")
    if len(cells["text"]) > LONGEST or len(cells["wanted"]) > LONGEST:
        raise BadRow(f"text or wanted is longer than {LONGEST:,} characters")
    reporter = _reporter(cells, by)
    key = "import:" + hashlib.sha256((cells["id"] or "\x1f".join(cells.values())).encode()).hexdigest()[:40]
    earlier = Issue.objects.filter(reporter=reporter, key=key).first()
    if earlier:
        return Line(number, earlier.reference)
    if unfit := reporting.unfit_words(cells["text"]):
        raise BadRow(f"text: {unfit}")
    issue = reporting.report(
        by=reporter,
        key=key,
        tell=tell,
        created_at=_noon("reported_on", cells["reported_on"]),
        category=_category(cells["category"]),
        text=cells["text"],
        about=_about(cells["about"], reporter),
        about_words=cells["about"][:200],
        wanted=cells["wanted"],
        harm=_choice("harm", cells["harm"], Issue.Harm) or Issue.Harm.UNKNOWN,
        happened_on=_day("happened_on", cells["happened_on"]) if cells["happened_on"] else None,
    )
    if cells["answered_on"]:
        _answer(issue, cells, by, tell)
    return Line(number, issue.reference, is_new=True)


def _answer(issue: Issue, cells: dict, by: User, tell: bool) -> None:
    outcome = _choice("outcome", cells["outcome"], Issue.Outcome) or Issue.Outcome.EXPLAINED
    if outcome == Issue.Outcome.PLANNED:
        raise BadRow("outcome: a planned change needs a date; import the issue without its answer and answer it here")
    if outcome == Issue.Outcome.NOT_OURS:
        raise BadRow("outcome: not ours sends an issue on; import the issue without its answer and send it on here")
    if issue.reporter_id == by.pk:
        raise BadRow("answered_on: nobody answers their own issue; give reporter_email")
    words = cells["answer"] or "Answered before this log was brought in."
    responding.answer(
        issue=issue,
        by=by,
        outcome=outcome,
        at=_noon("answered_on", cells["answered_on"]),
        tell=tell,
        **{outcomes.words_go_to(outcome): words},
    )


def _reporter(cells: dict, by: User) -> User:
    """The person of this address, who works at the row's organisation if the portal knew nothing of them."""
    organisation = _organisation(cells["organisation"])
    email = cells["reporter_email"].lower()
    if not email:
        return by
    try:
        validate_email(email)
    except ValidationError:
        raise BadRow(f"reporter_email {email} is not an e-mail address") from None
    person = User.objects.filter(email=email).first()
    if person is None:
        person = User.objects.create_user(email, name=cells["reporter_name"][:120])
    if not standing(person).organisation:
        Membership.objects.create(user=person, organisation=organisation)
        forget(person)
    return person


def _organisation(words: str) -> Organisation:
    found = Organisation.objects.filter(code=words.upper()).first()
    found = found or Organisation.objects.filter(name__iexact=words, status="active").order_by("pk").first()
    if found is None:
        raise BadRow(f"organisation {words} is not in the registry; give its code")
    return found


def _about(words: str, reporter: User) -> Organisation | None:
    return Organisation.objects.filter(code=words.upper()).first() or previewing.meant(by=reporter, words=words)


def _category(words: str) -> Category:
    found = Category.objects.filter(slug=words.lower()).first() or Category.objects.filter(name__iexact=words).first()
    if found is None:
        raise BadRow(f"category {words} is not in the registry")
    return found


def _choice(column: str, words: str, choices) -> str:
    if not words:
        return ""
    by_words = {label.lower(): value for value, label in choices.choices} | {value: value for value in choices.values}
    if words.lower() not in by_words:
        raise BadRow(f"{column} {words} is none of: {', '.join(choices.values)}")
    return by_words[words.lower()]


def _noon(column: str, words: str) -> datetime:
    """A day of a log as an instant: noon in London."""
    return datetime.combine(_day(column, words), NOON, LONDON).astimezone(UTC)


def _day(column: str, words: str) -> date:
    for shape in ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y"):
        try:
            day = datetime.strptime(words, shape).replace(tzinfo=LONDON).date()
        except ValueError:
            continue
        if day > datetime.now(LONDON).date():
            raise BadRow(f"{column} {words} is in the future")
        return day
    raise BadRow(f"{column} {words} is not a date like 2026-03-31 or 31/03/2026")

"""Reads the CSV files of a registry into checked rows. Every fault names its file and line; no database."""

import csv
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, RegexValidator, URLValidator, validate_slug

from people.models import CODE, Membership, Organisation
from routing.models import Desk, Holder, Rule

SHIPPED = Path(__file__).resolve().parent / "registries"
Convert = Callable[[str], Any]
LONGEST = 300


@dataclass(frozen=True)
class Column:
    """One column of a file: what its words may be."""

    convert: Convert = str
    required: bool = False
    longest: int = LONGEST


@dataclass(frozen=True)
class Row:
    """One checked line of a file."""

    file: str
    line: int
    values: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


class BadRegistry(Exception):
    """All that is wrong with a registry's files, one sentence each. Nothing of it was loaded."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = faults


def _one_of(choices) -> Convert:
    def convert(text: str) -> str:
        if text not in choices.values:
            raise ValueError(f"must be one of {', '.join(choices.values)}")
        return text

    return convert


def _checked(validator: RegexValidator | EmailValidator, change: Convert = str) -> Convert:
    def convert(text: str) -> str:
        validator(change(text))
        return change(text)

    return convert


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError("must be a date like 2026-03-31") from None


def _yes(text: str) -> bool:
    if text.lower() not in {"yes", "no"}:
        raise ValueError("must be yes or no")
    return text.lower() == "yes"


def _days(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 400:
        raise ValueError("must be a number of working days")
    return int(text)


def _months(text: str) -> int:
    if text not in map(str, Desk.Every.values):
        raise ValueError("must be 3, 6 or 12 months")
    return int(text)


def _desk(text: str) -> tuple[str, str, str]:
    """A desk is written ORGANISATION:kind, or ORGANISATION:kind:place."""
    organisation, _, rest = text.partition(":")
    kind, _, place = rest.partition(":")
    return CODE_OF(organisation), KIND_OF_DESK(kind), place


def _copies(text: str) -> list[list[str]]:
    """Copies are written kind@where, with semicolons between them."""
    pairs = [part.strip().partition("@")[::2] for part in text.split(";") if part.strip()]
    return [[KIND_OF_DESK(kind), AT_OF(at)] for kind, at in pairs]


CODE_OF = _checked(CODE)
SLUG_OF = _checked(validate_slug)
EMAIL_OF = _checked(EmailValidator("must be an e-mail address"), str.lower)
DOMAIN_OF = _checked(RegexValidator(r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", "must be a domain like trust.nhs.uk"), str.lower)
KIND_OF_DESK = _one_of(Desk.Kind)
AT_OF = _one_of(Rule.At)
CODE_COLUMN = Column(CODE_OF, True)
MAY_BE_CODE = Column(CODE_OF)
PERSON = {"email": Column(EMAIL_OF, True), "name": Column(required=True, longest=120), "job": Column(longest=120)}

FILES: dict[str, dict[str, Column]] = {
    "registry.csv": {"icb": CODE_COLUMN},
    "categories.csv": {
        "slug": Column(SLUG_OF, True, 40),
        "name": Column(required=True, longest=80),
        "hint": Column(longest=200),
        "is_thanks": Column(_yes),
        "cues": Column(longest=5000),
    },
    "organisations.csv": {
        "code": CODE_COLUMN,
        "name": Column(required=True, longest=200),
        "kind": Column(_one_of(Organisation.Kind), True),
        "status": Column(_one_of(Organisation.Status)),
        "parent": MAY_BE_CODE,
        "icb": MAY_BE_CODE,
        "place": Column(SLUG_OF),
        "successor": MAY_BE_CODE,
        "postcode": Column(longest=10),
        "town": Column(longest=80),
        "opened_on": Column(_date),
        "closed_on": Column(_date),
        "note": Column(),
    },
    "places.csv": {"slug": Column(SLUG_OF, True, 60), "name": Column(required=True, longest=100)},
    "aliases.csv": {
        "organisation": CODE_COLUMN,
        "name": Column(required=True, longest=200),
        "is_former": Column(_yes),
    },
    "email_domains.csv": {"domain": Column(DOMAIN_OF, True, 200), "organisation": MAY_BE_CODE},
    "desks.csv": {
        "organisation": CODE_COLUMN,
        "kind": Column(KIND_OF_DESK, True),
        "place": Column(SLUG_OF),
        "title": Column(longest=200),
        "mailbox": Column(EMAIL_OF),
        "services": Column(),
        "fallback": Column(_desk),
        "helps_with": Column(longest=5000),
        "confirmed_on": Column(_date),
        "confirm_every": Column(_months),
    },
    "services.csv": {
        "organisation": CODE_COLUMN,
        "name": Column(required=True, longest=120),
        "can_help": Column(longest=2000),
        "cannot_help": Column(longest=2000),
        "hours": Column(longest=200),
        "urgent_line": Column(longest=200),
        "link": Column(_checked(URLValidator(["https"], message="must be an address that begins with https://"))),
    },
    "people.csv": PERSON
    | {"organisation": CODE_COLUMN, "role": Column(_one_of(Membership.Role), True), "place": Column(SLUG_OF)},
    "holders.csv": PERSON
    | {
        "desk": Column(_desk, True),
        "seat": Column(_one_of(Holder.Seat), True),
        "from": Column(_date),
        "until": Column(_date),
    },
    "rules.csv": {
        "name": Column(required=True, longest=60),
        "is_harm": Column(_yes),
        "service": Column(longest=40),
        "category": Column(SLUG_OF),
        "about_side": Column(_one_of(Rule.Side)),
        "reporter_side": Column(_one_of(Rule.Side)),
        "place": Column(SLUG_OF),
        "desk_kind": Column(KIND_OF_DESK, True),
        "desk_at": Column(AT_OF, True),
        "copies": Column(_copies),
        "needs_triage": Column(_yes),
        "acknowledge_days": Column(_days, True),
        "answer_days": Column(_days, True),
    },
}
KEYS = {
    "categories.csv": ("slug",),
    "organisations.csv": ("code",),
    "places.csv": ("slug",),
    "aliases.csv": ("organisation", "name"),
    "email_domains.csv": ("domain",),
    "desks.csv": ("organisation", "kind", "place"),
    "services.csv": ("organisation", "name"),
    "people.csv": ("email", "organisation", "role", "place"),
    "holders.csv": ("email", "desk", "from"),
    "rules.csv": ("name",),
}
MUST_BE_THERE = frozenset({"registry.csv", "categories.csv", "organisations.csv", "desks.csv", "rules.csv"})


def folder_of(name: str) -> Path:
    """The folder of a shipped registry by its name, or any folder by its path."""
    shipped = SHIPPED / name
    folder = shipped if shipped.is_dir() else Path(name)
    if not (folder / "registry.csv").is_file():
        names = ", ".join(sorted(each.name for each in SHIPPED.iterdir() if each.is_dir()))
        raise BadRegistry([f"{name}: no registry.csv there. Shipped registries: {names}."])
    return folder


def read(folder: Path) -> dict[str, list[Row]]:
    """All files of a registry as checked rows, or BadRegistry with everything that is wrong in them."""
    faults: list[str] = []
    rows = {file: list(_read_file(folder / file, faults)) for file in FILES}
    if len(rows["registry.csv"]) != 1 and not faults:
        faults.append("registry.csv: must have one row, which names the ICB.")
    if faults:
        raise BadRegistry(faults)
    return rows


def _read_file(path: Path, faults: list[str]) -> Iterator[Row]:
    if not path.is_file():
        if path.name in MUST_BE_THERE:
            faults.append(f"{path.name}: is missing.")
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield from _read_rows(path.name, csv.DictReader(lines), faults)
    except UnicodeDecodeError:
        faults.append(f"{path.name}: is not UTF-8.")


def _read_rows(file: str, reader: csv.DictReader, faults: list[str]) -> Iterator[Row]:
    columns = FILES[file]
    header = reader.fieldnames or []
    missing = [name for name, column in columns.items() if column.required and name not in header]
    strange = [name for name in header if name not in columns]
    if missing or strange:
        faults.extend(f"{file} line 1: column {name} is missing." for name in missing)
        faults.extend(f"{file} line 1: column {name} is not known." for name in strange)
        return
    seen: dict[tuple, int] = {}
    for raw in reader:
        line = reader.line_num
        values, wrong = _values(raw, columns)
        faults.extend(f"{file} line {line}: {fault}" for fault in wrong)
        key = tuple(str(values.get(name)).lower() for name in KEYS.get(file, ()))
        if not wrong and key in seen:
            faults.append(f"{file} line {line}: says again what line {seen[key]} says ({', '.join(key)}).")
        elif not wrong:
            seen[key or (line,)] = line
            yield Row(file, line, values)


def _values(raw: dict, columns: dict[str, Column]) -> tuple[dict[str, Any], list[str]]:
    values, wrong = {}, []
    if None in raw or None in raw.values():
        return {}, ["has more or fewer columns than the first line."]
    for name, column in columns.items():
        text = (raw.get(name) or "").strip()
        values[name] = None
        if column.required and not text:
            wrong.append(f"{name} is empty.")
        elif len(text) > column.longest:
            wrong.append(f"{name} is longer than {column.longest} characters.")
        elif text:
            try:
                values[name] = column.convert(text)
            except ValidationError as fault:
                wrong.append(f"{name} “{text}”: {fault.messages[0]}")
            except ValueError as fault:
                wrong.append(f"{name} “{text}” {fault}.")
    return values, wrong

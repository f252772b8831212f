"""What ODS files say of organisations, in one shape for every layout. No database."""

import datetime as dt
from dataclasses import dataclass, field, replace


class BadRow(Exception):
    """What is wrong with one row, as the end of a sentence that begins with its file and line."""


@dataclass(frozen=True)
class Source:
    """Where something is said: a file and its line."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file} line {self.line}"


@dataclass(frozen=True)
class Record:
    """One organisation as a file describes it. Codes are what the file names, known or not."""

    code: str
    name: str
    kind: str
    source: Source
    opened_on: dt.date | None = None
    closed_on: dt.date | None = None
    is_open: bool = True  # what its status says; dates decide where they say more
    parent: str = ""  # a site's trust, a sub-ICB location's ICB
    sub_icb: str = ""
    icb: str = ""
    joined_on: dt.date | None = None
    postcode: str = ""
    town: str = ""
    is_in_passing: bool = False  # named by a file about something else: its own file knows better

    def is_active(self, on: dt.date) -> bool:
        """Whether it is open on a day. A closing date still to come closes nothing yet."""
        if self.closed_on:
            return self.closed_on > on
        return self.is_open

    def has_opened(self, on: dt.date) -> bool:
        return self.opened_on is None or self.opened_on <= on


@dataclass(frozen=True)
class Membership:
    """A practice in a network, from one day until another."""

    practice: str
    network: str
    source: Source
    from_on: dt.date | None = None
    until_on: dt.date | None = None
    said_on: dt.date | None = None  # the day of the list, where the list is a picture of one day

    def is_current(self, on: dt.date) -> bool:
        return (self.from_on is None or self.from_on <= on) and (self.until_on is None or self.until_on > on)


@dataclass(frozen=True)
class Succession:
    """What followed an organisation, and from when."""

    old: str
    new: str
    source: Source
    from_on: dt.date | None = None


@dataclass(frozen=True)
class Tie:
    """What an organisation belongs to, where that is said apart from the organisation: RE4, RE5, RE6 or RE2."""

    code: str
    sort: str
    to: str


@dataclass
class Found:
    """All that a set of files says, and every row that could not be read."""

    records: dict[str, Record] = field(default_factory=dict)
    memberships: list[Membership] = field(default_factory=list)
    successions: list[Succession] = field(default_factory=list)
    ties: dict[str, dict[str, str]] = field(default_factory=dict)  # by code, then sort
    former_names: dict[str, str] = field(default_factory=dict)  # by code, from older editions of a file
    files: dict[str, int] = field(default_factory=dict)  # rows read
    passed_over: dict[str, int] = field(default_factory=dict)  # why, and how many rows
    faults: list[str] = field(default_factory=list)

    def pass_over(self, why: str) -> None:
        self.passed_over[why] = self.passed_over.get(why, 0) + 1

    def add(self, said: Record | Membership | Succession | Tie) -> None:
        """Keep what a row says. Of one organisation two different things are a fault, unless one is in passing."""
        if isinstance(said, Membership):
            self.memberships.append(said)
        elif isinstance(said, Succession):
            self.successions.append(said)
        elif isinstance(said, Tie):
            self.ties.setdefault(said.code, {})[said.sort] = said.to
        elif (earlier := self.records.get(said.code)) is None or earlier.is_in_passing:
            self.records[said.code] = said
        elif not said.is_in_passing and replace(said, source=earlier.source) != earlier:
            raise BadRow(f"says again what {earlier.source} says of {said.code}")

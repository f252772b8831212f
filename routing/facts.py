"""What the registry is asked, and what it answers. Values only."""

from dataclasses import dataclass
from datetime import date

from people.models import Organisation, Place, User
from routing.models import Desk, Rule


@dataclass(frozen=True)
class Facts:
    """What is known of an issue when its desk is chosen."""

    icb: Organisation
    category: str
    reporter_organisation: Organisation | None = None
    reporter_kind: str = ""
    reporter_place: Place | None = None
    about: Organisation | None = None
    about_words: str = ""
    service: str = ""
    harm: str = "none"


@dataclass(frozen=True)
class Book:
    """Rules to route by: of a published version, by its key, or of a draft, which has none."""

    key: int | None
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Route:
    """Where an issue goes, by name, by when, and why."""

    icb: Organisation
    desk: Desk
    lead: User | None
    deputy: User | None
    copies: tuple[Desk, ...]
    acknowledge_days: int
    answer_days: int
    rule: Rule | None
    reasons: tuple[str, ...]
    gap: str = ""
    book: Book | None = None
    away_until: date | None = None  # where all who answer there are away

    @property
    def people(self) -> tuple[User, ...]:
        """Who is told: lead and deputy, where there are any."""
        return tuple(person for person in (self.lead, self.deputy) if person)

    @property
    def goes_to(self) -> str:
        """The desk and who is told there, in short: another desk or other people, another answer."""
        return "-".join(str(one.pk) for one in (self.desk, *self.people))

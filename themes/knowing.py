"""What is known of an issue: who stands behind it, and what the form says as codes, nothing that was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from routing.categorising import OTHER
from routing.models import Rule
from routing.sides import SERVICES, SIDE_OF_KIND

FIELDS = ["category", "service", "about__kind", "reporter_organisation__kind", "harm"]
UNKNOWN = "unknown"
_SERVICES = {name for name, _ in SERVICES}


@dataclass(frozen=True, slots=True)
class Voice:
    """One person who has a problem: since when, who, from which organisation."""

    on: date
    reporter: int
    organisation: int


@dataclass(frozen=True, slots=True)
class Heard:
    """An issue with everybody who reported it or said "me too"; a reporter who has not left it comes first."""

    issue: int
    voices: tuple[Voice, ...]
    about: int | None
    is_thanks: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)
    theme: int | None = None
    looks_like: int | None = None
    is_reported: bool = True  # by the first voice; the others only say that they have the problem too
    held: int | None = None  # the theme in which a decision of people holds it


def facts(category: str, service: str, about: str | None, reporter: str, harm: str) -> dict[str, str]:
    """The facts by name; "" is not known, as is the category of what is like no other: it says nothing in common.

    `about` and `reporter` are kinds of organisation.
    """
    return {
        "category": "" if category == OTHER else category,
        "direction": f"{_side(reporter)} to {_side(about)}" if about else "",
        "service": service if service in _SERVICES else "",
        "about_kind": about or "",
        "harm": "" if harm == UNKNOWN else harm,
    }


def _side(kind: str) -> str:
    return str(SIDE_OF_KIND.get(kind, Rule.Side.ELSEWHERE))

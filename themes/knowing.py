"""What the form knows of an issue beside its words, as the engine takes it: codes only, nothing that was typed."""

from routing.models import Rule
from routing.sides import SERVICES, SIDE_OF_KIND

FIELDS = ["category", "service", "about__kind", "reporter_organisation__kind", "harm"]
UNKNOWN = "unknown"
_SERVICES = {name for name, _ in SERVICES}


def facts(category: str, service: str, about: str | None, reporter: str, harm: str) -> dict[str, str]:
    """The facts by name; "" is not known. `about` and `reporter` are kinds of organisation."""
    return {
        "category": category,
        "direction": f"{_side(reporter)} to {_side(about)}" if about else "",
        "service": service if service in _SERVICES else "",
        "about_kind": about or "",
        "harm": "" if harm == UNKNOWN else harm,
    }


def _side(kind: str) -> str:
    return str(SIDE_OF_KIND.get(kind, Rule.Side.ELSEWHERE))

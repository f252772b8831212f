"""Who answers for what: every category at every organisation, with what is missing there. Nothing is stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from people.models import TRUSTS, Organisation, Place
from routing import gaps, registry
from routing.facts import Book, Facts, Route
from routing.models import Category, Desk
from routing.snapshot import Snapshot

Kind = Organisation.Kind
NOBODY_PROVIDES = "nobody provides it"


@dataclass(frozen=True)
class Problem:
    """What is missing where something would go."""

    key: str
    text: str


PROBLEMS = {
    "gap": Problem("gap", "No rule or nobody of that kind"),
    "closed": Problem("closed", "Closed"),
    "vacant": Problem("vacant", "Nobody is there"),
    "unconfirmed": Problem("unconfirmed", "Not confirmed in time"),
}
PROBLEM_OF_GAP = {
    "no_rule": "gap",
    "no_desk": "gap",
    "unknown_name": "gap",
    "closed": "closed",
    "nobody_there": "vacant",
}


@dataclass(frozen=True)
class Target:
    """What issues may be about: an organisation, or for a Place what nobody provides there."""

    name: str
    kind: str
    place: Place | None
    about: Organisation | None

    @property
    def code(self) -> str:
        return self.about.code if self.about else ""


@dataclass(frozen=True)
class Cell:
    """Where one category about one target goes, and what is missing there."""

    target: Target
    category: Category
    route: Route
    problem: Problem | None

    @property
    def said(self) -> str:
        """What is missing, and of a vacant chair whose it is."""
        rule = self.route.rule
        if self.problem is None or self.problem.key != "vacant" or rule is None:
            return self.problem.text if self.problem else ""
        whose = f"{Desk.Kind(rule.desk_kind).label} is vacant"
        stays = self.route.desk.kind == rule.desk_kind
        return f"{whose}: it waits there" if stays else f"{whose}: goes to {self.route.desk.get_kind_display()}"


def targets_of(desks: Snapshot) -> list[Target]:
    """Trusts, then Places, then practices; closed ones where the registry still has somebody for them."""
    own = Organisation.objects.filter(icb=desks.icb) | Organisation.objects.filter(kind=Kind.AMBULANCE)
    own = own.filter(kind__in=[*TRUSTS, Kind.GP_PRACTICE]).order_by("name", "pk")
    own = own.select_related("place", "parent", "successor")
    with_desks = {desk.organisation_id for desk in desks.desks.values() if desk.is_active}
    kept = [one for one in own if one.status == Organisation.Status.ACTIVE or one.pk in with_desks]
    found = [Target(one.name, one.kind, one.place, one) for one in kept]
    places = [
        Target(f"What nobody provides in {place}", "place", place, None)
        for place in Place.objects.filter(icb=desks.icb)
    ]
    trusts = [one for one in found if one.kind != Kind.GP_PRACTICE]
    return [*trusts, *places, *(one for one in found if one.kind == Kind.GP_PRACTICE)]


def cells(desks: Snapshot, targets: Iterable[Target], categories: list[Category]) -> Iterator[list[Cell]]:
    """A row of cells for each target. One SQL statement, or two where nobody holds the interface desk."""
    book = registry.book_in_force(desks.icb) or Book(None, ())
    for target in targets:
        yield [_cell(target, category, book, desks) for category in categories]


def _cell(target: Target, category: Category, book: Book, desks: Snapshot) -> Cell:
    facts = Facts(
        icb=desks.icb,
        category=category.slug,
        reporter_kind=Kind.ACUTE_TRUST if target.kind == Kind.GP_PRACTICE else Kind.GP_PRACTICE,
        reporter_place=target.place,
        about=target.about,
        about_words="" if target.about else NOBODY_PROVIDES,
    )
    answer = registry.route(facts, book=book, finder=desks.finder)
    is_overdue = answer.people and gaps.is_overdue(answer.desk)
    problem = PROBLEM_OF_GAP.get(answer.gap) or ("unconfirmed" if is_overdue else "")
    return Cell(target, category, answer, PROBLEMS.get(problem))

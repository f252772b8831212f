"""The desks that one issue could go to, all they fall to, and who sits there today: two SQL statements."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from people.models import Organisation, User
from people.rows import read
from routing.facts import Facts
from routing.models import Desk, Holder, Rule
from routing.queries import away_at, holders_now, interface_team_of, there_and_away
from routing.reasons import say_closed
from routing.sides import side_of

Kind = Desk.Kind
At = Rule.At
LONGEST_CHAIN = 3
FALLBACKS = [("fallback__" * depth) + "organisation" for depth in range(LONGEST_CHAIN)]
AT_THE_NETWORK = frozenset({Kind.PCN_CLINICAL_DIRECTOR})
# in plain SQL, as Django takes longer to put it together than the database to answer it
WITH_FALLBACKS = """
WITH RECURSIVE reached (id, fallback_id, depth) AS (
    SELECT id, fallback_id, 1 FROM routing_desk
    WHERE organisation_id IN (%s) AND kind IN (%s)
        AND (place_id IS NULL OR place_id IN (%s))
    UNION
    SELECT desk.id, desk.fallback_id, depth + 1
    FROM reached JOIN routing_desk AS desk ON desk.id = reached.fallback_id WHERE depth < %s
)
SELECT {desk} FROM routing_desk AS desk WHERE desk.id IN (SELECT id FROM reached) ORDER BY desk.id
"""


def interface_desk_of(icb: Organisation) -> Desk:
    """The ICB's interface desk, made if the registry has none, so that every issue has somewhere to go."""
    return Desk.objects.get_or_create(
        organisation=icb,
        place=None,
        kind=Kind.INTERFACE_TEAM,
        defaults={"title": f"Interface team, {icb.name}"[:200]},
    )[0]


def seated_at(desks: Iterable[int]) -> dict[int, list[Holder]]:
    """Who sits at these desks today, by desk, leads first. One SQL statement."""
    return _by_desk(holders_now(sorted(desks)))


def _by_desk(holders: list[Holder]) -> dict[int, list[Holder]]:
    seated: dict[int, list[Holder]] = {}
    for holder in holders:
        seated.setdefault(holder.desk_id, []).append(holder)
    return seated


def back_at(desks: Iterable[int]) -> dict[int, date]:
    """The last day on which desks are left, by desk, where all who hold them are away. One SQL statement."""
    return {key: min(one.absence.until_on for one in away) for key, away in away_at(desks).items()}


def reached_from(organisations: list[int], kinds: list[str], places: list[int]) -> list[Desk]:
    """The desks of these kinds there, at no Place or one of these, and those they fall to. One SQL statement."""
    return [desk for (desk,) in read(WITH_FALLBACKS, [organisations, kinds, places, LONGEST_CHAIN], desk=Desk)]


def is_open(desk: Desk, icb: int) -> bool:
    """Whether a desk can answer: switched on, and its organisation not closed."""
    is_active = desk.organisation.status == Organisation.Status.ACTIVE
    return desk.is_active and (is_active or desk.organisation_id == icb)


def chain_of(desk: Desk, icb: int) -> Iterator[Desk]:
    """A desk and those it falls to, each once, leaving out what is switched off or closed."""
    seen: set[int] = set()
    for _ in range(LONGEST_CHAIN):
        if desk.pk in seen:
            return
        seen.add(desk.pk)
        if is_open(desk, icb):
            yield desk
        if desk.fallback_id is None or len(seen) == LONGEST_CHAIN:
            return
        desk = desk.fallback


class Finder:
    """Answers by (kind, where) for the facts of one issue."""

    def __init__(self, facts: Facts, rule: Rule | None):
        self.facts = facts
        self.rule = rule
        self.side = side_of(facts.about, facts.about_words, icb=facts.icb)
        self._back: dict[int, date | None] = {}

    @cached_property
    def _desks(self) -> list[Desk]:
        facts = self.facts
        about = [facts.about.pk, facts.about.parent_id] if facts.about else []
        kinds = {Kind.INTERFACE_TEAM}
        if self.rule:
            kinds |= {self.rule.desk_kind, *(kind for kind, _ in self.rule.copies)}
        at = [facts.icb.pk, *(key for key in about if key)]
        found = reached_from(at, sorted(kinds), [place for place in self._places if place])
        self._complete(found)
        return found

    def _complete(self, desks: list[Desk]) -> None:
        """Give each desk its organisation and fallback: what the caller has need not be read again."""
        known = {one.pk: one for one in (self.facts.about, self.facts.icb) if one}
        if strange := {desk.organisation_id for desk in desks} - set(known):
            known |= Organisation.objects.order_by().in_bulk(strange)
        by_key = {desk.pk: desk for desk in desks}
        for desk in desks:
            desk.organisation = known[desk.organisation_id]
            if desk.fallback_id in by_key:
                desk.fallback = by_key[desk.fallback_id]

    @property
    def _places(self) -> tuple[int | None, int | None]:
        """Keys of the Place of whom it is about, and of the reporter's."""
        facts = self.facts
        of_about = facts.about.place_id if facts.about else None
        if facts.reporter_place:
            return of_about, facts.reporter_place.pk
        return of_about, facts.reporter_organisation.place_id if facts.reporter_organisation else None

    @cached_property
    def _there(self) -> tuple[dict[int, list[Holder]], frozenset[int]]:
        """Who sits at the desks, and the desks that somebody is away from."""
        there, away = there_and_away(sorted(desk.pk for desk in self._desks))
        return _by_desk(there), away

    def manned(self, desk: Desk) -> Desk | None:
        """The desk if somebody sits there and it is open, else the first such desk that it falls to."""
        return next((each for each in chain_of(desk, self.facts.icb.pk) if self.people_at(each)), None)

    def desk(self, kind: str, at: str) -> Desk | None:
        """The active desk of a kind: at the organisation (or its trust or network), a Place, or the ICB."""
        about, icb = self.facts.about, self.facts.icb.pk
        of_about, of_reporter = self._places
        if at == At.ABOUT:
            chain = self._organisations_of(about, kind)
            return next((desk for key in chain if (desk := self._one(kind, key, None))), None)
        if at == At.ICB:
            return self._one(kind, icb, None)
        first, second = (of_about, of_reporter) if at == At.ABOUT_PLACE else (of_reporter, of_about)
        place = first or second
        return self._one(kind, icb, place) if place else None

    def _organisations_of(self, about: Organisation | None, kind: str) -> list[int]:
        if about is None:
            return []
        goes_up = about.kind == Organisation.Kind.SITE or kind in AT_THE_NETWORK
        return [about.pk, about.parent_id] if goes_up and about.parent_id else [about.pk]

    def _one(self, kind: str, organisation: int, place: int | None) -> Desk | None:
        for desk in self._desks:
            if (desk.kind, desk.organisation_id, desk.place_id) == (kind, organisation, place) and desk.is_active:
                return desk
        return None

    def interface_desk(self) -> Desk | None:
        """The ICB's interface desk, also where it was switched off: there is nowhere after it."""
        wanted = (Kind.INTERFACE_TEAM, self.facts.icb.pk, None)
        return next((d for d in self._desks if (d.kind, d.organisation_id, d.place_id) == wanted), None)

    def closed_organisation(self) -> str:
        """Why the organisation cannot answer any more, in a sentence; nothing if it can."""
        about = self.facts.about
        if about and about.status == Organisation.Status.CLOSED:
            return say_closed(about)
        if about and about.kind == Organisation.Kind.SITE:
            above = self._above(about)
            is_closed = above is not None and above.status == Organisation.Status.CLOSED
            return f"{above.name}, to which {about.name} belongs, is closed." if is_closed else ""
        return ""

    def _above(self, about: Organisation) -> Organisation | None:
        """What a site belongs to; from a desk there where one is known, so that it is rarely read on its own."""
        known = (desk.organisation for desk in self._desks if desk.organisation_id == about.parent_id)
        return next(known, None) or about.parent

    def answers_at(self, interface_desk: Desk) -> bool:
        """Whether anybody at all answers there: who holds it, else the interface team."""
        return bool(self.people_at(interface_desk)) or any(self.interface_team(interface_desk))

    def interface_team(self, desk: Desk) -> tuple[User | None, User | None]:
        """The first two of the interface team, where nobody holds its desk."""
        first, second, *_ = [*interface_team_of(desk.organisation_id)[:2], None, None]
        return first, second

    def people_at(self, desk: Desk) -> list[Holder]:
        return self._there[0].get(desk.pk, [])

    def away_until(self, desk: Desk) -> date | None:
        """Until when the first of those who hold a desk is away, where all of them are; one SQL statement."""
        if desk.pk not in self._there[1]:
            return None
        if desk.pk not in self._back:
            self._back[desk.pk] = back_at({desk.pk}).get(desk.pk)
        return self._back[desk.pk]

    def seats(self, desk: Desk) -> tuple[User | None, User | None]:
        """Lead and deputy of today."""
        holders = self.people_at(desk)
        leads = [holder.user for holder in holders if holder.seat == Holder.Seat.LEAD]
        others = [holder.user for holder in holders if holder.user not in leads[:1]]
        return (leads[0] if leads else None), (others[0] if others else None)

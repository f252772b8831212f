"""All desks of an ICB read once, to route many issues by: what would happen, and to whom. Nothing is sent by it."""

from datetime import date
from functools import cached_property

from people.models import Organisation, User
from routing.desks import Finder, back_at, seated_at
from routing.facts import Facts
from routing.gaps import every_desk_of
from routing.models import Desk, Holder, Rule


class Snapshot:
    """The desks of an ICB and who sits at them, as they are now.

    Three SQL statements, whatever is asked of it; a fourth where a desk is empty.
    """

    def __init__(self, icb: Organisation):
        self.icb = icb
        self.desks = {desk.pk: desk for desk in every_desk_of(icb)}
        for desk in self.desks.values():
            if desk.fallback_id in self.desks:
                desk.fallback = self.desks[desk.fallback_id]
        self.by_kind = {(desk.kind, desk.organisation_id, desk.place_id): desk for desk in self.desks.values()}
        self.organisations = {desk.organisation_id: desk.organisation for desk in self.desks.values()}
        self.seated = seated_at(self.desks)
        self.team: dict[int, tuple[User | None, User | None]] = {}

    @cached_property
    def back(self) -> dict[int, date]:
        """Until when the desks are left at which all are away: asked only where nobody sits."""
        return back_at(self.desks)

    def finder(self, facts: Facts, rule: Rule | None) -> Finder:
        """What registry.route looks for desks with."""
        return _Finder(self, facts, rule)


class _Finder(Finder):
    """Answers from a snapshot."""

    def __init__(self, snapshot: Snapshot, facts: Facts, rule: Rule | None):
        super().__init__(facts, rule)
        self.snapshot = snapshot

    def interface_desk(self) -> Desk | None:
        return self.snapshot.by_kind.get((Desk.Kind.INTERFACE_TEAM, self.facts.icb.pk, None))

    def people_at(self, desk: Desk) -> list[Holder]:
        return self.snapshot.seated.get(desk.pk, [])

    def away_until(self, desk: Desk) -> date | None:
        return self.snapshot.back.get(desk.pk)

    def interface_team(self, desk: Desk) -> tuple[User | None, User | None]:
        if desk.organisation_id not in self.snapshot.team:
            self.snapshot.team[desk.organisation_id] = super().interface_team(desk)
        return self.snapshot.team[desk.organisation_id]

    def _one(self, kind: str, organisation: int, place: int | None) -> Desk | None:
        desk = self.snapshot.by_kind.get((kind, organisation, place))
        return desk if desk and desk.is_active else None

    def _above(self, about: Organisation) -> Organisation | None:
        return self.snapshot.organisations.get(about.parent_id) or about.parent

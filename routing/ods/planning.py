"""What the registry would be by the files, on one day: every organisation that is new or different, and why."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from people.models import TRUSTS, Alias, Organisation, Place
from routing.models import Desk
from routing.ods.records import Found, Membership, Record
from routing.ods.states import Change, State, changes_between, in_registry
from routing.ods.wording import is_the_same

Kind = Organisation.Kind
Status = Organisation.Status
# what others belong to comes before them
ORDER = (Kind.ICB, Kind.SUB_ICB, *sorted(TRUSTS), Kind.PCN)
NOT_KEPT_WHEN_CLOSED = frozenset(
    {Kind.SITE, Kind.COMMUNITY_PHARMACY, Kind.CARE_HOME, Kind.INDEPENDENT, Kind.HOSPICE, Kind.OTHER}
)
FRESH = dt.timedelta(days=183)
TOUCHING_DESKS = frozenset({"closed", "renamed", "reparented", "moved"})


@dataclass
class Plan:
    """What applying the files would do. Nothing is done yet."""

    on: dt.date
    was: dict[str, State]
    new: dict[str, State] = field(default_factory=dict)
    different: dict[str, State] = field(default_factory=dict)
    moved_on: dict[str, dt.date] = field(default_factory=dict)
    former_names: dict[str, str] = field(default_factory=dict)  # to be kept as other names, by code
    changes: list[Change] = field(default_factory=list)
    unknown: Counter = field(default_factory=Counter)  # sentences, and of how many organisations each is true
    faults: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.new and not self.different and not self.former_names

    def desks(self) -> list[tuple[Desk, Change]]:
        """The active desks at organisations that close, are renamed or belong elsewhere, each with one reason."""
        why: dict[str, Change] = {}
        for change in self.changes:
            if change.sort in TOUCHING_DESKS:
                why.setdefault(change.code, change)
        codes = sorted(why)
        found = []
        for start in range(0, len(codes), 500):
            at = Desk.objects.filter(organisation__code__in=codes[start : start + 500], is_active=True)
            found += [(desk, why[desk.organisation.code]) for desk in at.select_related("organisation")]
        return found


def plan(found: Found, *, on: dt.date) -> Plan:
    """Compare what the files say with what the registry holds. Reads only."""
    return _Planner(found, on).made()


class _Planner:
    def __init__(self, found: Found, on: dt.date):
        self.found, self.on = found, on
        self.plan = Plan(on=on, was=in_registry())
        self.states = dict(self.plan.was)
        self.places = {place.pk: place for place in Place.objects.select_related("icb")}
        self.joins, self.left = self._memberships()
        self.successors = self._successors()

    def made(self) -> Plan:
        rank = {kind: at for at, kind in enumerate(ORDER)}
        records = sorted(self.found.records.values(), key=lambda each: (rank.get(each.kind, len(rank)), each.code))
        self.coming = {each.code for each in records if each.has_opened(self.on)}
        for record in records:
            self._consider(record)
        self._members_without_record()
        self._successions_without_record()
        self.plan.former_names = self._former_names()
        names = {code: state.name for code, state in self.states.items()}
        for now in [*self.plan.new.values(), *self.plan.different.values()]:
            was = self.plan.was.get(now.code)
            on = self.plan.moved_on.get(now.code)
            self.plan.changes += changes_between(was, now, names, self.places, on)
        return self.plan

    def _is_stale(self, one: Membership) -> bool:
        """A picture of long ago tells of practices that are in no network, and moves none that is in one."""
        if one.said_on is None or self.on - one.said_on <= FRESH:
            return False
        was = self.states.get(one.practice)
        return bool(was and was.parent and self.states[was.parent].kind == Kind.PCN)

    def _memberships(self) -> tuple[dict[str, Membership], set[str]]:
        """The network of each practice on the day, and the practices that have left theirs."""
        joins: dict[str, Membership] = {}
        ended = set()
        for one in self.found.memberships:
            if not one.is_current(self.on):
                if one.until_on and one.until_on <= self.on:
                    ended.add(one.practice)
                continue
            if self._is_stale(one):
                self.found.pass_over("practices in networks by a list of long ago, which the registry knows better")
                continue
            before = joins.get(one.practice)
            if before is None or (before.from_on or dt.date.min) <= (one.from_on or dt.date.min):
                joins[one.practice] = one
        return joins, ended - set(joins)

    def _successors(self) -> dict[str, list[str]]:
        """What followed each organisation by the day."""
        found = defaultdict(list)
        for one in sorted(self.found.successions, key=lambda one: one.from_on or dt.date.min):
            if (one.from_on is None or one.from_on <= self.on) and one.old != one.new:
                found[one.old].append(one.new)
        return found

    def _consider(self, record: Record) -> None:
        was = self.states.get(record.code)
        if was and not _same_family(was.kind, record.kind):
            label = Kind(was.kind).label
            self.plan.faults.append(
                f"{record.source}: {record.code} is known as another kind of organisation ({label})."
            )
            return
        if was and record.is_in_passing and (was.status == Status.CLOSED or record.code not in self.joins):
            return
        if was is None and not self._is_wanted(record):
            return
        now = self._told(record, was) if not (was and record.is_in_passing) else was
        self._settle(self._related(record, now, was))

    def _is_wanted(self, record: Record) -> bool:
        """Whether an organisation that the registry lacks is taken in."""
        if not record.has_opened(self.on):
            self.found.pass_over("organisations that open later")
        elif record.kind in NOT_KEPT_WHEN_CLOSED and not record.is_active(self.on):
            self.found.pass_over("closed sites and the like that the registry never had")
        elif record.kind == Kind.SITE and not self._is_open(record.parent):
            self.found.pass_over("sites of organisations that are closed or in no file")
        else:
            return True
        return False

    def _is_open(self, code: str) -> bool:
        return code in self.states and self.states[code].status == Status.ACTIVE

    def _told(self, record: Record, was: State | None) -> State:
        """The facts that a row says itself; what it leaves empty stays as it was."""
        base = was or State(record.code, record.name, record.kind)
        is_active = record.is_active(self.on)
        return replace(
            base,
            name=base.name if is_the_same(base.name, record.name) else record.name,
            status=Status.ACTIVE if is_active else Status.CLOSED,
            postcode=record.postcode or base.postcode,
            town=base.town if base.town.lower() == record.town.lower() else record.town or base.town,
            opened_on=record.opened_on or base.opened_on,
            closed_on=record.closed_on or (None if is_active else base.closed_on),
        )

    def _related(self, record: Record, now: State, was: State | None) -> State:
        """Where it belongs. A closed organisation keeps what it had, and gets what followed it."""
        if now.status == Status.CLOSED and was:
            return replace(now, successor=self._successor(now))
        parent = self._parent(record, now)
        icb = self._icb(record, now, parent)
        place = self._place(now, parent, icb)
        if now.status == Status.CLOSED:
            now = replace(now, successor=self._successor(now))
        join = self.joins.get(record.code)
        moved_on = join.from_on if join else record.joined_on
        if was and moved_on and moved_on <= self.on:
            self.plan.moved_on[record.code] = moved_on
        return replace(now, parent=parent, icb=icb, place=place)

    def _known(self, code: str, kind: str) -> str | None:
        """A code if it is of an organisation of this kind, in the registry or just read."""
        if not code:
            return None
        if code in self.states and _same_family(self.states[code].kind, kind):
            return code
        return None

    def _parent(self, record: Record, now: State) -> str | None:
        sub_icb = self._known(record.sub_icb, Kind.SUB_ICB)
        if now.kind == Kind.GP_PRACTICE:
            join = self.joins.get(record.code)
            if join and self._known(join.network, Kind.PCN):
                return join.network
            if join:
                self.plan.unknown[f"{join.network} is no network of the registry or of the files"] += 1
            if record.code not in self.left and now.parent and self.states[now.parent].kind == Kind.PCN:
                return now.parent
            return sub_icb or (None if record.code in self.left else now.parent)
        if now.kind == Kind.PCN:
            return sub_icb or now.parent
        if now.kind == Kind.SUB_ICB:
            return self._known(record.parent, Kind.ICB) or self._known(record.icb, Kind.ICB) or now.parent
        if now.kind == Kind.SITE:
            above = self.states.get(record.parent)
            return record.parent if above and above.kind != Kind.SITE else now.parent
        return now.parent

    def _icb(self, record: Record, now: State, parent: str | None) -> str | None:
        if now.kind == Kind.ICB:
            return now.code
        above = self.states[parent].icb if parent else None
        sub = self._known(record.sub_icb, Kind.SUB_ICB)
        named = self._known(record.icb, Kind.ICB)
        if record.icb and not named and now.status == Status.ACTIVE and now.kind != Kind.SITE:
            self.plan.unknown[f"{record.icb} is no ICB of the registry or of the files"] += 1
        if now.kind == Kind.SITE:
            return above or now.icb
        return named or above or (self.states[sub].icb if sub else None) or now.icb

    def _place(self, now: State, parent: str | None, icb: str | None) -> int | None:
        """A site's is its trust's, a practice's its network's, else that of its sub-ICB location where it has one."""
        kept = now.place if now.place and self.places[now.place].icb.code == icb else None
        if kept and parent == now.parent:
            return kept
        above = self.states[parent].place if parent and now.kind in {Kind.SITE, Kind.GP_PRACTICE, Kind.PCN} else None
        if above and self.places[above].icb.code == icb:
            return above
        return kept

    def _successor(self, now: State) -> str | None:
        """The one already named if the files name it too, else the last that is known; never in a circle."""
        named = [code for code in self.successors.get(now.code, ()) if code in self.states or code in self.coming]
        if not named or now.successor in named:
            return now.successor
        if now.code in self.successors.get(named[-1], ()):
            self.plan.unknown["Two organisations that follow each other: neither is taken"] += 1
            return now.successor
        return named[-1]

    def _members_without_record(self) -> None:
        """Practices that only a list of members names."""
        for code, join in self.joins.items():
            was = self.states.get(code)
            if (
                code in self.found.records
                or was is None
                or was.status == Status.CLOSED
                or was.kind != Kind.GP_PRACTICE
            ):
                continue
            stub = Record(code, was.name, was.kind, join.source)
            self._settle(self._related(stub, was, was))

    def _successions_without_record(self) -> None:
        for code in self.successors:
            was = self.states.get(code)
            if code not in self.found.records and was and was.status == Status.CLOSED:
                self._settle(replace(was, successor=self._successor(was)))

    def _former_names(self) -> dict[str, str]:
        """Names of older editions, and those that change now, which are no other name yet."""
        found = {code: name for code, name in self.found.former_names.items() if code in self.states}
        found |= {code: self.plan.was[code].name for code in self.plan.different}
        other = {code: name for code, name in found.items() if not is_the_same(name, self.states[code].name)}
        codes, known = sorted(other), set()
        for start in range(0, len(codes), 500):
            rows = Alias.objects.filter(organisation__code__in=codes[start : start + 500])
            known |= {(code, name.lower()) for code, name in rows.values_list("organisation__code", "name")}
        return {code: name for code, name in other.items() if (code, name.lower()) not in known}

    def _settle(self, now: State) -> None:
        was = self.plan.was.get(now.code)
        self.states[now.code] = now
        if was is None:
            self.plan.new[now.code] = now
        elif was != now:
            self.plan.different[now.code] = now


def _same_family(one: str, other: str) -> bool:
    return one == other or {one, other} <= TRUSTS or Kind.OTHER in {one, other}

"""Where the issues of a decision are once it is taken back: what was decided since keeps them where they are.

The pins of an issue are a chain, earliest first. Some put it somewhere; others only keep it where it was, and do so
wherever it is once what brought it there is taken back.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from themes.counting import counted
from themes.models import Decision, Pin, Theme, ThemeIssue

Kind = Decision.Kind
PUTS = (Kind.CONFIRMED, Kind.MOVED, Kind.DISMISSED)  # who says so means each issue, even one that was there
NEXT = "Once that is taken back too, the next search decides anew about them."
ANEW = "the next search decides anew about"


@dataclass
class Held:
    """Where issues go back to (None: no theme), how many stay where they are, each by which later decision; and what
    becomes of the pins that stand.
    """

    free: dict[int, int | None] = field(default_factory=dict)
    put: set[int] = field(default_factory=set)  # those of the free that the decision put where they are
    stay: Counter[Decision] = field(default_factory=Counter)
    altered: list[Pin] = field(default_factory=list)
    dropped: list[Pin] = field(default_factory=list)


def held(decision: Decision) -> Held:
    """What would become of a decision's issues if it were taken back now."""
    issues = Pin.objects.filter(decision=decision).order_by().values("issue")
    pins = Pin.objects.filter(issue__in=issues).select_related("decision__by", "decision__theme").order_by("pk")
    chains: dict[int, list[Pin]] = {}
    for pin in pins:
        chains.setdefault(pin.issue_id, []).append(pin)
    found = Held()
    for chain in chains.values():
        _pass_over(decision, chain, found)
    return found


def concerned(decision: Decision) -> set[int]:
    """The themes that taking it back may change: held meanwhile, so that no search writes in between."""
    issues = Pin.objects.filter(decision=decision).order_by().values("issue")
    pins = Pin.objects.filter(issue__in=issues).order_by().values_list("theme", "came_from")
    links = ThemeIssue.objects.filter(issue__in=issues).order_by().values_list("theme", flat=True)
    return {one for pair in pins for one in pair if one} | {*links, decision.theme_id, decision.other_id or 0}


def release(decision: Decision) -> dict[int, int | None]:
    """Delete its pins, and put right those of later ones. Where each issue goes that it held till now.

    A theme that was merged since sends what belongs to it on to where it is part of.
    """
    list(Pin.objects.select_for_update().filter(decision=decision).order_by("pk"))
    found = held(decision)
    decision.pins.all().delete()
    Pin.objects.filter(pk__in=[pin.pk for pin in found.dropped]).delete()
    Pin.objects.bulk_update(found.altered, ["theme", "came_from"], batch_size=200)
    return _sent_on(found.free, decision)


def _pass_over(decision: Decision, chain: list[Pin], found: Held) -> None:
    """Where an issue is if this decision had never been: each of the others puts it or keeps it, one by one."""
    was = now = chain[0].came_from_id
    own, last = None, None
    for pin in chain:
        if pin.came_from_id != was:  # a search took it there meanwhile
            now = pin.came_from_id
        was, is_putting = pin.theme_id, _puts(pin)
        if pin.decision_id == decision.pk:
            own = is_putting
            continue
        there = pin.theme_id if is_putting else _kept(pin.decision, now)
        if there is None:
            found.dropped.append(pin)
            continue
        if (pin.came_from_id, pin.theme_id) != (now, there):
            pin.came_from_id, pin.theme_id = now, there
            found.altered.append(pin)
        now = there
        last = pin if own is not None else last
    if last is None or now != was:
        found.free[chain[0].issue_id] = now
        found.put |= {chain[0].issue_id} if own else set()
    elif own:
        found.stay[last.decision] += 1


def _puts(pin: Pin) -> bool:
    """Whether it says where the issue is; else it keeps it where it was."""
    return pin.decision.kind in PUTS or pin.theme_id != pin.came_from_id


def _kept(decision: Decision, place: int | None) -> int | None:
    """Where a decision keeps what is in this theme; None where that is no business of it."""
    if decision.kind == Kind.MERGED and place == decision.other_id:
        return decision.theme_id
    return place if place in (decision.theme_id, decision.other_id) else None


def _sent_on(places: Mapping[int, int | None], decision: Decision) -> dict[int, int | None]:
    """The same, through the merges that stand; each holds what it sends on."""
    stand = Decision.objects.filter(kind=Kind.MERGED, undone_at=None, other__icb=decision.theme.icb_id)
    into = {one.other_id: one for one in stand.exclude(pk=decision.pk).order_by("pk")}
    sent, new = dict(places), []
    for issue, place in places.items():
        while place in into:
            merged = into[place]
            new.append(Pin(decision=merged, issue_id=issue, theme_id=merged.theme_id, came_from_id=place))
            sent[issue] = place = merged.theme_id
    Pin.objects.bulk_create(new, ignore_conflicts=True)
    return sent


def told(decision: Decision, theme: Theme, before: Held) -> str:
    """What has become of the issues of a decision that was taken back on the page of this theme, in sentences."""
    what = f"Taken back: “{decision.words_of(theme)}”"
    if decision.kind == Kind.RENAMED:
        return f"{what}."
    places = _places(decision, before)
    if not before.stay:
        now = f"{places} now" if places else "the issues are where they were"
        return f"{what}, so {now}, and {ANEW} {'what nobody holds' if places else 'them'}."
    stay = counted(before.stay.total(), "issue stays where it is", "issues stay where they are")
    free = len(before.free)
    back = f" {counted(free, 'other is where it was', 'others are where they were')}." if free else ""
    back = f" Of the others {places} now." if places else back
    return f"{what}. {stay}, held by what was decided since: {_listed(before.stay)}.{back} {NEXT}"


def _places(decision: Decision, before: Held) -> str:
    """In which themes those are that went back, where it goes without saying not."""
    where = dict(ThemeIssue.objects.filter(issue__in=before.put).values_list("issue", "theme"))
    is_usual = {where.get(issue) for issue in before.put} <= {decision.theme_id, decision.other_id}
    if decision.kind not in (Kind.MERGED, Kind.SPLIT, Kind.MOVED) or (is_usual and decision.kind != Kind.MOVED):
        return ""
    names = {one.pk: f"“{one}”" for one in Theme.objects.filter(pk__in=set(where.values()))}
    many = Counter(names.get(where.get(issue), "no theme") for issue in before.put)
    return " and ".join(f"{counted(count, 'is', 'are')} in {name}" for name, count in sorted(many.items()))


def _listed(decisions: Collection[Decision]) -> str:
    return "; ".join(f"“{one.get_kind_display()}” ({one.theme}, by {one.by})" for one in decisions)

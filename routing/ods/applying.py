"""Applies a plan: all of it or nothing. What an organisation was stays readable, by date."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from people.models import Alias, Earlier, Organisation
from people.searching import settle
from routing import naming
from routing.models import Desk
from routing.ods.planning import ORDER, Plan
from routing.ods.states import HISTORY, State

BATCH = 500
FIELDS = ("name", "status", "parent", "icb", "place", "successor", "postcode", "town", "opened_on", "closed_on")
PLAIN = ("code", "name", "kind", "status", "postcode", "town", "opened_on", "closed_on")


def apply(plan: Plan) -> None:
    """Make and change organisations as planned, in one transaction."""
    with transaction.atomic():
        keys = dict(Organisation.objects.values_list("code", "pk"))
        _make(plan, keys)
        _change(plan, keys)
        _remember(plan, keys)
        _rename(plan, keys)
    naming.names_changed()
    settle(Organisation, Alias)


def _make(plan: Plan, keys: dict[str, int]) -> None:
    """New organisations, those first that others belong to; what followed whom last."""
    ranks = {kind: at for at, kind in enumerate(ORDER)}
    by_rank: dict[int, list[State]] = {}
    for state in plan.new.values():
        by_rank.setdefault(ranks.get(state.kind, len(ranks)), []).append(state)
    for rank in sorted(by_rank):
        rows = [Organisation(**{name: getattr(state, name) for name in PLAIN}) for state in by_rank[rank]]
        for row, state in zip(rows, by_rank[rank], strict=True):
            row.parent_id, row.place_id = keys.get(state.parent or ""), state.place
            row.icb_id = keys.get(state.icb or "")
        Organisation.objects.bulk_create(rows, batch_size=BATCH)
        keys.update((row.code, row.pk) for row in rows)
    late = [state for state in plan.new.values() if state.successor or state.icb == state.code]
    _update(late, keys, ("successor", "icb"))


def _change(plan: Plan, keys: dict[str, int]) -> None:
    different: dict[tuple[str, ...], list[State]] = {}
    for state in plan.different.values():
        names = tuple(name for name in plan.was[state.code].differs_in(state) if name in FIELDS)
        different.setdefault(names, []).append(state)
    for names, states in different.items():
        _update(states, keys, names)


def _update(states: Iterable[State], keys: dict[str, int], names: tuple[str, ...]) -> None:
    """Write these fields of these organisations. Only what differs is written: the search index follows each name."""
    rows = []
    for state in states:
        row = Organisation(pk=keys[state.code])
        for name in names:
            value = getattr(state, name)
            if name in {"parent", "icb", "successor"}:
                setattr(row, f"{name}_id", keys[value] if value else None)
            else:
                setattr(row, "place_id" if name == "place" else name, value)
        rows.append(row)
    if rows and names:
        Organisation.objects.bulk_update(rows, names, batch_size=200)


def _remember(plan: Plan, keys: dict[str, int]) -> None:
    """One row for each day on which something of it changed: it moved on one day, and has another name from today."""
    rows = []
    for code, now in plan.different.items():
        was = plan.was[code]
        different = set(was.differs_in(now)) & set(HISTORY)
        moved_on = plan.moved_on.get(code, plan.on)
        if different - {"name"}:
            rows.append(_row(was, was.name, moved_on, keys))
        if "name" in different and (moved_on != plan.on or not different - {"name"}):
            rows.append(_row(now, was.name, plan.on, keys))
    Earlier.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def _row(state: State, name: str, until_on: dt.date, keys: dict[str, int]) -> Earlier:
    return Earlier(
        organisation_id=keys[state.code],
        until_on=until_on,
        name=name,
        parent_id=keys.get(state.parent or ""),
        icb_id=keys.get(state.icb or ""),
        place_id=state.place,
    )


def _rename(plan: Plan, keys: dict[str, int]) -> None:
    """Old names stay findable, and the titles of desks say the new one."""
    former = plan.former_names.items()
    Alias.objects.bulk_create(
        [Alias(organisation_id=keys[code], name=name, is_former=True) for code, name in former], batch_size=BATCH
    )
    renamed = {code: now for code, now in plan.different.items() if plan.was[code].name != now.name}
    codes = sorted(renamed)
    for start in range(0, len(codes), BATCH):
        some = codes[start : start + BATCH]
        desks = list(Desk.objects.filter(organisation__code__in=some).select_related("organisation"))
        for desk in desks:
            old, now = plan.was[desk.organisation.code].name, renamed[desk.organisation.code].name
            desk.title = desk.title.replace(old, now)[:200]
        Desk.objects.bulk_update(desks, ["title"], batch_size=200)

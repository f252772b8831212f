"""Whatever the registry's state, a route names a desk, and never walks in a circle."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from people.models import Bounce, Membership, Organisation, Place, User
from routing import registry
from routing.desks import Finder, seated_at
from routing.facts import Book, Facts
from routing.models import Category, Desk, Holder, Rule
from routing.queries import interface_team_of
from routing.snapshot import Snapshot
from tests import make

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 11
GAPS = {"", "no_rule", "no_desk", "closed", "unknown_name", "nobody_there"}
KINDS = [
    Desk.Kind.MEDICAL_DIRECTOR,
    Desk.Kind.CHIEF_PHARMACIST,
    Desk.Kind.PLACE_COMMISSIONER,
    Desk.Kind.INTERFACE_TEAM,
]

states = some.fixed_dictionaries(
    {
        "desks": some.lists(
            some.tuples(
                some.sampled_from(KINDS),
                some.sampled_from(["trust", "practice", "icb", "place"]),
                some.booleans(),  # active
                some.booleans(),  # held
                some.booleans(),  # with a mailbox
                some.integers(0, 7),  # falls to
                some.sampled_from(["", "disabled", "refused", "away", "left"]),  # what became of its holder
            ),
            max_size=8,
            unique_by=lambda desk: (desk[0], desk[1]),
        ),
        "rules": some.lists(
            some.tuples(
                some.booleans(),
                some.sampled_from(["", *Rule.Side.values]),
                some.sampled_from(KINDS),
                some.sampled_from(Rule.At.values),
            ),
            max_size=4,
            unique_by=lambda rule: rule[:2],
        ),
        "closed": some.sets(some.sampled_from(["trust", "practice", "icb"])),
        "about": some.sampled_from(["trust", "site", "practice", "icb", None]),
        "words": some.sampled_from(["", "gps", "nobody", "our icb", "Zzyzx", "CAMHS"]),
        "harm": some.sampled_from(["none", "severe"]),
        "has_place": some.booleans(),
        "has_team": some.booleans(),
    }
)


def build(state: dict) -> Facts:
    """A registry in the given state, and an issue to route in it."""
    place = make.place()
    there = {"icb": make.icb(), "trust": make.trust(), "practice": make.practice()}
    there["site"] = make.organisation("Site", Organisation.Kind.SITE, parent=there["trust"])
    person = make.user(at=there["trust"])
    made = [_desk(desk, there, place) for desk in state["desks"]]
    for desk, (*_, falls_to, _) in zip(made, state["desks"], strict=True):
        if falls_to < len(made) and made[falls_to] != desk:
            Desk.objects.filter(pk=desk.pk).update(fallback=made[falls_to])
    for name in state["closed"]:
        Organisation.objects.filter(pk=there[name].pk).update(status="closed")
        there[name].refresh_from_db()
    if state["rules"]:
        named = {f"rule {number}": _rule(rule) for number, rule in enumerate(state["rules"])}
        make.rules(**named)
    if state["has_team"]:
        Membership.objects.create(user=person, organisation=there["icb"], role=Membership.Role.INTERFACE_TEAM)
    return Facts(
        icb=there["icb"],
        category=make.category().slug,
        reporter_organisation=there["practice"],
        reporter_place=place if state["has_place"] else None,
        about=there.get(state["about"]),
        about_words=state["words"],
        harm=state["harm"],
    )


def _desk(desk: tuple, there: dict, place: Place) -> Desk:
    kind, where, is_active, is_held, has_mailbox, _, became = desk
    made = make.desk(
        there.get(where, there["icb"]),
        kind,
        place=place if where == "place" else None,
        is_active=is_active,
        mailbox="desk@nhs.example" if has_mailbox else "",
    )
    if is_held:
        _hold(made, there["trust"], became)
    return made


def _hold(desk: Desk, at: Organisation, became: str) -> None:
    """Somebody at the desk, and what became of them."""
    day = timezone.localdate()
    person = make.user(at=at)
    until_on = day - timedelta(days=1) if became == "left" else None
    Holder.objects.create(desk=desk, user=person, from_on=day - timedelta(days=9), until_on=until_on)
    if became == "disabled":
        User.objects.filter(pk=person.pk).update(is_active=False)
    if became == "refused":
        Bounce.objects.create(address=person.email, user=person, reason="550")
    if became == "away":
        person.absences.create(from_on=day, until_on=day)


def _rule(rule: tuple) -> dict:
    is_harm, side, kind, at = rule
    copies = [[Desk.Kind.CHIEF_PHARMACIST, Rule.At.ABOUT]]
    return {"is_harm": is_harm, "about_side": side, "desk_kind": kind, "desk_at": at, "copies": copies}


def living(route, facts: Facts) -> bool:
    """Whether somebody who can be reached answers there today: by name, or where the mailbox is read."""
    there = {person for person in route.people if person.is_active and not is_refused(person)}
    if there:
        return True
    copied = seated_at([desk.pk for desk in route.copies])
    return bool(route.desk.mailbox) and (bool(copied) or not _can_anybody(facts))


def is_refused(person: User) -> bool:
    return Bounce.objects.filter(user=person, cleared_at=None).exists()


def _can_anybody(facts: Facts) -> bool:
    """Whether the interface team, or anybody at its desk, can be reached at all."""
    desks = Desk.objects.filter(organisation=facts.icb, kind=Desk.Kind.INTERFACE_TEAM, place=None)
    return bool(seated_at(desks.values_list("pk", flat=True))) or interface_team_of(facts.icb.pk).exists()


@given(state=states)
@settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_issue_gets_a_desk_that_somebody_living_answers_for_whatever_is_missing(db, state):
    with transaction.atomic():
        facts = build(state)
        with CaptureQueriesContext(connection) as spent:
            route = registry.route(facts)
        assert len(spent) <= MOST_STATEMENTS
        assert route.desk.pk
        assert route.reasons
        assert route.gap in GAPS
        assert route.desk not in route.copies
        assert 0 < route.acknowledge_days <= route.answer_days
        assert living(route, facts) or not _can_anybody(facts)
        by_snapshot = registry.route(facts, book=route.book or Book(None, ()), finder=Snapshot(facts.icb).finder)
        assert replace(by_snapshot, book=None) == replace(route, book=None)
        transaction.set_rollback(True)


def test_the_property_has_teeth(monkeypatch):
    """Routing that passes over whether anybody is there is caught."""
    known = make.registry()
    User.objects.filter(pk=known["director"].pk).update(is_active=False)
    facts = Facts(icb=make.icb(), category="letters", about=known["trust"])
    assert living(registry.route(facts), facts)
    monkeypatch.setattr(Finder, "manned", lambda self, desk: desk)
    assert not living(registry.route(facts), facts)


def test_a_registry_without_anything_makes_its_interface_desk():
    category = Category.objects.create(slug="letters", name="Letters")
    facts = Facts(icb=make.icb(), category=category.slug, about=make.trust())
    first, second = registry.route(facts), registry.route(facts)
    assert first.desk == second.desk
    assert (first.desk.kind, first.gap) == (Desk.Kind.INTERFACE_TEAM, "no_rule")


def test_without_a_holder_the_interface_team_itself_is_told():
    make.registry()
    Holder.objects.all().delete()
    route = registry.route(Facts(icb=make.icb(), category="letters", about_words="Zzyzx"))
    assert [person.name for person in route.people] == ["Ira Interface"]

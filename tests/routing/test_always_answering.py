"""Whatever the registry's state, a route names a desk, and never walks in a circle."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from people.models import Membership, Organisation, Place
from routing import registry
from routing.facts import Facts
from routing.models import Category, Desk, Holder, Rule
from tests import make

pytestmark = pytest.mark.django_db
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
    made = [_desk(desk, there, place, person) for desk in state["desks"]]
    for desk, (*_, falls_to) in zip(made, state["desks"], strict=True):
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


def _desk(desk: tuple, there: dict, place: Place, person) -> Desk:
    kind, where, is_active, is_held, has_mailbox, _ = desk
    made = make.desk(
        there.get(where, there["icb"]),
        kind,
        place=place if where == "place" else None,
        is_active=is_active,
        mailbox="desk@nhs.example" if has_mailbox else "",
    )
    if is_held:
        Holder.objects.create(desk=made, user=person)
    return made


def _rule(rule: tuple) -> dict:
    is_harm, side, kind, at = rule
    copies = [[Desk.Kind.CHIEF_PHARMACIST, Rule.At.ABOUT]]
    return {"is_harm": is_harm, "about_side": side, "desk_kind": kind, "desk_at": at, "copies": copies}


@given(state=states)
@settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_issue_gets_a_desk_whatever_is_missing(db, state):
    with transaction.atomic():
        facts = build(state)
        route = registry.route(facts)
        held = set(Holder.objects.values_list("desk", flat=True))
        interface_desk = Desk.objects.filter(organisation=facts.icb, kind=Desk.Kind.INTERFACE_TEAM, place=None)
        assert route.desk.pk
        assert route.reasons
        assert route.gap in GAPS
        assert route.desk not in route.copies
        assert 0 < route.acknowledge_days <= route.answer_days
        is_last_resort = interface_desk.filter(pk=route.desk.pk).exists() or route.gap == "nobody_there"
        assert route.desk.pk in held or is_last_resort
        assert bool(route.people) >= (route.desk.pk in held)
        transaction.set_rollback(True)


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

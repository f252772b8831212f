"""The rules that ship reach nine kinds of desk; a rule added on the pages reaches any kind, by name."""

import pytest
from django.urls import reverse

from people.models import Notice, Organisation
from routing.models import Desk, Rule
from tests import make

pytestmark = pytest.mark.django_db
Kind = Desk.Kind
At = Rule.At
AT_A_PRACTICE = {Kind.PRACTICE_MANAGER, Kind.SENIOR_PARTNER}
AT_A_PLACE = {Kind.PLACE_COMMISSIONER, Kind.PLACE_CLINICAL_LEAD}
AT_THE_ICB = {Kind.ICB_PRIMARY_CARE, Kind.ICB_MEDICAL_DIRECTOR, Kind.ICB_MEDICINES, Kind.INTERFACE_TEAM}


@pytest.fixture
def system() -> dict:
    made = make.registry()
    made["network"] = make.organisation("Harbour PCN", Organisation.Kind.PCN)
    made["practice"] = make.practice("Harbour Lane Surgery", parent=made["network"])
    return made


def where(kind: str, system: dict) -> tuple[Organisation, str, Organisation]:
    """Whose such a desk is, what a rule says of where it is, and whom an issue is about that reaches it."""
    if kind == Kind.PCN_CLINICAL_DIRECTOR:
        return system["network"], At.ABOUT, system["practice"]
    if kind in AT_A_PRACTICE:
        return system["practice"], At.ABOUT, system["practice"]
    if kind in AT_A_PLACE:
        return make.icb(), At.ABOUT_PLACE, system["practice"]
    if kind in AT_THE_ICB:
        return make.icb(), At.ICB, system["trust"]
    return system["trust"], At.ABOUT, system["trust"]


@pytest.mark.parametrize("kind", Kind.values)
def test_a_desk_of_every_kind_is_added_held_and_reached_by_a_rule_on_the_pages(client, system, kind):
    whose, at, about = where(kind, system)
    client.force_login(system["team"])
    place = make.place() if kind in AT_A_PLACE else None
    asked = {"kind": kind} | ({"place": place.pk} if place else {})
    client.post(reverse("routing:add_desk", args=[whose.code]), asked)
    desk = Desk.objects.get(organisation=whose, kind=kind, place=place)
    for holder in desk.holders.all():  # one leads at a time
        client.post(reverse("routing:unseat", args=[holder.pk]))
    person = make.user(whose, name="Nell Newcomer")
    seated = {"email": person.email, "seat": "lead", "from_on": "2026-01-01"}
    assert client.post(reverse("routing:seat", args=[desk.pk]), seated).status_code == 302
    client.post(reverse("routing:begin_draft"))
    category = make.category("kind", "Of this kind")
    assert f'value="{kind}"' in client.get(reverse("routing:rule")).text
    rule = {"name": "mine", "category": category.slug, "desk_kind": kind, "desk_at": at, "revision": "1"}
    rule |= {"acknowledge_days": "2", "answer_days": "10"}
    assert client.post(reverse("routing:rule"), rule).status_code == 302
    client.post(reverse("routing:publish_draft"), {"revision": "2"})
    page = client.get(reverse("routing:what_if"), {"category": category.slug, "about": about.code}).text
    assert desk.title in page
    issue = make.issue(about=about, category=category)
    assert (issue.desk, issue.rulebook.number) == (desk, 2)
    assert person in [notice.recipient for notice in Notice.objects.filter(kind="assigned")]

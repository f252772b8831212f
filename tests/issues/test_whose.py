"""To whom an issue is sent on: the likeliest first, then by organisation, nobody twice."""

import pytest
from django.urls import reverse

from issues import queries, whose
from routing.models import Desk
from tests import make

pytestmark = pytest.mark.django_db
Kind = Desk.Kind


@pytest.fixture
def system():
    made = make.registry()
    made["other"] = make.trust("Oakdale Hospitals")
    made["far"] = make.trust("Zenith Hospitals")
    for name, at, kind in (
        ("pharmacy", made["trust"], Kind.CHIEF_PHARMACIST),
        ("their_director", made["other"], Kind.MEDICAL_DIRECTOR),
        ("their_nurse", made["other"], Kind.CHIEF_NURSE),
        ("far_director", made["far"], Kind.MEDICAL_DIRECTOR),
    ):
        made[name] = make.desk(at, kind, make.user(at))
    made["issue"] = make.issue(about=made["trust"], others=[made["other"]])
    return made


def names(found) -> list[tuple[str, list[str]]]:
    return [(group, [title for _, title in desks]) for group, desks in found]


def test_the_same_kind_at_an_organisation_that_is_named_comes_first(system):
    (group, likely), *rest = names(whose.groups(system["issue"]))
    assert group == whose.LIKELY
    assert likely[0] == system["their_director"].title
    assert set(likely[1:3]) == {system["pharmacy"].title, system["their_nurse"].title}
    assert rest == [("Zenith Hospitals", [system["far_director"].title])]


def test_everybody_it_can_be_sent_to_is_there_once(system):
    offered = [key for _, desks in whose.groups(system["issue"]) for key, _ in desks]
    assert sorted(offered) == sorted(queries.desks_to_send_to(system["issue"]).values_list("pk", flat=True))


def test_the_likely_ones_are_few(system):
    for kind in list(Kind)[:12]:
        if not Desk.objects.filter(organisation=system["other"], kind=kind).exists():
            make.desk(system["other"], kind, make.user(system["other"]))
    (_, likely), *_ = names(whose.groups(system["issue"]))
    assert len(likely) == whose.MOST_LIKELY


def test_it_costs_the_same_with_many_desks(system, django_assert_num_queries):
    with django_assert_num_queries(2):
        whose.groups(system["issue"])
    for number in range(5):
        made = make.trust(f"Trust {number}")
        make.desk(made, Kind.MEDICAL_DIRECTOR, make.user(made))
    with django_assert_num_queries(2):
        whose.groups(system["issue"])


def test_the_page_shows_it_in_groups_and_takes_what_is_chosen(client, system):
    client.force_login(system["director"])
    page = client.get(system["issue"].get_absolute_url()).content.decode()
    assert page.index("Most likely") < page.index(system["their_director"].title) < page.index("Zenith Hospitals")
    path = reverse("issues:act", args=[system["issue"].reference, "reroute"])
    client.post(path, {"desk": system["far_director"].pk, "text": "A matter of theirs."})
    assert system["issue"].entries.last().desk == system["far_director"]

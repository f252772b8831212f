"""To whom an issue is sent on: the likeliest first, then by organisation, nobody twice."""

import re

import pytest
from django.urls import reverse

from issues import queries, whose
from routing.models import Desk
from tests import make
from tests.shape.test_permissions import key_of

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
    chosen_from = page.split("Most likely", 1)[1]
    assert chosen_from.index(system["their_director"].title) < chosen_from.index("Zenith Hospitals")
    path = reverse("issues:act", args=[system["issue"].reference, "reroute"])
    client.post(path, {"desk": system["far_director"].pk, "text": "A matter of theirs."})
    assert system["issue"].entries.last().desk == system["far_director"]


@pytest.fixture
def home(system):
    """Where the reporter works, with somebody who answers there."""
    at = system["issue"].reporter_organisation
    return make.desk(at, Kind.PRACTICE_MANAGER, make.user(at))


def test_the_side_that_reported_it_is_said_to_be_and_never_likely(system, home):
    (_, likely), *rest = names(whose.groups(system["issue"]))
    said = f"{home.title} (the side that reported it)"
    assert said not in likely and [said] in [desks for _, desks in rest]


def test_it_goes_back_to_the_side_that_reported_it_once_that_is_confirmed(client, system, home):
    client.force_login(system["director"])
    path, said = reverse("issues:act", args=[system["issue"].reference, "reroute"]), "It is for them to book."
    assert "Yes, send it back" not in client.get(system["issue"].get_absolute_url()).text
    page = client.post(path, {"desk": home.pk, "goes_back": "", "text": said})
    assert page.status_code == 422 and whose.GOES_BACK in page.text and f"{said}</textarea>" in page.text
    assert re.search(r'<input[^>]*name="goes_back" type="checkbox"', page.text)
    assert not system["issue"].entries.filter(verb="reroute").exists()
    assert client.post(path, {"desk": home.pk, "goes_back": "on", "text": said}).status_code == 302
    assert system["issue"].entries.last().desk == home


def test_what_one_side_reports_of_itself_is_sent_on_within_it_without_a_question(system, home):
    own = make.issue(by=make.user(home.organisation), about=home.organisation)
    both = make.issue(by=make.user(home.organisation), about=system["trust"], others=[home.organisation])
    assert not whose.goes_back(own, home) and not whose.goes_back(both, home)
    assert (home.pk, home.title) in [desk for _, desks in whose.groups(both) for desk in desks]


def test_what_the_icb_reports_is_sent_to_its_interface_team_without_a_question(system):
    issue = make.issue(by=system["team"], about=system["trust"])
    team = Desk.objects.get(kind=Kind.INTERFACE_TEAM)
    assert team.organisation == issue.reporter_organisation and not whose.goes_back(issue, team)


@pytest.mark.parametrize("name", ["reroute", "answer"])
def test_another_system_has_to_say_that_it_goes_back(client, system, home, name):
    headers = key_of(system["director"])[1]
    path = reverse(f"api:{name}", args=[system["issue"].reference])
    said = {"desk": home.title, "text": "It is for them to book."} | (
        {"outcome": "not_ours"} if name == "answer" else {}
    )
    refused = client.post(path, said, "application/json", headers=headers)
    assert refused.status_code == 400 and "back to the side" in str(refused.json()["errors"]["goes_back"])
    done = client.post(path, said | {"goes_back": True}, "application/json", headers=headers)
    assert done.status_code == 200 and done.json()["desk"] == home.title


def test_nobody_is_sent_what_they_reported_themselves(system):
    practice = make.practice()
    manager, partner = make.user(practice), make.user(practice)
    desk = make.desk(practice, Kind.PRACTICE_MANAGER, manager)
    issue = make.issue(by=manager, about=system["trust"])
    assert desk not in queries.desks_to_send_to(issue)
    assert desk in queries.desks_to_send_to(make.issue(by=partner, about=system["trust"]))


def test_what_was_reported_in_confidence_does_not_go_to_those_whom_its_reporter_works_with(system):
    practice = make.practice()
    reporter = make.user(practice)
    desk = make.desk(practice, Kind.PRACTICE_MANAGER, make.user(practice))
    said = {"by": reporter, "is_confidential": True}
    assert desk not in queries.desks_to_send_to(make.issue(about=system["trust"], **said))
    assert desk in queries.desks_to_send_to(make.issue(about=practice, **said))
    assert desk in queries.desks_to_send_to(make.issue(about=make.practice(parent=practice), **said))
    assert desk in queries.desks_to_send_to(make.issue(about=system["trust"], others=[practice], **said))

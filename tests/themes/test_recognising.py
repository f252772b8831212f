"""What is known already of a problem, told to whoever writes about it."""

import pytest
from django.urls import reverse

from archive import stages
from issues import responding
from people.models import User
from tests import make
from themes import placing, recognising, seeding

pytestmark = pytest.mark.django_db
LATE = "The discharge letter came six weeks after the stay and named no medicine that was changed."
LATE_AGAIN = "Discharge summary arrived five weeks late and did not say which medicines were stopped."
PARKING = "Disabled parking at the clinic is closed on Mondays."


@pytest.fixture
def system():
    made = make.registry()
    made["late"] = make.issue(about=made["trust"], text=LATE)
    made["parking"] = make.issue(about=made["trust"], text=PARKING)
    made["writer"] = make.user()
    placing.place_due()
    return made


def known(system, text=LATE_AGAIN, **facts):
    facts = {"by": system["writer"], "category": system["category"], "about": system["trust"]} | facts
    return recognising.known(text=text, **facts)


def foreigner() -> User:
    return make.user(make.practice(icb=make.icb("QYY", "Far away ICB"), place=None))


def test_an_issue_that_says_the_same_in_other_words_is_shown_and_another_is_not(system):
    assert known(system).issues == (system["late"],)


def test_for_an_issue_that_is_there_those_that_say_the_same_come_first_and_only_readable_ones(client, system):
    same = make.issue(about=system["trust"], text=LATE_AGAIN)
    elsewhere = make.issue(about=make.trust("Oakdale Hospitals"), text=LATE)
    placing.place_due()
    found = recognising.alike(issue=same, by=system["team"])
    assert found[0] == system["late"] and set(found) == {system["late"], elsewhere}
    assert recognising.alike(issue=same, by=system["director"]) == [system["late"]]
    client.force_login(system["director"])
    page = client.get(reverse("issues:compare", args=[same.reference])).content.decode()
    assert f"Compare with {system['late']}" in page and system["parking"].reference not in page


def test_a_text_too_short_to_tell_knows_nothing(system):
    assert not known(system, text="Late letter")


def test_neither_confidential_issues_nor_those_of_other_icbs_nor_ones_own_are_shown(system):
    make.issue(about=system["trust"], text=LATE, is_confidential=True)
    make.issue(by=system["writer"], about=system["trust"], text=LATE)
    placing.place_due()
    assert known(system).issues == (system["late"],)
    assert known(system, by=foreigner()).issues == ()


def test_the_theme_and_its_projects_are_shown_with_how_they_ended(system):
    theme = make.theme(system["late"])
    leader = make.leader()
    project = seeding.seed_project(
        theme=theme, by=leader, title="Letters on the day", summary="Letters come late.", organisation=make.icb()
    )
    found = known(system)
    assert (found.themes, found.running, found.tried) == ((theme,), (project,), ())
    stages.stop(project=project, by=leader, text="No time.")
    assert known(system).tried == (project,)


def test_the_check_offers_me_too_with_what_is_being_done(client, system):
    responding.acknowledge(issue=system["late"], by=system["director"])
    client.force_login(system["writer"])
    answers = {"key": "k", "text": LATE_AGAIN, "about_words": system["trust"].name, "category": "letters"}
    for address in ("themes:check", "themes:known"):
        words = client.post(reverse(address), answers).content.decode()
        assert system["late"].reference in words and "Acknowledged" in words and "Me too" in words
    client.post(reverse("issues:me_too", args=[system["late"].reference]), {"text": "Ours too."})
    follower = system["late"].followers.get()
    assert (follower.user, follower.text, follower.is_affected) == (system["writer"], "Ours too.", True)
    assert known(system).issues == ()


def test_the_check_says_of_an_answered_issue_that_me_too_tells_its_desk(client, system):
    responding.answer(issue=system["late"], by=system["director"], outcome="fixed", text="Sent again.")
    client.force_login(system["writer"])
    answers = {"key": "k", "text": LATE_AGAIN, "about_words": system["trust"].name, "category": "letters"}
    words = client.post(reverse("themes:check"), answers).content.decode()
    assert "fixed for this patient. If it still happens, say “Me too” and" in words


def test_it_costs_the_same_however_many_issues_there_are(system, django_assert_max_num_queries):
    for _ in range(20):
        make.issue(about=system["trust"], text=LATE)
    placing.place_due()
    with django_assert_max_num_queries(8):
        assert len(known(system).issues) == recognising.MOST

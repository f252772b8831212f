"""What is known already of a problem, told to whoever writes about it."""

import json
import re

import pytest
from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive import searching, stages
from archive.models import Project
from issues import following, merging, responding, withdrawing
from issues.models import Issue
from language import centres, coordinates, similarity, vectors
from people.models import Organisation, User
from tests import make
from themes import placing, recognising, seeding
from themes.models import Portrait, Theme, Vector

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
    likest, newest = page.split("Or one of these?")
    assert f"Compare with {system['late']}" in likest and system["parking"].reference not in likest
    assert f"Compare with {system['parking']}" in newest and system["late"].reference not in newest


def test_before_any_text_has_its_place_the_newest_open_ones_of_the_same_kind_are_offered(client, system):
    director, late = system["director"], system["late"]
    new = make.issue(about=system["trust"], text=LATE_AGAIN)
    shut, done, mine = (make.issue(about=system["trust"]) for _ in range(3))
    withdrawing.withdraw(issue=shut, by=shut.reporter)
    responding.answer(issue=done, by=director, outcome="fixed", text="Sent again.")
    make.issue(about=system["trust"], category=make.category("tests", "Tests and results"))
    make.issue(about=make.trust("Oakdale Hospitals"))
    Vector.objects.all().delete()
    found = recognising.newest_beside(issue=new, by=director, known=[])
    assert found == [mine, system["parking"], late]
    assert recognising.newest_beside(issue=new, by=director, known=[late]) == [mine, system["parking"]]
    assert recognising.newest_beside(issue=new, by=foreigner(), known=[]) == []
    client.force_login(director)
    page = client.get(reverse("issues:compare", args=[new.reference])).content.decode()
    assert f"Compare with {mine}" in page and "Their words may mean something else" in page


def test_where_an_organisation_was_not_recognised_those_of_the_same_words_are_offered(system):
    one, other, _ = (make.issue(about_words=words) for words in ("Dr Who's clinic", "DR WHO'S clinic", "Elsewhere"))
    assert recognising.newest_beside(issue=one, by=system["team"], known=[]) == [other]


def test_at_most_five_are_offered_at_a_constant_cost(client, system, django_assert_max_num_queries):
    def page(new):
        with django_assert_max_num_queries(12):
            return client.get(reverse("issues:compare", args=[new.reference])).content.decode()

    client.force_login(system["director"])
    new = make.issue(about=system["trust"], text=LATE_AGAIN)
    assert page(new).count("Compare with ") == 2
    for _ in range(20):
        make.issue(about=system["trust"], text="Nobody answers the switchboard at night.")
    assert page(new).count("Compare with ") == 5
    placing.place_due()
    assert page(new).count("Compare with ") == 5


def test_those_about_another_organisation_come_last_and_say_whom_me_too_reaches(client, system):
    oakdale = make.trust("Oakdale Hospitals")
    Issue.objects.filter(pk=system["late"].pk).update(about=oakdale)
    here = make.issue(about=system["trust"], text="Letters of discharge arrive weeks later than they should.")
    placing.place_due()
    found = known(system)
    assert found.issues == (here, system["late"]) and found.elsewhere == {system["late"].pk}
    assert known(system, about=None).elsewhere == frozenset()
    site = Organisation.objects.create(code="OAK-SITE", name="Oak site", kind="site", parent=oakdale, icb=oakdale.icb)
    assert system["late"].pk not in known(system, about=site).elsewhere
    client.force_login(system["writer"])
    answers = {"text": LATE_AGAIN, "about_words": system["trust"].name, "category": "letters"}
    page = client.post(reverse("themes:known"), answers).content.decode()
    first, last = page.split(f"<strong>{system['late'].reference}</strong>")
    assert "about another organisation than yours" in last and "another organisation" not in first


def test_a_text_too_short_to_tell_knows_nothing(system):
    assert not known(system, text="Late letter")


def test_neither_confidential_issues_nor_those_of_other_icbs_nor_ones_own_are_shown(system):
    make.issue(about=system["trust"], text=LATE, is_confidential=True)
    make.issue(by=system["writer"], about=system["trust"], text=LATE)
    placing.place_due()
    assert known(system).issues == (system["late"],)
    assert known(system, by=foreigner()).issues == ()


def lying_at(theme: Theme, *texts: str) -> Theme:
    """The theme with its middle where these texts lie."""
    middle = centres.centre(centres.points(coordinates.represent(texts)))
    facts = {"until": theme.last_on, "centre": vectors.pack(middle), "space": placing.space()}
    Portrait.objects.update_or_create(theme=theme, defaults=facts)
    return theme


def test_a_theme_is_said_to_be_possible_and_only_where_the_text_lies_near_it(client, system):
    theme = lying_at(make.theme(system["late"], key="late1", label="Letters come late"), LATE)
    client.force_login(system["writer"])
    answers = {"key": "k", "text": LATE_AGAIN, "about_words": system["trust"].name, "category": "letters"}

    def page() -> str:
        return client.post(reverse("themes:check"), answers).content.decode()

    assert f'May belong to the theme: <a href="{theme.get_absolute_url()}"' in page()
    lying_at(theme, PARKING)
    assert "Letters come late" not in page()
    Portrait.objects.all().delete()
    assert "Letters come late" not in page()


def test_between_two_themes_neither_is_named(system):
    one = lying_at(make.theme(system["late"], key="late1"), LATE)
    same = make.issue(about=system["trust"], text=LATE)
    placing.place_due()
    other = lying_at(make.theme(same, key="late2"), LATE)
    assert known(system).themes == ()
    lying_at(other, PARKING)
    assert known(system).themes == (one,)


def test_the_theme_and_its_projects_are_shown_with_how_they_ended(system):
    theme = lying_at(make.theme(system["late"]), LATE)
    leader = make.leader()
    project = seeding.seed_project(
        theme=theme, by=leader, title="Letters on the day", summary="Letters come late.", organisation=make.icb()
    )
    found = known(system)
    assert (found.themes, found.running, found.tried) == ((theme,), (project,), ())
    stages.stop(project=project, by=leader, text="No time.")
    assert known(system).tried == (project,)


@pytest.mark.parametrize("stage", Project.RUNNING)
def test_of_a_project_that_goes_on_the_line_says_how_far_it_is(stage):
    project = Project(title="Letters on the day", slug="letters", state=stage)
    page = render_to_string("issues/_known.html", {"known": recognising.Known(running=(project,))})
    told = {"idea": "an idea so far", "planning": "being planned", "testing": "being tried"}
    told |= {"implementing": "being put in place", "sustaining": "being kept up"}
    assert f"A project about it, {told[stage]}: <a" in page and "worked on" not in page


def test_a_project_is_offered_for_what_it_means_and_not_for_words_that_it_shares(system):
    leader, summary = make.leader(), "Tried for a year."
    fits = make.project(leader, title="Discharge letters on the day", summary=summary, aim="No letter comes late.")
    walls, aim = "Ward walls painted by children", "A discharge lounge gets letters and pictures."
    other = make.project(leader, title=walls, summary=summary, aim=aim)
    text = "Discharge letters come late: the letter for a discharge in May arrived weeks late."
    found = recognising.known(by=system["writer"], text=text, category=system["category"])
    assert {hit.project for hit in searching.alike(text)} == {fits, other}
    assert found.running == (fits,)


def test_the_check_offers_me_too_with_what_is_being_done(client, system):
    responding.acknowledge(issue=system["late"], by=system["director"])
    client.force_login(system["writer"])
    answers = {"key": "k", "text": LATE_AGAIN, "about_words": system["trust"].name, "category": "letters"}
    for address in ("themes:check", "themes:known"):
        words = client.post(reverse(address), answers).content.decode()
        assert system["late"].reference in words and "Acknowledged" in words and "Me too" in words
    shown = re.search(r'name="offered" value="([^"]+)"', words)[1]
    client.post(reverse("issues:me_too", args=[system["late"].reference]), {"text": "Ours too.", "offered": shown})
    follower = system["late"].followers.get()
    assert (follower.user, follower.text, follower.is_affected) == (system["writer"], "Ours too.", True)
    assert known(system).issues == ()


def test_the_check_says_of_an_answered_issue_that_me_too_tells_its_desk(client, system):
    responding.answer(issue=system["late"], by=system["director"], outcome="fixed", text="Sent again.")
    client.force_login(system["writer"])
    answers = {"key": "k", "text": LATE_AGAIN, "about_words": system["trust"].name, "category": "letters"}
    words = client.post(reverse("themes:check"), answers).content.decode()
    assert "fixed for this patient. If it still happens, say “Me too” and" in words


def test_a_card_begins_with_the_problem_and_names_its_desk_once(client, system):
    responding.answer(issue=system["late"], by=system["director"], outcome="fixed", text="Sent again.")
    client.force_login(system["writer"])
    answers = {"text": LATE_AGAIN, "about_words": system["trust"].name, "category": "letters"}
    card = client.post(reverse("themes:known"), answers).content.decode().split("nhsuk-card__content")[1]
    assert card.index(LATE[:40]) < card.index(system["late"].reference) < card.index("Me too")
    assert card.count(system["desk"].title) == 1


def test_it_costs_the_same_however_many_issues_there_are(system, django_assert_max_num_queries):
    for _ in range(20):
        make.issue(about=system["trust"], text=LATE)
    placing.place_due()
    with django_assert_max_num_queries(8):
        assert len(known(system).issues) == recognising.MOST


def plainly_known(text: str, by: User) -> list[Issue]:
    """What is known of a text without category or organisation, with every stored row read and compared."""
    others = Issue.objects.stood_behind().exclude(reporter=by).exclude(followers__user=by).order_by("-pk")
    pks, texts, stored = zip(*others.values_list("pk", "text", "vector__data"), strict=True)
    rows, asked = vectors.unpack_all(stored), coordinates.represent_whole([text])
    near = similarity.near(asked[0], rows, recognising.NEAREST)
    ranked = similarity.rank(asked, [text], rows[near], [texts[at] for at in near], top=recognising.NEAREST)[0]
    best = sorted((-score, -pks[near[at]]) for at, score in ranked if score >= recognising.NEAR)[: recognising.MOST]
    return [Issue.objects.get(pk=-pk) for _, pk in best]


def test_what_is_remembered_finds_what_reading_all_of_it_finds(monkeypatch):
    monkeypatch.setattr(recognising, "NEAR", 0.2)
    reports = settings.BASE_DIR / "interface" / "demonstration" / "reports.jsonl"
    texts = [json.loads(line)["text"] for line in reports.read_text("utf-8").splitlines()]
    made = make.registry()
    for text in texts[:300:2] + texts[:40:2]:
        make.issue(about=made["trust"], text=text)
    placing.place_due()
    writer, found = make.user(), 0
    for text in [*texts[1:300:20], *texts[:40:4], LATE]:
        expected = plainly_known(text, writer)
        for _ in range(2):
            assert list(recognising.known(by=writer, text=text).issues) == expected
        found += len(expected)
    assert found > 100


def test_what_is_remembered_is_read_once_and_what_was_placed_since_is_found(system):
    def read() -> int:
        with CaptureQueriesContext(connection) as asked:
            known(system)
        return sum('WHERE ("themes_vector"."issue_id" IN' in one["sql"] for one in asked)

    assert [read(), read()] == [1, 0]
    later = make.issue(about=system["trust"], text=LATE)
    assert known(system).issues == (system["late"],)
    placing.place_due()
    assert set(known(system).issues) == {system["late"], later}
    assert read() == 0


def test_what_is_no_longer_to_be_shown_is_not_shown_however_well_it_is_remembered(system):
    kept, merged, left, followed = (make.issue(about=system["trust"], text=LATE) for _ in range(4))
    placing.place_due()
    assert len(known(system).issues) == 5
    merging.merge(issue=merged, into=kept, by=system["director"])
    withdrawing.withdraw(issue=left, by=left.reporter)
    following.me_too(issue=followed, by=system["writer"])
    assert set(known(system).issues) == {kept, system["late"]}
    Issue.objects.filter(pk=kept.pk).update(is_confidential=True)
    Vector.objects.filter(issue=system["late"]).update(space="another")
    assert known(system).issues == ()


def test_those_that_may_not_be_shown_take_nobody_elses_place(system, monkeypatch):
    monkeypatch.setattr(recognising, "LOOKED_AT", 3)
    gone = [make.issue(about=system["trust"], text=LATE_AGAIN) for _ in range(7)]
    placing.place_due()
    for one in gone:
        withdrawing.withdraw(issue=one, by=one.reporter)
    assert known(system).issues == (system["late"],)

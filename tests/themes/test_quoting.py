"""Nothing that anyone may read quotes an issue or bears a name that the portal made of its words."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from archive.models import Project
from language import known_problems
from people.refusing import Refused
from tests import make
from tests.themes.telling import theme
from themes import curating, naming, quoting, seeding
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
TEXT = "The discharge letter took three weeks to reach us, and nobody could say where it was."


@pytest.fixture
def found(team) -> Theme:
    return make.theme(make.issue(about=make.trust("Oakdale Hospitals"), text=TEXT))


def test_a_passage_is_named_once_and_as_it_was_typed(found):
    typed = f"A practice says: {TEXT.upper()} It goes on."
    assert quoting.quoted(found, typed) == [TEXT.upper().rstrip(".")]
    assert quoting.quoted(found, "The discharge – letter took three (weeks) to reach us") != []
    assert quoting.quoted(found, "Discharge letters take three weeks to reach practices.") == []
    both = "The discharge letter took three weeks to boot: us, and nobody could say where it was"
    assert quoting.quoted(found, both) == [
        "The discharge letter took three weeks to",
        "us, and nobody could say where it was",
    ]


def test_a_barely_changed_quote_is_refused_and_the_words_of_several_people_are_free(client, team):
    trust, text = (
        make.trust("Oakdale Hospitals"),
        "Cosmetic surgery in Turkey, wound open to fat. No letter came home.",
    )
    found = make.theme(make.issue(about=trust, text=text))
    changed = "Patients return after cosmetic surgery in Turkey with the wound open to fat."
    client.force_login(team)
    answers = {"label": "Late letters", "summary": changed}
    form = client.post(reverse("themes:publish", args=[found.key]), answers).context["form"]
    words = form.errors["summary"].as_text()
    assert "or nearly so" in words and "“cosmetic surgery in Turkey with the wound open to fat”" in words
    with pytest.raises(Refused, match="or nearly so"):
        curating.publish(theme=found, by=team, **answers)
    for other in ("Turkey again: fat showing, wound open.", "Cosmetic clinic in Turkey; fat necrosis, open wound."):
        make.ThemeIssue.objects.create(theme=found, issue=make.issue(about=trust, text=other))
    curating.publish(
        theme=found, by=team, label="Late letters", summary="Wounds open to fat after Turkey, no letter."
    )
    assert quoting.quoted(found, changed) == []


def test_a_short_issue_is_quoted_as_a_whole(team):
    found = make.theme(make.issue(text="Insulin missing on discharge"))
    assert quoting.quoted(found, "We hear: insulin missing on discharge, often.") == ["insulin missing on discharge"]
    assert quoting.quoted(found, "Insulin missing on the ward") == []


@pytest.mark.parametrize("name", ["Nine calls today about capsules", "Again: NINE CALLS today about capsules!"])
def test_a_theme_is_not_called_by_a_whole_sentence_of_one_person(client, team, name):
    trust = make.trust("Oakdale Hospitals")
    found = make.theme(
        make.issue(about=trust, text="Nine calls today about capsules. Creon everywhere, out of stock.")
    )
    client.force_login(team)
    answer = client.post(reverse("themes:rename", args=[found.key]), {"label": name})
    assert "These words stand in an issue" in answer.context["form"].errors["label"].as_text()
    with pytest.raises(Refused, match="These words stand in an issue"):
        curating.rename(theme=found, by=team, label=name)
    assert naming.trouble_kept(found, "Calls about capsules, out of stock") == "", "three words, or in part"
    text = "So it is. Nine calls today about capsules"
    make.ThemeIssue.objects.create(theme=found, issue=make.issue(about=trust, text=text))
    assert naming.trouble_kept(found, name) == "", "two people say it"


def test_a_known_problems_name_may_be_given_though_somebody_wrote_it(team):
    name = next(one.name for one in known_problems.library() if len(one.name.split()) > 4)
    found = make.theme(make.issue(text=f"Today. {name}. Again, and nobody knows why."))
    assert naming.trouble_kept(found, name) == ""


@pytest.mark.parametrize("typed", [{"summary": TEXT}, {"label": TEXT}])
def test_publishing_words_of_an_issue_is_refused_beside_the_field(client, team, found, typed):
    client.force_login(team)
    answers = {"label": "Late letters", "summary": "They come late."} | typed
    ((field, words),) = typed.items()
    answer = client.post(reverse("themes:publish", args=[found.key]), answers)
    form = answer.context["form"]
    assert list(form.errors) == [field] and form.errors[field].as_text().count("These words stand in an issue") == 1
    assert form.errors[field].as_text().count("“") == 1
    assert form[field].value() == words
    with pytest.raises(Refused, match="These words stand in an issue"):
        curating.publish(theme=found, by=team, **answers)
    client.logout()
    assert client.get(found.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("typed", [{"summary": f"One says: {TEXT}"}, {"title": TEXT}])
@pytest.mark.parametrize("pressed", [{}, {"sure": "1"}])
def test_a_project_with_words_of_an_issue_is_refused_beside_the_field(client, found, typed, pressed):
    leader = make.leader()
    client.force_login(leader)
    answers = {"title": "Letters on time", "summary": "To be faster."} | typed
    ((field, words),) = typed.items()
    sent = answers | {"organisation": make.icb().pk} | pressed
    form = client.post(reverse("themes:seed", args=[found.key]), sent).context["form"]
    assert list(form.errors) == [field] and form.errors[field].as_text().count("“") == 1
    assert form[field].value() == words
    with pytest.raises(Refused, match="These words stand in an issue"):
        seeding.seed_project(theme=found, by=leader, organisation=make.icb(), **answers)
    assert not Project.objects.exists()


def test_the_portals_own_name_is_neither_offered_nor_taken_for_an_open_page(client, team):
    found = theme()
    client.force_login(team)
    path = reverse("themes:publish", args=[found.key])
    assert client.get(path).context["form"]["label"].value() == ""
    answer = client.post(path, {"label": "letters  PROBLEMS", "summary": "They come late."})
    assert "The portal made this name" in answer.context["form"].errors["label"].as_text()
    for act in (
        lambda: curating.publish(theme=found, by=team, label=str(found), summary="They come late."),
        lambda: seeding.seed_project(
            theme=found, by=team, title=str(found), summary="Faster.", organisation=make.icb()
        ),
    ):
        with pytest.raises(Refused, match="The portal made this name"):
            act()
    curating.rename(theme=found, by=team, label="Late letters")
    assert client.get(path).context["form"]["label"].value() == "Late letters"
    with pytest.raises(IntegrityError):
        Theme.objects.filter(pk=found.pk).update(given_label="", published_at=found.entries.first().at)


def test_the_name_of_a_known_problem_may_stand_openly(team):
    found = theme()
    found.label = "Ways to contact primary care"
    assert naming.open_name(found) == ""
    found.label = next(iter(sorted(naming.library.names())))
    assert naming.open_name(found) == found.label
    assert naming.trouble_openly(found, found.label) == ""


def test_a_published_theme_is_not_renamed_to_words_of_an_issue(client, team, found):
    curating.publish(theme=found, by=team, label="Late letters", summary="They come late.")
    client.force_login(team)
    answer = client.post(reverse("themes:rename", args=[found.key]), {"label": TEXT})
    assert "These words stand in an issue" in answer.context["form"].errors["label"].as_text()
    with pytest.raises(Refused, match="These words stand in an issue"):
        curating.rename(theme=found, by=team, label=TEXT)


@pytest.mark.parametrize("detail", ["The potassium was 7.1 at night.", "It was told at five past six.", "See {}."])
def test_a_detail_that_stands_in_one_issue_is_neither_published_nor_goes_into_a_project(client, team, detail):
    issue = make.issue(about=make.trust("Oakdale Hospitals"), text="Rang with a potassium of 7.1 at five past six.")
    found, leader = make.theme(issue), make.leader()
    words = detail.format(issue.reference.lower())
    client.force_login(team)
    sent = {"label": "Late results", "summary": words}
    form = client.post(reverse("themes:publish", args=[found.key]), sent).context["form"]
    why = "reference of an issue" if "See" in words else "This detail stands in one issue"
    assert list(form.errors) == ["summary"] and why in form.errors["summary"].as_text()
    assert form["summary"].value() == words
    for act in (
        lambda: curating.publish(theme=found, by=team, **sent),
        lambda: seeding.seed_project(theme=found, by=leader, title="On time", summary=words, organisation=make.icb()),
    ):
        with pytest.raises(Refused, match=why):
            act()
    curating.publish(
        theme=found, by=team, label="Late results", summary="Results are rung through late, by 1 person."
    )


def test_the_words_that_a_project_starts_with_hold_no_detail(found):
    assert quoting.trouble(found, seeding.prefilled(found)["summary"]) == ""

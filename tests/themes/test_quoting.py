"""Nothing that anyone may read quotes an issue or bears a name that the portal made of its words."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from archive.models import Project
from people.refusing import Refused
from tests import make
from tests.themes.telling import theme
from themes import curating, naming, quoting, seeding
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
TEXT = "The discharge letter took three weeks to reach us, and nobody could say where it was."


@pytest.fixture
def team():
    return make.registry()["team"]


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


def test_a_short_issue_is_quoted_as_a_whole(team):
    found = make.theme(make.issue(text="Insulin missing on discharge"))
    assert quoting.quoted(found, "We hear: insulin missing on discharge, often.") == ["insulin missing on discharge"]
    assert quoting.quoted(found, "Insulin missing on the ward") == []


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

"""Nothing that anyone may read of a theme, or of a project from it, names a person."""

import pytest
from django.urls import reverse

from archive.models import Project
from people.refusing import Refused
from tests import make
from themes import curating, deciding, persons, seeding
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
NAMED = ["Dr Leila Haddad never answers", "Ask leila haddad", "Sister Jane Pritchard keeps the letters"]


@pytest.fixture
def team():
    make.user(name="Leila Haddad")
    return make.registry()["team"]


@pytest.fixture
def found(team) -> Theme:
    return make.theme(make.issue(about=make.trust("Oakdale Hospitals")))


@pytest.mark.parametrize("words", NAMED)
@pytest.mark.parametrize("field", ["label", "summary"])
def test_publishing_what_names_a_person_is_refused_beside_the_field(client, team, found, field, words):
    client.force_login(team)
    answers = {"label": "Late letters", "summary": "They come late."} | {field: words}
    form = client.post(reverse("themes:publish", args=[found.key]), answers).context["form"]
    assert list(form.errors) == [field] and form[field].value() == words
    with pytest.raises(Refused):
        curating.publish(theme=found, by=team, **answers)
    found.refresh_from_db()
    assert found.published_at is None


@pytest.mark.parametrize("words", NAMED)
@pytest.mark.parametrize("field", ["title", "summary"])
def test_a_project_that_names_a_person_is_refused_beside_the_field(client, found, field, words):
    leader = make.leader()
    client.force_login(leader)
    answers = {"title": "Letters on time", "summary": "To be faster."} | {field: words}
    sent = answers | {"organisation": make.icb().pk}
    form = client.post(reverse("themes:seed", args=[found.key]), sent).context["form"]
    assert list(form.errors) == [field] and form[field].value() == words
    with pytest.raises(Refused):
        seeding.seed_project(theme=found, by=leader, organisation=make.icb(), **answers)
    assert not Project.objects.exists()


@pytest.fixture
def those_about(found) -> None:
    """A holder of the area, who reported, and who answered; and somebody of another area."""
    trust = make.trust("Oakdale Hospitals")
    make.desk(trust, kind="chief_pharmacist", holder=make.user(trust, name="Dr Ama Boateng"))
    make.ThemeIssue.objects.create(theme=found, issue=make.issue(by=make.user(name="Tunde Adeyemi")))
    answered = found.members.first().issue
    answered.entries.create(by=make.user(name="Blessing Okafor"), verb="answered", text="It is being looked into.")
    make.user(make.organisation("Far Trust", "acute_trust", code="RXX"), name="Grace Nakamura")


ALONE = [
    ("Boateng is dealing with it", "Boateng"),
    ("Boateng’s shortage", "Boateng"),
    ("It is with Blessing now", "Blessing"),
    ("Adeyemi looks after it", "Adeyemi"),
]


@pytest.mark.parametrize(("words", "named"), ALONE)
def test_a_name_alone_of_those_about_a_theme_is_refused(client, team, found, those_about, words, named):
    client.force_login(team)
    told = f"This names a person, or how to reach one: “{named}”. Say the role or the organisation"
    for act, answers in (
        ("publish", {"label": "Late letters", "summary": words}),
        ("publish", {"label": words, "summary": "They come late."}),
        ("rename", {"label": words}),
        ("seed", {"title": words, "summary": "To be faster.", "organisation": make.icb().pk}),
        ("seed", {"title": "Letters on time", "summary": words, "organisation": make.icb().pk}),
    ):
        form = client.post(reverse(f"themes:{act}", args=[found.key]), answers).context["form"]
        assert [told in text for errors in form.errors.values() for text in errors] == [True], (act, form.errors)
    with pytest.raises(Refused, match="names a person"):
        curating.publish(theme=found, by=team, label="Late letters", summary=words)
    with pytest.raises(Refused, match="names a person"):
        seeding.seed_project(theme=found, by=team, organisation=make.icb(), title="In time", summary=words)


def test_who_has_nothing_to_do_with_the_area_or_an_organisation_of_that_name_is_no_trouble(found, those_about):
    assert not persons.trouble("Nakamura is dealing with it", found)
    assert persons.trouble("The Boateng Associates wait", found)
    make.practice("Boateng Associates")
    assert not persons.trouble("The Boateng Associates wait", found)


def test_the_words_that_name_are_told_once():
    make.user(name="Leila Haddad")
    assert persons.trouble("Dr Leila Haddad and Leila Haddad").count("“") == 1


def test_an_organisation_that_is_called_after_a_person_and_eponyms_are_no_persons(client, team, found):
    words = "Letters of Dr Haddad & Partners about Parkinson's medicines come late."
    assert persons.trouble("Letters of Dr Haddad come late.") and not persons.trouble(words)
    words = "Letters of Dr Haddad Associates come late."
    assert persons.trouble(words)
    make.practice("Dr Haddad Associates")
    assert not persons.trouble(words) and persons.trouble("Letters of Dr Haddad come late.")
    curating.publish(theme=found, by=team, label="Late letters", summary=words)


HELD_BACK = [
    "Dr Leila Haddad never answers (dr.haddad@nhs.net, 07700 900123)",
    "Never answers (ward9@nhs.net)",
    "Ring 0151 496 0123",
    "What happened to Hargreaves in bed 4",
    "Edith Hargreaves again",
    "The letter never came, they say",
]


@pytest.mark.parametrize("act", ["rename", "split"])
@pytest.mark.parametrize("words", HELD_BACK)
def test_what_stays_in_the_history_for_good_names_nobody_and_quotes_no_issue(client, team, found, act, words):
    client.force_login(team)
    issues = [make.issue(text="The letter never came, they say."), found.members.get().issue]
    make.ThemeIssue.objects.create(theme=found, issue=issues[0])
    answers = {"label": words, "issue": [issues[0].reference]}
    form = client.post(reverse(f"themes:{act}", args=[found.key]), answers).context["form"]
    assert list(form.errors) == ["label"] and form["label"].value() == words
    with pytest.raises(Refused):
        if act == "rename":
            curating.rename(theme=found, by=team, label=words)
        else:
            deciding.split(theme=found, issues=issues[:1], by=team, label=words)
    assert not found.entries.exists() and Theme.objects.count() == 1


def test_the_portals_own_name_and_an_eponym_may_be_given(team, found):
    for name in (str(found), "Letters of Hickman clinics come late", "Parkinson's medicines"):
        assert curating.rename(theme=found, by=team, label=name).given_label == name

"""What is written later on the page of a project that was started from a theme quotes no issue and names nobody."""

import pytest
from django.core.exceptions import NON_FIELD_ERRORS
from django.urls import reverse

from archive import acts, updating
from archive.models import Project
from people.refusing import Refused
from tests import make
from themes import deciding, seeding

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
TEXT = "The discharge letter took three weeks to reach us, and nobody could say where it was."
OWN = "Letters are sent on the day now."
BESIDE = {"outcome": "worked", "worked": "yes"}
DESCRIBED = {"title": "Letters on time", "summary": "To be faster.", "aim": "One day.", "topic": "Letters"}


@pytest.fixture
def registry():
    return make.registry()


@pytest.fixture
def reporter():
    return make.user(name="Marigold Threlfall")


@pytest.fixture
def found(registry, reporter):
    return make.theme(make.issue(by=reporter, about=make.trust("Oakdale Hospitals"), text=TEXT))


@pytest.fixture
def project(found) -> Project:
    said = {"title": DESCRIBED["title"], "summary": DESCRIBED["summary"]}
    return seeding.seed_project(theme=found, by=make.leader(), organisation=make.icb(), **said)


def _at(project, verb):
    """The project at a stage at which this can be done, which somebody may ask about."""
    Project.objects.filter(pk=project.pk).update(state=Project.MOVES[verb].of[0])
    return make.user() if verb == "ask" else project.lead


def _refused(client, path, question, typed, why="These words stand in an issue"):
    answer = client.post(path, typed)
    form = answer.context["form"]
    assert answer.status_code == 422 and list(form.errors) == [question]
    assert why in form.errors[question].as_text() and NON_FIELD_ERRORS not in form.errors
    assert form[question].value() == typed[question] and typed[question] in answer.content.decode()


@pytest.mark.parametrize("verb", acts.ACTS)
@pytest.mark.parametrize("said", [f"As one said: {TEXT}", "Thanks to Marigold Threlfall for telling us of it."])
def test_no_act_writes_words_of_an_issue_or_a_reporters_name(client, project, verb, said):
    client.force_login(_at(project, verb))
    question = "result" if verb == "complete" else "text"
    path = reverse("archive:act", args=[project.slug, verb])
    why = "These words stand in an issue" if TEXT in said else "This names a person"
    _refused(client, path, question, BESIDE | {question: said}, why)
    project.refresh_from_db()
    assert project.state == Project.MOVES[verb].of[0] and not project.lessons.exists()
    client.logout()
    assert said not in client.get(project.get_absolute_url()).content.decode()
    client.force_login(_at(project, verb))
    assert client.post(path, BESIDE | {question: OWN}).status_code == 302
    assert OWN in client.get(project.get_absolute_url()).content.decode()


@pytest.mark.parametrize("question", ["title", "summary", "aim", "topic"])
def test_no_correction_of_the_description_quotes_an_issue(client, project, question):
    client.force_login(project.lead)
    said = "discharge letter took three weeks to reach us" if question == "topic" else TEXT
    path = reverse("archive:edit", args=[project.slug])
    _refused(client, path, question, DESCRIBED | {question: said, "seen": "0"})
    assert not project.entries.filter(verb="edit").exists()
    assert client.post(path, DESCRIBED | {"seen": "0"}).status_code == 302


def test_what_stands_there_already_hinders_no_other_correction(project):
    Project.objects.filter(pk=project.pk).update(summary=TEXT)
    said = DESCRIBED | {"summary": TEXT}
    assert updating.edit(project=project, by=project.lead, **said).aim == "One day."


def test_the_issues_of_what_a_merged_theme_is_part_of_count_too(registry, found, project):
    other = make.issue(about=make.trust("Elm Hospitals"), text="Nobody rang the ward back about her potassium again.")
    larger = make.theme(other, key="larger")
    detail = "It was told at five past six."
    make.ThemeIssue.objects.create(theme=larger, issue=make.issue(text="Rang at five past six."))
    for text in (detail, OWN):
        updating.update(project=project, by=project.lead, text=text)
    deciding.merge(theme=larger, other=found, by=registry["team"])
    for text in (TEXT, other.text, f"So. {detail}"):
        with pytest.raises(Refused, match="stands? in (an|one) issue"):
            updating.update(project=project, by=project.lead, text=text)

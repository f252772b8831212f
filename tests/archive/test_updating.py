import pytest
from django.core.exceptions import PermissionDenied

from archive import updating
from people.models import Notice
from people.refusing import Refused
from tests import make
from tests.archive.test_proposing import NHS_NUMBER, propose

pytestmark = pytest.mark.django_db


def test_the_team_adds_an_update_and_the_same_words_twice_are_one():
    project = propose()
    for text in ["First ward done.", "First ward done.", "Second ward done."]:
        updating.update(project=project, by=project.lead, text=text)
    assert [entry.text for entry in project.entries.filter(verb="update")] == [
        "First ward done.",
        "Second ward done.",
    ]
    before = project.changed_at
    project.refresh_from_db()
    assert project.changed_at > before


def test_lessons_say_what_worked_and_what_did_not():
    project = propose()
    for worked in [True, False, False]:
        updating.add_lesson(project=project, by=project.lead, text=f"Lesson {worked}", worked=worked)
    assert [(lesson.text, lesson.worked) for lesson in project.lessons.all()] == [
        ("Lesson True", True),
        ("Lesson False", False),
    ]
    assert project.entries.filter(verb="lesson").count() == 2


def test_an_edit_changes_the_words_not_the_address_and_says_which():
    project = propose()
    trust = make.trust()
    facts = {"summary": project.summary, "lead": project.lead, "partners": [trust], "aim": "Faster."}
    edited = updating.edit(project=project, by=project.lead, title="Better letters", **facts)
    assert (edited.title, edited.slug) == ("Better letters", "letters-that-say-what-changed")
    assert edited.entries.last().text == "title, aim, partners"
    updating.edit(project=project, by=project.lead, title="Better letters", **facts)
    assert edited.entries.filter(verb="edit").count() == 1


@pytest.mark.parametrize("text", ["", " \n", "\x00"])
def test_nothing_empty_is_added(text):
    project = propose()
    for act in [
        lambda: updating.update(project=project, by=project.lead, text=text),
        lambda: updating.add_lesson(project=project, by=project.lead, text=text, worked=True),
        lambda: updating.edit(project=project, by=project.lead, title=text, summary="x"),
        lambda: updating.ask(project=project, by=make.user(), text=text),
    ]:
        with pytest.raises(Refused):
            act()


def test_only_the_team_writes():
    project, stranger = propose(), make.user()
    for act in [
        lambda: updating.update(project=project, by=stranger, text="x"),
        lambda: updating.add_lesson(project=project, by=stranger, text="x", worked=True),
        lambda: updating.edit(project=project, by=stranger, title="x", summary="x"),
    ]:
        with pytest.raises(PermissionDenied):
            act()


def test_nothing_that_is_written_holds_an_identifier():
    project = propose()
    text = f"Seen: {NHS_NUMBER}."
    updating.update(project=project, by=project.lead, text=text)
    updating.add_lesson(project=project, by=project.lead, text=text, worked=False)
    updating.ask(project=project, by=make.user(), text=text)
    edited = updating.edit(project=project, by=project.lead, title="Seen", summary=text, aim=text, topic=text)
    kept = [entry.text for entry in project.entries.all()] + [lesson.text for lesson in project.lessons.all()]
    assert "4561" not in " ".join([*kept, edited.title, edited.summary, edited.aim, edited.topic])


def test_a_question_tells_the_lead_once_without_its_words_or_an_address():
    project, asker = propose(), make.user()
    for _ in range(2):
        updating.ask(project=project, by=asker, text="How did you start?")
    notice = Notice.objects.get(recipient=project.lead)
    assert notice.path == project.get_absolute_url()
    assert "start" not in notice.subject + notice.text
    assert asker.email not in notice.subject + notice.text


def test_a_team_without_a_lead_cannot_be_asked_and_a_lead_does_not_ask_themselves():
    project = propose()
    with pytest.raises(PermissionDenied):
        updating.ask(project=project, by=project.lead, text="x")


@pytest.mark.parametrize("title", ["Letters of [name removed]", f"Letters of {NHS_NUMBER}"])
def test_a_title_is_not_corrected_into_a_masked_one(title):
    project = propose()
    with pytest.raises(Refused, match="Write it without that"):
        updating.edit(project=project, by=project.lead, title=title, summary=project.summary)
    project.refresh_from_db()
    assert "removed" not in project.title

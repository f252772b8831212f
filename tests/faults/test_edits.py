"""E5: two people correct the same description at once. The second is shown both wordings, and nothing is lost."""

import re

import pytest
from django.test import Client

from archive.models import Project
from tests import make

pytestmark = pytest.mark.faults


@pytest.fixture
def project(db):
    return make.project(make.leader(), title="Letters on the day", summary="Letters come late.")


def opened(project) -> tuple[Client, dict]:
    """Somebody who has the form before them, and what it would send as it is."""
    client = Client()
    client.force_login(project.lead or make.leader())
    page = client.get(f"/projects/{project.slug}/edit/").content.decode()
    seen = re.search(r'name="seen" value="(\d*)"', page)[1]
    return client, {"title": project.title, "summary": project.summary, "seen": seen}


def save(client, project, answers):
    return client.post(f"/projects/{project.slug}/edit/", answers)


def test_the_second_of_two_is_shown_both_wordings_and_may_put_them_together(project):
    (one, first), (two, second) = opened(project), opened(project)
    assert save(one, project, first | {"summary": "Letters come late on Fridays."}).status_code == 302
    answer = save(two, project, second | {"summary": "Letters come late at night."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Letters come late on Fridays." in page and "Letters come late at night." in page
    assert Project.objects.get().summary == "Letters come late on Fridays."

    together = second | {"seen": re.search(r'name="seen" value="(\d+)"', page)[1]}
    together["summary"] = "Letters come late on Friday nights."
    assert save(two, project, together).status_code == 302
    assert Project.objects.get().summary == "Letters come late on Friday nights."
    assert project.entries.filter(verb="edit").count() == 2


def test_the_same_change_twice_is_no_quarrel(project):
    (one, first), (two, second) = opened(project), opened(project)
    for client, answers in ((one, first), (two, second)):
        assert save(client, project, answers | {"summary": "Letters come late on Fridays."}).status_code == 302
    assert project.entries.filter(verb="edit").count() == 1


def test_without_the_edition_that_was_shown_the_first_wording_is_overwritten(project):
    (one, first), (two, second) = opened(project), opened(project)
    save(one, project, first | {"summary": "Letters come late on Fridays."})
    assert save(two, project, second | {"summary": "Letters come late at night.", "seen": ""}).status_code == 302
    assert Project.objects.get().summary == "Letters come late at night."

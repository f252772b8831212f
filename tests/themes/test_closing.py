import pytest
from django.utils import timezone

from archive.models import Project
from interface.invariants import themes_count_what_they_hold
from issues import following, merging
from issues.models import Issue
from people.models import Notice, User
from tests import make
from tests.themes.telling import search, theme
from themes import closing, seeding

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture(autouse=True)
def registry():
    return make.registry()


@pytest.fixture
def found():
    return theme("Letters", 4)


def _project(found, title="Letters on time"):
    return seeding.seed_project(
        theme=found, by=make.leader(), title=title, summary="To be faster.", organisation=make.icb()
    )


def _complete(project):
    Project.objects.filter(pk=project.pk).update(state="completed", outcome="worked", finished_at=timezone.now())


def _told():
    return Notice.objects.filter(kind=Notice.Kind.PROJECT)


def test_everybody_who_reported_or_follows_is_told_once(found):
    follower = make.user()
    following.me_too(issue=found.members.first().issue, by=follower)
    _complete(_project(found))
    assert closing.tell_completed() == 1
    assert closing.tell_completed() == 0
    reporters = set(Issue.objects.values_list("reporter", flat=True))
    assert sorted(_told().values_list("recipient", flat=True)) == sorted(reporters | {follower.pk})


def test_they_are_told_the_projects_name_and_page_and_nothing_of_an_issue(found):
    project = _project(found)
    _complete(project)
    closing.tell_completed()
    notice = _told().first()
    assert "Letters on time" in notice.subject
    assert notice.path == project.get_absolute_url()
    assert notice.text == ""


def test_nobody_is_told_before_the_project_is_completed(found):
    project = _project(found)
    Project.objects.filter(pk=project.pk).update(state="stopped")
    assert closing.tell_completed() == 0
    assert not _told().exists()


def test_each_of_two_projects_is_told(found):
    _complete(_project(found))
    _complete(_project(found, title="Letters in full"))
    assert closing.tell_completed() == 2
    assert _told().count() == 2 * 4


def test_people_behind_a_theme_that_is_no_longer_found_are_told_as_well(found):
    _complete(_project(found))
    for at, issue in enumerate(Issue.objects.all()):
        Issue.objects.filter(pk=issue.pk).update(text=f"Word{at} alone")
    search()
    closing.tell_completed()
    assert _told().count() == 4


def test_who_has_left_is_not_told(found):
    User.objects.filter(pk=found.members.first().issue.reporter_id).update(is_active=False)
    _complete(_project(found))
    closing.tell_completed()
    assert _told().count() == 3


def test_who_reported_a_duplicate_of_an_issue_in_the_theme_is_told_too(found):
    duplicate, into = make.issue(text="Something else"), found.members.first().issue
    _complete(_project(found))
    merging.merge(issue=duplicate, into=into, by=make.interface_team())
    closing.tell_completed()
    assert _told().filter(recipient=duplicate.reporter).count() == 1


def test_a_duplicate_stays_in_its_theme_and_nobody_counts_twice(found):
    members = [member.issue for member in found.members.select_related("issue")]
    team = make.interface_team()
    again = make.issue(by=members[0].reporter, text="Letters went wrong again.")
    search()
    found.refresh_from_db()
    before = found.size, found.reporters, found.organisations
    merging.merge(issue=members[1], into=members[0], by=team)
    merging.merge(issue=again, into=members[0], by=team)
    search()
    found.refresh_from_db()
    assert (found.size, found.reporters, found.organisations) == before == (5, 4, 4)
    assert list(themes_count_what_they_hold(timezone.now())) == []

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from archive.models import Project
from issues.models import Issue
from people.models import Organisation
from tests import make
from tests.themes.telling import search, several, theme
from themes import curating, seeding
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
SUMMARY = "Letters about clinics reach practices late."
BOARD = "/themes/"


@pytest.fixture(autouse=True)
def registry():
    return make.registry()


def _published(**more) -> Theme:
    found = theme(**more)
    return curating.publish(theme=found, by=make.interface_team(), label="Late letters", summary=SUMMARY)


def _page(client, path, user=None, status=200, **query):
    if user:
        client.force_login(user)
    response = client.get(path, query)
    assert response.status_code == status
    return b"".join(response).decode() if response.streaming else response.content.decode()


def _elsewhere():
    icb = make.organisation("Southmere ICB", Organisation.Kind.ICB, code="QYY")
    Organisation.objects.filter(pk=icb.pk).update(icb=icb)
    return make.user(make.practice(icb=Organisation.objects.get(pk=icb.pk), place=None))


def test_signed_in_people_see_all_themes_of_their_icb(client):
    theme("Letters")
    several("Scans", 3)
    search()
    page = _page(client, BOARD, make.user())
    assert "Letters problems" in page
    assert "Scans problems" in page
    assert "3 people in 3 organisations" in page


def test_a_theme_does_not_exist_for_somebody_of_another_icb(client):
    found = theme()
    outsider = _elsewhere()
    assert "Letters problems" not in _page(client, BOARD, outsider)
    _page(client, found.get_absolute_url(), status=404)
    for act in ("seed", "rename", "publish", "dismiss"):
        _page(client, reverse(f"themes:{act}", args=[found.key]), status=404)


def test_signed_out_only_published_themes_exist(client):
    found = theme()
    assert "Letters problems" not in _page(client, BOARD)
    _page(client, found.get_absolute_url(), status=404)
    curating.publish(theme=found, by=make.interface_team(), label="Late letters", summary=SUMMARY)
    assert "Late letters" in _page(client, BOARD)
    assert SUMMARY in _page(client, found.get_absolute_url())


@pytest.mark.parametrize("who", ["signed out", "another ICB"])
def test_a_published_theme_shows_nothing_of_its_issues(client, who):
    found = _published(count=7)
    if who == "another ICB":
        client.force_login(_elsewhere())
    page = _page(client, found.get_absolute_url())
    for issue in Issue.objects.all():
        assert "went wrong" not in page
        assert issue.reference not in page
        assert issue.reporter.name not in page
        assert issue.reporter_organisation.name not in page
    assert found.why not in page
    assert "Letters problems" not in page


def test_small_numbers_are_suppressed_for_anyone(client):
    found = _published(count=3)
    Theme.objects.update(organisations=4, reporters=4)
    for path in (BOARD, found.get_absolute_url()):
        assert "fewer than five people in fewer than five organisations" in _page(client, path)
    sheet = _page(client, reverse("themes:export"))
    assert "fewer than five,fewer than five" in sheet


def test_the_open_chart_has_no_number_under_five(client):
    found = _published(count=8)
    client.get(found.get_absolute_url())
    response = client.get(found.get_absolute_url())
    numbers = [number for _, number in response.context["chart"].rows]
    assert len(numbers) == 13
    assert all(number == "not shown" or number >= 5 for number in numbers)
    assert found.first_on.strftime("%-d %B %Y") not in response.content.decode().split("<svg")[0]


def test_of_others_issues_only_the_beginning_is_shown(client):
    long = "Letters " + "and so on " * 30 + "the end of it."
    for _ in range(3):
        make.issue(text=long)
    search()
    page = _page(client, Theme.objects.get().get_absolute_url(), make.user())
    assert "Letters and so on" in page
    assert "the end of it" not in page
    for issue in Issue.objects.all():
        assert issue.reference not in page
        assert issue.reporter.name not in page
        assert issue.reporter_organisation.name not in page


def test_who_may_read_an_issue_finds_it_from_the_theme(client, registry):
    found = theme()
    page = _page(client, found.get_absolute_url(), registry["team"])
    for issue in Issue.objects.all():
        assert issue.get_absolute_url() in page


def test_reporters_find_their_own_issue_and_no_other(client):
    found = theme()
    own, *others = Issue.objects.all()
    page = _page(client, found.get_absolute_url(), own.reporter)
    assert own.reference in page
    assert not any(other.reference in page for other in others)


def test_what_was_reported_in_confidence_is_not_quoted(client):
    several("Letters", 3, is_confidential=True)
    search()
    page = _page(client, Theme.objects.get().get_absolute_url(), make.user())
    assert "Reported in confidence." in page
    assert "went wrong" not in page


def test_names_of_organisations_are_for_leaders_and_the_interface_team(client):
    found = theme()
    name = Issue.objects.first().reporter_organisation.name
    assert name in _page(client, found.get_absolute_url(), make.leader())
    assert name in _page(client, found.get_absolute_url(), make.interface_team())
    assert name not in _page(client, found.get_absolute_url(), make.user())


def test_the_chart_counts_each_person_once_a_week(client):
    loud = make.user()
    now = timezone.now()
    for _ in range(5):
        make.issue(by=loud, text="Letters again.", created_at=now)
    make.issue(text="Letters too.", created_at=now)
    make.issue(text="Letters last year.", created_at=now - timedelta(days=500))
    search()
    client.force_login(make.user())
    chart = client.get(Theme.objects.get().get_absolute_url()).context["chart"]
    assert [number for _, number in chart.rows] == [0] * 51 + [2]
    assert "2 people in the last 52 weeks" in chart.caption


def test_what_was_done_is_marked_on_the_chart(client):
    found = theme()
    project = seeding.seed_project(
        theme=found, by=make.leader(), title="Letters on time", summary="Faster.", organisation=make.icb()
    )
    Project.objects.filter(pk=project.pk).update(state="completed", outcome="worked", finished_at=timezone.now())
    page = _page(client, found.get_absolute_url(), make.user())
    assert "Project started: Letters on time" in page
    assert "Project completed: Letters on time" in page
    assert page.count("<circle") == 2


def test_the_board_can_be_filtered_sorted_and_searched(client):
    thanks = make.category("thanks", "Something that works well", is_thanks=True)
    several("Letters", 3)
    several("Scans", 5)
    several("Kindness", 3, category=thanks)
    search()
    user = make.user()
    assert "Scans" not in _page(client, BOARD, user, q="letters")
    assert "Letters problems" not in _page(client, BOARD, kind="thanks")
    assert "Kindness problems" in _page(client, BOARD, kind="thanks")
    page = _page(client, BOARD, sort="size")
    assert page.index("Scans problems") < page.index("Letters problems")
    page = _page(client, BOARD, sort="name")
    assert page.index("Letters problems") < page.index("Scans problems")
    assert "No theme fits this" in _page(client, BOARD, q="nothing of the kind")
    assert "Letters problems" in _page(client, BOARD, sort="unknown", state="unknown", page="unknown")


def test_the_board_as_a_spreadsheet_runs_no_formula(client):
    found = theme()
    curating.rename(theme=found, by=make.interface_team(), label='=HYPERLINK("x")')
    sheet = _page(client, reverse("themes:export"), make.user())
    assert "\"'=HYPERLINK" in sheet
    assert len(sheet.splitlines()) == 2


def test_a_theme_that_went_keeps_its_page_inside_and_has_no_chart_outside(client):
    found = _published()
    for at, issue in enumerate(Issue.objects.all()):
        Issue.objects.filter(pk=issue.pk).update(text=f"Word{at} alone")
    search()
    assert "Late letters" not in _page(client, BOARD)
    assert "no longer found" in _page(client, found.get_absolute_url())
    assert "no longer found" in _page(client, found.get_absolute_url(), make.user())


def _cost(client, path) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_the_board_costs_the_same_with_two_themes_and_twenty(client):
    words = ["".join(pair) for pair in zip("ABCDEFGHIJKLMNOPQRST", "abcdefghijklmnopqrst", strict=True)]
    for word in words[:2]:
        several(word, 3)
    search()
    client.force_login(make.user())
    few = _cost(client, BOARD)
    for word in words[2:]:
        several(word, 3)
    search()
    assert Theme.objects.count() == 20
    assert _cost(client, BOARD) == few <= 12


def test_a_theme_costs_the_same_with_two_issues_more_and_twenty(client, registry):
    found = theme("Letters", 3)
    leader = make.leader()
    seeding.seed_project(theme=found, by=leader, title="One", summary="x", organisation=make.icb())
    for reader in (make.user(), leader, registry["team"]):
        client.force_login(reader)
        few = _cost(client, found.get_absolute_url())
        several("Letters", 17)
        seeding.seed_project(theme=found, by=leader, title="More", summary="x", organisation=make.icb())
        search()
        assert _cost(client, found.get_absolute_url()) == few <= 12


def test_the_api_tells_numbers_only_inside_the_icb(client):
    found = _published(count=3)
    client.force_login(_elsewhere())
    assert client.get("/api/v1/themes/").json()["results"] == []
    assert client.get(f"/api/v1/themes/{found.key}/").status_code == 404
    client.force_login(make.user())
    assert client.get(f"/api/v1/themes/{found.key}/").json()["reporters"] == 3


def test_the_board_leads_with_what_was_noticed_in_the_last_weeks_then_with_what_goes_on_and_says_when(client):
    noticed = {
        "Old": ("emerging", 100),
        "Growth": ("growing", 5),
        "Newer": ("emerging", 10),
        "Newest": ("emerging", 2),
    }
    several("Large", 5)
    for word in noticed:
        several(word, 3)
    search()
    today = timezone.localdate()
    facts = {"window_days": 28, "expected": 1.2, "observed": 9, "probability": 0.0001, "organisations": 4}
    for word, (kind, ago) in noticed.items():
        found = Theme.objects.get(label=f"{word} problems")
        found.state = kind
        found.save()
        on = today - timedelta(days=ago)
        found.signals.create(kind=kind, on=on, reporters=9, sentence=f"9 people spoke of {word}.", **facts)
    page = _page(client, BOARD, make.user())
    order = ["Newest", "Newer", "Growth", "Old", "Large"]
    assert sorted(order, key=lambda word: page.index(f"{word} problems")) == order
    on = today - timedelta(days=100)
    assert f"Noticed on {on.day} {on:%B %Y}: 9 people spoke of Old." in page

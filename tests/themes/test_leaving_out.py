"""An issue that a search left out is not said to be on its way into the theme that it looked like."""

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from issues import withdrawing
from language import finding
from tests import make
from tests.themes.telling import search, several
from themes import deciding, detecting, grouping, hearing, placing, raising, tracking
from themes.models import Theme, Vector

pytestmark = pytest.mark.django_db
PLACES = {"Letters": [1.0, 0.0], "Scans": [0.0, 1.0], "Post": [1.0, 0.1], "Beds": [-1.0, 0.0]}


@pytest.fixture(autouse=True)
def apart(engine, monkeypatch):
    """Texts lie where their first word says; the search finds themes of those with the same word alone."""
    monkeypatch.setattr(
        finding, "represent", lambda texts: np.array([PLACES[text.split()[0]] for text in texts], dtype=np.float32)
    )


@pytest.fixture
def registry():
    made = make.registry()
    several("Letters", 3)
    several("Scans", 3)
    search()
    return made


@pytest.fixture
def near(registry):
    """An issue that looks like the letters and that no search puts there."""
    issue = make.issue(text="Post was lost.", about=registry["trust"])
    placing.place_due()
    assert Vector.objects.get(issue=issue).looks_like == letters()
    return issue


def letters() -> Theme:
    return Theme.objects.get(label="Letters problems")


def is_left_out(issue) -> bool:
    return Vector.objects.get(issue=issue).is_left_out


def page_of(client, issue) -> str:
    client.force_login(issue.reporter)
    return client.get(issue.get_absolute_url()).text


def test_the_page_says_that_the_search_left_it_out_and_why(client, near):
    assert "Looks like: " in page_of(client, near)
    search()
    for path in (near.get_absolute_url(), reverse("issues:receipt", args=[near.reference])):
        client.force_login(near.reporter)
        page = client.get(path).text
        assert "Looks like" not in page
        assert "Near the theme: <a" in page and "Letters problems" in page
        assert "the last search read it and found too few issues that tell much the same" in page


def test_once_a_search_finds_its_theme_it_is_part_of_it(client, near):
    search()
    several("Post", 2)
    search()
    assert not is_left_out(near)
    assert "Part of the theme: " in page_of(client, near)


def test_what_a_search_lets_go_is_left_out_too(client, registry):
    first = make.issue(text="Post was lost.", about=registry["trust"])
    other, _ = several("Post", 2)
    search()
    assert "Part of the theme: " in page_of(client, first)
    withdrawing.withdraw(issue=other, by=other.reporter)
    search()
    assert is_left_out(first)


def test_a_text_that_was_read_anew_looks_like_a_theme_until_the_next_search(client, near):
    search()
    Vector.objects.filter(issue=near).update(space="another")
    placing.place_due()
    assert not is_left_out(near)
    assert "Looks like: " in page_of(client, near)


def test_what_is_read_anew_while_a_search_goes_on_is_not_said_to_be_left_out(near):
    icb, now = make.icb(), timezone.now()
    run, heard = detecting._claim(icb, now), hearing.hear(icb)
    groups, grave = grouping.group(run=run, heard=heard, is_thanks=False, now=now)
    Vector.objects.filter(issue=near).update(space="another")
    placing.place_due()
    tracking.write(run=run, groups=groups, grave=grave, heard=heard, now=now)
    assert not is_left_out(near)


def test_what_people_put_there_and_took_back_before_the_search_judged_it_is_not_said_to_be_left_out(
    client, registry, near
):
    deciding.add(theme=letters(), issue=near, by=registry["team"])
    search()
    deciding.undo(decision=letters().decisions.get(), by=registry["team"])
    assert not is_left_out(near)
    assert "Looks like: " in page_of(client, near)


def test_an_alarm_says_of_a_report_that_the_search_left_it_out(registry, near):
    team = registry["team"]
    type(near).objects.filter(pk=near.pk).update(harm="severe")
    one = make.issue(text="Letters were lost.", harm="severe")
    placing.place_due()
    told = {near.pk, one.pk}
    raising.tell(make.icb(), [told], known=dict.fromkeys(told, letters().pk))

    def lies() -> dict[int, str]:
        (grave,) = raising.to_look_at(team)
        return {issue.pk: issue.lies for issue in grave.readable}

    assert lies()[near.pk] == "looks like this theme; not yet in it"
    search()
    assert lies()[near.pk].startswith("near ")
    assert lies()[near.pk].endswith("; the last search read it and left it out")


def test_a_search_writes_only_what_changed_and_as_often_for_one_issue_as_for_twenty(near):
    def written() -> int:
        placing.place_due()
        with CaptureQueriesContext(connection) as spent:
            search()
        return len([one for one in spent if one["sql"].startswith("UPDATE") and "is_left_out" in one["sql"]])

    assert written() == 1
    for _ in range(20):
        make.issue(text="Beds are few.", by=near.reporter)
    assert written() == 1
    assert Vector.objects.filter(is_left_out=True).count() == 21
    assert written() == 0

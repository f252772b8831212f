"""What was started from a theme is shown with the theme that it is part of now, through all merges."""

import pytest

from tests import make
from tests.themes.telling import search, several
from themes import curating, deciding
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


def started(theme: Theme, team, title: str):
    project = make.project(by=team, title=title)
    theme.seeds.create(project=project, by=team)
    return project


def test_the_projects_of_merged_themes_are_shown_and_counted_with_what_they_were_started_from(client, team, two):
    letters, scans = two
    several("Post", 3)
    search()
    post = Theme.objects.exclude(pk__in=[letters.pk, scans.pk]).get()
    started(scans, team, "Scans on the day")
    deciding.merge(theme=letters, other=scans, by=team)
    deciding.merge(theme=post, other=Theme.objects.get(pk=letters.pk), by=team)
    started(post, team, "Post on the day")
    client.force_login(team)
    page = client.get(post.get_absolute_url()).text
    told = f'; started from <a href="{scans.get_absolute_url()}">{scans}</a>, which was merged into this theme'
    assert "Scans on the day" in page and "Post on the day" in page
    assert page.count("; started from") == 1 and told in page
    (row,) = client.get("/themes/").context["rows"]
    assert row.projects == 2
    assert b",2,http" in b"".join(client.get("/themes/themes.csv"))
    curating.publish(theme=post, by=team, label="Late post", summary="It comes late.")
    client.logout()
    page = client.get(post.get_absolute_url()).text
    assert "Scans on the day" in page and "; started from" not in page and str(scans) not in page


def test_taken_back_each_has_its_own(client, team, two):
    letters, scans = two
    started(scans, team, "Scans on the day")
    deciding.merge(theme=letters, other=scans, by=team)
    deciding.undo(decision=letters.decisions.get(), by=team)
    client.force_login(team)
    assert "No project has been started from this theme." in client.get(letters.get_absolute_url()).text
    rows = {row.name: row.projects for row in client.get("/themes/").context["rows"]}
    assert rows == {str(letters): 0, str(scans): 1}


def test_page_and_board_cost_the_same_with_one_merge_and_with_three(client, team, two, django_assert_max_num_queries):
    letters = two[0]
    client.force_login(team)
    costs = []
    for words in (["Post"], ["Mail", "Bags", "Fax"]):
        for word in words:
            several(word, 3)
            search()
            other = Theme.objects.get(label=f"{word} problems", is_live=True)
            started(other, team, f"{word} on the day")
            deciding.merge(theme=letters, other=other, by=team)
        with django_assert_max_num_queries(200) as counted:
            client.get(letters.get_absolute_url())
            client.get("/themes/")
        costs.append(len(counted))
    assert costs[0] == costs[1]

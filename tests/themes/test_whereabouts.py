"""A theme that no search finds any more says where its issues are, and can be merged into where they are."""

import pytest
from django.urls import reverse

from issues.models import Issue
from people.refusing import Refused
from tests.themes.telling import search, several
from themes import curating, deciding
from themes.models import Decision, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
MERGE = "Merge this theme into that one"


@pytest.fixture
def gone(two, team) -> tuple[Theme, Theme]:
    """Letters, and scans: published, and no longer found as all its issues are letters by now."""
    letters, scans = two
    curating.publish(theme=scans, by=team, label="Lost scans", summary="They are lost between two sites.")
    Issue.objects.update(text="Letters went wrong.")
    search()
    scans.refresh_from_db()
    assert not scans.is_live and letters.members.count() == 7
    return letters, scans


def merge(client, theme: Theme, other: Theme):
    return client.post(reverse("themes:merge", args=[theme.key]), {"do": "1", "other": other.key}, follow=True)


def test_its_pages_say_where_its_issues_are_and_claim_no_number_of_today(client, team, gone):
    letters, scans = gone
    page = client.get(scans.get_absolute_url()).text
    assert "most of what was reported of it is part of other themes now" in page
    assert "<p>Reported by" not in page and "When it was last found, it had been reported by" in page
    assert str(letters) not in page and ">Steady<" not in page
    client.force_login(team)
    page = client.get(scans.get_absolute_url()).text
    assert f'3 in <a href="{letters.get_absolute_url()}">{letters}</a>' in page and MERGE in page
    assert "<p>Reported by" not in page and "When it was last found, it had been reported by" in page
    assert MERGE not in client.get(letters.get_absolute_url()).text


def test_of_one_whose_issues_are_in_no_theme_that_is_said(client, team, two):
    _, scans = two
    curating.publish(theme=scans, by=team, label="Lost scans", summary="They are lost between two sites.")
    for issue in Issue.objects.filter(theme_link__theme=scans):
        Issue.objects.filter(pk=issue.pk).update(text=f"Word{issue.pk} alone")
    search()
    assert "It is no longer found among the issues that are reported." in client.get(scans.get_absolute_url()).text
    client.force_login(team)
    page = client.get(scans.get_absolute_url()).text
    assert "<li>3 in no theme</li>" in page and MERGE not in page


def test_merged_into_where_its_issues_are_its_address_leads_on_until_that_is_taken_back(client, team, gone):
    letters, scans = gone
    client.force_login(team)
    assert "was merged into" in merge(client, letters, scans).text
    assert "It was merged into" in client.get(scans.get_absolute_url()).text
    client.logout()
    assert client.get(scans.get_absolute_url()).status_code == 410
    curating.publish(theme=letters, by=team, label="Late letters", summary="They come late.")
    assert (
        client.get(scans.get_absolute_url(), follow=True).redirect_chain[0][0].startswith(letters.get_absolute_url())
    )
    search()
    assert Theme.objects.get(pk=scans.pk).merged_into == letters
    deciding.undo(decision=Decision.objects.get(kind="merged"), by=team)
    scans.refresh_from_db()
    assert (scans.is_live, scans.merged_into, len(scans.remembered)) == (False, None, 3)
    assert letters.members.count() == 7 and client.get(scans.get_absolute_url()).status_code == 200


def test_one_whose_issues_people_put_elsewhere_is_merged_there_and_comes_back_with_them(client, team, two):
    letters, scans = two
    for issue in Issue.objects.filter(theme_link__theme=scans):
        deciding.add(theme=letters, issue=issue, by=team)
    client.force_login(team)
    page = client.get(scans.get_absolute_url()).text
    assert f'3 in <a href="{letters.get_absolute_url()}">{letters}</a>' in page and MERGE in page
    merge(client, letters, scans)
    assert Theme.objects.get(pk=scans.pk).merged_into == letters
    for decision in Decision.objects.order_by("-pk"):
        deciding.undo(decision=decision, by=team)
    scans.refresh_from_db()
    assert (scans.is_live, scans.members.count(), letters.members.count()) == (True, 3, 4)


def test_what_people_ended_or_dismissed_is_not_merged_again_nor_anything_into_what_is_gone(client, team, gone):
    letters, scans = gone
    with pytest.raises(Refused):
        deciding.merge(theme=scans, other=letters, by=team)
    with pytest.raises(Refused):
        deciding.keep_apart(theme=letters, other=scans, by=team)
    deciding.merge(theme=letters, other=scans, by=team)
    with pytest.raises(Refused, match="It was merged into"):
        deciding.merge(theme=letters, other=scans, by=team)


def test_its_page_costs_the_same_however_many_themes_its_issues_are_in(
    client, team, gone, django_assert_max_num_queries
):
    _, scans = gone
    client.force_login(team)
    costs = []
    for words in (["Letters"] * 3, ["Post", "Mail", "Bags"]):
        for issue, word in zip(Issue.objects.filter(pk__in=scans.remembered).order_by("pk"), words, strict=True):
            Issue.objects.filter(pk=issue.pk).update(text=f"{word} went wrong.")
            several(word, 3)
        search()
        with django_assert_max_num_queries(100) as counted:
            client.get(scans.get_absolute_url())
        costs.append(len(counted))
    assert costs[0] == costs[1]

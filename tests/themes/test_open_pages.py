"""What stands at the address of a published theme once people decided otherwise is true, and they are told of it."""

import pytest
from django.urls import reverse

from people.models import Organisation
from people.refusing import Refused
from tests import make
from tests.themes.telling import theme
from themes import curating, deciding, raising
from themes.models import Decision, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
SUMMARY = "They are lost between two sites."


@pytest.fixture
def published(two, team) -> tuple[Theme, Theme]:
    """A theme, and another one that is published."""
    letters, scans = two
    return letters, curating.publish(theme=scans, by=team, label="Lost scans", summary=SUMMARY)


def abroad():
    """Somebody of another area."""
    icb = make.organisation("Southmere ICB", Organisation.Kind.ICB, code="QYY")
    Organisation.objects.filter(pk=icb.pk).update(icb=icb)
    return make.user(make.practice(icb=Organisation.objects.get(pk=icb.pk), place=None))


def merge(client, team, theme: Theme, other: Theme) -> str:
    """The page after it."""
    client.force_login(team)
    path = reverse("themes:merge", args=[theme.key])
    return client.post(path, {"do": "1", "other": other.key}, follow=True).text


def test_where_the_other_is_not_published_the_old_address_says_so_and_names_nothing(client, team, published):
    letters, scans = published
    merge(client, team, letters, scans)
    for reader in (None, abroad()):
        client.logout()
        if reader:
            client.force_login(reader)
        answer = client.get(scans.get_absolute_url())
        assert answer.status_code == 410
        assert "This theme has become part of another" in answer.text and "not published at present" in answer.text
        for unsaid in ("Letters", "Lost scans", SUMMARY, letters.key):
            assert unsaid not in answer.text
        assert "Lost scans" not in client.get("/themes/").text
        assert "Lost scans" not in b"".join(client.get(reverse("themes:export"))).decode()
    assert client.get(letters.get_absolute_url()).status_code == 404


def test_where_the_other_is_published_the_old_address_leads_to_it_through_all_merges(client, team, published):
    letters, scans = published
    post = theme("Post", 3)
    deciding.merge(theme=letters, other=scans, by=team)
    curating.publish(theme=post, by=team, label="Late post", summary="It comes late.")
    deciding.merge(theme=post, other=letters, by=team)
    answer = client.get(scans.get_absolute_url(), follow=True)
    ((there, status),) = answer.redirect_chain
    assert status == 302 and there.startswith(post.get_absolute_url()) and answer.status_code == 200
    assert "The theme that you opened has become part of this one" in answer.text and "Late post" in answer.text
    assert "has become part of this one" not in client.get(post.get_absolute_url()).text
    assert client.get(letters.get_absolute_url()).status_code == 404, "it never had an open page"
    curating.withdraw(theme=Theme.objects.get(pk=post.pk), by=team)
    assert client.get(scans.get_absolute_url()).status_code == 410


def test_taken_back_the_page_is_open_again_and_who_takes_back_is_told(client, team, published):
    letters, scans = published
    merge(client, team, letters, scans)
    undo = reverse("themes:undo", args=[letters.key, Decision.objects.get(kind="merged").pk])
    assert "“Lost scans” is published again, at the address that it had." in client.post(undo, follow=True).text
    client.logout()
    page = client.get(scans.get_absolute_url())
    assert page.status_code == 200 and SUMMARY in page.text
    assert "Lost scans" in client.get("/themes/").text


def test_who_merges_is_told_before_and_after_what_becomes_of_the_open_page(client, team, published):
    letters, scans = published
    client.force_login(team)
    path = reverse("themes:merge", args=[letters.key])
    outside = "anyone outside your area who opens its address"
    reads = "reads that it has become part of another theme, which is not published."
    assert f"Published. Once it is merged, {outside} {reads}" in client.get(path).text
    assert outside not in client.get(reverse("themes:apart", args=[letters.key])).text
    curating.publish(theme=letters, by=team, label="Late letters", summary="They come late.")
    assert f"{outside} is led to the open page of this one." in client.get(path).text
    after = f"“Lost scans” was published. A{outside[1:]}"
    assert f"{after} is led to the open page of “Late letters”." in merge(client, team, letters, scans)
    assert after in client.get(scans.get_absolute_url()).text
    curating.withdraw(theme=letters, by=team)
    assert f"{after} {reads}" in client.get(scans.get_absolute_url()).text


def test_what_was_withdrawn_before_or_since_has_no_open_page(client, team, published):
    letters, scans = published
    page = merge(client, team, letters, scans)
    assert reverse("themes:withdraw", args=[scans.key]) in client.get(scans.get_absolute_url()).text
    client.post(reverse("themes:withdraw", args=[scans.key]))
    page = client.get(scans.get_absolute_url()).text
    assert "was published" not in page and reverse("themes:withdraw", args=[scans.key]) not in page
    client.logout()
    assert client.get(scans.get_absolute_url()).status_code == 404


def test_the_name_that_an_open_page_will_bear_again_is_not_taken_back_meanwhile(team, published):
    letters, scans = published
    deciding.merge(theme=letters, other=scans, by=team)
    with pytest.raises(Refused, match="Take the merge back first, or withdraw it"):
        deciding.undo(decision=scans.decisions.get(kind="renamed"), by=team)
    deciding.undo(decision=letters.decisions.get(kind="merged"), by=team)
    assert Theme.objects.published().get() == scans


FIGURES = "“{}” is published, and the figures that anyone reads have changed with it."
BEFORE = "on its open page change for everybody who reads it."


def ticked(theme: Theme, many: int = 1) -> list[str]:
    issues = theme.members.order_by("pk")[:many]
    return [link.issue.reference for link in issues.select_related("issue")]


def test_who_splits_a_published_theme_is_told_before_and_after_that_its_figures_change(client, team, published):
    letters, scans = published
    client.force_login(team)
    split = {one: reverse("themes:split", args=[one.key]) for one in published}
    assert BEFORE in client.get(split[scans]).text and BEFORE not in client.get(split[letters]).text
    done = client.post(split[scans], {"label": "Torn scans", "issue": ticked(scans)}, follow=True).text
    assert FIGURES.format("Lost scans") in done
    assert (
        "is published, and"
        not in client.post(split[letters], {"label": "Torn letters", "issue": ticked(letters)}, follow=True).text
    )
    undo = reverse("themes:undo", args=[scans.key, scans.decisions_with.get().pk])
    assert FIGURES.format("Lost scans") in client.post(undo, follow=True).text


def test_who_moves_issues_out_of_a_published_theme_or_into_one_is_told(client, team, published):
    letters, scans = published
    client.force_login(team)
    path = reverse("themes:add")
    asked = {"issue": ticked(scans)}
    page = client.get(path, asked).text
    assert "“Lost scans”, which they leave, is published. The figures on its open page change for" in page
    done = client.post(path, asked | {"theme": letters.key, "add": "1"}).text
    assert FIGURES.format("Lost scans") in done and "“Letters problems” is published" not in done
    page = client.get(path, asked).text
    assert "which they leave" not in page and f"Published. Once issues are added, the figures {BEFORE}" in page
    into = asked | {"theme": scans.key, "add": "1"}
    assert FIGURES.format("Lost scans") in client.post(path, into).text
    assert "is published, and" not in client.post(path, into).text, "they were there already"


def test_who_takes_a_merge_back_is_told_whose_figures_change(client, team, published):
    letters, scans = published
    curating.publish(theme=letters, by=team, label="Late letters", summary="They come late.")
    merge(client, team, letters, scans)
    undo = reverse("themes:undo", args=[letters.key, Decision.objects.get(kind="merged").pk])
    page = client.post(undo, follow=True).text
    assert FIGURES.format("Late letters") in page and FIGURES.format("Lost scans") not in page


def test_who_dismisses_a_published_theme_is_told_first_that_its_open_page_closes_for_good(client, team, published):
    letters, scans = published
    client.force_login(team)
    told = "open page closes for everybody who reads it, and putting the theme back on the board does not open it"
    assert told in client.get(reverse("themes:dismiss", args=[scans.key])).text
    assert told not in client.get(reverse("themes:dismiss", args=[letters.key])).text


def test_who_dismisses_a_theme_with_harm_that_nobody_has_looked_at_is_told_first(client, team, published):
    letters, scans = published
    client.force_login(team)
    path = reverse("themes:dismiss", args=[scans.key])
    told = "1 alarm of harm that nobody has looked at yet stands in this theme."
    assert told not in client.get(path).text
    grave = scans.graves.create(
        icb=scans.icb, key="harm", on=scans.last_on, sentence="2 people reported severe harm."
    )
    grave.issues.set([link.issue for link in scans.members.all()[:2]])
    assert (
        told in client.get(path).text and told not in client.get(reverse("themes:dismiss", args=[letters.key])).text
    )
    assert told in client.post(path, {"reason": ""}).text, "as long as it is not done"
    raising.look_at(grave=grave, by=team)
    assert told not in client.get(path).text

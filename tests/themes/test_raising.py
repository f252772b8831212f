"""Harm of one kind, reported by two people, is put before a person at once."""

import re
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from people.models import Organisation
from routing.categorising import OTHER
from tests import make
from tests.themes.telling import search, several
from themes import hearing, knowing, raising
from themes.models import Grave

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
SENTENCE = "2 people reported moderate or worse harm"


@pytest.fixture(autouse=True)
def registry():
    return make.registry()


def test_two_reports_of_harm_are_raised_whatever_the_counts(client, registry):
    several("Insulin", 2, harm="moderate")
    several("Letters", 2)
    search()
    found = Grave.objects.get()
    assert found.issues.count() == 2
    for person in (registry["team"], make.leader()):
        client.force_login(person)
        assert SENTENCE in client.get("/themes/").content.decode()


def test_the_alarm_names_its_kind_and_says_of_each_issue_which_harm_and_when(client, registry, monkeypatch):
    monkeypatch.setattr(raising.severity, "problem", lambda rows: f"Lines that get infected ({len(rows)})")
    issues = several("Insulin", 2, harm="moderate")
    search()
    client.force_login(registry["team"])
    page = client.get("/themes/").content.decode()
    assert (
        "The known problem: Lines that get infected (2). 2 people reported moderate or worse harm of this kind"
        in page
    )
    for one in issues:
        day = timezone.localtime(one.created_at)
        assert f"{one.reference}</a> (moderate harm, {day.day} {day:%B %Y})" in page


def test_where_neither_is_known_it_leads_to_the_issues_or_to_who_may_read_them(client, registry):
    issues = several("Insulin", 2, harm="moderate")
    search()
    client.force_login(registry["team"])
    page = client.get("/themes/").content.decode()
    told = "2 people reported moderate or worse harm in reports that may belong together"
    assert f"Its issues are in different themes or in none. {told}" in page
    assert all(one.get_absolute_url() in page for one in issues)
    elsewhere = make.user(make.organisation("Southmere Trust", "acute_trust", code="RZZ", icb=make.icb()), "lead")
    client.force_login(elsewhere)
    assert "You may not open these reports; the interface team does." in client.get("/themes/").content.decode()


def test_a_theme_has_one_alarm_and_the_later_replaces_the_earlier(client, registry):
    first = several("Insulin", 3, harm="moderate")
    search()
    found = Grave.objects.get().theme
    more = several("Insulin", 1, harm="severe")
    issues = {one.pk for one in [*first[1:], *more]}
    raising.keep(
        make.icb(), issues, on=timezone.localdate(), sentence="Later.", known=dict.fromkeys(issues, found.pk)
    )
    (one,) = raising.to_look_at(registry["team"])
    assert one.sentence == "Later."
    other = several("Insulin", 2, harm="severe")
    apart = {one.pk: found.pk for one in other}
    raising.keep(make.icb(), set(apart), on=timezone.localdate(), sentence="Another.", known=apart)
    assert len(raising.to_look_at(registry["team"])) == 2, "of other issues, so neither is lost"
    search()
    (one,) = raising.to_look_at(registry["team"])
    assert one.issues.count() == 6


def test_the_theme_of_most_of_its_issues_is_named():
    known = {1: 7, 2: 7}
    assert raising._theme([1, 2, 3], known) == 7
    assert raising._theme([1], known) == 7, "one issue that several people have"
    assert raising._theme([1, 3], known) is None
    assert raising._theme([1, 3, 4], known) is None


def test_one_person_or_lesser_harm_raises_nothing():
    several("Insulin", 2, harm="severe", by=make.user())
    several("Scans", 3, harm="low")
    search()
    assert not Grave.objects.exists()


def test_others_do_not_see_it_and_texts_and_hidden_issues_are_not_shown(client, registry):
    issues = several("Insulin", 3, harm="severe")
    search()
    client.force_login(make.user())
    assert "worse harm" not in client.get("/themes/").content.decode()
    client.logout()
    assert "worse harm" not in client.get("/themes/").content.decode()
    elsewhere = make.user(make.organisation("Southmere Trust", "acute_trust", code="RZZ", icb=make.icb()), "lead")
    client.force_login(elsewhere)
    page = client.get("/themes/").content.decode()
    assert "3 people reported moderate or worse harm" in page
    assert not any(issue.reference in page for issue in issues)
    assert "went wrong" not in page
    client.force_login(registry["team"])
    raised = Grave.objects.get().theme
    led_there = f'The theme: <a href="{raised.get_absolute_url()}">'
    assert led_there in client.get("/themes/").content.decode()
    page = client.get(raised.get_absolute_url()).content.decode()
    assert "3 people reported moderate or worse harm" in page
    assert led_there not in page, "it would lead to the page that one is on"


def test_who_has_looked_is_kept_and_another_report_raises_it_again(client, registry):
    several("Insulin", 3, harm="moderate")
    search()
    found = Grave.objects.get()
    client.force_login(registry["team"])
    client.post(reverse("themes:look_at", args=[found.pk]))
    found.refresh_from_db()
    assert (found.seen_by, found.theme.entries.last().verb) == (registry["team"], "looked")
    assert "worse harm" not in client.get("/themes/").content.decode()
    search()
    assert not raising.to_look_at(registry["team"])
    several("Insulin", 1, harm="death")
    search()
    (again,) = raising.to_look_at(registry["team"])
    assert again.issues.count() == 4


def test_what_was_looked_at_is_not_raised_again_as_its_reports_grow_old(registry):
    first, *_ = several("Insulin", 3, harm="moderate", days=5)
    search()
    raising.look_at(grave=Grave.objects.get(), by=registry["team"])
    type(first).objects.filter(pk=first.pk).update(created_at=timezone.now() - timezone.timedelta(days=120))
    search()
    assert not raising.to_look_at(registry["team"])


def test_the_gravest_stand_first_and_of_those_the_latest(registry):
    for word, harm in (("Insulin", "death"), ("Warfarin", "severe"), ("Letters", "moderate"), ("Scans", "severe")):
        several(word, 1, harm=harm)
        several(word, 1, harm="moderate")
    search()
    days = {"Insulin": 4, "Warfarin": 3, "Letters": 0, "Scans": 1}
    for word, ago in days.items():
        found = Grave.objects.filter(issues__text__startswith=word)
        Grave.objects.filter(pk__in=found).update(on=timezone.localdate() - timezone.timedelta(days=ago))
    shown = [one.readable[0].text.split()[0] for one in raising.to_look_at(registry["team"])]
    assert shown == ["Insulin", "Scans", "Warfarin", "Letters"]


def test_who_has_looked_at_it_is_back_where_that_was_pressed(client, registry):
    several("Insulin", 3, harm="moderate")
    search()
    one = Grave.objects.get()
    client.force_login(registry["team"])
    path = reverse("themes:look_at", args=[one.pk])
    for page in (one.theme.get_absolute_url(), "/themes/?sort=name&page=1"):
        form = client.get(page).text.split(f'action="{path}"')[1].split("</form>")[0]
        back = unescape(re.search(r'name="back" value="([^"]*)"', form)[1])
        assert client.post(path, {"back": back}).url == page
        Grave.objects.update(seen_at=None, seen_by=None)
    for elsewhere in ("", "//example.org/", "https://example.org/themes/", "\0"):
        assert client.post(path, {"back": elsewhere}).url == "/themes/"


def test_the_first_three_stand_open_and_the_others_are_folded_away(client, registry):
    for word in ("Insulin", "Warfarin", "Scans", "Letters"):
        several(word, 2, harm="moderate")
    search()
    client.force_login(registry["team"])
    page = client.get("/themes/").content.decode()
    assert page.count(SENTENCE) == 4
    assert page.split("nobody has looked at (1)")[0].count(SENTENCE) == 3


def test_only_the_interface_team_of_the_icb_says_that_it_looked(registry):
    several("Insulin", 3, harm="moderate")
    search()
    abroad = make.icb("QYY", "Southmere ICB")
    for person in (make.leader(), make.user(), make.user(abroad, "interface_team")):
        with pytest.raises(PermissionDenied):
            raising.look_at(grave=Grave.objects.get(), by=person)


def test_the_engine_is_told_codes_and_nothing_that_was_typed(registry):
    make.issue(text="Letters went wrong.", about=registry["trust"], harm="low", service="mental_health")
    make.issue(text="Letters again.", about=None, about_words="Dr Typed", service="typed by hand")
    search()
    first, second = (one.facts for one in hearing.hear(make.icb()))
    assert first == {
        "category": make.category().slug,
        "direction": "practice to provider",
        "service": "mental_health",
        "about_kind": registry["trust"].kind,
        "harm": "low",
    }
    assert second == dict.fromkeys(["direction", "service", "about_kind", "harm"], "") | {
        "category": make.category().slug
    }


def test_the_category_of_what_is_like_no_other_brings_nothing_together():
    assert knowing.facts(OTHER, "", "acute_trust", "gp_practice", "none")["category"] == ""
    assert knowing.facts("letters", "", "acute_trust", "gp_practice", "none")["category"] == "letters"


def test_every_kind_of_organisation_has_a_side():
    for kind in Organisation.Kind.values:
        assert knowing.facts("letters", "", kind, kind, "none")["direction"]


def test_no_more_than_a_page_can_show_are_read_and_others_follow(client, registry, monkeypatch):
    monkeypatch.setattr(raising, "MOST_SHOWN", 2)
    several("Insulin", 3, harm="moderate")
    for word in ("Warfarin", "Scans"):
        several(word, 2, harm="moderate")
    search()
    client.force_login(registry["team"])
    assert client.get("/themes/").context["has_more_graves"]
    page = client.get("/themes/").content.decode()
    assert page.count(SENTENCE) == 2
    assert max(len(one.readable) for one in raising.to_look_at(registry["team"])) == 2, "the latest issues of each"
    raising.look_at(grave=raising.to_look_at(registry["team"])[0], by=registry["team"])
    assert not client.get("/themes/").context["has_more_graves"]

"""What the pages of a report say: of harm and thanks, of LFPSE, of minutes, of drafts."""

import pytest
from django.urls import reverse

from issues import following, lfpse
from issues.models import Draft, Issue
from tests import make
from tests.issues.test_report_page import NHS_NUMBER, answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(client):
    made = make.registry() | {"reporter": make.user()}
    made["thanks"] = make.category("thanks", "Something that works well", is_thanks=True)
    client.force_login(made["reporter"])
    return made


def checked(client, system, **changed):
    return client.post(reverse("themes:check"), answers(system, **changed))


@pytest.mark.parametrize("harm", ["low", "moderate", "severe", "death"])
def test_thanks_that_tell_of_harm_are_to_be_reported_as_a_problem(client, system, harm):
    for name in ("themes:check", "issues:send"):
        page = client.post(reverse(name), answers(system, category=system["thanks"].pk, harm=harm))
        words = page.content.decode()
        assert page.status_code == 422 and "choose the kind of problem that it is" in words
        assert "LFPSE too" not in words and not Issue.objects.exists()


@pytest.mark.parametrize("harm", ["", "unknown", "none"])
def test_thanks_without_harm_are_passed_on(client, system, harm):
    page = checked(client, system, category=system["thanks"].pk, harm=harm)
    assert page.status_code == 200 and "Your thanks go to" in page.content.decode()


def test_the_kinds_that_are_thanks_are_marked_for_scripts_and_no_others(client, system):
    page = client.get(reverse("issues:report")).content.decode()
    assert page.count("data-thanks") == 1
    assert "data-thanks" in page.split('<option value="thanks"')[1].split(">")[0]


def test_a_death_is_said_fittingly_and_each_harm_has_its_hint(client, system):
    words = checked(client, system, harm="death").content.decode()
    assert "A patient died." in words and "came to harm" not in words
    assert "A patient came to harm." in checked(client, system, harm="severe").content.decode()
    hints = client.get(reverse("issues:report")).content.decode()
    assert all(f"{harm}: " in hints for harm in ("Low", "Moderate", "Severe", "Death"))


def test_what_is_recorded_on_lfpse_is_not_asked_for_again(client, system):
    issue = make.issue(by=system["reporter"], about=system["trust"], harm="severe")
    assert "Record it on LFPSE too" in client.get(issue.get_absolute_url()).content.decode()
    lfpse.record(issue=issue, by=system["reporter"], text="LF-2026-1")
    for reader in (system["reporter"], system["director"]):
        client.force_login(reader)
        words = client.get(issue.get_absolute_url()).content.decode()
        assert "This is recorded on LFPSE, as <bdi>LF-2026-1</bdi>." in words
        assert "Record it on LFPSE too" not in words and "lfpse-summary" not in words


def test_whoever_only_has_the_problem_too_is_not_told_to_record_the_event_of_others(client, system):
    issue = make.issue(about=system["trust"], harm="severe")
    following.me_too(issue=issue, by=system["reporter"])
    words = client.get(issue.get_absolute_url()).content.decode()
    assert issue.text in words and "Record it on LFPSE" not in words
    client.force_login(system["director"])
    assert "Record it on LFPSE too" in client.get(issue.get_absolute_url()).content.decode()


@pytest.mark.parametrize("minutes", ["-5", "5.5", "an hour"])
def test_minutes_are_whole_and_not_below_nothing(client, system, minutes):
    code = system["trust"].code
    page = client.post(reverse("issues:send"), answers(system, about=code, shown_about=code, minutes_lost=minutes))
    assert page.status_code == 422
    assert "Write a whole number of minutes, 0 or more" in page.content.decode()


def test_drafts_are_told_apart_by_their_kind_and_first_words(client, system):
    client.post(reverse("issues:report"), answers(system, save="1", text=f"{'No letter. ' * 20}{NHS_NUMBER}"))
    bare = {"key": "", "category": "", "text": "", "about_words": "CAMHS"}
    client.post(reverse("issues:report"), answers(system, save="1", **bare))
    words = client.get(reverse("issues:mine")).content.decode()
    assert f"Go on with the draft <bdi>“{system['category']}: No letter. No letter." in words
    assert "Go on with the draft <bdi>“CAMHS”" in words and words.count("No letter.") < 20


@pytest.mark.parametrize("blank", [{}, {"harm": "unknown"}, {"text": "  \n"}])
def test_an_empty_report_is_no_draft(client, system, blank):
    page = client.post(reverse("issues:report"), {"save": "1", "key": "a-key"} | blank)
    words = page.content.decode()
    assert page.status_code == 422 and "There is nothing to keep yet. Write something first." in words
    assert page.context["key"] == "a-key" and not Draft.objects.exists()


def test_saving_a_draft_says_where_it_is_and_no_more_than_is_true(client, system):
    page = client.post(reverse("issues:report"), answers(system, save="1"), follow=True)
    words = page.content.decode()
    assert "under “My issues”" in words and "look whether anything is left" in words
    assert "without anything that identifies" not in words

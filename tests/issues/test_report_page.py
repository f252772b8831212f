"""The reporter's way: six questions, a look at what will be stored and who gets it, sent once."""

import re

import pytest
from django.urls import reverse

from issues import attaching, lfpse
from issues.models import Draft, Issue
from people.models import User
from people.refusing import Refused
from routing import registry
from routing.models import Holder
from tests import make, make_files

pytestmark = pytest.mark.django_db
NHS_NUMBER = "999 105 7269"


@pytest.fixture
def system(client):
    made = make.registry()
    made["reporter"] = make.user()
    client.force_login(made["reporter"])
    return made


def answers(system, **changed) -> dict:
    return {
        "key": "a-key",
        "text": f"No letter for {NHS_NUMBER} after clinic.",
        "about_words": system["trust"].name,
        "category": system["category"].pk,
    } | changed


def test_the_check_page_shows_who_gets_it_and_what_is_masked(client, system):
    page = client.post(reverse("themes:check"), answers(system))
    words = page.content.decode()
    assert page.status_code == 200
    assert "Mina Director" in words
    assert f"<del>{NHS_NUMBER}</del>" in words
    assert "No check finds everything" in words
    assert not Issue.objects.exists()


def test_sending_stores_the_masked_text_and_shows_the_issue(client, system):
    page = client.post(
        reverse("issues:send"),
        answers(system, about=system["trust"].code, shown_about=system["trust"].code),
        follow=True,
    )
    issue = Issue.objects.get()
    assert NHS_NUMBER not in issue.text
    assert issue.reference in page.content.decode()


@pytest.mark.parametrize("odd", ["43ee…eda", "a/b", "x" * 65, "a\0b", "", "9991057269"])
def test_an_odd_key_is_no_key_and_loses_nothing(client, system, odd):
    sent = answers(system, key=odd, about=system["trust"].code, shown_about=system["trust"].code)
    checked = client.post(reverse("themes:check"), sent)
    assert checked.status_code == 200 and "No letter for" in checked.content.decode()
    assert client.post(reverse("issues:send"), sent).status_code == 302
    assert Issue.objects.count() == 1


def test_pressing_send_again_makes_no_second_issue(client, system):
    sent = answers(system, about=system["trust"].code, shown_about=system["trust"].code)
    first, second = client.post(reverse("issues:send"), sent), client.post(reverse("issues:send"), sent)
    assert first.url == second.url
    assert Issue.objects.count() == 1


def test_a_route_that_was_not_shown_is_shown_before_sending(client, system):
    page = client.post(reverse("issues:send"), answers(system, about="", shown_about=system["trust"].code))
    assert "Who gets it has changed" in page.content.decode()
    assert not Issue.objects.exists()


def test_bad_answers_are_marked_next_to_the_field_and_what_was_typed_is_kept(client, system):
    page = client.post(reverse("themes:check"), answers(system, category="", about_words="The Royal"))
    words = page.content.decode()
    assert page.status_code == 422
    assert "Choose what kind of thing it is" in words
    assert "The Royal" in words
    assert "<title>Error: " in words


def test_what_was_typed_survives_a_session_that_has_ended(client, system):
    client.logout()
    page = client.post(reverse("themes:check"), answers(system))
    draft = Draft.objects.get()
    assert NHS_NUMBER not in str(draft.fields)
    assert draft.key in page.url
    client.force_login(system["reporter"])
    again = client.get(reverse("issues:report"), {"draft": draft.key}).content.decode()
    assert "No letter for" in again


def test_an_identifier_that_is_none_can_be_kept_but_an_nhs_number_cannot(client, system):
    text = f"Mum of patient John Smithson rang about {NHS_NUMBER}"
    page = client.post(reverse("themes:check"), answers(system, text=text))
    released = [f"text:{found.start}:{found.end}" for found in page.context["found"].screened["text"].found]
    sent = answers(system, text=text, about=system["trust"].code, shown_about=system["trust"].code, release=released)
    client.post(reverse("issues:send"), sent)
    issue = Issue.objects.get()
    assert "Smithson" in issue.text
    assert NHS_NUMBER not in issue.text


def test_an_answer_that_cannot_be_understood_is_marked_and_nothing_typed_is_lost(client, system):
    sent = answers(system, about=system["trust"].code, shown_about=system["trust"].code)
    page = client.post(reverse("issues:send"), sent | {"minutes_lost": "an hour", "also_1": "nobody knows it"})
    words = page.content.decode()
    assert page.status_code == 422
    assert "Write a whole number of minutes, 0 or more" in words and "We do not know nobody knows it" in words
    assert 'value="an hour"' in words and "No letter for" in words
    assert not Issue.objects.exists()


def test_what_else_helps_is_stored_with_the_issue(client, system):
    other, colleague = make.trust("Greenhow Hospital"), make.user()
    desk = make.desk(other, "medical_director", make.user(other))
    more = {"also_1": other.name, "patients": "few", "minutes_lost": "25", "on_behalf_of": colleague.email}
    more |= {"elsewhere": "The booking office"}
    client.post(
        reverse("issues:send"),
        answers(system, about=system["trust"].code, shown_about=system["trust"].code) | more,
    )
    issue = Issue.objects.get()
    assert (issue.patients, issue.minutes_lost, issue.on_behalf_of) == ("few", 25, colleague.email)
    assert list(issue.others.all()) == [other]
    assert {copy.desk for copy in issue.copies.all()} == {desk, system["interface_desk"]}
    assert issue.followers.get().user == colleague and not issue.followers.get().is_affected
    assert issue.elsewhere == "The booking office"


def test_findings_that_were_kept_are_counted(client, system):
    text = "Mum of patient John Smithson rang"
    page = client.post(reverse("themes:check"), answers(system, text=text))
    released = [f"text:{found.start}:{found.end}" for found in page.context["found"].screened["text"].found]
    sent = answers(system, text=text, about=system["trust"].code, shown_about=system["trust"].code, release=released)
    client.post(reverse("issues:send"), sent)
    assert Issue.objects.get().released == len(released) > 0


def test_harm_shows_how_to_record_it_on_lfpse_before_sending(client, system):
    words = client.post(reverse("themes:check"), answers(system, harm="moderate")).content.decode()
    assert "Record it on LFPSE too" in words and "Moderate harm" in words
    assert NHS_NUMBER not in words.split('id="lfpse-summary"')[1].split("</p>")[0]


def test_a_browser_that_lost_its_connection_can_ask_where_the_issue_is(client, system):
    assert client.get(reverse("issues:sent", args=["a-key"])).status_code == 404
    issue = make.issue(by=system["reporter"], about=system["trust"], key="a-key")
    assert client.get(reverse("issues:sent", args=["a-key"])).json() == {"path": issue.get_absolute_url()}
    client.force_login(make.user())
    assert client.get(reverse("issues:sent", args=["a-key"])).status_code == 404


def test_the_receipt_is_the_reporters_own(client, system):
    issue = make.issue(by=system["reporter"], about=system["trust"])
    path = reverse("issues:receipt", args=[issue.reference])
    assert "Receipt for issue" in client.get(path).content.decode()
    client.force_login(system["director"])
    assert client.get(path).status_code == 404


def test_the_receipt_says_all_that_was_sent(client, system):
    other = make.trust("Oakdale Hospitals")
    issue = make.issue(by=system["reporter"], about=system["trust"], harm="moderate", others=[other])
    make.attachment(issue, name="letter 943 476 5919.eml")
    gone = make.attachment(issue, name="gone.eml", content=make_files.message("Gone."))
    attaching.remove(attachment=gone, by=system["reporter"])
    make.attachment(issue, by=system["director"], name="answer.eml", content=make_files.message("Answer."))
    page = client.get(reverse("issues:receipt", args=[issue.reference])).content.decode()
    assert "Oakdale Hospitals" in page and "Moderate" in page and "letter [NHS number removed].eml" in page
    assert "gone.eml" not in page and "answer.eml" not in page


@pytest.mark.parametrize(
    "text",
    [
        "LF" * 21,
        "2026-1234 NHS 943 476 5919 Ploughwright",
        "9434765919",
        "LFPSE-9434765919",
        "Margaret Hollingsworth",
    ],
)
def test_a_reference_of_lfpse_that_cannot_be_kept_whole_is_refused_beside_its_field(client, system, text):
    issue = make.issue(by=system["reporter"], about=system["trust"], harm="severe")
    page = client.post(reverse("issues:act", args=[issue.reference, "record"]), {"text": text})
    assert page.status_code == 422 and "Write the reference alone, in 40 characters" in page.content.decode()
    assert text in page.content.decode() and Issue.objects.get().lfpse == ""
    with pytest.raises(Refused):
        lfpse.record(issue=issue, by=system["reporter"], text=text)


def test_a_wrong_reference_of_lfpse_is_put_right_and_one_that_only_looks_like_a_number_is_kept(client, system):
    issue = make.issue(by=system["reporter"], about=system["trust"], harm="severe")
    for text in ("LFPSE-1", "9434765910"):
        page = client.post(reverse("issues:act", args=[issue.reference, "record"]), {"text": text}, follow=True)
        assert "Kept, for both sides." in page.text and f"as <bdi>{text}</bdi>. If that is wrong" in page.text
        assert 'href="#record-text"' in page.text and 'id="record-text"' in page.text
    assert Issue.objects.get().lfpse == "9434765910"


def test_to_whom_else_it_should_go_is_shown_masked_before_it_is_sent(client, system):
    code = system["trust"].code
    sent = answers(system, text="No letter.", about=code, shown_about=code, elsewhere=f"The ward of {NHS_NUMBER}")
    page = client.post(reverse("issues:send"), sent)
    assert page.status_code == 422 and not Issue.objects.exists()
    assert "We took out what may identify a patient: NHS number." in page.text
    assert 'value="The ward of [NHS number removed]"' in page.text and NHS_NUMBER not in page.text
    assert client.post(reverse("issues:send"), sent | {"elsewhere": "The ward of [NHS number removed]"})["Location"]
    assert Issue.objects.get().elsewhere == "The ward of [NHS number removed]"


@pytest.mark.parametrize("words", ["my own practice", "our surgery", "us"])
def test_the_reporter_may_mean_their_own_side(client, system, words):
    page = client.post(reverse("themes:check"), answers(system, about_words=words))
    assert page.context["found"].about == system["reporter"].memberships.get().organisation


def shown(client, system) -> dict:
    """What the check page carries to the sending."""
    page = client.post(reverse("themes:check"), answers(system)).content.decode()
    to = re.search(r'name="shown_to" value="([-\d]+)"', page)[1]
    return answers(system, about=system["trust"].code, shown_about=system["trust"].code, shown_to=to)


def someone_else_sits_there(system):
    Holder.objects.filter(desk=system["desk"]).update(user=make.user(system["trust"], name="Nora Newcomer"))


def test_whoever_gets_it_instead_of_the_one_shown_is_shown_before_it_is_sent(client, system):
    sent = shown(client, system) | {"elsewhere": "The chief pharmacist, I think"}
    someone_else_sits_there(system)
    page = client.post(reverse("issues:send"), sent)
    words = page.content.decode()
    assert "Who gets it has changed since you looked. Check once more, then send." in words
    assert "Nora Newcomer" in words and "The chief pharmacist, I think" in words and "No letter for" in words
    assert not Issue.objects.exists()
    again = sent | {"shown_to": page.context["found"].route.goes_to}
    assert client.post(reverse("issues:send"), again).url == Issue.objects.get().get_absolute_url()


def test_the_same_report_sent_again_after_a_change_leads_to_the_issue_that_it_made(client, system):
    sent = shown(client, system)
    client.post(reverse("issues:send"), sent)
    someone_else_sits_there(system)
    assert client.post(reverse("issues:send"), sent).url == Issue.objects.get().get_absolute_url()


def test_where_it_goes_is_shown_by_the_words_that_are_stored(client, system, monkeypatch):
    asked = []
    route = registry.route
    monkeypatch.setattr(registry, "route", lambda facts, **how: asked.append(facts) or route(facts, **how))
    client.post(reverse("themes:check"), answers(system, about_words=f"the clinic of {NHS_NUMBER}"))
    assert asked and NHS_NUMBER not in asked[0].about_words


def test_a_day_more_than_ten_years_ago_is_asked_again_and_the_rest_is_kept(client, system):
    page = client.post(reverse("themes:check"), answers(system, happened_on="2001-02-03"))
    words = page.content.decode()
    assert page.status_code == 422
    assert "This date is more than ten years ago" in words and "No letter for" in words


@pytest.mark.parametrize(
    ("for_whom", "stored"),
    [
        ("thistlewood m, for her daughter", "[name removed], for her daughter"),
        ("m.thistlewood@nhs.net", "m.thistlewood@nhs.net"),
        ("Sister Mary Okafor", "Sister Mary Okafor"),
    ],
)
def test_a_patient_whom_the_report_names_is_masked_in_its_other_answers(client, system, for_whom, stored):
    code = system["trust"].code
    sent = answers(system, text="Nobody wrote to Margaret Thistlewood.", wanted="Ring thistlewood.", about=code)
    page = client.post(reverse("themes:check"), sent)
    assert page.context["found"].screened["wanted"].masked == "Ring [name removed]."
    User.objects.filter(pk=make.user().pk).update(email="m.thistlewood@nhs.net")
    page = client.post(reverse("issues:send"), sent | {"shown_about": code, "on_behalf_of": for_whom})
    if for_whom != stored:  # shown first
        assert page.context["check"]["on_behalf_of"].value() == stored and not Issue.objects.exists()
        client.post(reverse("issues:send"), sent | {"shown_about": code, "on_behalf_of": stored})
    issue = Issue.objects.get()
    assert (issue.wanted, issue.on_behalf_of) == ("Ring [name removed].", stored)

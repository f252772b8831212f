"""What is refused on a page about issues is said there, beside the field, with all that was typed and chosen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from issues import assigning, confirming, following, merging, outcomes, responding, saving, templating
from issues.models import Issue
from tests import make
from tests.shape.test_page_skeleton import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(client):
    made = make.registry()
    made["reporter"], made["deputy"] = make.user(name="Rita Reporter"), make.user(made["trust"])
    made["desk"].holders.create(user=made["deputy"], seat="deputy")
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    made["twin"] = make.issue(about=made["trust"])
    client.force_login(made["director"])
    return made


def refused(page, *words: str, status: int = 409) -> str:
    """The page's words, once it is seen to be whole and to say these."""
    said = page.content.decode()
    assert page.status_code == status
    assert faults(said) == []
    assert "<h1>This cannot be done now</h1>" not in said  # the page for whatever has no page of its own
    assert [one for one in words if one not in said] == []
    return said


def of(issue: Issue, name: str) -> str:
    return reverse(f"issues:{name}", args=[issue.reference])


def test_a_second_verdict_in_other_words_is_given_back_on_the_page_of_the_question(client, system):
    responding.answer(issue=system["issue"], by=system["director"], outcome="made", changed="By e-mail.")
    confirming.ask_due(timezone.now() + outcomes.ASKED_AFTER + timedelta(days=7))
    client.force_login(system["reporter"])
    address = of(system["issue"], "holds")
    assert client.post(address, {"answer": "yes", "text": "It does."}).status_code == 302
    page = client.post(address, {"answer": "partly", "text": "Not on ward 3."})
    refused(page, "was not kept", "Not on ward 3.", "It holds partly", "Does the change hold?", "You answered on")


def test_a_second_me_too_in_other_words_is_given_back_on_the_issue(client, system):
    person = make.user()
    following.me_too(issue=system["issue"], by=person, text="Here too")
    client.force_login(person)
    page = client.post(of(system["issue"], "me_too"), {"text": "On ward 3 too"})
    refused(page, "You said “me too” already", "On ward 3 too", f"Issue {system['issue']}")


def test_a_line_that_is_too_long_for_a_me_too_is_marked_and_kept(client, system):
    person, line = make.user(), "Here as well. " * 80
    following.follow(issue=system["issue"], by=system["director"])
    system["issue"].followers.create(user=person, organisation=system["trust"], is_affected=False)
    client.force_login(person)
    page = client.post(of(system["issue"], "me_too"), {"text": line, "instead": "1"})
    refused(page, "Shorten this to 1,000 characters or fewer", line.strip(), 'name="instead"', status=422)
    assert not system["issue"].followers.filter(user=person, is_affected=True).exists()
    assert "instead=1" in client.post(of(system["issue"], "me_too"), {"text": "Here", "instead": "1"})["Location"]


def test_whoever_has_taken_it_meanwhile_is_named_beside_the_choice(client, system):
    assigning.assign(issue=system["issue"], by=system["director"], to=system["director"])
    client.force_login(system["deputy"])
    page = client.post(of(system["issue"], "assign"), {"to": system["deputy"].pk, "seen": ""})
    refused(page, "assigned to Mina Director meanwhile", "assign-to-error", f'value="{system["deputy"].pk}" selected')
    assert page.context["assigning"]["seen"].value() == system["director"].pk


def test_a_stranger_is_not_assigned_and_the_choice_says_so(client, system):
    page = client.post(of(system["issue"], "assign"), {"to": make.user().pk, "seen": ""})
    refused(page, "Choose one of the list", "assign-to-error", status=422)


def test_what_can_no_longer_be_assigned_says_so_on_the_issue(client, system):
    responding.answer(issue=system["issue"], by=system["team"], outcome="explained", text="By post.")
    page = client.post(of(system["issue"], "assign"), {"to": system["deputy"].pk, "seen": ""})
    refused(page, "it is answered", "Ira Interface", str(system["deputy"]))


def test_reasons_for_a_merge_that_came_too_late_are_given_back_beside_the_two(client, system):
    merging.merge(issue=system["twin"], into=system["issue"], by=system["team"], text="The same")
    page = client.post(of(system["twin"], "merge"), {"other": system["issue"].reference, "text": "The same ward"})
    refused(page, "Ira Interface", "The same ward", f"{system['twin']} and {system['issue']}", "is itself part of")


def test_the_name_of_a_template_that_is_taken_is_marked_and_the_words_are_kept(client, system):
    templating.keep(by=system["director"], name="Sorry", text="Sorry.", desk=system["desk"])
    sent = {"name": "Sorry", "text": "So very sorry.", "desk": system["desk"].pk}
    refused(client.post(reverse("issues:add_template"), sent), "already", "So very sorry.", "name-error")


def test_one_filter_too_many_leads_back_to_its_list(client, system):
    for number in range(saving.MOST):
        saving.save_filter(by=system["director"], name=f"List {number}", query="box=overdue")
    page = client.post(reverse("issues:save_filter"), {"name": "More", "query": "box=overdue"}, follow=True)
    assert page.redirect_chain == [(f"{reverse('issues:inbox')}?box=overdue", 302)]
    assert f"You have kept {saving.MOST} filters" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "says"), [("", "Give the filter a name to find it by"), ("n" * 70, "Write at most 60 characters")]
)
def test_a_filter_without_a_fitting_name_is_refused_beside_it_with_the_form_open(client, system, name, says):
    sent = {"name": name, "query": "box=desk&harm=severe"}
    page = client.post(reverse("issues:save_filter"), sent, follow=True)
    said = refused(page, says, 'id="save-name-error"', "There is a problem", status=200)
    assert f'value="{name}"' in said or not name
    assert '<details class="nhsuk-details" open>' in said.split("Keep this filter")[0].split("Filter and sort")[1]
    assert "notification-banner" not in said
    assert says not in client.get(reverse("issues:inbox"), {"box": "desk", "harm": "severe"}).content.decode()


def test_another_report_from_a_page_that_was_sent_names_the_issue_and_can_be_sent_as_one_of_its_own(client, system):
    client.force_login(system["reporter"])
    trust = system["trust"].code
    sent = {"key": "a-key", "text": "No letter came after clinic.", "about": trust, "shown_about": trust}
    sent |= {"about_words": system["trust"].name, "category": system["category"].pk}
    client.post(reverse("issues:send"), sent)
    first = Issue.objects.get(key="a-key")
    other = sent | {"text": "The ward does not pick up the phone."}
    page = client.post(reverse("issues:send"), other)
    refused(page, first.get_absolute_url(), "The ward does not pick up the phone.", "This was not sent", status=200)
    assert Issue.objects.filter(reporter=system["reporter"]).count() == 2
    client.post(reverse("issues:send"), other | {"key": page.context["key"]})
    assert Issue.objects.filter(reporter=system["reporter"]).count() == 3


@pytest.mark.parametrize(("by", "status"), [("team", 409), ("", 422)])
def test_the_title_of_a_page_on_which_something_failed_says_so(client, system, by, status):
    if by:
        responding.answer(issue=system["issue"], by=system[by], outcome="explained", text="By post.")
    page = client.post(reverse("issues:act", args=[system["issue"].reference, "answer"]), {"outcome": "explained"})
    assert page.status_code == status
    assert f"<title>Error: Issue {system['issue']}" in page.text
    assert "<title>Issue" in client.get(system["issue"].get_absolute_url()).text

"""“Me too” about an issue that was settled asks what is meant by it, and loses nothing of what was typed."""

import pytest
from django.urls import reverse

from issues import offering, responding, settled
from issues.models import Issue
from people.models import Membership, Notice
from tests import make
from themes import placing

pytestmark = pytest.mark.django_db
TYPED = "Discharge letters reach us three weeks late, again."


@pytest.fixture
def system(client):
    made = make.registry()
    issue = make.issue(about=made["trust"], text="Discharge letters reach us three weeks late.")
    made["issue"] = responding.answer(issue=issue, by=made["director"], outcome="explained", text="So it is.")
    client.force_login(person := make.user())
    made["person"] = person
    made["address"] = reverse("issues:me_too", args=[issue.reference])
    made["offered"] = {"offered": offering.offer(person, issue)}
    return made


def report(system) -> dict:
    answers = {"category": "letters", "text": TYPED, "about_words": "Fernhall Hospitals", "harm": "none"}
    return answers | {"key": "one-key", "draft": "", "writer": "w"}


def test_it_is_asked_first_and_says_that_nobody_would_have_to_answer(client, system):
    answer = client.post(system["address"], system["offered"])
    assert answer.status_code == 200 and not system["issue"].followers.exists()
    assert "no time runs, and nobody has to answer" in answer.text and "Back to my report" not in answer.text


LONG = "Discharge letters reach us three weeks late. " + "It has been so since March. " * 9 + "Ward 7 is the worst."


def test_whoever_may_read_it_sees_it_whole_with_what_was_answered_and_nothing_internal(client, system):
    Issue.objects.update(text=LONG, wanted="A letter within a day.")
    responding.note(issue=system["issue"], by=system["director"], text="Between us.")
    responding.add(issue=system["issue"], by=system["director"], text="The new typist has begun.")
    issue, lead = system["issue"], make.user(system["issue"].reporter_organisation, Membership.Role.LEAD)
    client.force_login(lead)
    page = client.post(system["address"], {"offered": offering.offer(lead, issue)}).text
    assert LONG in page and "A letter within a day." in page and "The new typist has begun." in page
    answered = issue.entries.get(verb="answer")
    assert "Answered: Explained" in page and "So it is." in page and f"{answered.at:%Y}, " in page
    assert "Between us." not in page and issue.reporter.name not in page


def test_whoever_was_only_shown_it_sees_the_beginning_and_how_to_read_the_rest(client, system):
    Issue.objects.update(text=LONG)
    page = client.post(system["address"], system["offered"]).text
    assert LONG[:150] in page and "Ward 7" not in page and "So it is." not in page
    assert "Say “Me too” to read it" in page
    Issue.objects.update(is_confidential=True)
    assert LONG[:40] not in client.post(system["address"], system["offered"]).text


def test_the_check_of_a_report_shows_the_whole_settled_issue_to_whoever_may_read_it(client, system):
    issue, lead = system["issue"], make.user(system["issue"].reporter_organisation, Membership.Role.LEAD)
    placing.place_due()
    Issue.objects.filter(pk=issue.pk).update(text=LONG)
    for person, reads in ((lead, True), (system["person"], False)):
        client.force_login(person)
        page = client.post(reverse("themes:check"), report(system)).text
        assert LONG[:150] in page and ("Ward 7 is the worst." in page) == ("So it is." in page) == reads
        assert issue.reporter.name not in page


def test_after_it_was_reopened_the_last_answer_and_what_came_since_are_shown(system):
    issue, director = system["issue"], system["director"]
    issue = responding.reopen(issue=issue, by=issue.reporter, text="No.")
    issue = responding.answer(issue=issue, by=director, outcome="made", changed="By e-mail.")
    read = settled.read(issue.reporter, [issue])[issue.pk]
    assert [(one.verb, one.particulars) for one in read.steps] == [("answer", "By e-mail.")]
    assert settled.read(issue.reporter, [make.issue(by=issue.reporter, about=system["trust"])]) == {}


def test_what_was_typed_is_kept_for_each_way(client, system):
    page = client.post(system["address"], system["offered"] | report(system)).text
    assert page.count(TYPED) == 3 and "Back to my report" in page
    empty = {"do": "reopen", "text": "", "report_text": TYPED}
    wrong = client.post(system["address"], system["offered"] | report(system) | empty)
    assert wrong.status_code == 422 and "Say what is still wrong" in wrong.text and TYPED in wrong.text
    back = client.post(reverse("themes:check"), report(system))
    assert back.status_code == 200 and TYPED in back.text


def test_reopening_counts_and_somebody_has_to_answer(client, system):
    answer = client.post(system["address"], system["offered"] | {"do": "reopen", "text": TYPED, "instead": "1"})
    assert answer["Location"].endswith("?instead=1")
    issue = Issue.objects.get(pk=system["issue"].pk)
    assert (issue.state, issue.due_at is not None) == ("reported", True)
    assert issue.followers.get().is_affected and issue.entries.last().text == TYPED
    told = Notice.objects.filter(recipient=system["director"], event__contains=issue.reference, kind="question")
    assert [one.subject for one in told] == [f"Issue {issue} has been reopened"]


def test_only_being_counted_says_so(client, system):
    page = client.post(system["address"], system["offered"] | {"do": "count"}, follow=True).text
    assert "is told that it goes on, and does not have to answer." in page
    assert Issue.objects.get(pk=system["issue"].pk).state == "answered"
    assert system["issue"].followers.get().is_affected


def test_the_check_of_a_report_sends_its_words_along(client, system):
    placing.place_due()
    page = client.post(reverse("themes:check"), report(system)).text
    assert f'form="send" formaction="{system["address"]}"' in page


def test_an_open_issue_is_counted_at_once(client, system):
    other = make.issue(about=system["trust"])
    address = reverse("issues:me_too", args=[other.reference])
    assert client.post(address, {"offered": offering.offer(system["person"], other)}).status_code == 302
    assert other.followers.exists()

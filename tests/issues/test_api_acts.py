"""Acts by the API are as on the pages: the same words once, other words refused, what changed meanwhile shown."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from issues import correcting, following, responding
from issues.models import Issue
from people.models import Membership
from tests import make
from tests.issues.test_api import key_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    return make.registry() | {"reporter": make.user()}


def act(client, headers, issue: Issue, name: str, **said):
    path = reverse(f"api:{name}", args=[issue.reference])
    return client.post(path, said, content_type="application/json", headers=headers)


@pytest.fixture
def planned(system):
    """An answered issue, a key of its desk, and the edition that was read."""
    issue = make.issue(by=system["reporter"], about=system["trust"])
    responding.answer(issue=issue, by=system["director"], outcome="explained", text="By post.")
    return issue, key_of(system["director"], "issues.read", "desk.write")


def edition(client, headers, issue: Issue) -> str:
    return client.get(reverse("api:issue", args=[issue.reference]), headers=headers).json()["edition"]


def test_a_correction_over_a_changed_answer_is_refused_with_both(client, system, planned):
    issue, headers = planned
    seen = edition(client, headers, issue)
    correcting.correct(issue=issue, by=system["team"], outcome="explained", text="By post, from ward 3.")
    sent = {"outcome": "fixed", "text": "It was sent today.", "seen": seen}
    answer = act(client, headers, issue, "correct", **sent)
    assert answer.status_code == 409
    said = answer.json()
    assert "Ira Interface" in said["detail"]
    assert (said["stands"]["outcome"], said["stands"]["text"]) == ("explained", "By post, from ward 3.")
    assert {name: said["sent"][name] for name in sent} == sent
    assert said["stands"]["edition"] == edition(client, headers, issue) != seen
    again = act(client, headers, issue, "correct", **sent | {"seen": said["stands"]["edition"]})
    assert (again.status_code, again.json()["outcome"]) == (200, "fixed")
    assert act(client, headers, issue, "correct", **sent).status_code == 200  # the same once more
    assert issue.entries.filter(verb="correct").count() == 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It stays as it is, because {why}.", "Put your own words in place of {why}."),
        ("It will be done by {planned date}.", "Put the date in place of {planned date}."),
        ("It stays as it is, because", "Finish your last sentence: it ends with “because”."),
    ],
)
def test_words_with_a_gap_of_a_template_are_neither_an_answer_nor_a_correction(client, system, planned, text, wanted):
    answered, headers = planned
    for issue, name in ((make.issue(by=system["reporter"], about=system["trust"]), "answer"), (answered, "correct")):
        refused = act(client, headers, issue, name, outcome="explained", text=text)
        assert (refused.status_code, refused.json().get("errors")) == (400, {"text": [wanted]})
        assert not issue.entries.filter(text__startswith="It ").exists()


def test_the_planned_date_is_filled_in_as_on_the_pages(client, system):
    issue, day = make.issue(by=system["reporter"], about=system["trust"]), timezone.localdate() + timedelta(days=40)
    said = {"outcome": "planned", "planned_on": day.isoformat(), "text": "It will be done by {planned date}."}
    assert act(client, key_of(system["director"], "desk.write"), issue, "answer", **said).status_code == 200
    assert issue.entries.get(verb="answer").text == f"It will be done by {day.day} {day:%B %Y}."


def test_an_issue_without_an_answer_has_no_edition_and_is_not_corrected(client, system):
    issue = make.issue(by=system["reporter"], about=system["trust"])
    headers = key_of(system["director"], "issues.read", "desk.write")
    assert edition(client, headers, issue) == ""
    answer = act(client, headers, issue, "correct", outcome="fixed", text="Sent.", seen="")
    assert answer.status_code == 409 and "stands" not in answer.json()


def test_sending_on_is_once_in_the_same_words_and_refused_in_others(client, system):
    pharmacy = make.desk(system["trust"], "chief_pharmacist", make.user(system["trust"]))
    for person in ("director", "team"):
        issue = make.issue(by=system["reporter"], about=system["trust"])
        headers = key_of(system[person], "desk.write")
        said = [{"desk": pharmacy.title, "text": text} for text in ("A supply question", "A supply question")]
        answers = [act(client, headers, issue, "reroute", **one) for one in said]
        assert [(one.status_code, one.json()["desk"]) for one in answers] == [(200, pharmacy.title)] * 2
        assert issue.entries.filter(verb="reroute").count() == 1
        other = act(client, headers, issue, "reroute", desk=pharmacy.title, text="Theirs")
        assert other.status_code in {403, 409}
        assert issue.entries.filter(verb="reroute").count() == 1


def test_not_ours_as_an_answer_is_once_too(client, system):
    pharmacy = make.desk(system["trust"], "chief_pharmacist", make.user(system["trust"]))
    issue = make.issue(by=system["reporter"], about=system["trust"])
    headers = key_of(system["director"], "desk.write")
    said = {"outcome": "not_ours", "desk": pharmacy.title, "text": "A supply question"}
    assert [act(client, headers, issue, "answer", **said).status_code for _ in range(2)] == [200, 200]
    assert act(client, headers, issue, "answer", **said | {"text": "Theirs"}).status_code == 403
    assert issue.entries.filter(verb="reroute").count() == 1


@pytest.mark.parametrize("wrong", [{"desk": "No such title", "text": "Theirs"}, {"text": "Theirs"}, {"desk": "x"}])
def test_sending_on_says_whose_it_is_and_why(client, system, wrong):
    issue = make.issue(by=system["reporter"], about=system["trust"])
    answer = act(client, key_of(system["director"], "desk.write"), issue, "reroute", **wrong)
    assert answer.status_code == 400
    assert Issue.objects.get().desk == system["desk"]


def test_me_too_counts_once_and_other_words_are_refused(client, system):
    home = system["reporter"].memberships.get().organisation
    issue, person = make.issue(by=system["reporter"], about=system["trust"]), make.user(home, Membership.Role.LEAD)
    headers = key_of(person, "issues.write")
    said = [act(client, headers, issue, "me_too", text=text) for text in ("Here too", "Here too", "", "On ward 3")]
    assert [one.status_code for one in said] == [200, 200, 200, 409]
    assert issue.followers.filter(is_affected=True).count() == 1
    assert act(client, headers, issue, "me_too", text="x" * 1001).status_code == 400


def test_me_too_and_withdrawing_open_nothing_that_one_may_not_read(client, system):
    issue = make.issue(by=system["reporter"], about=system["trust"])
    headers = key_of(make.user(), "issues.write")
    assert {act(client, headers, issue, name).status_code for name in ("me_too", "withdraw")} == {404}


@pytest.mark.parametrize("others", [0, 1])
def test_a_report_is_taken_back_once_and_other_words_are_refused(client, system, others):
    issue = make.issue(by=system["reporter"], about=system["trust"])
    for _ in range(others):
        following.me_too(issue=issue, by=make.user())
    headers = key_of(system["reporter"], "issues.write")
    said = [act(client, headers, issue, "withdraw", text=text) for text in ("By phone", "By phone", "Twice")]
    assert [one.status_code for one in said] == [200, 200, 409]
    assert said[0].json()["state"] == ("reported" if others else "withdrawn") and said[0].json()["withdrawn_at"]
    assert issue.entries.filter(verb__in=["withdraw", "leave"]).count() == 1
    assert act(client, key_of(system["director"], "issues.write"), issue, "withdraw").status_code == 403
    assert act(client, key_of(system["reporter"], "issues.read"), issue, "withdraw").status_code == 403


def test_the_documentation_says_what_a_refused_correction_gives(client):
    words = client.get(reverse("api_docs")).content.decode()
    assert all(f"/api/v1/issues/{{reference}}/{name}/" in words for name in ("reroute", "me-too", "withdraw"))
    assert "as <code>seen</code>" in words
    schema = client.get(reverse("api:schema"), headers={"Accept": "application/vnd.oai.openapi+json"}).json()
    answers = schema["paths"]["/api/v1/issues/{reference}/correct/"]["post"]["responses"]
    assert set(answers) == {"200", "409"}

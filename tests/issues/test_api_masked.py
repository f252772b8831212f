"""Another system is told what was masked of the words that it sent: kinds and counts by field, never the words."""

import pytest

from issues import following, responding
from tests import make
from tests.issues.test_api import key_of, report
from tests.issues.test_api_acts import act

pytestmark = pytest.mark.django_db
NUMBER, OTHER, PHONE = "999 105 7269", "943 476 5919", "07700 900123"
NOBODY = {"text": "The letter never came."}


@pytest.fixture
def system():
    return make.registry() | {"reporter": make.user()}


def masked(answer) -> set:
    """What an answer tells of it, and nothing of the words."""
    assert answer.status_code in {200, 201}
    assert not any(words in answer.content.decode() for words in (NUMBER, OTHER, PHONE, "Smithson"))
    return {(one["field"], one["kind"], one["count"]) for one in answer.json()["masked"]}


def test_of_a_report_field_by_field(client, system):
    said = {
        "text": f"No letter for {NUMBER} nor for {OTHER}. Mr John Smithson rang from {PHONE}.",
        "wanted": f"Send it for {NUMBER}.",
        "elsewhere": f"The booking office has {NUMBER}.",
        "on_behalf_of": f"Dr Okafor, patient {NUMBER}",
        "about_words": f"Fernhall, {NUMBER}",
    }
    headers = key_of(system["reporter"], "issues.write")
    told = masked(first := report(client, system, headers, **said))
    assert {("text", "NHS number", 2), ("text", "name", 1), ("text", "phone number", 1)} <= told
    assert {(name, "NHS number", 1) for name in ("wanted", "elsewhere", "on_behalf_of", "about_words")} <= told
    assert report(client, system, headers, **said).json() == first.json()


def test_where_nothing_was_masked_nothing_is_told(client, system):
    assert masked(report(client, system, key_of(system["reporter"], "issues.write"), **NOBODY)) == set()


DONE = [
    ("answer", {"outcome": "explained", "text": f"By post, for {NUMBER}."}, "text"),
    ("answer", {"outcome": "made", "changed": f"It prints for {NUMBER}."}, "changed"),
    ("answer", {"outcome": "not_agreed", "reason": f"It came for {NUMBER}."}, "reason"),
    ("reroute", {"text": f"The ward has {NUMBER}."}, "text"),
    ("answer", {"outcome": "not_ours", "text": f"The ward has {NUMBER}."}, "text"),
]


@pytest.mark.parametrize(("name", "said", "field"), DONE)
def test_of_an_act_of_the_desk(client, system, name, said, field):
    issue = make.issue(about=system["trust"])
    if name == "reroute" or said["outcome"] == "not_ours":
        said = said | {"desk": system["interface_desk"].title}
    answer = act(client, key_of(system["director"], "desk.write"), issue, name, **said)
    assert masked(answer) == {(field, "NHS number", 1)}
    entry = issue.entries.last()
    assert "[NHS number removed]" in entry.text + entry.particulars and NUMBER not in entry.text + entry.particulars


def test_whoever_is_named_in_one_field_of_an_answer_is_masked_in_the_other(client, system):
    issue = make.issue(about=system["trust"])
    said = {"outcome": "made", "text": "Mr John Smithson rang.", "changed": "It prints for Smithson too."}
    answer = act(client, key_of(system["director"], "desk.write"), issue, "answer", **said)
    assert masked(answer) == {("text", "name", 1), ("changed", "name", 1)}


def test_of_a_correction(client, system):
    issue = make.issue(about=system["trust"])
    responding.answer(issue=issue, by=system["director"], outcome="explained", text="By post.")
    said = {"outcome": "explained", "text": f"By e-mail, for {NUMBER}."}
    answer = act(client, key_of(system["director"], "desk.write"), issue, "correct", **said)
    assert masked(answer) == {("text", "NHS number", 1)}


@pytest.fixture
def follows(system):
    """An issue, and a key of somebody who follows it."""
    issue, person = make.issue(by=system["reporter"], about=system["trust"]), make.user()
    following.follow(issue=issue, by=person)
    return issue, key_of(person, "issues.write")


def test_of_a_line_with_me_too_and_of_why_it_is_withdrawn(client, system, follows):
    issue, headers = follows
    answer = act(client, headers, issue, "me_too", text=f"Ours too, for {NUMBER}.")
    assert masked(answer) == {("text", "NHS number", 1)} and answer.json()["warning"] == ""
    answer = act(client, key_of(system["reporter"], "issues.write"), issue, "withdraw", text=f"{NUMBER} has it.")
    assert masked(answer) == {("text", "NHS number", 1)}


def test_a_line_that_may_tell_of_harm_is_counted_and_warned_of(client, follows):
    issue, headers = follows
    answer = act(client, headers, issue, "me_too", text="On 7B; she died.")
    assert answer.status_code == 200 and "“died”" in answer.json()["warning"]
    assert "no report of harm" in answer.json()["warning"] and issue.followers.get().is_affected


def test_the_description_says_so(client, system):
    shapes = client.get("/api/v1/schema/?format=json").json()["components"]["schemas"]
    for name in ("ReportedOut", "SentOut", "MeTooOut"):
        assert "never the words" in shapes[name]["properties"]["masked"]["description"]
    assert set(shapes["MaskedOutOut"]["properties"]) == {"field", "kind", "count"}
    assert "told how much of which kind we masked" in client.get("/privacy/").text

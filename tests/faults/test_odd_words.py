"""F2 and F3: words that no keyboard types. Stored as typed or refused kindly, alike on both databases."""

import pytest
from django.db import DataError, connection
from django.test import Client

from issues.models import Issue, IssueEntry
from tests import make
from tests.faults.test_reporting import answers

pytestmark = pytest.mark.faults
SEND = "/issues/new/send/"
ODD = {
    "zero width": "let\u200bter\u200d \u2060late",
    "right to left": "letter \u202egnp.exe\u202c late",
    "isolates": "letter \u2066late\u2069",
    "combining flood": "letter late" + "\u0301" * 500,
    "long ligature": "\ufdfa" * 300,
    "emoji family": "letter late 👩‍👩‍👧‍👦",
    "private use": "letter late \ue000\U000f0000",
    "not a character": "letter late \ufffe\uffff",
    "line separators": "late\u2028again\u2029and\x85again",
    "byte order": "\ufeffletter late",
    "soft hyphens": "let\u00adter la\u00adte",
    "tags": "letter late\U000e0061\U000e0062",
    "full width": "ｌａｔｅ ＜ｂ＞",
    "template": "late {{7*7}} {% now 'Y' %} ${7*7} <%= 7*7 %>",
    "carriage returns": "late\r\nBcc: everybody\r\rmore",
    "quotes": "letter late ' \" ` \\ %s %(x)s {0}",
    "nothing but blanks": "\u3000\u2003 letter late \u00a0",
    "surrogate in form": "letter late \ufffd",
}
REFUSED = {"nul": "late\0again"}
REFUSED_AS_JSON = REFUSED | {"lone surrogate": "late \ud800 again"}


@pytest.fixture
def system(registry_in_one_transaction):
    return registry_in_one_transaction


@pytest.mark.parametrize("name", ODD)
def test_odd_words_are_stored_as_typed_and_shown_apart(system, reporter, api, name):
    words = ODD[name]
    assert reporter.post(SEND, answers(system) | {"text": words}).status_code == 302
    issue = Issue.objects.get()
    assert issue.text.split() == words.replace("\r\n", "\n").split()
    page = reporter.get(issue.get_absolute_url()).content.decode()
    assert "<bdi>" in page and "<b>" not in page
    assert api("key-of-the-api", text=words).status_code == 201
    again = Issue.objects.latest("pk")
    assert again.text.split() == words.split()


@pytest.mark.parametrize("name", REFUSED_AS_JSON)
def test_what_a_database_cannot_hold_is_refused_beside_its_field(system, reporter, api, name):
    words = REFUSED_AS_JSON[name]
    for field in ("text", "wanted", "about_words"):
        said = api(f"key-of-{field}", **{field: words, "about": ""})
        assert said.status_code == 400 and field in said.json()["errors"], said.content
    if name in REFUSED:
        answer = reporter.post(SEND, answers(system) | {"text": words})
        assert answer.status_code == 422
    assert Issue.objects.count() == 0


@pytest.mark.parametrize(
    "field", ["key", "draft", "release", "leave_out", "shown_about", "category", "about", "harm"]
)
def test_a_hidden_field_that_no_form_would_send_is_no_error(system, reporter, field):
    for words in ("a\0b", "x" * 5000, "\u202e"):
        answer = reporter.post(SEND, answers(system) | {field: words})
        assert answer.status_code in {302, 400, 422, 200}, (field, words[:5])


@pytest.mark.parametrize(
    "path", ["/issues/", "/inbox/", "/projects/", "/themes/", "/who-is-responsible/", "/registry/"]
)
def test_odd_questions_are_no_error(system, path):
    client = Client()
    client.force_login(system["director"])
    for asked in ("q=%00", "page=%00", "page=99999999999999999999", "q=%F0%28%8C", "state=%00&box=%00", "draft=%00"):
        assert client.get(f"{path}?{asked}").status_code in {200, 302, 400, 404}, asked
    assert client.get("/issues/%00/").status_code == 404


@pytest.mark.parametrize("verb", ["ask", "note", "answer"])
def test_an_answer_that_cannot_be_stored_is_marked_and_one_that_is_odd_is_kept(system, verb):
    issue = make.issue(by=system["reporter"], about=system["trust"])
    client = Client()
    client.force_login(system["director"])
    path, more = f"/issues/{issue.reference}/{verb}/", {"outcome": "explained"} if verb == "answer" else {}
    assert client.post(path, more | {"text": REFUSED["nul"]}).status_code == 422
    assert IssueEntry.objects.count() == 1
    words = " ".join(ODD.values())
    assert client.post(path, more | {"text": words}).status_code == 302
    assert IssueEntry.objects.latest("pk").text.split() == words.replace("\r\n", "\n").split()


def test_without_being_refused_a_nul_is_an_error_on_one_database_and_stored_on_the_other(system):
    def report():
        return make.issue(by=system["reporter"], about=system["trust"], text=f"It came {REFUSED['nul']}")

    if connection.vendor == "sqlite":
        assert "\0" in report().text
    else:
        with pytest.raises((ValueError, DataError), match="NUL"):
            report()


@pytest.mark.parametrize("asked", ["HOSPICE", "hospice", "Hospice", "éclair hospice", "ÉCLAIR HOSPICE", "eclair"])
def test_names_are_found_in_any_case_and_with_or_without_accents_on_both_databases(system, asked):
    make.trust("Éclair Hospice")
    assert "Éclair Hospice" in Client().get("/who-is-responsible/", {"q": asked}).content.decode()

"""F1 to F3 and F6: what no honest browser sends. Taken as text or refused kindly, alike on both databases."""

import json
import time

import pytest
from django.core import mail
from django.test import Client

from issues.models import Issue, IssueEntry
from people import delivering
from people.keys import make_key
from tests import make
from tests.faults.test_reporting import answers

pytestmark = pytest.mark.faults
SEND = "/issues/new/send/"
ODD = {
    "zero width": "let\u200bter\u200d \u2060late",
    "right to left": "letter \u202egnp.exe\u202c late",
    "isolates": "letter \u2066late\u2069",
    "combining flood": "late" + "\u0301" * 500,
    "long ligature": "\ufdfa" * 300,
    "emoji family": "late 👩‍👩‍👧‍👦",
    "private use": "late \ue000\U000f0000",
    "not a character": "late \ufffe\uffff",
    "line separators": "late\u2028again\u2029and\x85again",
    "byte order": "\ufefflate",
    "soft hyphens": "la\u00adte",
    "tags": "late\U000e0061\U000e0062",
    "full width": "ｌａｔｅ ＜ｂ＞",
    "template": "late {{7*7}} {% now 'Y' %} ${7*7} <%= 7*7 %>",
    "carriage returns": "late\r\nBcc: everybody\r\rmore",
    "quotes": "late ' \" ` \\ %s %(x)s {0}",
    "nothing but blanks": "\u3000\u2003 late \u00a0",
    "surrogate in form": "late \ufffd",
}
REFUSED = {"nul": "late\0again"}
REFUSED_AS_JSON = REFUSED | {"lone surrogate": "late \ud800 again"}


@pytest.fixture
def system(registry_in_one_transaction):
    return registry_in_one_transaction


@pytest.fixture
def reporter(system) -> Client:
    client = Client()
    client.force_login(system["reporter"])
    return client


@pytest.fixture
def api(system):
    """Report by API; the answer."""
    _, secret = make_key(by=system["reporter"], name="test", scopes=["issues.write"])
    client = Client()

    def report(key: str, raw: str | bytes = b"", **changed):
        body = {"text": "late", "category": system["category"].slug, "about": system["trust"].code} | changed
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": key}
        return client.post("/api/v1/issues/", raw or json.dumps(body), "application/json", headers=headers)

    return report


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


def timed(act) -> tuple[float, int]:
    began = time.process_time()
    status = act().status_code
    return time.process_time() - began, status


def test_what_is_much_too_big_is_refused_and_costs_little(system, reporter, api):
    huge = "late " * 700_000
    deep = "[" * 100_000 + "]" * 100_000
    usual, _ = timed(lambda: reporter.post(SEND, answers(system)))
    for act in (
        lambda: reporter.post(SEND, answers(system) | {"text": huge}),
        lambda: reporter.post(SEND, answers(system) | {f"field{number}": "x" for number in range(10_000)}),
        lambda: api("key-of-huge", text=huge),
        lambda: api("key-of-deep", raw=f'{{"text": {deep}}}'),
        lambda: api("key-of-list", raw=deep),
        lambda: api("key-of-bytes", raw=b"\xff\xfe{"),
    ):
        seconds, status = timed(act)
        assert status in {400, 413}
        assert seconds < usual + 0.5
    assert Issue.objects.count() == 1


def test_words_in_a_name_add_no_header_and_no_addressee_to_an_email(system):
    system["trust"].name = "Fernhall\r\nBcc: all@trust.example\r\n\r\nBody"
    system["trust"].save()
    system["desk"].title = "Director\r\nBcc: all@trust.example"
    system["desk"].save()
    make.issue(by=system["reporter"], about=system["trust"], text="Subject: late\r\nBcc: all@trust.example")
    delivering.deliver_due()
    assert len(mail.outbox) == 2
    for one in mail.outbox:
        message = one.message()
        assert (len(one.recipients()), message["Bcc"], "\n" in message["Subject"]) == (1, None, False)
        assert len(message.get_all("Subject")) == 1

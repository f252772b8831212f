"""GOV.UK Notify in place of a mail server: against a service on loopback that checks what it is sent."""

import base64
import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from people import govuk_notify
from people.delivering import BACKOFF, deliver_due
from people.models import Bounce, Notice
from people.notices import tell
from tests import make

pytestmark = pytest.mark.django_db
SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"portal-{SERVICE}-{SECRET}"
RECEIPTS = "/notices/receipts/"


def plain(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def is_signed(token: str) -> bool:
    """What the service asks of a token: its own id, a time within thirty seconds, the key's signature."""
    head, facts, seal = token.split(".")
    right = hmac.new(SECRET.encode(), f"{head}.{facts}".encode(), hashlib.sha256).digest()
    said = json.loads(plain(facts))
    is_now = abs(time.time() - said["iat"]) < 30
    kind = {"typ": "JWT", "alg": "HS256"}
    return plain(seal) == right and said["iss"] == SERVICE and is_now and json.loads(plain(head)) == kind


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server = self.server
        server.asked += 1
        if not is_signed(self.headers["Authorization"].removeprefix("Bearer ")):
            return self.say(403, {"errors": [{"error": "AuthError", "message": "Invalid token"}]})
        status, words = server.answer
        if status == 201:
            server.taken.append((self.path, body))
        return self.say(status, {"errors": [{"error": "Error", "message": words}], "status_code": status})

    def say(self, status: int, facts: dict) -> None:
        text = json.dumps(facts).encode()
        self.send_response(status)
        if status == 302:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_address[1]}/elsewhere")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *args) -> None:
        """Keep quiet."""


@pytest.fixture
def service(settings, monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.taken, server.answer, server.asked = [], (201, ""), 0
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    settings.EMAIL_BACKEND = "people.govuk_notify.Backend"
    settings.NOTIFY_URL, settings.NOTIFY_API_KEY = f"http://127.0.0.1:{server.server_address[1]}", KEY
    settings.NOTIFY_TEMPLATE_ID, settings.NOTIFY_RECEIPT_TOKEN = "f33517ff-2a88-4f6e-b855-c550268ce08a", "t0ken"
    settings.SITE_URL = "https://portal.example"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def notice():
    tell([make.user()], kind="progress", event="event", subject="7KQ2M was acknowledged", path="/issues/7KQ2M/")
    return Notice.objects.get()


def test_an_email_goes_by_the_template_with_its_reference_and_the_link_to_stop(service, notice):
    assert deliver_due() == 1
    ((path, body),) = service.taken
    assert path == "/v2/notifications/email"
    assert body["email_address"] == notice.recipient.email
    assert body["template_id"] == "f33517ff-2a88-4f6e-b855-c550268ce08a"
    assert body["personalisation"]["subject"] == "7KQ2M was acknowledged"
    assert "https://portal.example/issues/7KQ2M/" in body["personalisation"]["body"]
    assert body["reference"] == f"<notice-{notice.pk}.{int(notice.created_at.timestamp())}@portal.example>"
    assert body["one_click_unsubscribe_url"].startswith("https://portal.example/notices/stop/?link=")
    assert deliver_due() == 0 and service.asked == 1


def test_a_wrong_address_is_refused_for_good(service, notice):
    service.answer = (400, "email_address Not a valid email address")
    assert deliver_due() == 0
    assert Bounce.objects.get().user == notice.recipient
    notice.refresh_from_db()
    assert notice.failed_at and not notice.due_at


@pytest.mark.parametrize(
    "answer",
    [
        (429, "Exceeded rate limit"),
        (500, "Internal server error"),
        (503, ""),
        (400, "Missing personalisation: x"),
        (302, ""),
    ],
)
def test_what_may_pass_is_tried_again_and_marks_nobody(service, notice, answer):
    service.answer = answer
    now = timezone.now()
    assert deliver_due(now) == 0
    notice.refresh_from_db()
    assert (notice.due_at, notice.attempts, service.asked) == (now + BACKOFF[0], 1, 1)
    assert not Bounce.objects.exists()
    service.answer = (201, "")
    assert deliver_due(now + BACKOFF[0]) == 1


def test_a_key_that_is_not_accepted_or_a_service_that_is_gone_makes_all_wait_and_counts_no_try(
    service, notice, settings
):
    settings.NOTIFY_API_KEY = KEY[:-1] + "x"
    assert deliver_due() == 0 and service.asked == 1
    settings.NOTIFY_API_KEY, there = KEY, settings.NOTIFY_URL
    settings.NOTIFY_URL = "http://127.0.0.1:1"
    assert deliver_due() == 0
    notice.refresh_from_db()
    assert (notice.attempts, notice.last_error) == (0, "") and notice.due_at <= timezone.now()
    settings.NOTIFY_URL = there
    assert deliver_due() == 1


def test_the_token_is_made_of_the_keys_last_two_parts():
    assert is_signed(govuk_notify.token(KEY, time.time()))
    assert not is_signed(govuk_notify.token(KEY, time.time() - 60))
    assert not is_signed(govuk_notify.token(KEY[:-1] + "x", time.time()))


def receipt(client, status: str, reference: str, token: str = "t0ken"):
    body = {"id": "1", "reference": reference, "to": "anybody@trust.example", "status": status}
    return client.post(RECEIPTS, body, content_type="application/json", headers={"Authorization": f"Bearer {token}"})


def test_a_receipt_of_an_address_that_does_not_exist_marks_it(client, service, notice):
    deliver_due()
    reference = service.taken[0][1]["reference"]
    assert receipt(client, "delivered", reference).status_code == 204
    assert not Bounce.objects.exists()
    for _ in range(2):
        assert receipt(client, "permanent-failure", reference).status_code == 204
    assert Bounce.objects.get().reason == "GOV.UK Notify: permanent-failure"
    notice.refresh_from_db()
    assert notice.failed_at and not notice.sent_at


def test_a_receipt_of_a_full_mailbox_fails_the_notice_and_marks_nobody(client, service, notice):
    deliver_due()
    receipt(client, "temporary-failure", service.taken[0][1]["reference"])
    notice.refresh_from_db()
    assert notice.failed_at and not notice.sent_at and not Bounce.objects.exists()


@pytest.mark.parametrize("token", ["", "t0keN", "t0ken ", "é"])
def test_a_receipt_without_the_token_is_refused(client, service, notice, token):
    deliver_due()
    assert receipt(client, "permanent-failure", service.taken[0][1]["reference"], token).status_code == 403
    assert not Bounce.objects.exists()


def test_where_no_token_is_set_there_are_no_receipts(client, service, settings):
    settings.NOTIFY_RECEIPT_TOKEN = ""
    assert receipt(client, "permanent-failure", "<notice-1@portal.example>", "").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        '{"reference": null, "status": "permanent-failure"}',
        "\\ud800",
        '{"status": 1, "reference": "<notice-99999999@x>"}',
    ],
)
def test_a_receipt_that_says_nothing_does_nothing(client, service, body):
    answer = client.post(RECEIPTS, body, content_type="application/json", headers={"Authorization": "Bearer t0ken"})
    assert answer.status_code == 204 and not Bounce.objects.exists()

"""GOV.UK Notify in place of a mail server, where NOTIFY_API_KEY is set: one template with a subject and a body.

It speaks of refusals as a mail server does, so that what sends need not know which of the two it has.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterable
from http.client import HTTPException
from smtplib import SMTPRecipientsRefused
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

UUID = 36
SECONDS = 10


class Unreachable(ConnectionError):
    """The service cannot be reached, or does not know us: no e-mail's fault."""


class NotTaken(Exception):
    """The service did not take one e-mail, and may later."""


class _NoRedirect(HTTPRedirectHandler):
    """What we send goes where it was configured to go, and nowhere else."""

    def redirect_request(self, *args) -> None:
        return None


class Backend(BaseEmailBackend):
    """Sends each message to its one recipient by the service's API."""

    def send_messages(self, messages: Iterable[EmailMessage]) -> int:
        return sum(self._send(message) for message in messages)

    def _send(self, message: EmailMessage) -> int:
        address = message.to[0]
        request = Request(f"{settings.NOTIFY_URL}/v2/notifications/email", method="POST")
        request.add_header("Content-Type", "application/json")
        request.add_header("Authorization", f"Bearer {token(settings.NOTIFY_API_KEY, time.time())}")
        try:
            with build_opener(_NoRedirect).open(request, _body(message), timeout=SECONDS):
                return 1
        except HTTPError as error:
            raise _meaning(error, address) from None
        except URLError as error:
            raise Unreachable(type(error.reason).__name__) from None
        except (OSError, HTTPException) as error:
            raise NotTaken(type(error).__name__) from None


def token(key: str, now: float) -> str:
    """A JSON web token as the service wants it: the service's id and the time, signed with the key's secret."""
    issuer, secret = key[-2 * UUID - 1 : -UUID - 1], key[-UUID:]
    parts = [{"typ": "JWT", "alg": "HS256"}, {"iss": issuer, "iat": int(now)}]
    signed = b".".join(_base64(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
    seal = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return (signed + b"." + _base64(seal)).decode()


def _base64(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def _body(message: EmailMessage) -> bytes:
    facts = {
        "email_address": message.to[0],
        "template_id": settings.NOTIFY_TEMPLATE_ID,
        "personalisation": {"subject": message.subject, "body": message.body},
        "reference": message.extra_headers["Message-ID"],
    }
    if stop := message.extra_headers.get("List-Unsubscribe"):
        facts["one_click_unsubscribe_url"] = stop.strip("<>")
    return json.dumps(facts).encode()


def _meaning(error: HTTPError, address: str) -> Exception:
    """A wrong address is refused for good; a key that is not accepted stops everything; all else is tried again."""
    said = _said(error)
    if error.code == 400 and "email_address" in said:
        return SMTPRecipientsRefused({address: (550, said.encode())})
    return Unreachable(f"{error.code} {said}") if error.code in {401, 403} else NotTaken(f"{error.code} {said}")


def _said(error: HTTPError) -> str:
    try:
        return " ".join(str(one.get("message", "")) for one in json.load(error)["errors"])[:150]
    except (ValueError, KeyError, TypeError, AttributeError, OSError):
        return ""

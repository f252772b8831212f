"""How an issue is created in the portal: by the form's last step, by both of its steps, and by the API."""

import json
import uuid
from itertools import count
from urllib.parse import urlencode

from benchmarks.measuring import Maker, Request
from people.keys import make_key
from people.models import User
from tests import make
from tests.faults.portal import session_of

PEOPLE = 96  # the API lets each call twice a second
TEXT = "The discharge letter came six weeks after the stay and did not say which medicines were stopped, or why."
FORM = "application/x-www-form-urlencoded"
TOKEN = "a" * 32


def ways(system: dict) -> dict[str, Maker]:
    """For each way, what makes the requests of the next create. People take turns."""
    people = [make.user() for _ in range(PEOPLE)]
    pages = Pages(system, people)
    return {
        "send": lambda: [pages.send()],
        "check and send": pages.check_and_send,
        "API": Api(system, people).create,
    }


class Pages:
    """The form's steps, as a browser sends them."""

    def __init__(self, system: dict, people: list[User]):
        self.cookies = [f"sessionid={session_of(person)}; csrftoken={TOKEN}" for person in people]
        self.turns = count()
        self.about = system["trust"]
        self.answers = {
            "text": TEXT,
            "about_words": self.about.name,
            "category": system["category"].slug,
            "csrfmiddlewaretoken": TOKEN,
        }

    def send(self) -> Request:
        """The second step: masked, routed, stored."""
        return self._post(302, "/issues/new/send/", self._cookie(), self._key() | self._chosen())

    def check_and_send(self) -> list[Request]:
        """The first step, which shows who will get it and what is alike, and the second, as the same person."""
        key, cookie = self._key(), self._cookie()
        return [
            self._post(200, "/issues/new/check/", cookie, key),
            self._post(302, "/issues/new/send/", cookie, key | self._chosen()),
        ]

    def _post(self, status: int, path: str, cookie: str, more: dict[str, str]) -> Request:
        return status, path, urlencode(self.answers | more), {"Content-Type": FORM, "Cookie": cookie}

    def _chosen(self) -> dict[str, str]:
        return {"about": self.about.code, "shown_about": self.about.code}

    def _key(self) -> dict[str, str]:
        return {"key": str(uuid.uuid4())}

    def _cookie(self) -> str:
        return self.cookies[next(self.turns) % len(self.cookies)]


class Api:
    """The same issue, sent by another system."""

    def __init__(self, system: dict, people: list[User]):
        self.keys = [make_key(by=person, name="benchmark", scopes=["issues.write"])[1] for person in people]
        self.turns = count()
        self.body = json.dumps({"text": TEXT, "about": system["trust"].code, "category": system["category"].slug})

    def create(self) -> list[Request]:
        key = self.keys[next(self.turns) % len(self.keys)]
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": str(uuid.uuid4())}
        return [(201, "/api/v1/issues/", self.body, headers | {"Content-Type": "application/json"})]

"""A portal of real processes on the test's own database, and a mail server that keeps what it is sent."""

import json

import pytest
from django.conf import settings
from django.test import Client

from people.keys import make_key
from tests import make
from tests.faults.mail_sink import MailSink
from tests.faults.portal import Portal


@pytest.fixture
def mail():
    with MailSink() as sink:
        yield sink
        sink.shutdown()


@pytest.fixture
def portal(transactional_db, tmp_path, mail):
    made = Portal(folder=tmp_path / "var", mail_port=mail.port, redis_url=settings.REDIS_URL)
    yield made
    made.end()


@pytest.fixture
def registry_in_one_transaction(db):
    """For what needs no other process: the same as `system`, rolled back at the end."""
    return make.registry() | {"reporter": make.user()}


@pytest.fixture
def system(transactional_db):
    """A small registry and a reporter in it."""
    return make.registry() | {"reporter": make.user()}


@pytest.fixture
def folder(portal, settings):
    """The folder that the killed process writes to, for this process to look into."""
    kept = settings.STORAGES["attachments"]
    options = kept["OPTIONS"] | {"location": portal.folder / "attachments"}
    settings.STORAGES = settings.STORAGES | {"attachments": kept | {"OPTIONS": options}}
    return portal.folder / "attachments"


@pytest.fixture
def reporter(system) -> Client:
    """A browser in which the reporter is signed in."""
    client = Client()
    client.force_login(system["reporter"])
    return client


@pytest.fixture
def api(system):
    """Report by API; the answer."""
    _, secret = make_key(by=system["reporter"], name="test", scopes=["issues.write"])
    client = Client()

    def report(key: str, raw: str | bytes = b"", **changed):
        body = {"text": "letters late", "category": system["category"].slug, "about": system["trust"].code} | changed
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": key}
        return client.post("/api/v1/issues/", raw or json.dumps(body), "application/json", headers=headers)

    return report

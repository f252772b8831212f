"""A portal of real processes on the test's own database, and a mail server that keeps what it is sent."""

import pytest
from django.conf import settings

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

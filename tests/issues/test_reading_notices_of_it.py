"""Opening an issue is reading what told of it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from issues import confirming, responding
from people import notices
from people.choosing import choose
from people.delivering import deliver_due
from people.models import Digest, Notice
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"] = make.user()
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    return made


def opened(client, system, party: str = "director", **headers) -> int:
    """How many statements it costs to open the issue."""
    client.force_login(system[party])
    with CaptureQueriesContext(connection) as statements:
        assert client.get(system["issue"].get_absolute_url(), headers=headers).status_code == 200
    return len(statements)


def test_what_told_of_an_issue_is_read_once_the_issue_is_opened(client, system):
    other = make.issue(about=system["trust"])
    opened(client, system)
    unread = Notice.objects.filter(recipient=system["director"], read_at__isnull=True)
    assert [notice.path for notice in unread] == [other.get_absolute_url()]
    assert notices.unread_count(system["reporter"]) == 1


def test_opening_it_again_keeps_when_it_was_read_at_the_same_cost(client, system):
    first = opened(client, system)
    when = Notice.objects.get(recipient=system["director"]).read_at
    assert opened(client, system) == first
    assert Notice.objects.get(recipient=system["director"]).read_at == when


def test_the_header_counts_what_is_left_to_be_read(client, system):
    make.issue(about=system["trust"])
    make.issue(about=system["trust"])
    client.force_login(system["director"])
    address = system["issue"].get_absolute_url()
    for _ in range(2):
        assert "Notices (2)" in client.get(address).content.decode()


@pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose"])
def test_a_page_that_is_only_fetched_ahead_is_not_read(client, system, header):
    opened(client, system, **{header: "prefetch;prerender"})
    assert notices.unread_count(system["director"]) == 1


def test_the_page_is_shown_where_it_cannot_be_kept_that_it_was_read(client, system, monkeypatch):
    def refuse(**asked):
        raise DatabaseError

    monkeypatch.setattr("issues.reading.mark_read", refuse)
    opened(client, system)
    assert notices.unread_count(system["director"]) == 1


def test_the_question_whether_a_change_holds_is_read_on_its_own_page(client, system):
    responding.answer(issue=system["issue"], by=system["director"], outcome="made", changed="A new printer")
    confirming.ask_due(timezone.now() + timedelta(days=35))
    Notice.objects.exclude(subject__endswith="Does it hold?").delete()
    client.force_login(system["reporter"])
    assert notices.unread_count(system["reporter"]) == 1
    client.get(reverse("issues:holds", args=[system["issue"].reference]))
    assert notices.unread_count(system["reporter"]) == 0


def test_the_morning_email_leaves_out_what_was_read_on_the_issues_page(client, system, mailoutbox):
    choose(by=system["director"], how={"assigned": "daily"})
    deliver_due()
    opened(client, system)
    mailoutbox.clear()
    deliver_due(Digest.objects.get(recipient=system["director"]).slot)
    assert mailoutbox == []

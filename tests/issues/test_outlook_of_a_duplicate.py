"""The head of a duplicate's page says how it goes on: by what it became part of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from issues import responding
from issues.models import Issue
from tests.issues.twins import fresh, merged

pytestmark = pytest.mark.django_db


def head(client, twins, who: str = "double") -> str:
    client.force_login(twins[who])
    page = client.get(twins["twin"].get_absolute_url()).text
    return page[page.index("<main") : page.index("No letter")] if "No letter" in page else page


def test_it_says_who_has_it_there_and_by_when(client, twins):
    merged(twins)
    into = fresh(twins["issue"])
    words = head(client, twins)
    assert f"It goes on as issue {into.reference}. {into.desk.title} has it. It is to be acknowledged by " in words
    due_on = timezone.localdate(into.answer_due_at)
    assert f"answered by {due_on.day} {due_on:%B %Y}." in words


def test_it_says_that_it_is_late_there(client, twins):
    merged(twins)
    ago = timezone.now() - timedelta(days=9)
    Issue.objects.filter(pk=twins["issue"].pk).update(acknowledge_due_at=ago, answer_due_at=ago, due_at=ago)
    assert ": it is late." in head(client, twins)


def test_what_was_said_of_it_before_stands_there_no_more(client, twins):
    responding.add(issue=twins["twin"], by=twins["director"], text="We look into yours.")
    assert "We look into yours." in head(client, twins).partition("What happens next:")[0]
    merged(twins)
    before, _, after = head(client, twins).partition("What happens next:")
    assert "We look into yours." not in before and "It goes on as issue" in after


def test_it_says_what_it_waits_for_and_how_it_ended_there(client, twins):
    merged(twins)
    issue = responding.ask(issue=fresh(twins["issue"]), by=twins["director"], text="Which ward?")
    assert "waits for a reply to what it asked there" in head(client, twins)
    responding.reply(issue=issue, by=twins["reporter"], text="Ward 3.")
    said = {"outcome": "explained", "text": "It is the pathway."}
    issue = responding.answer(issue=fresh(issue), by=twins["director"], **said)
    assert "That is answered. Its reporter can close it" in head(client, twins)
    responding.close(issue=issue, by=twins["reporter"])
    assert "It is closed, and nothing more happens." in head(client, twins)

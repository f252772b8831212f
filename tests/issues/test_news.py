"""What the reporter said last, in the row of the inbox and at the head of the issue."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from issues import confirming, responding
from issues.models import Issue
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"] = make.user(name="Rita Reporter")
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    return made


def asked_and_replied(system, issue=None):
    issue = issue or system["issue"]
    responding.ask(issue=issue, by=system["director"], text="Which ward?")
    return responding.reply(issue=issue, by=system["reporter"], text="The blue one.")


def answered(system, **said):
    said = said or {"outcome": "explained", "text": "So it is."}
    return responding.answer(issue=system["issue"], by=system["director"], **said)


def seen(client, system, box="desk") -> str:
    client.force_login(system["director"])
    return client.get(f"{reverse('issues:inbox')}?box={box}").text


def head_of(client, system) -> str:
    client.force_login(system["director"])
    page = client.get(system["issue"].get_absolute_url()).text
    return page[page.index("<main") : page.index("What happens next")]


def today() -> str:
    day = timezone.localdate()
    return f"{day.day} {day:%B %Y}"


def test_a_reply_is_said_in_the_row_and_at_the_head_until_something_is_said_to_it(client, system):
    asked_and_replied(system)
    assert f"The reporter answered on {today()}" in seen(client, system)
    assert "The reporter replied" in head_of(client, system) and "The blue one." in head_of(client, system)
    responding.ask(issue=system["issue"], by=system["director"], text="And which bed?")
    assert "The reporter answered" not in seen(client, system, "waiting")
    assert "And which bed?" in head_of(client, system)


def test_a_reopening_is_said_with_its_reason_also_once_it_was_seen(client, system):
    answered(system)
    responding.reopen(issue=system["issue"], by=system["reporter"], text="It came late again.")
    for _ in range(2):
        assert f"Reopened on {today()}: It came late again." in seen(client, system)
        assert "Reopened" in head_of(client, system) and "It came late again." in head_of(client, system)
        responding.acknowledge(issue=system["issue"], by=system["director"])
    answered(system)
    assert "Reopened" not in seen(client, system, "done") + head_of(client, system)


def test_whoever_says_that_it_still_happens_is_not_named(client, system):
    answered(system, outcome="made", changed="By e-mail.")
    confirming.ask_due(Issue.objects.get().outcome_due_at)
    confirming.judge(issue=system["issue"], by=system["reporter"], answer="no", text="None in May.")
    assert f"Reopened on {today()}: None in May." in seen(client, system)
    head = head_of(client, system)
    assert "None in May." in head and "Rita Reporter" not in head


def test_rows_with_news_cost_no_more_statements(client, system):
    asked_and_replied(system)
    seen(client, system)
    with CaptureQueriesContext(
        connection,
    ) as one:
        seen(client, system)
    for _ in range(4):
        asked_and_replied(system, make.issue(by=system["reporter"], about=system["trust"]))
    with CaptureQueriesContext(connection) as five:
        assert seen(client, system).count("The reporter answered on") == 5
    assert len(five) == len(one)


def test_a_long_reason_is_shortened_and_stays_out_of_the_spreadsheet(client, system):
    answered(system)
    responding.reopen(issue=system["issue"], by=system["reporter"], text="Letters come late. " * 20)
    page = seen(client, system)
    assert "Letters come late." in page and "Letters come late. " * 8 not in page
    sheet = client.get(f"{reverse('issues:inbox')}?csv=1")
    assert "Letters come late" not in b"".join(sheet.streaming_content).decode()

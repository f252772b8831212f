"""A question stops the clock, and says how late it was by then."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from issues import responding
from issues.deadlines import late_when_asked
from issues.models import Issue
from tests import make

pytestmark = pytest.mark.django_db
ASKED = datetime(2026, 11, 25, 14, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(days=85), "was 12 weeks late when asked"),
        (timedelta(days=14), "was 2 weeks late when asked"),
        (timedelta(days=13), "was 13 days late when asked"),
        (timedelta(days=1), "was 1 day late when asked"),
        (timedelta(hours=2), "was late when asked"),
        (timedelta(0), ""),
        (timedelta(days=-3), ""),
    ],
)
def test_how_late_it_was_is_said_in_weeks_or_days(before, words):
    assert late_when_asked(ASKED - before, ASKED) == words
    assert late_when_asked(None, ASKED) == ""


@pytest.mark.parametrize("is_acknowledged", [True, False])
def test_row_and_page_say_how_late_it_was_and_nothing_where_it_was_not(client, is_acknowledged):
    with time_machine.travel(ASKED - timedelta(days=99), tick=False):
        system = make.registry()
        late = make.issue(about=system["trust"])
        if is_acknowledged:
            responding.acknowledge(issue=late, by=system["director"])
    with time_machine.travel(ASKED, tick=False):
        in_time = make.issue(about=system["trust"])
        for each in (late, in_time):
            responding.ask(issue=each, by=system["director"], text="Which ward?")
        client.force_login(system["director"])
        weeks = (ASKED - Issue.objects.get(pk=late.pk).was_due_at).days // 7
        said = f"was {weeks} weeks late when asked"
        assert client.get(f"{reverse('issues:inbox')}?box=waiting").text.count("late when asked") == 1
        assert f"asked 25 November 2026: {said}" in client.get(f"{reverse('issues:inbox')}?box=waiting").text
        page = client.get(late.get_absolute_url()).text
        assert f"The time to answer is stopped until then. It {said}." in page
        assert f"Stopped since 25 November 2026, waiting for the reporter. It {said}" in page
        assert "late when asked" not in client.get(in_time.get_absolute_url()).text
        responding.reply(issue=late, by=late.reporter, text="The blue one.")
        page = client.get(late.get_absolute_url()).text
        assert "late when asked" not in page and "it is late." in page

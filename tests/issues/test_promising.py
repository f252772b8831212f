"""A planned change: the desk is reminded on its day and each week, until it is made or has another date."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from issues import following, promising, responding
from issues.models import Issue
from people.models import Notice
from people.refusing import Refused
from tests import make

pytestmark = pytest.mark.django_db
IN_MAY = timezone.localdate() + timedelta(days=30)
LATER = IN_MAY + timedelta(days=30)


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"], made["follower"] = make.user(), make.user()
    issue = make.issue(by=made["reporter"], about=made["trust"])
    following.me_too(issue=issue, by=made["follower"])
    said = {"outcome": "planned", "text": "A new template.", "planned_on": IN_MAY}
    made["issue"] = responding.answer(issue=issue, by=made["director"], **said)
    Notice.objects.all().delete()
    return made


def reminded(system, after: timedelta) -> int:
    """How often the director has been reminded, once the sweep has run so long after the date."""
    promising.remind_due(now=system["issue"].outcome_due_at + after)
    return Notice.objects.filter(recipient=system["director"], event__contains=":planned:").count()


def test_nobody_is_reminded_before_the_date(system):
    assert reminded(system, -timedelta(minutes=1)) == 0


def test_the_desk_is_reminded_on_the_date_and_again_each_week(system):
    counts = [reminded(system, timedelta(hours=hours)) for hours in (0, 1, 24, 7 * 24 - 1, 7 * 24, 7 * 24 + 1)]
    assert counts == [1, 1, 1, 1, 2, 2]


def test_weeks_without_a_worker_are_one_reminder(system):
    assert reminded(system, timedelta(weeks=5)) == 1
    assert reminded(system, timedelta(weeks=5, days=1)) == 1


def test_a_reminder_names_the_date_and_the_two_ways_out(system):
    reminded(system, timedelta())
    (notice,) = Notice.objects.filter(event__contains=":planned:")
    assert f"{IN_MAY.day} {IN_MAY:%B %Y} is due. Say that it is made, or give a new date" in notice.subject


def test_closing_does_not_end_the_promise_but_reopening_does(system):
    responding.close(issue=system["issue"], by=system["reporter"])
    assert reminded(system, timedelta()) == 1
    responding.reopen(issue=system["issue"], by=system["reporter"], text="Still so")
    assert reminded(system, timedelta(weeks=2)) == 1


def test_a_desk_without_people_is_reminded_at_its_mailbox(system):
    system["desk"].holders.all().delete()
    system["desk"].mailbox = "md@trust.example"
    system["desk"].save()
    reminded(system, timedelta())
    assert Notice.objects.get(event__contains=":planned:").address == "md@trust.example"


def test_what_is_made_is_told_to_all_who_reported_it_and_no_longer_nags(system):
    issue = promising.fulfil(issue=system["issue"], by=system["director"], changed="The template is in use.")
    entry = issue.entries.last()
    assert (issue.outcome, issue.state, issue.planned_on) == ("made", "answered", None)
    assert (entry.verb, entry.outcome, entry.particulars) == ("fulfil", "made", "The template is in use.")
    assert set(Notice.objects.values_list("recipient", flat=True)) == {system["reporter"].pk, system["follower"].pk}
    assert reminded(system, timedelta(weeks=9)) == 0


def test_a_new_date_needs_a_reason_and_starts_anew(system):
    with pytest.raises(Refused):
        promising.postpone(issue=system["issue"], by=system["director"], planned_on=LATER, text=" ")
    issue = promising.postpone(issue=system["issue"], by=system["director"], planned_on=LATER, text="No money yet")
    assert (issue.planned_on, issue.entries.last().planned_on) == (LATER, LATER)
    assert Notice.objects.filter(recipient=system["reporter"], subject__contains=f"{LATER:%B %Y}").exists()
    assert reminded(system, timedelta()) == 0


def test_a_second_press_changes_nothing_and_a_second_person_is_refused(system):
    for _ in range(2):
        promising.postpone(issue=system["issue"], by=system["director"], planned_on=LATER, text="No money yet")
    for _ in range(2):
        promising.fulfil(issue=system["issue"], by=system["director"], changed="In use.")
    assert [entry.verb for entry in system["issue"].entries.all()][-2:] == ["postpone", "fulfil"]
    with pytest.raises(Refused, match="any more"):
        promising.fulfil(issue=system["issue"], by=system["team"], changed="In use.")


def test_the_past_is_no_new_date(system):
    past = timezone.localdate() - timedelta(days=1)
    with pytest.raises(Refused):
        promising.postpone(issue=system["issue"], by=system["director"], planned_on=past, text="So")


def test_a_new_date_lies_within_two_years(system):
    far = timezone.localdate() + timedelta(days=800)
    with pytest.raises(Refused, match="two years ahead"):
        promising.postpone(issue=system["issue"], by=system["director"], planned_on=far, text="So")


def test_only_who_answers_keeps_a_promise(system):
    with pytest.raises(PermissionDenied):
        promising.fulfil(issue=system["issue"], by=system["reporter"], changed="In use.")


def test_the_page_shows_the_date_and_offers_both_acts_to_the_desk_only(client, system):
    client.force_login(system["reporter"])
    page = client.get(system["issue"].get_absolute_url()).content.decode()
    assert f"{IN_MAY.day} {IN_MAY:%B %Y}" in page
    assert "It is made" not in page
    client.force_login(system["director"])
    path = reverse("issues:act", args=[system["issue"].reference, "postpone"])
    assert client.post(path, {"planned_on": "2020-01-01", "text": "Words kept"}).status_code == 422
    assert client.post(path, {"planned_on": LATER.isoformat(), "text": "No money yet"}).status_code == 302
    client.post(reverse("issues:act", args=[system["issue"].reference, "fulfil"]), {"changed": "In use."})
    assert Issue.objects.get().outcome == "made"


def test_one_issue_that_fails_holds_up_no_other(system, monkeypatch):
    second = make.issue(by=system["reporter"], about=system["trust"])
    said = {"outcome": "planned", "text": "A new template.", "planned_on": IN_MAY}
    responding.answer(issue=second, by=system["director"], **said)
    Notice.objects.all().delete()
    real, bad = promising.at_desk, iter([ValueError])

    def fails_once(desk):
        if error := next(bad, None):
            raise error
        return real(desk)

    monkeypatch.setattr(promising, "at_desk", fails_once)
    assert reminded(system, timedelta(days=1)) == 1
    assert reminded(system, timedelta(days=1)) == 2

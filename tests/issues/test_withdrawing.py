"""A reporter takes an issue back: the desk hears of it, the clock stops, and who has the problem too keeps it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from issues import (
    boxes,
    confirming,
    escalating,
    following,
    merging,
    responding,
    responsiveness,
    withdrawing,
)
from issues.models import ClockStep, Issue, Reading
from issues.moving import others_behind, people_behind
from people.models import Notice
from people.refusing import Refused
from tests import make
from themes import closing, hearing, recognising
from themes.placing import place_due

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
TEXT = "Discharge letters about heart failure reach us weeks after the patient was sent home."


def on(day: int, hour: int = 9):
    """A day of November 2026; the 2nd is a Monday."""
    return time_machine.travel(datetime(2026, 11, day, hour, tzinfo=LONDON).astimezone(UTC), tick=False)


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"], made["other"] = make.user(name="Rita Reporter"), make.user(name="Otto Other")
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"], text=TEXT)
    Notice.objects.all().delete()
    return made


def withdrawn(system, **said) -> Issue:
    return withdrawing.withdraw(issue=system["issue"], by=system["reporter"], **said)


def told(person) -> list[str]:
    return list(Notice.objects.filter(recipient=person).values_list("subject", flat=True))


@pytest.mark.parametrize("before", ["reported", "acknowledged", "returned"])
def test_an_open_issue_is_withdrawn_and_its_clock_stops(system, before):
    if before == "acknowledged":
        responding.acknowledge(issue=system["issue"], by=system["director"])
    if before == "returned":
        responding.ask(issue=system["issue"], by=system["director"], text="Which ward?")
    issue = withdrawn(system, text="Settled by phone.")
    assert issue.state == "withdrawn"
    issue.refresh_from_db()
    assert (issue.due_at, issue.clock_due_at, issue.paused_at, issue.outcome) == (None, None, None, "")
    assert escalating.take_due_steps(timezone.now() + timedelta(days=60)) == 0
    assert not ClockStep.objects.exists()


def test_the_desk_and_followers_are_told_once_without_the_words_or_the_name(system):
    Issue.objects.update(is_confidential=True)
    following.follow(issue=system["issue"], by=system["team"])
    withdrawn(system, text="Settled by phone.")
    withdrawn(system, text="Settled by phone.")
    said = f"Issue {system['issue'].reference} has been withdrawn by its reporter"
    assert told(system["director"]) == told(system["team"]) == [said]
    assert told(system["reporter"]) == []
    assert system["issue"].entries.filter(verb="withdraw").count() == 1


def test_what_is_said_is_masked(system):
    withdrawn(system, text="It was about 999 105 7269.")
    assert "999" not in system["issue"].entries.last().text


def test_only_the_reporter_withdraws_and_only_what_is_open(system):
    for person in (system["director"], system["team"], system["other"]):
        with pytest.raises(PermissionDenied):
            withdrawing.withdraw(issue=system["issue"], by=person)
    responding.answer(issue=system["issue"], by=system["director"], outcome="fixed", text="Sent again.")
    with pytest.raises(Refused, match="answered"):
        withdrawn(system)


def test_it_leaves_the_inbox_and_stands_under_done(system):
    at = boxes.reach(system["director"])
    held = {slug for slug, box in boxes.BOXES.items() if boxes.in_box(at, box).exists()}
    assert "desk" in held and "done" not in held
    withdrawn(system)
    assert [box.slug for box in boxes.BOXES.values() if boxes.in_box(at, box).exists()] == ["done"]


def test_the_reporter_may_reopen_it_and_stands_behind_it_again(system):
    withdrawn(system)
    issue = responding.reopen(issue=system["issue"], by=system["reporter"], text="It is not settled after all.")
    assert (issue.state, issue.withdrawn_at) == ("reported", None)
    assert issue.clock_due_at is not None


def test_where_others_have_the_problem_too_only_the_reporter_leaves(system):
    following.me_too(issue=system["issue"], by=system["other"])
    issue = withdrawn(system)
    assert issue.state == "reported" and issue.withdrawn_at and issue.clock_due_at
    assert [person.pk for person in people_behind(issue)] == [system["other"].pk]
    assert others_behind(issue) == 1
    (to_desk,), (to_other,) = told(system["director"]), told(system["other"])
    assert to_desk == to_other
    assert to_desk.endswith("has withdrawn it. It stays open: 1 other person has the problem too")
    withdrawn(system)
    assert issue.entries.filter(verb="leave").count() == 1


def test_whoever_stays_replies_and_is_asked_in_the_reporters_place(system):
    following.me_too(issue=system["issue"], by=system["other"])
    withdrawn(system)
    Notice.objects.all().delete()
    issue = responding.ask(issue=system["issue"], by=system["director"], text="Which ward?")
    assert told(system["reporter"]) == [] and len(told(system["other"])) == 1
    with pytest.raises(PermissionDenied):
        responding.reply(issue=issue, by=system["reporter"], text="I left.")
    assert responding.reply(issue=issue, by=system["other"], text="Ward 3.").state == "acknowledged"


def test_whoever_has_left_does_not_close_it_for_the_others(system):
    following.me_too(issue=system["issue"], by=system["other"])
    withdrawn(system)
    issue = responding.answer(issue=system["issue"], by=system["director"], outcome="fixed", text="Sent again.")
    with pytest.raises(PermissionDenied):
        responding.close(issue=issue, by=system["reporter"])
    assert responding.reopen(issue=issue, by=system["other"], text="Not for us.").state == "reported"


def test_a_duplicates_reporter_keeps_the_issue_open(system):
    double = make.issue(by=system["other"], about=system["trust"])
    merging.merge(issue=double, into=system["issue"], by=system["director"])
    assert withdrawn(system).state == "reported"


def test_whoever_has_left_may_come_back(system):
    following.me_too(issue=system["issue"], by=system["other"])
    withdrawn(system)
    issue = withdrawing.rejoin(issue=system["issue"], by=system["reporter"])
    assert issue.withdrawn_at is None
    assert {person.pk for person in people_behind(issue)} == {system["reporter"].pk, system["other"].pk}
    with pytest.raises(Refused):
        withdrawing.rejoin(issue=system["issue"], by=system["reporter"])


def test_the_last_who_takes_back_their_me_too_withdraws_it(system):
    following.me_too(issue=system["issue"], by=system["other"])
    withdrawn(system)
    following.unfollow(issue=system["issue"], by=system["other"])
    assert Issue.objects.get(pk=system["issue"].pk).state == "reported"
    following.take_back(issue=system["issue"], by=system["other"])
    assert Issue.objects.get(pk=system["issue"].pk).state == "withdrawn"
    ended = f"Issue {system['issue']} is withdrawn: nobody has the problem any more"
    assert told(system["director"]).count(ended) == 1
    last = system["issue"].entries.last()
    assert (last.verb, last.by) == ("lapse", None) and "the last who had it too has taken that back" in last.text


def test_whoever_only_follows_does_not_keep_it_open(system):
    following.follow(issue=system["issue"], by=system["team"])
    assert withdrawn(system).state == "withdrawn"


def test_saying_me_too_afterwards_tells_the_desk_and_lets_one_reopen_it(system):
    withdrawn(system)
    following.me_too(issue=system["issue"], by=system["other"])
    assert "it was withdrawn on" in told(system["director"])[0]
    issue = responding.reopen(issue=system["issue"], by=system["other"], text="We have it too.")
    assert issue.state == "reported" and issue.withdrawn_at is not None
    assert [person.pk for person in people_behind(issue)] == [system["other"].pk]


def test_whoever_withdrew_is_not_asked_whether_the_change_holds(system):
    following.me_too(issue=system["issue"], by=system["other"])
    withdrawn(system)
    responding.answer(issue=system["issue"], by=system["director"], outcome="made", changed="Sent on the day.")
    Notice.objects.all().delete()
    confirming.ask_due(timezone.now() + timedelta(days=35))
    assert len(told(system["other"])) == 1 and told(system["reporter"]) == []


def test_an_issue_in_time_counts_for_nobody_and_a_late_one_as_late():
    with on(2):
        made = make.registry()
        soon, late = (make.issue(about=made["trust"]) for _ in range(2))
    for issue, day in ((soon, 3), (late, 27)):
        with on(day):
            withdrawing.withdraw(issue=issue, by=issue.reporter)
    with on(28):
        desks = responsiveness.desks_led(make.leader())
        (row,), _ = responsiveness.figures(desks, timezone.now() - timedelta(days=60))
    assert Reading.objects.filter(verb="withdraw").count() == 4
    assert (row.answered.in_time, row.answered.of, row.unanswered) == (0, 1, 0)


def test_time_for_which_the_reporter_was_asked_is_nobodys():
    with on(2):
        issue = make.issue(about=make.registry()["trust"])
    with on(3):
        responding.ask(issue=issue, by=issue.desk.holders.get().user, text="Which ward?")
    with on(10):
        withdrawing.withdraw(issue=issue, by=issue.reporter)
    assert Reading.objects.get(span="answer").minutes == 630


def test_it_is_neither_merged_nor_merged_into(system):
    twin = make.issue(by=system["other"], about=system["trust"])
    withdrawn(system)
    issue = Issue.objects.get(pk=system["issue"].pk)
    assert "withdrawn" in merging.why_not(issue, twin)
    assert "withdrawn" in merging.why_not(twin, issue)


def test_themes_and_suggestions_hear_nobody_who_has_withdrawn(system):
    place_due()
    said = {"by": system["other"], "text": TEXT, "category": system["category"], "about": system["trust"]}
    assert recognising.known(**said).issues == (system["issue"],)
    assert [len(one.voices) for one in hearing.hear(make.icb())] == [1]
    withdrawn(system)
    assert recognising.known(**said).issues == ()
    assert hearing.hear(make.icb()) == [] and hearing.placed(make.icb()).count() == 0


def test_themes_hear_whoever_stays(system):
    place_due()
    following.me_too(issue=system["issue"], by=system["other"])
    withdrawn(system)
    (heard,) = hearing.hear(make.icb())
    assert [voice.reporter for voice in heard.voices] == [system["other"].pk]
    theme = make.theme(system["issue"])
    assert list(closing.people_behind(theme)) == [system["other"]]


def test_the_database_keeps_since_when(system):
    with pytest.raises(IntegrityError), transaction.atomic():
        Issue.objects.update(state="withdrawn")


def test_the_page_says_what_happens_before_anything_does(client, system):
    client.force_login(system["reporter"])
    path = reverse("issues:withdraw", args=[system["issue"].reference])
    page = client.get(system["issue"].get_absolute_url()).content.decode()
    assert f'href="{path}"' in page
    page = client.get(path).content.decode()
    assert "you can reopen it" in page and system["desk"].title in page
    assert Issue.objects.get().state == "reported"
    page = client.post(path, {"text": "x" * 9000})
    assert page.status_code == 422
    page = client.post(path, {"text": "Settled by phone."}, follow=True).content.decode()
    assert "Withdrawn" in page and "Settled by phone." in page
    assert Issue.objects.get().state == "withdrawn"


def test_the_page_says_that_others_keep_it(client, system):
    following.me_too(issue=system["issue"], by=system["other"])
    client.force_login(system["reporter"])
    path = reverse("issues:withdraw", args=[system["issue"].reference])
    assert "stays open" in client.get(path).content.decode()
    page = client.post(path, follow=True).content.decode()
    assert "It stays open" in page
    client.post(reverse("issues:act", args=[system["issue"].reference, "rejoin"]))
    assert Issue.objects.get().withdrawn_at is None


def test_the_page_of_what_cannot_be_withdrawn_says_why(client, system):
    responding.answer(issue=system["issue"], by=system["director"], outcome="fixed", text="Sent again.")
    client.force_login(system["reporter"])
    path = reverse("issues:withdraw", args=[system["issue"].reference])
    assert client.get(path).status_code == client.post(path).status_code == 409


def test_the_page_says_when_a_withdrawn_issue_leaves_themes_and_alarms(client):
    make.registry()
    issue = make.issue()
    client.force_login(issue.reporter)
    page = client.get(reverse("issues:withdraw", args=[issue.reference])).text
    assert "themes and alarms with the next search for themes" in page and "no longer counts" not in page

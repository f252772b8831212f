"""Taking back a merge gives back the time to answer, also where a question was asked or it was sent on meanwhile."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from issues import emptying, merging, responding
from issues.models import Issue
from routing.models import Desk, Holder
from tests import make
from tests.issues.twins import fresh, merged, unmerged

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
SAID = "It is now to be answered by {}."


def december(day: int, hour: int = 9) -> datetime:
    """A day of December 2026, or of the end of November as 0 and less. The 1st is a Tuesday."""
    at = (
        datetime(2026, 12, day, hour, tzinfo=LONDON) if day > 0 else datetime(2026, 11, 30 + day, hour, tzinfo=LONDON)
    )
    return at.astimezone(UTC)


def on(day: int, hour: int = 9):
    return time_machine.travel(december(day, hour), tick=False)


@pytest.fixture
def twins():
    """Reported on Monday 30 November. The issue tells of severe harm, and is due on the 4th; the twin on the 14th."""
    with on(0):
        made = make.registry()
        made["reporter"], made["double"] = make.user(), make.user()
        made["issue"] = make.issue(by=made["reporter"], about=made["trust"], harm="severe")
        made["twin"] = make.issue(by=made["double"], about=made["trust"])
        Issue.objects.filter(pk=made["issue"].pk).update(answer_due_at=december(4))
        made["issue"] = fresh(made["issue"])
        merged(made, issue="issue", into="twin")
    made["nurse"], made["pharmacist"] = make.user(made["trust"]), make.user(made["trust"])
    made["nurses"] = make.desk(made["trust"], Desk.Kind.CHIEF_NURSE, made["nurse"])
    made["pharmacy"] = make.desk(made["trust"], Desk.Kind.CHIEF_PHARMACIST, made["pharmacist"])
    return made


def sent_on(twins, day: int, by: str = "director", to: str = "nurses") -> None:
    with on(day):
        responding.reroute(issue=fresh(twins["twin"]), by=twins[by], desk=twins[to], text="Theirs")


def asked(twins, day: int, replied: int, by: str = "director") -> None:
    with on(day):
        responding.ask(issue=fresh(twins["twin"]), by=twins[by], text="Which ward?")
    with on(replied):
        responding.reply(issue=fresh(twins["twin"]), by=twins["double"], text="The blue one")


def taken_back(twins, day: int = 9) -> Issue:
    with on(day, 12):
        unmerged(twins, issue="issue", by="team")
    return fresh(twins["twin"])


def test_with_nothing_between_it_is_due_as_before(twins):
    assert fresh(twins["twin"]).answer_due_at == december(4)
    twin = taken_back(twins)
    assert (twin.acknowledge_due_at, twin.answer_due_at) == (december(2), december(14))
    assert twin.harm_taken_in == "" and SAID.format("14 December 2026") in twin.entries.last().reasons


def test_sent_on_in_time_the_answer_is_given_back_and_the_new_time_to_acknowledge_stays(twins):
    sent_on(twins, 1)
    twin = taken_back(twins)
    assert (twin.acknowledge_due_at, twin.answer_due_at) == (december(3), december(14))
    assert twin.harm_taken_in == "" and SAID.format("14 December 2026") in twin.entries.last().reasons


def test_sent_on_late_only_for_the_sake_of_the_other_no_day_was_missed(twins):
    sent_on(twins, 7)
    assert (fresh(twins["twin"]).answer_due_at, fresh(twins["twin"]).first_due_at) == (december(9), december(4))
    twin = taken_back(twins)
    assert (twin.answer_due_at, twin.first_due_at) == (december(14), None)


def test_the_time_for_which_its_reporter_was_asked_is_added_to_what_is_given_back(twins):
    asked(twins, 1, 3)
    assert fresh(twins["twin"]).answer_due_at == december(8)
    twin = taken_back(twins)
    assert twin.answer_due_at == december(16) and SAID.format("16 December 2026") in twin.entries.last().reasons


def test_whatever_comes_after_one_another_it_is_due_as_if_it_had_never_been_merged(twins):
    with on(0):
        twins["alone"] = make.issue(by=twins["double"], about=twins["trust"])
    for name in ("twin", "alone"):
        these = twins | {"twin": twins[name]}
        asked(these, 1, 3)
        sent_on(these, 4)
        asked(these, 7, 8, by="nurse")
        sent_on(these, 9, by="nurse", to="pharmacy")
    taken_back(twins, 10)
    twin, alone = fresh(twins["twin"]), fresh(twins["alone"])
    names = ("acknowledge_due_at", "answer_due_at", "first_due_at", "due_at", "clock_due_at")
    assert [getattr(twin, name) for name in names] == [getattr(alone, name) for name in names]
    assert twin.answer_due_at == december(17)


def test_while_its_reporter_is_asked_the_clock_stands_at_what_is_given_back(twins):
    with on(1):
        responding.ask(issue=fresh(twins["twin"]), by=twins["director"], text="Which ward?")
    twin = taken_back(twins, 3)
    assert (twin.answer_due_at, twin.paused_at) == (december(14), december(1))
    with on(3):
        assert responding.reply(issue=twin, by=twins["double"], text="Blue").answer_due_at == december(16)


def test_of_two_that_are_part_of_it_the_other_still_counts_after_it_was_sent_on(twins):
    with on(0):
        third = make.issue(by=make.user(), about=twins["trust"])
        Issue.objects.filter(pk=third.pk).update(answer_due_at=december(9))
        merging.merge(issue=fresh(third), into=fresh(twins["twin"]), by=twins["team"])
    asked(twins, 1, 2)
    assert fresh(twins["twin"]).answer_due_at == december(7)
    assert taken_back(twins).answer_due_at == december(10)
    with on(9):
        merging.unmerge(issue=fresh(third), by=twins["team"])
    assert fresh(twins["twin"]).answer_due_at == december(15)


def test_what_is_taken_over_from_an_empty_desk_is_given_back_too(twins):
    with on(1):
        responding.acknowledge(issue=fresh(twins["twin"]), by=twins["director"])
    with on(2):
        Holder.objects.filter(desk=twins["desk"]).update(from_on=date(2026, 11, 1), until_on=date(2026, 12, 1))
        assert emptying.empty_chairs() == 1
    assert fresh(twins["twin"]).acknowledge_due_at == december(4)
    assert taken_back(twins).answer_due_at == december(14)


def test_after_it_was_reopened_there_is_nothing_to_give_back(twins):
    with on(1):
        answered = responding.answer(issue=fresh(twins["twin"]), by=twins["director"], text="Mended", outcome="fixed")
        responding.reopen(issue=answered, by=twins["double"], text="Still so")
    afresh = fresh(twins["twin"]).answer_due_at
    twin = taken_back(twins)
    assert twin.answer_due_at == afresh == december(15)
    assert not any("to be answered" in reason for reason in twin.entries.last().reasons)

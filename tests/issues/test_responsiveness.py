"""What leaders see of late and missing answers: both directions by one measure, and only what is theirs to see."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from issues import merging, responding, responsiveness, withdrawing
from issues.models import TICKING_STATES, Issue, Reading, Span
from people.models import Membership
from routing.models import Desk, Rule
from tests import make

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
PATH = "/responsiveness/"


def on(day: int, hour: int = 9):
    """A day of November 2026; the 2nd is a Monday."""
    return time_machine.travel(datetime(2026, 11, day, hour, tzinfo=LONDON), tick=False)


@pytest.fixture
def system():
    """A trust that was reported about four times and a practice once."""
    with on(2):
        made = make.registry()
        made["leader"] = make.leader()
        made["practice"] = make.practice("Harbour Surgery")
        made["manager"] = make.user(made["practice"], Membership.Role.LEAD)
        made["practice_desk"] = make.desk(made["practice"], Desk.Kind.PRACTICE_MANAGER, made["manager"])
        make.rules(
            practices={"about_side": "practice", "desk_kind": "practice_manager", "desk_at": Rule.At.ABOUT},
            anything={"desk_kind": "medical_director", "desk_at": Rule.At.ABOUT},
        )
        quick, slow, late, lost = (make.issue(about=made["trust"]) for _ in range(4))
        consultant = make.user(made["trust"])
        about_practice = make.issue(by=consultant, about=made["practice"])
    with on(3):
        for one in (quick, slow):
            responding.acknowledge(issue=one, by=made["director"])
        responding.answer(issue=about_practice, by=made["manager"], text="Mended", outcome="fixed")
    with on(4):
        responding.answer(issue=quick, by=made["director"], text="Mended", outcome="fixed")
    with on(9):
        responding.answer(issue=slow, by=made["director"], text="Mended", outcome="fixed")
        responding.reopen(issue=Issue.objects.get(pk=slow.pk), by=slow.reporter, text="Still so")
    with on(25):
        responding.answer(issue=late, by=made["director"], text="Mended", outcome="fixed")
    return made | {"lost": lost, "slow": slow}


def figures(user, **filters) -> dict[str, responsiveness.Row]:
    since = datetime(2026, 10, 1, tzinfo=UTC)
    with on(26):
        desks = responsiveness.desks_led(user).filter(**filters)
        rows, sides = responsiveness.figures(desks, since)
        return {row.name: row for row in (*rows, *sides)}


def test_each_desk_is_measured_by_what_came_in_what_was_kept_and_what_waits(system):
    row = figures(system["leader"])["Medical director, Fernhall Hospitals"]
    assert (row.came_in, row.unanswered, row.overdue, row.reopened) == (4, 2, 2, 1)
    assert (row.acknowledged.in_time, row.acknowledged.of, row.acknowledged.percent) == (2, 5, 40)
    assert (row.answered.in_time, row.answered.of, row.answered.median) == (2, 5, 5.0)


def test_what_is_past_its_time_counts_as_late_before_anybody_has_acknowledged_it(system):
    with on(26):
        fresh = make.issue(about=system["trust"])
    before = figures(system["leader"])["Medical director, Fernhall Hospitals"].acknowledged
    Issue.objects.filter(pk=fresh.pk).update(acknowledge_due_at=datetime(2026, 11, 26, 8, 30, tzinfo=LONDON))
    after = figures(system["leader"])["Medical director, Fernhall Hospitals"].acknowledged
    assert (after.in_time, after.of, after.took) == (before.in_time, before.of + 1, before.took)
    with on(26):
        responding.acknowledge(issue=Issue.objects.get(pk=fresh.pk), by=system["director"])
    assert figures(system["leader"])["Medical director, Fernhall Hospitals"].acknowledged.of == after.of


def test_while_the_reporter_is_asked_nothing_becomes_late(system):
    with on(26):
        responding.ask(issue=system["lost"], by=system["director"], text="Which ward?")
    row = figures(system["leader"])["Medical director, Fernhall Hospitals"]
    assert (row.answered.in_time, row.answered.of, row.overdue) == (2, 4, 1)


def test_what_waits_is_what_a_plain_count_of_all_issues_finds(system):
    """Whatever state, however late, thanks left out; a returned one waits and is not late."""
    thanks = make.category("thanks", "Something that works well", is_thanks=True)
    with on(12):
        more = [make.issue(about=system["trust"]) for _ in range(8)]
        make.issue(about=system["trust"], category=thanks)
        for one in more[:6]:
            responding.acknowledge(issue=one, by=system["director"])
        for one in more[:2]:
            responding.ask(issue=one, by=system["director"], text="Which ward?")
        merging.merge(issue=more[2], into=more[3], by=system["director"])
        withdrawing.withdraw(issue=more[4], by=more[4].reporter)
    with on(26):
        make.issue(about=system["trust"])
        now, name = timezone.now(), "Medical director, Fernhall Hospitals"
        own = Issue.objects.filter(desk__title=name, category__is_thanks=False)
        ticking = [one for one in own if one.state in TICKING_STATES]
    late = [one.answer_due_at < now for one in ticking]
    unacknowledged = [one.acknowledged_at is None and one.acknowledge_due_at < now for one in ticking]
    row = figures(system["leader"])[name]
    assert row.unanswered == len(ticking) + own.filter(state="returned").count() == 9
    assert row.overdue == sum(map(max, late, unacknowledged)) == 4
    ended = Reading.objects.filter(desk__title=name)
    counted = [ended.filter(span=span).exclude(verb__in=["merge", "withdraw"]).count() for span in Span]
    assert [row.acknowledged.of, row.answered.of] == [counted[0] + sum(unacknowledged), counted[1] + sum(late)]


def test_it_asks_as_much_of_the_database_however_many_issues_wait(client, system):
    def asked() -> int:
        with on(26), CaptureQueriesContext(connection) as queries:
            client.get(PATH)
        return len(queries)

    client.force_login(system["leader"])
    before = asked()
    with on(26):
        for _ in range(10):
            make.issue(about=system["trust"])
    assert asked() == before


def test_both_directions_are_read_by_one_measure(system):
    found = figures(system["leader"])
    practices, providers = found["Practices and their networks"], found["Trusts and other providers"]
    assert (practices.came_in, practices.answered.in_time, practices.answered.median) == (1, 1, 1.0)
    assert (providers.came_in, providers.overdue, providers.answered.median) == (4, 2, 5.0)


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle(system):
    row = figures(system["leader"])["Medical director, Fernhall Hospitals"]
    assert row.acknowledged.median == 1.0
    with on(26):
        responding.acknowledge(issue=system["lost"], by=system["director"])
    row = figures(system["leader"])["Medical director, Fernhall Hospitals"]
    assert row.acknowledged.median == (1 + 17) / 2


def test_what_was_sent_on_in_time_counts_for_nobody_and_sent_on_late_is_late(system):
    nurse = make.desk(system["trust"], Desk.Kind.CHIEF_NURSE, make.user(system["trust"]))
    with on(26):
        fresh = make.issue(about=system["trust"])
        for one in (fresh, system["lost"]):
            responding.reroute(issue=one, by=system["director"], desk=nurse, text="Theirs")
    row = figures(system["leader"])["Medical director, Fernhall Hospitals"]
    assert (row.came_in, row.answered.in_time, row.answered.of) == (5, 2, 5)


def test_a_leader_sees_what_they_lead_and_no_more(system):
    assert set(figures(system["manager"])) == {"Practice manager, Harbour Surgery", "Practices and their networks"}
    lead_of_place = make.user(make.icb(), Membership.Role.SYSTEM_LEADER, place=make.place())
    assert "Medical director, Fernhall Hospitals" not in figures(lead_of_place)
    assert "Practice manager, Harbour Surgery" in figures(lead_of_place)
    assert len(figures(system["team"])) == len(figures(system["leader"])) == 4


def test_the_page_narrows_by_side_place_and_organisation_and_leads_there(client, system):
    client.force_login(system["leader"])
    with on(26):
        assert PATH in client.get("/themes/").content.decode()
        for query, shown in (("", 2), ("?side=practices", 1), ("?place=sandhaven", 1), ("?q=fernhall", 1)):
            page = client.get(PATH + query)
            assert len(page.context["page"].object_list) == shown, query
        assert "2 of 5 in time (40%)" in client.get(PATH).content.decode()


def test_a_page_shows_25_responsibilities_and_its_totals_tell_of_all(client, system):
    client.force_login(system["leader"])
    with on(26):
        consultant = make.user(system["trust"])
        for number in range(25):
            practice = make.practice(f"Surgery {number}")
            make.desk(practice, Desk.Kind.PRACTICE_MANAGER, make.user(practice))
            make.issue(by=consultant, about=practice)
        first, second = client.get(PATH), client.get(PATH, {"page": "2"})
    assert [len(page.context["rows"]) for page in (first, second)] == [25, 2]
    assert first.context["sides"] == second.context["sides"]
    assert {side["name"]: side["came_in"] for side in first.context["sides"]} == {
        "Practices and their networks": "26",
        "Trusts and other providers": "4",
    }
    assert "?page=2" in first.content.decode()
    assert not {row["name"] for row in first.context["rows"]} & {row["name"] for row in second.context["rows"]}


def test_what_was_reopened_counts_for_the_desk_it_is_with_once(system):
    with on(26):
        slow = Issue.objects.get(pk=system["slow"].pk)
        responding.answer(issue=slow, by=system["director"], text="Mended", outcome="fixed")
        responding.reopen(issue=Issue.objects.get(pk=slow.pk), by=slow.reporter, text="Again")
    found = figures(system["leader"])
    assert found["Medical director, Fernhall Hospitals"].reopened == 1
    assert found["Practice manager, Harbour Surgery"].reopened == 0


def test_who_leads_nothing_is_not_led_there(client, system):
    client.force_login(system["director"])
    assert client.get(PATH).status_code == 403
    assert PATH not in client.get("/themes/").content.decode()


def test_the_figures_are_a_spreadsheet_too(client, system):
    client.force_login(system["leader"])
    with on(26):
        answer = client.get(PATH, {"csv": "1"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[1] == (
        '"Medical director, Fernhall Hospitals",Fernhall Hospitals,Trusts and other providers,'
        "4,2,5,1.0,2,5,5.0,2,2,1,0,0"
    )

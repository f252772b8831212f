"""Who is away is not told; whoever stands in is told, sees and answers in their place."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from issues import escalating, responding
from issues.models import Issue
from people.models import Bounce, Notice, User
from people.refusing import Refused
from routing import absence
from routing.facts import Facts
from routing.models import Absence, Desk, Holder
from routing.queries import desks_held, holders_now, seated
from routing.registry import route
from tests import make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def system():
    made = make.registry()
    made["stand_in"] = make.user(made["trust"], name="Sam Standin")
    return made


def away(system, days: int = 10, **facts) -> Absence:
    today = timezone.localdate()
    return absence.go_away(by=system["director"], from_on=today, until_on=today + days * DAY, **facts)


def asked(system):
    return route(Facts(icb=make.icb(), category="letters", about=system["trust"]))


def afresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def test_the_stand_in_sits_in_the_place_of_whoever_is_away(system):
    away(system, stand_in=system["stand_in"])
    answer = asked(system)
    assert (answer.desk, answer.lead, answer.gap) == (system["desk"], system["stand_in"], "")
    assert [(one.user, one.away) for one in holders_now([system["desk"].pk])] == [
        (system["stand_in"], system["director"])
    ]


def test_the_stand_in_is_told_sees_and_answers_and_whoever_is_away_still_may(system):
    away(system, stand_in=system["stand_in"])
    issue = make.issue(about=system["trust"])
    told = set(Notice.objects.filter(event__contains=":assigned:").values_list("recipient", flat=True))
    assert told == {system["stand_in"].pk}
    assert Issue.objects.visible_to(afresh(system["stand_in"])).get() == issue
    responding.acknowledge(issue=issue, by=afresh(system["stand_in"]))
    assert Issue.objects.visible_to(afresh(system["director"])).get() == issue


def test_nobody_left_at_a_desk_and_issues_go_to_what_it_falls_to(system):
    nurse = make.desk(system["trust"], Desk.Kind.CHIEF_NURSE, make.user(system["trust"]))
    Desk.objects.filter(pk=system["desk"].pk).update(fallback=nurse)
    away(system)
    answer = asked(system)
    assert (answer.desk, answer.gap) == (nurse, "nobody_there")


def test_a_deputy_is_enough_while_the_lead_is_away(system):
    deputy = make.user(system["trust"])
    Holder.objects.create(desk=system["desk"], user=deputy, seat=Holder.Seat.DEPUTY)
    away(system)
    assert (asked(system).desk, asked(system).people) == (system["desk"], (deputy,))


def test_the_clock_reminds_the_stand_in_or_the_next_one_up_before_the_end(system):
    made = away(system, stand_in=system["stand_in"])
    issue = make.issue(about=system["trust"])
    Absence.objects.filter(pk=made.pk).update(stand_in=None)
    escalating.take_due_steps(issue.clock_due_at)
    step = issue.clock_steps.get()
    assert (step.desk, list(step.told.all())) == (system["interface_desk"], [system["team"]])
    assert step.at < issue.acknowledge_due_at


@pytest.mark.parametrize("gone", ["away too", "left"])
def test_a_stand_in_who_is_not_there_does_not_sit(system, gone):
    away(system, stand_in=system["stand_in"])
    if gone == "left":
        User.objects.filter(pk=system["stand_in"].pk).update(is_active=False)
    else:
        today = timezone.localdate()
        Absence.objects.create(user=system["stand_in"], from_on=today, until_on=today)
    assert list(holders_now([system["desk"].pk])) == []


def test_an_absence_counts_from_its_first_day_to_its_last(system):
    with time_machine.travel("2027-03-01 12:00"):
        absence.go_away(
            by=system["director"],
            from_on=date(2027, 3, 2),
            until_on=date(2027, 3, 3),
            stand_in=system["stand_in"],
        )
    for day, who in ((1, "director"), (2, "stand_in"), (3, "stand_in"), (4, "director")):
        with time_machine.travel(f"2027-03-0{day} 23:30"):
            assert [one.user for one in holders_now([system["desk"].pk])] == [system[who]]
            assert (system["desk"].pk in desks_held(afresh(system["stand_in"]))) == (who == "stand_in")


@pytest.mark.parametrize("became", ["", "disabled", "refused", "cleared", "left", "leaves today", "to come", "comes"])
def test_who_sits_is_the_same_in_plain_sql_as_in_words(system, became):
    day = timezone.localdate()
    person = make.user(at=system["trust"])
    until_on = {"left": day - DAY, "leaves today": day}.get(became)
    from_on = {"to come": day + DAY, "comes": day}.get(became, day - 9 * DAY)
    Holder.objects.create(desk=system["desk"], user=person, seat="deputy", from_on=from_on, until_on=until_on)
    User.objects.filter(pk=person.pk).update(is_active=became != "disabled")
    if became in {"refused", "cleared"}:
        at = timezone.now() if became == "cleared" else None
        Bounce.objects.create(address=person.email, user=person, reason="550", cleared_at=at)
    plain = holders_now([system["desk"].pk])
    said = list(seated(Holder.objects.filter(desk=system["desk"])))
    assert [every_field(one) for one in plain] == [every_field(one) for one in said]
    assert [one.user.email for one in plain] == [one.user.email for one in said]
    assert (person in [one.user for one in plain]) == (became in {"", "cleared", "leaves today", "comes"})


def every_field(row) -> dict:
    return {name: value for name, value in vars(row).items() if name in {each.attname for each in row._meta.fields}}


def test_a_route_costs_one_statement_more_with_a_stand_in(system, django_assert_max_num_queries):
    away(system, stand_in=system["stand_in"])
    asked(system)
    facts = Facts(icb=make.icb(), category="letters", about=system["trust"])
    with django_assert_max_num_queries(4):
        assert route(facts).lead == system["stand_in"]
    absence.come_back(by=system["director"], absence=Absence.objects.get())
    with django_assert_max_num_queries(3):
        assert route(facts).lead == system["director"]


def test_coming_back_ends_it_at_once_and_twice_is_once(system):
    made = away(system, stand_in=system["stand_in"])
    Absence.objects.update(from_on=timezone.localdate() - DAY)
    made.refresh_from_db()
    absence.come_back(by=system["director"], absence=made)
    made.refresh_from_db()
    absence.come_back(by=system["director"], absence=made)
    assert [one.user for one in holders_now([system["desk"].pk])] == [system["director"]]
    assert Notice.objects.filter(recipient=system["stand_in"]).count() == 2


def test_the_same_absence_twice_is_one_and_one_that_overlaps_is_refused(system):
    assert away(system) == away(system)
    with pytest.raises(Refused, match="Take that one back"):
        away(system, days=11)


@pytest.mark.parametrize(("first", "last"), [(3, 2), (-5, -1), (0, 500)])
def test_days_that_make_no_absence_are_refused(system, first, last):
    today = timezone.localdate()
    with pytest.raises(Refused):
        absence.go_away(by=system["director"], from_on=today + first * DAY, until_on=today + last * DAY)


def test_a_stand_in_must_work_where_the_issues_are(system):
    with pytest.raises(Refused, match="does not work at Fernhall Hospitals"):
        away(system, stand_in=make.user())


def test_who_holds_nothing_has_nothing_to_be_away_from(system):
    with pytest.raises(PermissionDenied):
        absence.go_away(by=make.user(), from_on=timezone.localdate(), until_on=timezone.localdate())


def test_an_absence_is_set_and_taken_back_on_its_page(client, system):
    client.force_login(system["director"])
    today = timezone.localdate()
    days = {f"from_on_{part}": getattr(today, part) for part in ("day", "month", "year")}
    days |= {"from_on": today.isoformat(), "until_on": (today + DAY).isoformat()}
    wrong = client.post(reverse("routing:away"), days | {"stand_in": "nobody@nhs.example"})
    assert "Nobody with this address has signed in here." in wrong.content.decode()
    client.post(reverse("routing:away"), days | {"stand_in": system["stand_in"].email.upper()})
    page = client.get(reverse("routing:away")).content.decode()
    assert "Sam Standin stands in." in page
    client.force_login(system["stand_in"])
    assert "for Mina Director" in client.get(reverse("routing:away")).content.decode()
    client.force_login(system["director"])
    client.post(reverse("routing:come_back", args=[Absence.objects.get().pk]))
    assert not Absence.objects.exists()


def test_days_that_are_set_already_are_said_beside_the_field_and_what_was_typed_is_kept(client, system):
    away(system)
    client.force_login(system["director"])
    until = (timezone.localdate() + 3 * DAY).isoformat()
    sent = {"from_on": timezone.localdate().isoformat(), "until_on": until, "stand_in": system["stand_in"].email}
    answer = client.post(reverse("routing:away"), sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors["from_on"] == [
        "Some of these days are in an absence that is set already. Take that one back first."
    ]
    page = answer.content.decode()
    assert "Take that one back first." in page and until in page and system["stand_in"].email in page


def test_a_deputy_who_stands_in_is_named_once_on_the_issue(client, system):
    Holder.objects.create(desk=system["desk"], user=system["stand_in"], seat=Holder.Seat.DEPUTY)
    away(system, stand_in=system["stand_in"])
    issue = make.issue(about=system["trust"])
    client.force_login(issue.reporter)
    page = client.get(issue.get_absolute_url()).content.decode()
    assert "Sam Standin (stands in for Mina Director)" in page and "Sam Standin (deputy)" not in page


def test_pages_say_who_stands_in_for_whom(client, system):
    away(system, stand_in=system["stand_in"])
    issue = make.issue(about=system["trust"])
    client.force_login(system["team"])
    for path in (issue.get_absolute_url(), system["trust"].get_absolute_url()):
        assert "Sam Standin (stands in for Mina Director)" in client.get(path).content.decode()


def test_those_of_the_desk_are_offered_and_the_deputy_is_filled_in(client, system):
    deputy, lead = make.user(system["trust"], name="Dan Deputy"), make.user(system["trust"], name="Ann Alsolead")
    stranger = make.user(name="Elsewhere Else")
    for person, seat in ((deputy, "deputy"), (lead, "lead"), (stranger, "deputy")):
        system["desk"].holders.create(user=person, seat=seat)
    client.force_login(system["director"])
    page = client.get(reverse("routing:away"))
    assert [one.user for one in page.context["form"].beside] == [deputy, lead]
    words = page.content.decode()
    assert f'value="{deputy.email}"' in words and f'<option value="{lead.email}">Ann Alsolead' in words
    assert f'value="{system["director"].email}"' not in words


def test_an_absence_that_has_not_begun_is_cancelled_and_one_that_has_ends(client, system):
    today = timezone.localdate()
    away(system)
    absence.go_away(by=system["director"], from_on=today + 20 * DAY, until_on=today + 30 * DAY)
    client.force_login(system["director"])
    words = client.get(reverse("routing:away")).content.decode()
    assert words.count(">I am back<") == words.count(">Cancel it<") == 1
    ahead = Absence.objects.get(from_on__gt=today)
    assert ahead.is_ahead
    page = client.post(reverse("routing:come_back", args=[ahead.pk]), follow=True).content.decode()
    assert "The absence is cancelled." in page and "You are there again." not in page
    assert Absence.objects.count() == 1

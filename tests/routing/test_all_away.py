"""Where all who answer are away: nobody stands in who is away too, and every page says who gets what comes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Notice
from people.refusing import Refused
from routing import absence
from routing.facts import Facts
from routing.models import Absence, Desk
from routing.registry import route
from tests import make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def system():
    made = make.registry()
    made["stand_in"] = make.user(made["trust"], name="Sam Standin")
    made["nurse"] = make.desk(
        made["trust"],
        Desk.Kind.CHIEF_NURSE,
        make.user(made["trust"], name="Nia Nurse"),
        title="Chief nurse, Fernhall",
    )
    made["own"] = make.desk(made["trust"], Desk.Kind.CHIEF_PHARMACIST, made["stand_in"])
    return made


def away(by, days: int = 10, **facts) -> Absence:
    today = timezone.localdate()
    return absence.go_away(by=by, from_on=today, until_on=today + days * DAY, **facts)


def said(day) -> str:
    return f"{day.day} {day:%B %Y}"


def both_away(system):
    away(system["director"], stand_in=system["stand_in"])
    away(system["stand_in"], is_sure=True)


def send(client, person, **more):
    client.force_login(person)
    today = timezone.localdate()
    days = {"from_on": today.isoformat(), "until_on": (today + 3 * DAY).isoformat()}
    return client.post(reverse("routing:away"), days | more)


def test_a_stand_in_who_is_away_on_one_of_the_days_is_refused_beside_the_field(client, system):
    today = timezone.localdate()
    Absence.objects.create(user=system["stand_in"], from_on=today + 3 * DAY, until_on=today + 9 * DAY)
    answer = send(client, system["director"], stand_in=system["stand_in"].email)
    assert answer.status_code == 422 and not Absence.objects.filter(user=system["director"]).exists()
    (error,) = answer.context["form"].errors["stand_in"]
    assert f"Sam Standin is away from {said(today + 3 * DAY)} until {said(today + 9 * DAY)}." in error
    with pytest.raises(Refused, match="Sam Standin is away"):
        away(system["director"], stand_in=system["stand_in"])
    assert away(system["director"], days=2, stand_in=system["stand_in"])


def test_nobody_stands_in_for_whoever_stands_in_for_them(client, system):
    away(system["director"], stand_in=system["stand_in"])
    answer = send(client, system["stand_in"], stand_in=system["director"].email)
    until = said(timezone.localdate() + 10 * DAY)
    assert f"Mina Director is away until {until}." in answer.context["form"].errors["stand_in"][0]


def test_whoever_stands_in_is_told_so_and_whose_turn_it_is_before_they_are_away_too(client, system):
    Desk.objects.filter(pk=system["desk"].pk).update(fallback=system["nurse"])
    away(system["director"], stand_in=system["stand_in"])
    first = send(client, system["stand_in"])
    assert first.status_code == 422 and not Absence.objects.filter(user=system["stand_in"]).exists()
    assert "You stand in for Mina Director from" in first.text
    assert f"what comes to {system['desk'].title} goes to Chief nurse, Fernhall (Nia Nurse)." in first.text
    again = send(client, system["stand_in"], is_sure="on")
    assert again.status_code == 302 and Absence.objects.filter(user=system["stand_in"]).exists()
    assert Notice.objects.filter(
        recipient=system["director"], subject__contains="Sam Standin, who stands in"
    ).exists()


def test_what_is_said_once_it_is_set_names_who_gets_what_comes(client, system):
    Desk.objects.filter(pk=system["own"].pk).update(fallback=system["nurse"])
    send(client, system["stand_in"])
    page = client.get(reverse("routing:away")).text
    assert f"Set. What comes to {system['own'].title} meanwhile goes to Chief nurse, Fernhall (Nia Nurse)." in page
    send(client, system["director"], stand_in=system["nurse"].holders.get().user.email)
    assert "Set. What comes meanwhile goes to Nia Nurse." in client.get(reverse("routing:away")).text


def test_an_open_issue_says_who_is_away_until_when_and_who_gets_what_comes(client, system):
    issue = make.issue(about=system["trust"])
    both_away(system)
    client.force_login(issue.reporter)
    page = client.get(issue.get_absolute_url()).text
    until = said(timezone.localdate() + 10 * DAY)
    assert f"Mina Director is away until {until}. What comes meanwhile goes to the interface team (Ira" in page
    assert "Nobody is named there" not in page


@pytest.mark.parametrize("mailbox", ["", "office@fernhall.example"])
def test_a_new_issue_is_told_that_all_are_away_not_that_nobody_is_listed(system, mailbox):
    Desk.objects.filter(pk=system["desk"].pk).update(mailbox=mailbox)
    both_away(system)
    until = timezone.localdate() + 10 * DAY
    answer = route(Facts(icb=make.icb(), category="letters", about=system["trust"]))
    assert f"{system['desk'].title} is away until {said(until)}, so " in answer.reasons[-1]
    assert "listed" not in " ".join(answer.reasons)
    assert (answer.away_until == until) == bool(mailbox)


def test_the_pages_of_the_registry_say_until_when_all_are_away(client, system):
    both_away(system)
    until = said(timezone.localdate() + 10 * DAY)
    client.force_login(system["team"])
    for path in (system["trust"].get_absolute_url(), reverse("routing:desk", args=[system["desk"].pk])):
        page = client.get(path).text
        assert f"Away until {until}" in page and "named here" not in page
    assert f"Away until {until}" in client.get(reverse("routing:registry") + "?show=desks").text


def test_a_desk_that_nobody_holds_is_still_said_to_be_vacant(client, system):
    system["desk"].holders.all().delete()
    answer = route(Facts(icb=make.icb(), category="letters", about=system["trust"]))
    assert "has no medical director listed" in answer.reasons[-1]
    client.force_login(system["team"])
    assert "Nobody is named here just now" in client.get(system["trust"].get_absolute_url()).text

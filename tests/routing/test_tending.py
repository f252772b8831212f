"""Desks kept true: written of, held, left, confirmed; by whom, and who is told."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from people.models import Bounce, EmailDomain, Membership, Notice, User
from people.refusing import Refused
from routing import confirmations, tending
from routing.gaps import gaps_of, is_overdue
from routing.models import Desk, Holder
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["lead"] = make.user(made["trust"], Membership.Role.LEAD, name="Lou Lead")
    Holder.objects.update(from_on=timezone.localdate() - timedelta(days=30))
    return made


def written(desk: Desk, **changes) -> dict:
    names = ("title", "mailbox", "services", "helps_with", "confirm_every")
    kept = {name: getattr(desk, name) for name in names} | {"fallback": desk.fallback_id or ""}
    last = desk.entries.first()
    return kept | {"is_active": "on", "seen": last.pk if last else ""} | changes


def test_a_lead_changes_their_own_desk_and_its_history_says_what(client, system):
    desk = system["desk"]
    client.force_login(system["lead"])
    path = reverse("routing:edit_desk", args=[desk.pk])
    said = {"helps_with": "Not single appointments.", "services": "All clinics", "mailbox": "Office@Fernhall.example"}
    fallback = make.desk(system["trust"], "chief_nurse")
    answer = client.post(path, written(desk, **said, confirm_every="3", fallback=fallback.pk))
    assert answer.url == reverse("routing:desk", args=[desk.pk])
    desk.refresh_from_db()
    assert (desk.mailbox, desk.confirm_every, desk.fallback) == ("office@fernhall.example", 3, fallback)
    page = client.get(answer.url).content.decode()
    assert "Lou Lead: Mailbox: “” is now “office@fernhall.example”." in page
    assert "Not single appointments." in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Give it a title"),
        ({"mailbox": "nonsense"}, "Write an e-mail address"),
        ({"fallback": "999999"}, "Choose one of the list"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_the_rest_is_kept(client, system, wrong, said):
    client.force_login(system["lead"])
    path = reverse("routing:edit_desk", args=[system["desk"].pk])
    page = client.post(path, written(system["desk"], helps_with="Letters only") | wrong)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert "Letters only" in page.content.decode()


def test_an_nhs_number_is_never_kept_with_a_desk(system):
    said = {"helps_with": "Ask for 999 000 0018 there", "services": "All but 9990000018"}
    desk = tending.describe(desk=system["desk"], by=system["lead"], seen=None, **said)
    kept = f"{desk.helps_with} {desk.services} {desk.entries.get().text}"
    assert "999" not in kept


def test_a_desk_never_falls_back_to_itself_around_a_corner(system):
    other = make.desk(system["trust"], "chief_nurse", fallback=system["desk"])
    with pytest.raises(Refused, match="so nobody would be found"):
        tending.describe(desk=system["desk"], by=system["lead"], seen=None, fallback=other)


def test_the_second_of_two_editors_of_a_desk_sees_what_the_first_wrote(client, system):
    client.force_login(system["lead"])
    path = reverse("routing:edit_desk", args=[system["desk"].pk])
    typed = written(system["desk"], helps_with="What Lou wrote")
    tending.describe(desk=system["desk"], by=system["team"], seen=None, helps_with="What Ira wrote")
    page = client.post(path, typed)
    text = page.content.decode()
    assert page.status_code == 409
    assert "What Ira wrote" in text
    assert "What Lou wrote" in text
    last = system["desk"].entries.first()
    assert client.post(path, typed | {"seen": last.pk}).status_code == 302
    system["desk"].refresh_from_db()
    assert system["desk"].helps_with == "What Lou wrote"


def test_somebody_new_is_named_may_sign_in_and_is_told(client, system):
    EmailDomain.objects.create(domain="fernhall.example")
    client.force_login(system["lead"])
    path = reverse("routing:seat", args=[system["desk"].pk])
    asked = {"email": "Nia.New@fernhall.example", "name": "Nia New", "seat": "deputy"}
    asked |= {"from_on": timezone.localdate().isoformat(), "until_on": ""}
    assert client.post(path, asked).status_code == 302
    person = User.objects.get(email="nia.new@fernhall.example")
    assert person.memberships.get().organisation == system["trust"]
    assert Notice.objects.get(recipient=person).subject.startswith("You are named as deputy: Medical director")
    assert client.post(path, asked).status_code == 302
    assert Holder.objects.filter(user=person).count() == 1
    page = client.post(path, asked | {"email": "stranger@nowhere.example"})
    assert page.status_code == 422
    assert "can sign in here" in page.content.decode()
    assert "stranger@nowhere.example" in page.content.decode()


def seated(desk: Desk, by: User, email: str, seat: str = "lead", **days) -> Holder:
    days = {"from_on": timezone.localdate()} | days
    return tending.seat(desk=desk, by=by, email=email, seat=seat, **days)


def test_a_second_lead_is_refused_with_who_leads_and_the_ways_out(client, system):
    desk, today = system["desk"], timezone.localdate()
    second = make.user(system["trust"], name="Sol Second")
    since = today - timedelta(days=30)
    client.force_login(system["lead"])
    path = reverse("routing:seat", args=[desk.pk])
    asked = {"email": second.email, "seat": "lead", "from_on": today.isoformat(), "until_on": ""}
    page = client.post(path, asked)
    said = f"Mina Director leads since {since:%-d %B %Y}. Name a deputy, or take Mina Director off first."
    assert (page.status_code, said in page.text) == (422, True)
    assert not desk.holders.filter(user=second).exists()
    assert client.post(path, asked | {"seat": "deputy"}).status_code == 302
    with pytest.raises(tending.LedAlready):  # a deputy becomes no second lead either
        seated(desk, system["lead"], second.email)
    tending.unseat(holder=desk.holders.get(user=system["director"]), by=system["lead"])
    assert client.post(path, asked).status_code == 302
    assert desk.holders.get(user=second).seat == "lead"


def test_a_lead_who_leaves_can_be_followed_by_another_from_the_next_day(system):
    desk, today = system["desk"], timezone.localdate()
    second = make.user(system["trust"])
    seated(desk, system["lead"], system["director"].email, until_on=today + timedelta(days=9))
    with pytest.raises(tending.LedAlready, match=f"until {today + timedelta(days=9):%-d %B %Y}"):
        seated(desk, system["lead"], second.email, from_on=today + timedelta(days=9))
    seated(desk, system["lead"], second.email, from_on=today + timedelta(days=10))
    with pytest.raises(tending.LedAlready, match=str(second)):
        seated(desk, system["lead"], make.user(system["trust"]).email, from_on=today + timedelta(days=20))


def test_who_can_no_longer_be_reached_keeps_no_other_from_leading(system):
    make_way = {
        "refuses": lambda user: Bounce.objects.create(address=user.email, user=user, reason="550"),
        "left": lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
    }
    for gone in make_way.values():
        lead = make.user(system["trust"])
        desk = make.desk(make.trust(), holder=lead)
        gone(lead)
        assert seated(desk, system["team"], make.user().email).seat == "lead"


def test_naming_somebody_says_of_that_day_that_it_is_right(client, system):
    desk = make.desk(system["trust"], "chief_nurse")
    client.force_login(system["lead"])
    page = client.get(reverse("routing:desk", args=[desk.pk])).text
    assert "Vacant: nobody is named here" in page
    assert "Yes, this is still right" not in page and "overdue" not in page
    seated(desk, system["lead"], system["director"].email)
    desk.refresh_from_db()
    assert (desk.confirmed_on, desk.confirmed_by) == (timezone.localdate(), system["lead"])
    page = client.get(reverse("routing:desk", args=[desk.pk])).text
    assert "by Lou Lead" in page and "overdue" not in page
    assert "Yes, this is still right" in page


def test_whoever_is_taken_off_is_gone_today_and_the_vacancy_shows(client, system):
    client.force_login(system["lead"])
    holder = system["desk"].holders.get()
    for _ in range(2):
        assert client.post(reverse("routing:unseat", args=[holder.pk])).status_code == 302
    page = client.get(reverse("routing:desk", args=[system["desk"].pk])).content.decode()
    assert "Vacant: nobody is named here" in page
    assert page.count("Mina Director has left.") == 1


def test_a_holder_asked_in_time_confirms_by_one_press(client, system):
    desk = system["desk"]
    with time_machine.travel(timezone.now() + timedelta(days=170), tick=False):
        Desk.objects.filter(pk=desk.pk).update(confirmed_on=timezone.localdate() - timedelta(days=160))
        confirmations.ask_due()
        assert not Notice.objects.filter(recipient=system["director"], subject__startswith="Is this still").exists()
        Desk.objects.filter(pk=desk.pk).update(confirmed_on=timezone.localdate() - timedelta(days=175))
        confirmations.ask_due()
        confirmations.ask_due()
        notice = Notice.objects.get(recipient=system["director"], subject__startswith="Is this still")
        client.force_login(system["director"])
        page = client.get(notice.path).content.decode()
        assert "Yes, this is still right" in page
        client.post(reverse("routing:confirm_desk", args=[desk.pk]))
        desk.refresh_from_db()
        assert (desk.confirmed_on, desk.confirmed_by) == (timezone.localdate(), system["director"])


def test_unconfirmed_after_its_interval_it_is_on_the_interface_teams_list(system):
    desk, today = system["desk"], timezone.localdate()
    Desk.objects.update(confirmed_on=today)
    for months, days, is_late in ((3, 90, False), (3, 93, True), (6, 93, False), (12, 200, False), (12, 370, True)):
        Desk.objects.filter(pk=desk.pk).update(confirm_every=months, confirmed_on=today - timedelta(days=days))
        desk.refresh_from_db()
        listed = next(gap.named for gap in gaps_of(make.icb()) if gap.key == "unconfirmed")
        assert [desk] * is_late == listed
        assert is_overdue(desk) == is_late
    confirmations.ask_due()
    (notice,) = Notice.objects.filter(recipient=system["team"], subject__startswith="Not confirmed")
    assert notice.subject == "Not confirmed in time: 1 responsibility"


def test_an_address_that_refuses_e_mail_or_a_disabled_account_empties_the_chair_at_once(system):
    page = {"vacant": lambda: next(gap.named for gap in gaps_of(make.icb()) if gap.key == "vacant")}
    assert page["vacant"]() == []
    bounce = Bounce.objects.create(address=system["director"].email, user=system["director"], reason="550")
    assert page["vacant"]() == [system["desk"]]
    Bounce.objects.filter(pk=bounce.pk).update(cleared_at=timezone.now())
    assert page["vacant"]() == []
    User.objects.filter(pk=system["director"].pk).update(is_active=False)
    assert page["vacant"]() == [system["desk"]]


def test_a_lead_adds_a_desk_at_their_own_organisation_only(client, system):
    client.force_login(system["lead"])
    path = reverse("routing:add_desk", args=[system["trust"].code])
    answer = client.post(path, {"kind": "chief_nurse"})
    made = Desk.objects.get(kind="chief_nurse")
    assert (answer.url, made.title) == (reverse("routing:desk", args=[made.pk]), "Chief nurse, Fernhall Hospitals")
    assert client.post(path, {"kind": "place_commissioner"}).status_code == 422
    elsewhere = make.trust("Larkfield Park")
    assert client.post(reverse("routing:add_desk", args=[elsewhere.code]), {"kind": "chief_nurse"}).status_code == 403


def test_who_leads_a_place_keeps_its_desks_and_no_others(client, system):
    place = make.place()
    of_place = make.desk(make.icb(), "place_commissioner", place=place)
    client.force_login(make.user(make.icb(), Membership.Role.SYSTEM_LEADER, place=place))
    assert client.get(reverse("routing:edit_desk", args=[of_place.pk])).status_code == 200
    assert client.get(reverse("routing:edit_desk", args=[system["interface_desk"].pk])).status_code == 403


def test_a_desk_of_the_icb_at_a_place_needs_the_place(client, system):
    client.force_login(system["team"])
    path = reverse("routing:add_desk", args=[make.icb().code])
    assert "Choose the Place" in client.post(path, {"kind": "place_commissioner"}).content.decode()
    place = make.place()
    assert client.post(path, {"kind": "place_commissioner", "place": place.pk}).status_code == 302
    assert Desk.objects.get(place=place).title == "Place commissioner, Sandhaven"

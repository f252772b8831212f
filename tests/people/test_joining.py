"""The first sign-in: who are you, and where do you work? And changing it later."""

import pytest

from people.forms import DetailsForm
from people.joining import join
from people.models import EmailDomain, Membership, User
from people.refusing import Refused
from people.standing import standing
from tests import make

pytestmark = pytest.mark.django_db
WELCOME, DETAILS = "/welcome/", "/details/"


@pytest.fixture
def newcomer(client) -> User:
    user = User.objects.create_user("new@nhs.example")
    client.force_login(user)
    return user


def facts(**said) -> dict:
    return {"name": "Nia New", "job": "GP partner", "where": ""} | said


def home(user: User):
    return user.memberships.get().organisation


def test_a_newcomer_is_asked_first_wherever_they_go(client, newcomer):
    assert client.get("/notices/?page=2").headers["Location"] == "/welcome/?next=%2Fnotices%2F%3Fpage%3D2"
    assert client.post("/keys/").headers["Location"] == WELCOME
    assert client.get("/").headers["Location"] == "/welcome/?next=%2F"


def test_a_newcomer_can_still_sign_out_read_about_the_portal_and_use_the_api(client, newcomer):
    for path in ("/privacy/", "/accessibility/", "/about/", "/health/", "/sign-out/", WELCOME, "/api/v1/schema/"):
        assert "welcome" not in client.get(path).headers.get("Location", ""), path


def test_one_who_is_no_longer_at_any_organisation_is_asked_again(client, newcomer):
    join(by=newcomer, name="Nia", job="GP", organisation=make.practice())
    assert client.get("/notices/").status_code == 200
    newcomer.memberships.all().delete()
    assert client.get("/notices/").status_code == 302


def test_naming_the_practice_exactly_is_enough(client, newcomer):
    mill = make.practice("Mill Lane Practice")
    answer = client.post(f"{WELCOME}?next=/notices/", facts(where="mill lane practice"))
    assert answer.headers["Location"] == "/notices/"
    newcomer.refresh_from_db()
    assert (newcomer.name, newcomer.job, home(newcomer)) == ("Nia New", "GP partner", mill)


def test_words_that_fit_several_are_answered_with_a_choice(client, newcomer):
    one, two = make.practice("Mill Lane Practice"), make.practice("Mill Road Surgery")
    page = client.post(WELCOME, facts(where="mill")).content.decode()
    assert one.name in page and two.name in page and "Choose the organisation" in page
    client.post(WELCOME, facts(where="mill", chosen=two.code))
    assert home(newcomer) == two


def test_a_choice_that_was_not_offered_is_refused(client, newcomer):
    make.practice("Mill Lane Practice"), make.practice("Mill Road Surgery")
    other = make.trust()
    assert client.post(WELCOME, facts(where="mill", chosen=other.code)).status_code == 200
    assert not Membership.objects.exists()


def test_new_words_count_more_than_a_choice_made_before(client, newcomer):
    one, two = make.practice("Mill Lane Practice"), make.practice("Shore Surgery")
    client.post(WELCOME, facts(where="shore surgery", chosen=one.code))
    assert home(newcomer) == two


def test_what_is_missing_is_said_at_its_field(client, newcomer):
    page = client.post(WELCOME, facts(name=" ", job="\u200b", where="nowhere at all")).content.decode()
    assert "Enter your full name" in page and "Enter your job title" in page and "could not find" in page
    assert "Enter the practice or trust" in client.post(WELCOME, facts()).content.decode()


def test_characters_that_a_database_cannot_hold_are_no_error(client, newcomer):
    mill = make.practice("Mill")
    client.post(WELCOME, facts(name="Nia\0 New\u202e", where="Mi\0ll"))
    newcomer.refresh_from_db()
    assert (newcomer.name, home(newcomer)) == ("Nia New", mill)


def test_an_organisations_own_email_domain_fills_it_in(client):
    trust = make.trust("Fernhall Hospitals")
    EmailDomain.objects.create(domain="fernhall.nhs.example", organisation=trust)
    client.force_login(User.objects.create_user("new@fernhall.nhs.example"))
    assert 'value="Fernhall Hospitals"' in client.get(WELCOME).content.decode()


def test_welcome_never_leads_off_this_host(client, newcomer):
    make.practice("Mill")
    assert client.post(f"{WELCOME}?next=//evil.example", facts(where="Mill")).headers["Location"] == "/"


def test_details_can_be_changed_later_and_there_is_one_seat_by_ones_own_word(client, newcomer):
    old, new = make.practice("Old Mill"), make.practice("New Mill")
    join(by=newcomer, name="Nia", job="GP", organisation=old)
    assert 'value="Old Mill"' in client.get(DETAILS).content.decode()
    assert client.post(DETAILS, facts(where="New Mill", job="Partner")).headers["Location"] == DETAILS
    newcomer.refresh_from_db()
    assert (newcomer.job, home(newcomer)) == ("Partner", new)


def test_roles_given_by_others_stay_and_none_can_be_taken():
    leader = make.leader()
    practice = make.practice()
    join(by=leader, name="Lena", job="Director", organisation=practice)
    join(by=leader, name="Lena", job="Director", organisation=practice)
    assert sorted(leader.memberships.values_list("role", flat=True)) == ["member", "system_leader"]
    join(by=leader, name="Lena", job="Director", organisation=make.icb())
    assert standing(leader).is_leader


def test_nobody_joins_a_closed_organisation(newcomer):
    closed = make.practice(status="closed")
    with pytest.raises(Refused, match="closed"):
        join(by=newcomer, name="Nia", job="GP", organisation=closed)
    newcomer.refresh_from_db()
    assert not newcomer.name


def test_the_page_asks_for_nothing_else():
    """A role, an address or a Place sent along is not taken."""
    assert set(DetailsForm.base_fields) == {"name", "job", "where", "chosen"}


@pytest.mark.parametrize(
    ("field", "typed", "found"),
    [
        ("job", "GP for Mrs Jane Hartley 999 000 0018", "“Mrs Jane Hartley” and “999 000 0018” may identify"),
        ("job", "Carer of patient Jane Hartley", "“Jane Hartley” may identify"),
        ("job", "GP, dob 4/5/1947 tel 07700 900123 CH66 4AB", "“4/5/1947” and “CH66 4AB” may identify"),
        (
            "name",
            "Nia New, dob 4/5/1947",
            "“4/5/1947” may identify a patient, and is not kept. Write your name alone",
        ),
    ],
)
def test_what_identifies_a_patient_is_refused_beside_the_field_and_stays_to_be_mended(client, field, typed, found):
    client.force_login(person := make.user(name="Nia New"))
    where = home(person).name
    page = client.post(DETAILS, facts(where=where) | {field: typed}).content.decode()
    assert found in page and f'value="{typed}"' in page
    person.refresh_from_db()
    assert (person.name, person.job) == ("Nia New", "GP")


@pytest.mark.parametrize("job", ["Ward sister, Hope Ward", "Partner, Brookside"])
def test_wards_and_surgeries_that_are_called_after_people_stand_in_a_job_title(client, job):
    client.force_login(person := make.user(name="Nia New"))
    client.post(DETAILS, facts(where=home(person).name) | {"job": job})
    person.refresh_from_db()
    assert person.job == job


@pytest.mark.parametrize(
    "job", ["GP partner", "Dr Nia New, GP", "Parkinson's nurse, St Paul's Eye Unit", "PA to Dr Khan"]
)
def test_ones_own_name_and_the_names_of_staff_and_wards_are_no_patients(client, job):
    client.force_login(person := make.user(name="Nia New"))
    assert client.post(DETAILS, facts(where=home(person).name, job=job)).status_code == 302
    person.refresh_from_db()
    assert person.job == job

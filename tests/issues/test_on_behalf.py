"""Reporting for a colleague: they are told, by an address that is known here; no patient stands in their place."""

import pytest
from django.urls import reverse

from issues import on_behalf
from issues.models import Issue
from people.models import Notice
from people.standing import standing
from tests import make
from tests.issues.test_api import key_of
from tests.issues.test_api import report as report_by_api

pytestmark = pytest.mark.django_db
PATIENT = "Mrs Jane Hartley, NHS 999 000 0018, dob 4/5/1947, tel 07700 900123, CH66 4AB"


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"] = make.user(name="Rita Reporter")
    made["colleague"] = make.user(name="Amara Okafor")
    return made


def send(client, system, for_whom: str, **changed):
    code = system["trust"].code
    report = {"key": "a-key", "text": "No letter came.", "about_words": system["trust"].name, "about": code}
    report |= {"category": system["category"].pk, "shown_about": code, "on_behalf_of": for_whom} | changed
    client.force_login(system["reporter"])
    return client.post(reverse("issues:send"), report)


def told(person) -> list[str]:
    return list(Notice.objects.filter(recipient=person).values_list("subject", flat=True))


@pytest.mark.parametrize("written", ["{}", "Dr Amara Okafor, {}", "<{}>."])
def test_a_colleague_who_is_known_is_told_at_once(client, system, written):
    assert send(client, system, written.format(system["colleague"].email)).status_code == 302
    issue = Issue.objects.get()
    assert told(system["colleague"]) == [
        f"Issue {issue} was reported for you. It has gone to {system['desk'].title}",
    ]
    assert system["colleague"].email in issue.on_behalf_of
    client.force_login(system["colleague"])
    assert client.get(issue.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("written", "said"), [("{}", "{}"), ("Amara, <{}>.", "Amara, &lt;{}&gt;.")])
def test_a_colleague_who_is_known_is_shown_by_name_and_their_own_organisation(client, system, written, said):
    elsewhere = make.practice("Lantern Street Practice", code="N81009")
    colleague = make.user(elsewhere, name="Ama Boateng")
    send(client, system, written.format(colleague.email))
    issue, own = Issue.objects.get(), standing(system["reporter"]).organisation
    for address in (issue.get_absolute_url(), reverse("issues:receipt", args=[issue.reference])):
        page = client.get(address).content.decode()
        assert f"for {said.format('Ama Boateng at Lantern Street Practice')}" in page
        assert colleague.email not in page
    assert f"by Rita Reporter at {own}, for" in client.get(issue.get_absolute_url()).content.decode()
    outsider = make.user(elsewhere)
    client.force_login(outsider)
    assert client.get(issue.get_absolute_url()).status_code == 404


def test_whoever_is_to_answer_it_is_told_of_it_once(client, system):
    send(client, system, system["director"].email)
    assert told(system["director"]) == [f"Issue {Issue.objects.get()} has come to {system['desk'].title}"]


@pytest.mark.parametrize(
    "address", ["nobody@nhs.example", "m.thistlewood@nhs.net", "jane.hartley@gmail.com, 07700 900123"]
)
def test_an_address_of_nobody_known_is_said_beside_the_question(client, system, address):
    page = send(client, system, address)
    assert page.status_code == 422 and not Issue.objects.exists()
    assert f"Nobody here has the address {address.split(',')[0]}" in page.content.decode()
    assert f'value="{address}"' in page.content.decode()


def test_whoever_has_left_is_nobody_known(client, system):
    system["colleague"].is_active = False
    system["colleague"].save()
    assert "Nobody here has the address" in send(client, system, system["colleague"].email).content.decode()


def test_oneself_is_no_colleague(client, system):
    for oneself in (system["reporter"].email.upper(), "rita reporter"):
        page = send(client, system, oneself)
        assert page.status_code == 422 and "This is you, and you are told anyway" in page.content.decode()
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Mrs Ivy Platt's daughter Gwen", "[name removed]'s daughter [name removed]"),
        (
            "Ted Barlow, whose mother Joan is on the list",
            "[name removed], whose mother [name removed] is on the list",
        ),
        ("Ted Barlow and his partner Joan Hale", "[name removed] and his partner [name removed]"),
        ("Joan Hale, a patient here", "[name removed], a patient here"),
        ("Joan Hale on our caseload", "[name removed] on our caseload"),
        ("Joan Hale, carer of Ted", "[name removed], carer of [name removed]"),
        ("Joan Hale in bed 4", "[name removed] in bed 4"),
        ("Joan Hale, carer lead", "Joan Hale, carer lead"),
        ("Mrs Ivy Platt, ward manager", "Mrs Ivy Platt, ward manager"),
        ("Joan Hale, the patient safety lead", "Joan Hale, the patient safety lead"),
        ("Sister Joan Hale and GP partner Ted Barlow", "Sister Joan Hale and GP partner Ted Barlow"),
    ],
)
def test_kin_and_whoever_is_on_a_list_are_no_colleagues(words, kept):
    assert on_behalf.screened(words).masked == kept


def test_what_identifies_a_patient_is_taken_out_and_shown_before_it_is_sent(client, system):
    page = send(client, system, PATIENT)
    assert page.status_code == 422 and not Issue.objects.exists()
    said = "name, NHS number, date of birth, phone number and postcode"
    assert f"We took out what may identify a patient: {said}" in page.content.decode()
    shown = page.context["check"]["on_behalf_of"].value()
    assert shown.startswith("[name removed], NHS [NHS number removed], dob [date of birth removed]")
    assert PATIENT not in page.content.decode()
    assert send(client, system, shown).status_code == 302
    assert Issue.objects.get().on_behalf_of == shown


@pytest.mark.parametrize("name", ["Dr Amara Okafor", "Mary Okafor", "Sister Mary Okafor, ward 12"])
def test_a_colleagues_name_is_kept(client, system, name):
    send(client, system, name)
    assert Issue.objects.get().on_behalf_of == name


def test_by_the_api_it_is_masked_and_only_somebody_known_has_an_address(client, system):
    headers = key_of(system["reporter"], "issues.write")
    for unfit in ("nobody@nhs.example", system["reporter"].email):
        answer = report_by_api(client, system, headers, on_behalf_of=unfit)
        assert answer.status_code == 400 and "on_behalf_of" in str(answer.json())
    assert report_by_api(client, system, headers, on_behalf_of=PATIENT).status_code == 201
    stored = Issue.objects.get().on_behalf_of
    assert not [one for one in ("Hartley", "999", "1947", "07700", "CH66") if one in stored]


def test_nothing_private_is_stored_whoever_asks(system):
    made = make.issue(by=system["reporter"], on_behalf_of="jane.hartley@gmail.com, dob 4/5/1947, 07700 900123")
    assert made.on_behalf_of == "[e-mail address removed], dob [date of birth removed], [phone number removed]"

import pytest

from archive.models import Project
from people.models import Membership
from tests import make
from tests.archive.test_proposing import NHS_NUMBER, propose
from tests.archive.test_stages import brought_to

pytestmark = pytest.mark.django_db
NEW = "/projects/new/"


def words(response):
    return response.content.decode()


def typed(at, **more):
    return {"title": "Faster letters", "summary": "Fewer calls.", "organisation": at.code} | more


def test_proposing_needs_an_account_and_a_workplace(client):
    assert client.get(NEW).status_code == 302
    person = make.user()
    client.force_login(person)
    assert client.get(NEW).status_code == 200
    person.memberships.all().delete()
    assert client.post(NEW, {}).status_code in {302, 403}


def test_a_project_is_added_and_shown(client):
    at, trust = make.practice(), make.trust("Greenhow Hospitals")
    client.force_login(make.user(at))
    facts = {"partners": f"Greenhow Hospitals\r\n{trust.code}", "source_address": "https://example.org/x"}
    shown = client.post(NEW, typed(at, **facts), follow=True)
    assert "Faster letters" in words(shown)
    assert list(Project.objects.get().partners.all()) == [trust]


def test_what_was_tried_before_is_shown_once_before_a_project_is_added(client):
    at = make.practice()
    before = propose(title="Faster letters from clinics")
    client.force_login(make.user(at))
    page = words(client.post(NEW, typed(at)))
    assert before.title in page
    assert "Fewer calls." in page
    assert Project.objects.count() == 1
    assert client.post(NEW, typed(at, looked="1")).status_code == 302
    assert Project.objects.count() == 2


def test_adding_the_same_project_again_after_going_back_leads_to_the_first(client):
    at = make.practice()
    client.force_login(make.user(at))
    key = client.get(NEW).context["form"]["key"].value()
    first, second = (client.post(NEW, typed(at, key=key, looked="1")) for _ in range(2))
    assert len(key) == 32 and first["Location"] == second["Location"]
    assert Project.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "trouble"),
    [
        ("title", "", "Give the project a title"),
        ("summary", " ", "Say what it is about"),
        ("organisation", "X-none", "Choose one of the list"),
        ("partners", "No Such Trust", "“No Such Trust”"),
        ("source_address", "javascript:alert(1)", "starting with https://"),
        ("source_address", "https://x.example/9991230009", "NHS number"),
        ("title", "a" * 161, "160"),
        ("aim", "a" * 8001, "8,000"),
        ("title", "a\x00b", "Null characters"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_the_rest_is_kept(client, field, value, trouble):
    at = make.practice()
    client.force_login(make.user(at))
    response = client.post(NEW, typed(at, topic="Kept topic") | {field: value})
    assert response.status_code == 422
    assert trouble in "".join(response.context["form"].errors[field])
    assert "Kept topic" in words(response)
    assert not Project.objects.exists()


def test_a_writer_is_told_that_something_was_taken_out(client):
    at = make.practice()
    client.force_login(make.user(at))
    page = words(client.post(NEW, typed(at, summary=f"As for {NHS_NUMBER}"), follow=True))
    assert "was taken out" in page
    assert "4561" not in page


@pytest.mark.parametrize(
    ("stage", "verb", "fields", "expected"),
    [
        ("idea", "plan", {}, "planning"),
        ("planning", "test", {"text": "One ward."}, "testing"),
        ("testing", "implement", {}, "implementing"),
        ("implementing", "sustain", {}, "sustaining"),
        ("sustaining", "complete", {"outcome": "did_not", "result": "No change."}, "completed"),
        ("idea", "stop", {"text": "No money."}, "stopped"),
        ("completed", "resume", {}, "planning"),
        ("idea", "update", {"text": "News."}, "idea"),
        ("idea", "lesson", {"text": "Ask early.", "worked": "yes"}, "idea"),
    ],
)
def test_each_act_has_a_page_and_does_what_it_says(client, stage, verb, fields, expected):
    project = brought_to(stage)
    client.force_login(project.lead)
    address = f"{project.get_absolute_url()}{verb}/"
    assert client.get(address).status_code == 200
    assert client.post(address, fields, follow=True).status_code == 200
    project.refresh_from_db()
    assert project.state == expected
    assert project.entries.last().verb == verb


@pytest.mark.parametrize(
    ("verb", "fields", "field"),
    [
        ("complete", {"result": "Kept words"}, "outcome"),
        ("complete", {"outcome": "worked", "result": ""}, "result"),
        ("stop", {}, "text"),
        ("update", {"text": " "}, "text"),
        ("lesson", {"text": "Kept words"}, "worked"),
    ],
)
def test_an_act_says_what_is_missing_and_changes_nothing(client, verb, fields, field):
    project = brought_to("testing")
    client.force_login(project.lead)
    response = client.post(f"{project.get_absolute_url()}{verb}/", fields)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert ("Kept words" in words(response)) == ("Kept words" in str(fields))
    assert project.entries.last().verb == "test"


def test_a_step_that_is_not_possible_now_is_refused_with_the_reason(client):
    project = brought_to("idea")
    client.force_login(project.lead)
    response = client.post(f"{project.get_absolute_url()}sustain/", {})
    assert response.status_code == 409
    assert "it is idea" in words(response)


@pytest.mark.parametrize("act", ["plan", "stop", "complete", "update", "lesson", "edit"])
def test_strangers_are_kept_from_writing(client, act):
    project = propose()
    address = f"{project.get_absolute_url()}{act}/"
    assert client.post(address, {"text": "x"}).status_code == 302
    client.force_login(make.user())
    assert client.post(address, {"text": "x"}).status_code == 403
    assert project.entries.count() == 1


def test_anybody_signed_in_asks_the_team(client):
    project = propose()
    client.force_login(make.user())
    client.post(f"{project.get_absolute_url()}ask/", {"text": "May we copy it?"})
    assert project.entries.last().text == "May we copy it?"


def test_an_edit_keeps_what_is_not_changed_and_hands_over_the_lead(client):
    project = propose(partners=[make.trust()], aim="Nine in ten.")
    colleague = make.user(project.organisation)
    client.force_login(make.user(project.organisation, Membership.Role.LEAD))
    address = f"{project.get_absolute_url()}edit/"
    form = client.get(address).context["form"]
    fields = {bound.html_name: bound.value() or "" for bound in form} | {"lead": colleague.pk}
    fields["partners"] = "\n".join(partner.code for partner in project.partners.all())
    assert client.post(address, fields).status_code == 302
    project.refresh_from_db()
    assert (project.lead, project.aim, project.partners.count()) == (colleague, "Nine in ten.", 1)
    assert project.entries.last().text == "lead"

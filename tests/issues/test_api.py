"""Other systems report, read and answer with the same verbs, rules and masking as the pages."""

import hashlib

import pytest
from django.urls import reverse

from archive.models import Project
from issues import relating, responding
from issues.models import Issue
from people.models import Token
from tests import make
from tests.issues.twins import merged
from themes.models import Theme

pytestmark = pytest.mark.django_db
NHS_NUMBER = "999 105 7269"


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"] = make.user()
    return made


def key_of(person, *scopes: str) -> dict:
    """Headers that carry a fresh API key of this person."""
    key = f"key-of-{person.pk}-{'-'.join(scopes)}"
    Token.objects.create(
        user=person, name="test", digest=hashlib.sha256(key.encode()).hexdigest(), scopes=list(scopes)
    )
    return {"Authorization": f"Bearer {key}"}


def report(client, system, headers, **changed):
    body = {"text": f"No letter for {NHS_NUMBER}.", "category": "letters", "about": system["trust"].code} | changed
    headers = {"Idempotency-Key": "an-idempotency-key"} | headers
    return client.post(reverse("api:issues"), body, content_type="application/json", headers=headers)


def test_an_issue_is_reported_masked_and_routed(client, system):
    answer = report(client, system, key_of(system["reporter"], "issues.write"))
    assert answer.status_code == 201
    assert answer.json()["desk"] == system["desk"].title
    assert NHS_NUMBER not in answer.content.decode()
    assert NHS_NUMBER not in Issue.objects.get().text


def test_thanks_that_tell_of_harm_are_refused_and_problems_are_not(client, system):
    make.category("thanks", "Something that works well", is_thanks=True)
    headers = key_of(system["reporter"], "issues.write")
    answer = report(client, system, headers, category="thanks", harm="severe")
    assert answer.status_code == 400 and "Thanks do not ask about harm" in answer.content.decode()
    assert report(client, system, headers, harm="severe").status_code == 201


def test_the_same_key_gives_the_same_issue(client, system):
    headers = key_of(system["reporter"], "issues.write")
    first, second = report(client, system, headers), report(client, system, headers)
    assert first.json()["reference"] == second.json()["reference"]
    assert Issue.objects.count() == 1


def test_a_route_is_previewed_and_nothing_is_stored(client, system):
    answer = client.post(
        reverse("api:route"),
        {"category": "letters", "about_words": system["trust"].name},
        content_type="application/json",
        headers=key_of(system["reporter"], "route.preview"),
    )
    assert answer.json()["people"] == ["Mina Director"]
    assert not Issue.objects.exists()


def test_what_an_issue_is_part_of_and_related_to_is_read_as_far_as_one_may(client, twins):
    third = make.issue(about=twins["trust"])
    merged(twins)
    relating.relate(issue=twins["issue"], to=third, by=twins["director"])

    keys = {name: key_of(twins[name], "issues.read") for name in ("double", "director", "reporter")}

    def read(name, issue) -> dict:
        return client.get(reverse("api:issue", args=[issue.reference]), headers=keys[name]).json()

    assert read("double", twins["twin"])["duplicate_of"] == twins["issue"].reference
    of_desk, of_reporter = read("director", twins["issue"]), read("reporter", twins["issue"])
    assert (of_desk["duplicates"], of_desk["related"]) == ([twins["twin"].reference], [third.reference])
    assert (of_reporter["duplicates"], of_reporter["related"]) == ([], [])
    listed = client.get(reverse("api:issues"), headers=keys["double"]).json()["results"]
    assert [row["duplicate_of"] for row in listed] == [twins["issue"].reference]


def test_a_desk_reads_acknowledges_and_answers(client, system):
    issue = make.issue(by=system["reporter"], about=system["trust"])
    headers = key_of(system["director"], "desk.read", "desk.write")
    listed = client.get(reverse("api:desk_issues"), headers=headers).json()
    assert [row["reference"] for row in listed["results"]] == [issue.reference]
    client.post(reverse("api:acknowledge", args=[issue.reference]), headers=headers)
    answer = client.post(
        reverse("api:answer", args=[issue.reference]),
        {"text": "Mended.", "outcome": "fixed"},
        content_type="application/json",
        headers=headers,
    )
    assert answer.json()["state"] == "answered"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": ""}, "text"),
        ({"category": "nonsense"}, "category"),
        ({"about": "NOPE"}, "about"),
        ({"about": None}, "about"),
        ({"about": None, "about_words": "???"}, "about_words"),
        ({"harm": "terrible"}, "harm"),
        ({"happened_on": "2999-01-01"}, "happened_on"),
        ({"happened_on": "1999-01-01"}, "more than ten years ago"),
        ({"text": "a\u0000b"}, "text"),
    ],
)
def test_bad_input_is_a_problem_document_that_names_the_field(client, system, changed, field):
    answer = report(client, system, key_of(system["reporter"], "issues.write"), **changed)
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    assert field in answer.content.decode()
    assert not Issue.objects.exists()


@pytest.mark.parametrize("text", ["\u200b\u200b", "....", "👍"])
def test_a_report_that_says_nothing_is_refused_by_its_field(client, system, text):
    answer = report(client, system, key_of(system["reporter"], "issues.write"), text=text)
    assert answer.status_code == 400
    assert answer.json()["errors"] == {"text": ["Say in a few words what happened."]}
    assert not Issue.objects.exists()


def test_a_report_without_an_idempotency_key_is_refused(client, system):
    answer = report(client, system, key_of(system["reporter"], "issues.write") | {"Idempotency-Key": ""})
    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.content.decode()


def test_a_key_does_only_what_its_scopes_say(client, system):
    assert report(client, system, key_of(system["reporter"], "issues.read")).status_code == 403
    assert report(client, system, {}).status_code == 401


def test_an_issue_of_others_is_as_absent_as_one_that_never_was(client, system):
    issue = make.issue(about=system["trust"])
    headers = key_of(make.user(), "issues.read", "desk.write")
    for reference in (issue.reference, "ZZZZZ"):
        assert client.get(reverse("api:issue", args=[reference]), headers=headers).status_code == 404
        assert client.post(reverse("api:acknowledge", args=[reference]), headers=headers).status_code == 404


def test_only_the_named_fields_can_be_set(client, system):
    headers = key_of(system["reporter"], "issues.write")
    report(client, system, headers, state="closed", reference="HACKS", reporter=system["team"].pk, desk=1)
    issue = Issue.objects.get()
    assert (issue.state, issue.reporter) == ("reported", system["reporter"])
    assert issue.reference != "HACKS"


def test_the_documentation_page_names_every_operation(client):
    words = client.get(reverse("api_docs")).content.decode()
    for path in (
        "/api/v1/issues/",
        "/api/v1/route/",
        "/api/v1/themes/",
        "/api/v1/organisations/",
        "/api/v1/projects/",
    ):
        assert path in words


def test_the_reporter_reads_the_answer(client, system):
    issue = make.issue(by=system["reporter"], about=system["trust"])
    responding.note(issue=issue, by=system["director"], text="Between us")
    responding.answer(issue=issue, by=system["director"], text="The printer is mended.", outcome="fixed")
    headers = key_of(system["reporter"], "issues.read")
    steps = client.get(reverse("api:issue", args=[issue.reference]), headers=headers).json()["steps"]
    assert [step["verb"] for step in steps] == ["report", "answer"]
    assert steps[-1]["text"] == "The printer is mended."


def test_another_issue_under_a_used_key_is_refused(client, system):
    headers = key_of(system["reporter"], "issues.write")
    report(client, system, headers)
    answer = report(client, system, headers, text="Something else happened.")
    assert answer.status_code == 409
    assert Issue.objects.get().reference in answer.json()["detail"]


def test_a_category_that_is_not_known_leads_to_the_list_of_them(client, system):
    answer = report(client, system, key_of(system["reporter"], "issues.write"), category="nonsense")
    assert reverse("api:categories") in answer.content.decode()
    assert client.get(reverse("api:categories")).json()["results"][0]["slug"] == "letters"


def test_a_route_of_an_unknown_category_leads_to_the_list_too(client, system):
    headers = key_of(system["reporter"], "route.preview")
    body = {"category": "nonsense", "about": system["trust"].code}
    answer = client.post(reverse("api:route"), body, content_type="application/json", headers=headers)
    assert answer.status_code == 400
    assert reverse("api:categories") in answer.content.decode()


def test_what_else_helps_comes_with_an_issue(client, system):
    other = make.trust("Greenhow Hospital")
    more = {"others": [other.code], "patients": "few", "minutes_lost": 20, "elsewhere": f"Booking, for {NHS_NUMBER}"}
    headers = key_of(system["reporter"], "issues.write")
    assert report(client, system, headers, **more).status_code == 201
    issue = Issue.objects.get()
    assert (list(issue.others.all()), issue.patients, issue.minutes_lost) == ([other], "few", 20)
    assert NHS_NUMBER not in issue.elsewhere
    assert report(client, system, headers, others=["NOPE1"]).status_code == 400


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("0f9991057-2690-4a1b-8c3d-9991057269ab"[1:], 201),  # a UUID whose digits happen to be an NHS number's
        (f"patient {NHS_NUMBER}", 400),
        (f"key-{NHS_NUMBER.replace(' ', '')}", 400),
    ],
)
def test_a_key_is_refused_that_names_a_patient_and_no_random_one_is(client, system, key, status):
    answer = report(client, system, key_of(system["reporter"], "issues.write") | {"Idempotency-Key": key})
    assert answer.status_code == status, answer.json()


def test_a_wrong_key_is_reported_together_with_all_else_that_is_wrong(client, system):
    headers = key_of(system["reporter"], "issues.write") | {"Idempotency-Key": "short"}
    errors = report(client, system, headers, category="nonsense", text="").json()["errors"]
    assert set(errors) == {"Idempotency-Key", "category", "text"}
    assert errors["Idempotency-Key"] == ["Send this header: 8 to 64 characters."]
    assert not Issue.objects.exists()


def test_the_page_of_the_api_says_how_long_a_key_is(client, db):
    assert "8 to 64 characters" in client.get(reverse("api_docs")).text


@pytest.mark.parametrize("name", ["issues", "desk_issues", "themes", "projects"])
def test_a_state_that_there_is_not_is_refused_with_those_that_there_are(client, system, name):
    headers = key_of(system["director"], "issues.read", "desk.read", "themes.read")
    states = {"themes": Theme.State, "projects": Project.Stage}.get(name, Issue.State).values
    answer = client.get(reverse(f"api:{name}"), {"state": "zz"}, headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    (said,) = answer.json()["errors"]["state"]
    assert said.startswith("“zz” is none of these: ") and said.endswith(f"{', '.join(states)}.")
    assert client.get(reverse(f"api:{name}"), {"state": states[0]}, headers=headers).status_code == 200


def test_the_issues_of_a_state_are_listed_alone(client, system):
    headers = key_of(system["reporter"], "issues.read")
    make.issue(by=system["reporter"], about=system["trust"])
    asked = {state: client.get(reverse("api:issues"), {"state": state}, headers=headers) for state in Issue.State}
    assert {state: answer.json()["count"] for state, answer in asked.items() if answer.json()["count"]} == {
        "reported": 1
    }

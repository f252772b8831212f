"""What an answer has to say by its outcome; "not ours"; and that internal notes stay inside."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from issues import following, outcomes, queries, responding
from issues.models import Issue, IssueEntry
from people import keys
from people.models import Membership, Notice
from people.refusing import Refused
from tests import make

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=40)


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"] = make.user(name="Rita Reporter")
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    made["pharmacist"] = make.user(made["trust"])
    made["pharmacy"] = make.desk(made["trust"], "chief_pharmacist", made["pharmacist"])
    Notice.objects.all().delete()
    return made


def answered(system, **said) -> Issue:
    return responding.answer(issue=system["issue"], by=system["director"], **said)


@pytest.mark.parametrize("outcome", Issue.Outcome.values)
def test_every_outcome_says_what_is_expected_and_refuses_to_say_nothing(system, outcome):
    assert outcomes.EXPECTED[outcome].hint
    with pytest.raises(Refused):
        answered(system, outcome=outcome)
    assert Issue.objects.get().state == "reported"


@pytest.mark.parametrize(
    ("said", "particulars"),
    [
        ({"outcome": "explained", "text": "It is the pathway."}, ""),
        ({"outcome": "fixed", "text": "Sent today."}, ""),
        ({"outcome": "planned", "text": "A new template.", "planned_on": SOON}, ""),
        ({"outcome": "made", "changed": "Letters go out on the day."}, "Letters go out on the day."),
        ({"outcome": "not_agreed", "reason": "The pathway says otherwise."}, "The pathway says otherwise."),
        ({"outcome": "project", "project": "Letters on the day"}, "Letters on the day"),
    ],
)
def test_an_outcome_with_what_it_needs_is_an_answer(system, said, particulars):
    make.project(by=make.leader())
    issue = answered(system, **said)
    assert (issue.state, issue.outcome) == ("answered", said["outcome"])
    assert issue.entries.last().particulars == particulars


def test_what_changed_is_masked_like_all_that_is_written(system):
    issue = answered(system, outcome="made", changed="We rang 999 105 7269.")
    assert "999" not in issue.entries.last().particulars


def test_the_database_holds_no_made_change_that_says_not_what(system):
    entry = system["issue"].entries.last()
    with pytest.raises(IntegrityError), transaction.atomic():
        IssueEntry.objects.filter(pk=entry.pk).update(outcome="made")
    with pytest.raises(IntegrityError), transaction.atomic():
        Issue.objects.update(outcome="not_ours", answered_at=timezone.now())


def test_a_project_is_linked_only_on_this_site(system, settings):
    path = make.project(by=make.leader()).get_absolute_url()
    issue = answered(system, outcome="project", project="Letters", project_path=settings.SITE_URL + path)
    assert issue.entries.last().project_path == path


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/projects/x/", "/inbox/", "javascript:alert(1)", "//x/y"]
)
def test_any_other_address_is_refused(system, address):
    with pytest.raises(Refused, match="address"):
        answered(system, outcome="project", project="Letters", project_path=address)


def test_a_project_is_found_by_its_name_or_its_address_alone(system):
    path = make.project(by=make.leader()).get_absolute_url()
    for said in ({"project": "letters  on the DAY"}, {"project": path}, {"project_path": path}):
        system["issue"] = make.issue(by=system["reporter"], about=system["trust"])
        entry = answered(system, outcome="project", **said).entries.last()
        assert entry.project_path == path and entry.particulars.lower().split() == ["letters", "on", "the", "day"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"project": "asdf"}, outcomes.NO_SUCH_PROJECT),
        ({"project_path": "/projects/no-such-project/"}, outcomes.NO_SUCH_PROJECT),
        ({"project": "Twice"}, outcomes.SEVERAL_PROJECTS),
    ],
)
def test_a_project_that_is_not_in_the_archive_is_asked_for_again(client, system, said, why):
    for _ in range(2):
        make.project(by=make.leader(), title="Twice")
    with pytest.raises(Refused, match=why):
        answered(system, outcome="project", **said)
    (field,) = said
    page = post(client, system, outcome="project", **said).content.decode()
    assert f'id="answer-{field}-error"' in page and why in page and said[field] in page


def test_an_answer_of_an_older_log_may_name_a_project_of_elsewhere(system):
    issue = answered(system, outcome="project", project="The old one", at=timezone.now(), tell=False)
    assert issue.entries.last().particulars == "The old one"


def test_not_ours_sends_it_on_with_its_history_and_says_which_rule_was_wrong(system):
    issue = answered(system, outcome="not_ours", desk=system["pharmacy"], text="A supply question")
    entry = issue.entries.last()
    assert (issue.state, issue.desk, issue.outcome) == ("reported", system["pharmacy"], "")
    assert (entry.from_desk, entry.desk, entry.corrects.name) == (system["desk"], system["pharmacy"], "anything")
    assert (entry.by, entry.text) == (system["director"], "A supply question")
    told = Notice.objects.filter(recipient=system["team"])
    assert [notice.path for notice in told] == [reverse("issues:gaps")]
    assert "anything" in told[0].subject


def test_only_a_rule_can_be_wrong_not_a_guess_or_a_person(system):
    issue = answered(system, outcome="not_ours", desk=system["pharmacy"], text="A supply question")
    responding.reroute(issue=issue, by=system["pharmacist"], desk=system["desk"], text="It is not")
    guessed = make.issue(about=None, about_words="nobody knows")
    responding.reroute(issue=guessed, by=system["team"], desk=system["desk"], text="It is the trust")
    assert IssueEntry.objects.filter(corrects__isnull=False).count() == 1


def test_the_page_of_gaps_counts_rules_whose_issues_were_sent_on(client, system):
    for _ in range(2):
        issue = make.issue(about=system["trust"])
        responding.reroute(issue=issue, by=system["director"], desk=system["pharmacy"], text="A supply question")
    (rule,) = queries.mistaken_rules(system["team"])
    assert (rule["rule"], rule["count"]) == ("anything", 2)
    assert rule["ways"] == [(system["desk"].title, system["pharmacy"].title, 2)]
    client.force_login(system["team"])
    assert f"to {system['pharmacy'].title} (2)" in client.get(reverse("issues:gaps")).content.decode()


def post(client, system, **answers):
    client.force_login(system["director"])
    path = reverse("issues:act", args=[system["issue"].reference, "answer"])
    return client.post(path, answers)


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"text": "Words"}, "answer-outcome"),
        ({"outcome": "planned", "text": "Words"}, "answer-planned_on"),
        ({"outcome": "planned", "planned_on": "2099-01-01", "text": "Words"}, "answer-planned_on"),
        ({"outcome": "made", "text": "Words"}, "answer-changed"),
        ({"outcome": "not_agreed", "text": "Words"}, "answer-reason"),
        ({"outcome": "not_ours", "text": "Words"}, "answer-outcome"),
        ({"outcome": "project", "text": "Words"}, "answer-project"),
        ({"outcome": "project", "project": "It", "project_path": "/inbox/", "text": "Words"}, "answer-project_path"),
        ({"outcome": "fixed"}, "answer-text"),
    ],
)
def test_what_is_missing_is_said_next_to_its_field_and_the_rest_is_kept(client, system, answers, error):
    answer = post(client, system, **answers)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{error}"' in page
    assert f'id="{error}-error"' in page
    assert answers.get("text", "") in page


def test_what_the_outcome_does_not_ask_for_is_not_looked_at(client, system):
    answer = post(client, system, outcome="fixed", text="Sent.", planned_on="2020-01-01", desk="x", changed="No")
    assert answer.status_code == 302
    issue = Issue.objects.get()
    assert (issue.outcome, issue.planned_on, issue.entries.last().particulars) == ("fixed", None, "")


def test_what_is_not_theirs_stands_in_one_place_of_the_page_and_sends_it_on(client, system):
    client.force_login(system["director"])
    address = system["issue"].get_absolute_url()
    page = client.get(address).content.decode()
    assert page.count("Whose is it?") == 1 and "not_ours" not in page
    said = {"text": "A supply question", "desk": system["pharmacy"].pk}
    assert client.post(f"{address}reroute/", said).status_code == 302
    assert Issue.objects.get().desk == system["pharmacy"]
    assert system["issue"].entries.last().outcome == "not_ours"


def test_each_outcome_shows_its_own_questions_below_it_once(client, system):
    client.force_login(system["director"])
    page = client.get(system["issue"].get_absolute_url()).content.decode()
    assert page.count('name="changed"') == 1
    assert 'class="nhsuk-radios__conditional' in page
    assert outcomes.EXPECTED["made"].hint in page


SCOPES = ["issues.read", "desk.read"]
NOTE = "Between ourselves only"


@pytest.fixture
def noted(system):
    """An issue with a note, after it was sent on, and whoever is on the side that reported it."""
    responding.note(issue=system["issue"], by=system["director"], text=NOTE)
    follower, home = make.user(), system["reporter"].memberships.get().organisation
    following.me_too(issue=system["issue"], by=follower)
    lead = make.user(home, Membership.Role.LEAD)
    issue = responding.reroute(issue=system["issue"], by=system["director"], desk=system["pharmacy"], text="Theirs")
    return issue, [system["reporter"], follower, lead]


def test_an_internal_note_leaves_by_no_door(client, system, noted):
    issue, outside = noted
    for person in outside:
        client.force_login(person)
        headers = {"Authorization": f"Bearer {keys.make_key(by=person, name='test', scopes=SCOPES)[1]}"}
        pages = [issue.get_absolute_url(), reverse("issues:mine"), reverse("people:notices"), reverse("issues:inbox")]
        pages += [reverse("issues:receipt", args=[issue.reference]), f"{reverse('issues:mine')}?csv=1"]
        pages += [f"{reverse('issues:inbox')}?csv=1&box=done", f"{reverse('issues:mine')}?q=ourselves"]
        for path in pages:
            assert "Between ourselves" not in words_of(client.get(path)), (person, path)
        client.logout()
        for path in (reverse("api:issue", args=[issue.reference]), reverse("api:issues"), reverse("api:desk_issues")):
            assert "Between ourselves" not in words_of(client.get(path, headers=headers)), (person, path)
    assert not Notice.objects.filter(subject__contains="ourselves").exists()


def test_the_answering_side_reads_the_note(client, system, noted):
    issue, _ = noted
    client.force_login(system["pharmacist"])
    assert NOTE in client.get(issue.get_absolute_url()).content.decode()


def test_a_reporter_of_the_interface_team_does_not_read_notes_on_their_own_issue(client, system):
    own = make.issue(by=system["team"], about=system["trust"])
    responding.note(issue=own, by=system["director"], text=NOTE)
    client.force_login(system["team"])
    assert NOTE not in client.get(own.get_absolute_url()).content.decode()


def words_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


def api_answer(client, system, **said):
    headers = {
        "Authorization": f"Bearer {keys.make_key(by=system['director'], name='test', scopes=['desk.write'])[1]}"
    }
    path = reverse("api:answer", args=[system["issue"].reference])
    return client.post(path, said, content_type="application/json", headers=headers)


@pytest.mark.parametrize(
    "said",
    [
        {"outcome": "nonsense", "text": "Words"},
        {"outcome": "fixed"},
        {"outcome": "planned", "text": "Words"},
        {"outcome": "planned", "text": "Words", "planned_on": "2020-01-01"},
        {"outcome": "planned", "text": "Words", "planned_on": "2099-01-01"},
        {"outcome": "made", "text": "Words"},
        {"outcome": "not_agreed", "text": "Words"},
        {"outcome": "project", "text": "Words"},
        {"outcome": "project", "project": "It", "project_path": "/inbox/"},
        {"outcome": "not_ours", "text": "Words"},
        {"outcome": "not_ours", "text": "Words", "desk": "No such title"},
    ],
)
def test_every_refusal_of_the_api_is_a_problem_document(client, system, said):
    answer = api_answer(client, system, **said)
    assert answer.status_code in {400, 409}
    assert answer["Content-Type"].startswith("application/problem+json")
    assert Issue.objects.get().state == "reported"


def test_other_systems_say_what_changed_and_whose_it_is_by_title(client, system):
    title = system["pharmacy"].title
    assert api_answer(client, system, outcome="not_ours", desk=title, text="Theirs").json()["desk"] == title
    issue = responding.reroute(issue=Issue.objects.get(), by=system["team"], desk=system["desk"], text="Back")
    assert api_answer(client, system, outcome="made", changed="Letters go out.").json()["outcome"] == "made"
    assert issue.entries.last().particulars == "Letters go out."


def test_an_answer_that_comes_too_late_gives_back_all_that_was_typed(client, system):
    answered(system, outcome="fixed", text="Sent today.")
    responding.close(issue=system["issue"], by=system["reporter"])
    page = post(client, system, outcome="not_agreed", reason="Disproportionate", text="Sorry about that.")
    words = page.content.decode()
    assert page.status_code == 409
    assert all(said in words for said in ("Not agreed", "Why do you not agree?", "Disproportionate", "Sorry about"))

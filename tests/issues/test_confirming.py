"""Whether a change holds: asked once after four weeks, of everybody who reported it, and what their answers do."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from issues import confirming, following, promising, queries, responding
from issues.models import Issue, Verdict
from people.models import Notice
from people.refusing import Refused
from tests import make

pytestmark = pytest.mark.django_db
FOUR_WEEKS = timedelta(days=28)


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"] = make.user(name="Hilda Hidden")
    made["others"] = [make.user(name=f"Odd Other {number}") for number in range(4)]
    made["watcher"] = make.user(make.organisation("Watching", "gp_practice"))
    issue = make.issue(by=made["reporter"], about=made["trust"], is_confidential=True)
    for other in made["others"]:
        following.me_too(issue=issue, by=other)
    issue.followers.create(user=made["watcher"], organisation=made["trust"], is_affected=False)
    made["issue"] = responding.answer(issue=issue, by=made["director"], outcome="made", changed="Printer mended.")
    return made


@pytest.fixture
def asked(system):
    confirming.ask_due(now=system["issue"].outcome_due_at)
    Notice.objects.exclude(event__endswith=":holds").delete()
    return system


def asked_of(person) -> int:
    return Notice.objects.filter(recipient=person, event__endswith=":holds").count()


def judge(system, person, answer: str, text: str = "") -> Issue:
    return confirming.judge(issue=system["issue"], by=person, answer=answer, text=text)


def test_nobody_is_asked_before_four_weeks(system):
    assert confirming.ask_due(now=system["issue"].answered_at + FOUR_WEEKS - timedelta(minutes=1)) == 0
    assert not Verdict.objects.exists()


def test_everybody_who_reported_it_is_asked_once_and_never_again(system):
    for days in (28, 28, 29, 42, 60, 400):
        confirming.ask_due(now=system["issue"].answered_at + timedelta(days=days))
    assert [asked_of(person) for person in (system["reporter"], *system["others"])] == [1] * 5
    assert [asked_of(person) for person in (system["watcher"], system["director"])] == [0, 0]
    assert Verdict.objects.count() == 5


def test_a_planned_change_is_asked_about_four_weeks_after_it_was_made(system):
    issue = responding.reopen(issue=system["issue"], by=system["reporter"], text="No")
    soon = (issue.created_at + timedelta(days=3)).date()
    issue = responding.answer(issue=issue, by=system["director"], outcome="planned", text="Soon", planned_on=soon)
    issue = promising.fulfil(issue=issue, by=system["director"], changed="Done.")
    assert confirming.ask_due(now=issue.outcome_due_at) == 1
    assert asked_of(system["reporter"]) == 1


def test_an_answered_or_reopened_issue_without_a_made_change_asks_nobody(system):
    responding.reopen(issue=system["issue"], by=system["reporter"], text="Still so")
    assert confirming.ask_due(now=system["issue"].answered_at + timedelta(days=99)) == 0


def test_a_log_older_than_the_portal_asks_nobody(system):
    issue = make.issue(about=system["trust"])
    issue = responding.answer(issue=issue, by=system["director"], outcome="made", changed="Done.", tell=False)
    assert issue.outcome_due_at is None


def test_answers_are_counted_in_one_sentence(asked):
    for person, answer in zip(asked["others"], ("yes", "yes", "partly", "cannot_tell"), strict=True):
        judge(asked, person, answer)
    sentence = queries.tally(asked["issue"]).sentence
    assert sentence == "2 of 5 say it holds, 1 partly, 1 cannot tell, 1 not answered yet"


@pytest.mark.parametrize(
    ("answers", "is_confirmed"),
    [
        (["yes"], True),
        (["cannot_tell"], False),
        (["partly"], False),
        (["yes", "partly"], False),
        (["yes", "partly", "yes"], True),
        (["yes", "cannot_tell", "cannot_tell"], True),
        (["yes", "yes", "partly", "partly"], False),
    ],
)
def test_a_change_is_confirmed_by_most_of_those_who_can_tell(asked, answers, is_confirmed):
    for person, answer in zip(asked["others"], answers, strict=False):
        issue = judge(asked, person, answer)
    assert bool(issue.confirmed_at) == is_confirmed


@pytest.mark.parametrize("who", ["reporter", "follower"])
def test_a_no_says_why_and_reopens_with_fresh_clocks(asked, who):
    person = asked["reporter"] if who == "reporter" else asked["others"][0]
    with pytest.raises(Refused):
        judge(asked, person, "no")
    judge(asked, asked["others"][1], "yes")
    issue = judge(asked, person, "no", "It is 999 105 7269 again")
    entry = issue.entries.last()
    assert (issue.state, issue.outcome, issue.confirmed_at, entry.verb) == ("reported", "", None, "reopen")
    assert issue.acknowledge_due_at > issue.created_at
    assert "999" not in entry.text + Verdict.objects.get(user=person).text
    assert Notice.objects.filter(recipient=asked["director"], subject__contains="reopened").exists()
    assert confirming.ask_due(now=issue.answer_due_at + timedelta(days=99)) == 0


def test_a_second_no_is_kept_and_told_though_it_is_open_already(asked):
    judge(asked, asked["others"][0], "no", "Still so")
    issue = judge(asked, asked["others"][1], "no", "Here too")
    assert [entry.verb for entry in issue.entries.all()][-2:] == ["reopen", "verdict"]
    assert queries.tally(issue).said["no"] == 2


def test_the_same_press_again_changes_nothing_and_another_is_refused(asked):
    for _ in range(2):
        judge(asked, asked["others"][0], "yes")
    with pytest.raises(Refused, match="already"):
        judge(asked, asked["others"][0], "no", "Again")
    assert asked["issue"].entries.filter(verb="verdict").count() == 1


def test_whoever_was_asked_may_think_better_of_it_and_reopen(asked):
    judge(asked, asked["others"][0], "yes")
    issue = responding.reopen(issue=asked["issue"], by=asked["others"][0], text="It is back")
    assert issue.state == "reported"


def test_nobody_else_answers_or_reopens(asked):
    for person in (asked["director"], asked["watcher"], make.user()):
        with pytest.raises(PermissionDenied):
            judge(asked, person, "yes")
        with pytest.raises(PermissionDenied):
            responding.reopen(issue=asked["issue"], by=person, text="No")


def test_whoever_only_follows_cannot_reopen(system):
    with pytest.raises(PermissionDenied):
        responding.reopen(issue=system["issue"], by=system["watcher"], text="No")


def page(client, asked, person, **answers):
    client.force_login(person)
    path = reverse("issues:holds", args=[asked["issue"].reference])
    return client.post(path, answers) if answers else client.get(path)


def test_the_link_of_the_notice_leads_to_four_buttons_and_does_nothing(client, asked):
    (notice,) = Notice.objects.filter(recipient=asked["others"][0], event__endswith=":holds")
    client.force_login(asked["others"][0])
    words = client.get(notice.path).content.decode()
    assert [words.count(f'value="{answer}"') for answer in Verdict.Answer.values] == [1, 1, 1, 1]
    assert "Printer mended." in words
    assert not Verdict.objects.exclude(answer="").exists()


def test_who_is_signed_out_signs_in_and_comes_back(client, asked):
    path = reverse("issues:holds", args=[asked["issue"].reference])
    answer = client.get(path)
    assert answer.status_code == 302
    assert path in answer["Location"].replace("%2F", "/")


def test_one_press_answers(client, asked):
    assert page(client, asked, asked["others"][0], answer="yes").status_code == 302
    assert Issue.objects.get().confirmed_at
    assert "You answered on" in page(client, asked, asked["others"][0]).content.decode()


def test_a_no_without_a_reason_asks_for_it_next_to_its_field(client, asked):
    answer = page(client, asked, asked["others"][0], answer="no")
    assert answer.status_code == 422
    assert "Say what still happens" in answer.content.decode()
    assert Issue.objects.get().state == "answered"


def test_who_was_not_asked_finds_no_page(client, asked):
    for person in (asked["director"], asked["team"], asked["watcher"], make.user()):
        assert page(client, asked, person).status_code == 404


def test_everybody_who_may_read_the_issue_sees_the_answers_and_nobody_who_gave_them(client, asked):
    judge(asked, asked["reporter"], "partly", "Mostly")
    judge(asked, asked["others"][0], "yes")
    judge(asked, asked["others"][1], "no", "On Mondays")
    for reader in (asked["director"], make.user(asked["trust"], "lead"), asked["others"][2]):
        client.force_login(reader)
        words = client.get(asked["issue"].get_absolute_url()).content.decode()
        assert "1 of 5 say it holds, 1 partly, 1 no, 2 not answered yet" in words
        assert "Mostly" in words
        assert "On Mondays" in words
        assert "Hilda Hidden" not in words
        assert not [person for person in asked["others"][:2] if person.name in words]


@pytest.mark.parametrize("who", ["reporter", "follower"])
def test_a_no_is_in_the_history_without_a_name_and_a_plain_reopening_with_it(client, asked, who):
    person = asked["reporter"] if who == "reporter" else asked["others"][0]
    issue = judge(asked, person, "no", "On Mondays")
    for reader in (asked["director"], asked["team"], asked["others"][2]):
        client.force_login(reader)
        words = client.get(issue.get_absolute_url()).content.decode()
        assert "says that it still happens" in words and "On Mondays" in words
        history = words.partition("What has happened")[2].partition("Reopened")[2]
        assert person.name not in history
    with pytest.raises(Refused, match="by one of those who have the problem"):
        responding.close(issue=issue, by=asked["team"])
    assert not [notice for notice in Notice.objects.all() if person.name in notice.subject]


def test_whoever_reopens_without_being_asked_signs(client, asked):
    issue = responding.reopen(issue=asked["issue"], by=asked["reporter"], text="It is back")
    client.force_login(asked["team"])
    history = client.get(issue.get_absolute_url()).content.decode().partition("What has happened")[2]
    assert asked["reporter"].name in history.partition("Reopened")[2]


def test_a_confirmed_change_says_so_and_while_others_may_still_say_no_that_too(client, asked):
    judge(asked, asked["reporter"], "yes")
    client.force_login(asked["director"])
    page = client.get(asked["issue"].get_absolute_url()).content.decode()
    assert "Confirmed so far" in page and "Confirmed by those who have answered so far, since" in page
    for other in asked["others"]:
        judge(asked, other, "yes")
    page = client.get(asked["issue"].get_absolute_url()).content.decode()
    assert "Confirmed on" in page and "so far" not in page


def test_an_issue_costs_the_same_whatever_number_was_asked(client, asked, django_assert_max_num_queries):
    client.force_login(asked["team"])
    client.get(asked["issue"].get_absolute_url())
    with django_assert_max_num_queries(30) as few:
        client.get(asked["issue"].get_absolute_url())
    claim = asked["issue"].entries.filter(outcome="made").last()
    for _ in range(20):
        Verdict.objects.create(claim=claim, user=make.user())
    with django_assert_max_num_queries(30) as many:
        client.get(asked["issue"].get_absolute_url())
    assert len(many) == len(few)

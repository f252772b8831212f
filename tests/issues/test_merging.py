"""A duplicate becomes part of another issue: traceably, and so that it can be taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from issues import following, merging, moving, queries, responding, rules
from issues.models import Issue
from people.models import Notice
from people.refusing import Refused
from routing.models import Holder
from tests import make
from tests.issues.twins import back_in_time, fresh, merged, steps, told, unmerged


def test_both_histories_say_who_merged_what_and_why(twins):
    twin = merged(twins)
    director, issue = twins["director"].pk, twins["issue"]
    assert (twin.state, twin.duplicate_of) == ("duplicate", issue)
    assert steps(twin)[-1] == ("merge", "duplicate", issue.pk, director, "The same letters")
    assert steps(issue)[-1] == ("take_in", "reported", twin.pk, director, "The same letters")


def test_whoever_is_behind_the_duplicate_is_told_once_that_it_was_merged(twins):
    follower = make.user()
    following.me_too(issue=twins["twin"], by=follower)
    following.me_too(issue=twins["issue"], by=follower)
    following.me_too(issue=twins["issue"], by=twins["double"])
    Notice.objects.all().delete()
    merged(twins)
    merged(twins)
    words = f"Issue {twins['twin']} is now part of issue {twins['issue']}, where you will be told what becomes of it"
    assert told(twins["double"]) == told(follower) == [words]
    assert told(twins["reporter"]) == []


@pytest.mark.parametrize("act", [merged, unmerged])
def test_whoever_answers_both_is_told_once_of_each_act(twins, act):
    colleague = make.user(twins["trust"])
    Holder.objects.create(desk=twins["desk"], user=colleague)
    if act is unmerged:
        merged(twins)
    Notice.objects.all().delete()
    act(twins)
    assert len(told(colleague)) == 1


def test_each_desk_is_told_of_its_own_issue(twins):
    pharmacist = make.user(twins["trust"])
    desk = make.desk(twins["trust"], "chief_pharmacist", pharmacist)
    twins["issue"] = responding.reroute(issue=twins["issue"], by=twins["director"], desk=desk, text="Supply")
    Notice.objects.all().delete()
    merged(twins, by="team")
    unmerged(twins, by="team")
    for person, issue in ((pharmacist, "issue"), (twins["director"], "twin")):
        paths = [notice.path for notice in Notice.objects.filter(recipient=person)]
        assert paths == [twins[issue].get_absolute_url()] * 2


def test_from_then_on_they_are_told_what_the_reporter_is_told_each_once(twins):
    follower = make.user()
    following.me_too(issue=twins["twin"], by=follower)
    following.me_too(issue=twins["issue"], by=follower)
    merged(twins)
    Notice.objects.all().delete()
    responding.answer(issue=twins["issue"], by=twins["director"], text="Mended", outcome="fixed")
    for person in (twins["reporter"], twins["double"], follower):
        assert told(person) == [f"Issue {twins['issue']} has been answered"]
    assert moving.people_behind(twins["issue"]).count() == 3


def test_the_parties_to_the_duplicate_may_read_what_it_became_part_of(twins):
    seen = Issue.objects.visible_to(twins["double"]).filter(pk=twins["issue"].pk)
    assert not seen.exists()
    merged(twins)
    assert seen.exists()
    assert not rules.can_read_reporter(twins["double"], twins["issue"])
    unmerged(twins)
    assert not seen.exists()


def test_who_answers_the_other_may_read_the_duplicate_without_the_name(twins):
    pharmacist = make.user(twins["trust"])
    desk = make.desk(twins["trust"], "chief_pharmacist", pharmacist)
    twins["issue"] = responding.reroute(issue=twins["issue"], by=twins["director"], desk=desk, text="Supply")
    seen = Issue.objects.visible_to(pharmacist).filter(pk=twins["twin"].pk)
    assert not seen.exists()
    merged(twins, by="team")
    assert seen.exists()
    assert not rules.can_read_reporter(pharmacist, twins["twin"])


def test_the_other_party_does_not_see_the_duplicate(twins):
    merged(twins)
    assert not Issue.objects.visible_to(twins["reporter"]).filter(pk=twins["twin"].pk).exists()


@pytest.mark.parametrize("person", ["reporter", "double", "pharmacist"])
def test_only_who_answers_both_may_merge(twins, person):
    twins["pharmacist"] = make.user(twins["trust"])
    desk = make.desk(twins["trust"], "chief_pharmacist", twins["pharmacist"])
    twins["issue"] = responding.reroute(issue=twins["issue"], by=twins["director"], desk=desk, text="Supply")
    with pytest.raises(PermissionDenied):
        merged(twins, by=person)
    merged(twins, by="team")


def test_an_answered_issue_keeps_its_answer_and_may_take_in_others(twins):
    responding.answer(issue=twins["twin"], by=twins["director"], text="Mended", outcome="fixed")
    with pytest.raises(Refused, match=r"has been answered\. Link the two as related"):
        merged(twins)
    merged(twins, issue="issue", into="twin")
    with pytest.raises(Refused, match="part of issue"):
        responding.acknowledge(issue=twins["issue"], by=twins["team"])


def test_nothing_becomes_part_of_a_closed_issue(twins):
    responding.answer(issue=twins["issue"], by=twins["director"], text="Mended", outcome="fixed")
    responding.close(issue=twins["issue"], by=twins["reporter"])
    with pytest.raises(Refused, match="has been closed"):
        merged(twins)


def test_there_is_never_a_chain_or_a_circle(twins):
    twins["third"] = make.issue(about=twins["trust"])
    merged(twins)
    for issue, into in (("issue", "twin"), ("third", "twin"), ("issue", "third"), ("issue", "issue")):
        with pytest.raises(Refused):
            merged(twins, issue=issue, into=into)
    merged(twins, issue="third")
    assert twins["issue"].duplicates.count() == 2


def test_a_refusal_names_where_the_other_is_and_who_put_it_there(twins):
    twins["third"] = make.issue(about=twins["trust"])
    merged(twins)
    with pytest.raises(Refused, match=f"itself part of issue {twins['issue']}: Mina Director merged them on"):
        merged(twins, issue="third", into="twin")
    with pytest.raises(Refused, match=f"part of issue {twins['issue']}.* Mina Director"):
        merged(twins, by="team")


def test_its_reporter_may_take_it_back_and_is_told_of_it_by_itself_again(twins):
    merged(twins)
    Notice.objects.all().delete()
    unmerged(twins, by="double")
    assert "is no longer part of" in told(twins["director"])[0]
    responding.acknowledge(issue=twins["issue"], by=twins["director"])
    assert told(twins["double"]) == []
    with pytest.raises(PermissionDenied):
        merging.unmerge(issue=merged(twins), by=twins["reporter"])


def test_after_thirty_days_it_stays_where_it_is(twins):
    twin = merged(twins)
    back_in_time(twin, timedelta(days=30, minutes=1))
    with pytest.raises(Refused, match="more than 30 days"):
        unmerged(twins)
    back_in_time(twin, timedelta(days=29))
    assert unmerged(twins).state == "reported"


def test_a_second_press_takes_nothing_back_twice(twins):
    merged(twins)
    unmerged(twins)
    unmerged(twins)
    assert twins["twin"].entries.filter(verb="unmerge").count() == 1
    assert merged(twins).state == "duplicate"


def test_text_followers_and_history_stay_with_the_duplicate(twins):
    following.me_too(issue=twins["twin"], by=make.user(), text="Here too")
    before = steps(twins["twin"])
    twin = merged(twins)
    assert steps(twin)[: len(before)] == before
    assert twin.followers.count() == 1
    assert queries.find(twins["double"], twin.reference) == twin


def test_why_is_masked_like_all_that_is_written(twins):
    merging.merge(issue=twins["twin"], into=twins["issue"], by=twins["director"], text="Patient 999 105 7269")
    for one in ("twin", "issue"):
        assert "999" not in fresh(twins[one]).entries.last().text


def test_who_reported_confidentially_is_not_named_by_a_refusal(twins):
    asked = responding.ask(issue=twins["issue"], by=twins["director"], text="Which clinic?")
    responding.reply(issue=asked, by=twins["reporter"], text="Tuesdays")
    with pytest.raises(Refused, match="taken by the reporter"):
        responding.acknowledge(issue=twins["issue"], by=twins["director"])


def test_thanks_do_not_become_part_of_a_problem(twins):
    thanks = make.category("works_well", "Something that works well", is_thanks=True)
    twins["thanks"] = make.issue(about=twins["trust"], category=thanks)
    with pytest.raises(Refused, match="works well"):
        merged(twins, issue="thanks", by="team")

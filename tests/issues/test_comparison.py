"""The pages on which two issues are compared, merged, linked and taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from issues import merging, relating, responding
from issues.models import Issue, Merge
from tests import make
from tests.issues.twins import back_in_time, fresh, merged
from tests.shape.test_page_skeleton import faults
from themes.placing import place_due


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def page(client, person, name: str, issue: Issue, **query):
    client.force_login(person)
    return client.get(reverse(f"issues:{name}", args=[issue.reference]), query)


def send(client, person, name: str, issue: Issue, **answers):
    client.force_login(person)
    return client.post(reverse(f"issues:{name}", args=[issue.reference]), answers, follow=True)


def test_from_the_issue_to_the_merge_and_to_where_it_went(client, twins):
    one, other, director = twins["twin"], twins["issue"], twins["director"]
    assert reverse("issues:compare", args=[one.reference]) in words(page(client, director, "issue", one))
    place_due()
    suggested = page(client, director, "compare", one)
    assert f"Compare with {other}" in words(suggested)
    compared = page(client, director, "compare", one, other=other.reference.lower())
    assert f"1 person behind {one} is told once" in words(compared)
    assert faults(suggested.content.decode()) == faults(compared.content.decode()) == []
    done = words(send(client, director, "merge", one, other=other.reference, text="Same letters"))
    assert f"Issue {one} is now part of issue {other}" in done
    assert "Also part of this issue" in done
    assert fresh(one).duplicate_of == other


def test_the_reporter_is_led_to_where_it_went_and_may_take_it_back(client, twins):
    merged(twins)
    shown = page(client, twins["double"], "issue", twins["twin"])
    assert f'This is now part of issue <a href="{twins["issue"].get_absolute_url()}">' in words(shown)
    assert "Merged by Mina Director" in words(shown)
    assert faults(shown.content.decode()) == []
    there = words(page(client, twins["double"], "issue", twins["issue"]))
    assert f"You are told what becomes of this issue through {twins['twin']}" in there
    assert "Rita Reporter" not in there
    assert "/me-too/" not in there
    client.post(reverse("issues:act", args=[twins["twin"].reference, "unmerge"]), {"text": "Another clinic"})
    assert fresh(twins["twin"]).state == "reported"


def test_others_learn_that_there_is_a_duplicate_but_not_which(client, twins):
    merged(twins)
    shown = words(page(client, twins["reporter"], "issue", twins["issue"]))
    assert "1 report of the same problem by somebody else" in shown
    assert twins["twin"].reference not in shown
    assert "Dora Double" not in shown


def test_what_a_reporter_takes_back_does_not_name_or_quote_them_on_the_other_issue(client, twins):
    merged(twins)
    merging.unmerge(issue=twins["twin"], by=twins["double"], text="My patient went to another clinic")
    assert "to another clinic" in words(page(client, twins["director"], "issue", twins["twin"]))
    for reader in ("reporter", "director"):
        there = words(page(client, twins[reader], "issue", twins["issue"]))
        assert "An issue is no longer part of this one" in there
        assert "Dora Double" not in there
        assert "to another clinic" not in there


def test_after_thirty_days_taking_back_is_no_longer_offered(client, twins):
    merged(twins)
    assert "take it back" in words(page(client, twins["double"], "issue", twins["twin"]))
    back_in_time(twins["twin"], timedelta(days=31))
    assert "take it back" not in words(page(client, twins["double"], "issue", twins["twin"]))


@pytest.mark.parametrize("reference", ["", "ZZZZZ", "foreign"])
def test_a_reference_that_leads_nowhere_is_said_kindly(client, twins, reference):
    foreign = make.issue(by=make.user(), about=make.trust("Elsewhere"))
    asked = page(
        client, twins["director"], "compare", twins["twin"], other=foreign if reference == "foreign" else reference
    )
    assert asked.status_code == 422
    assert "reference" in words(asked)


def test_an_answered_issue_shows_what_it_came_to_and_not_when_it_is_due(client, twins):
    responding.answer(issue=twins["issue"], by=twins["director"], text="Mended", outcome="fixed")
    shown = words(page(client, twins["director"], "compare", twins["twin"], other=twins["issue"].reference))
    assert shown.count("Answer due") == 1
    today = timezone.localdate()
    assert f"{today.day} {today:%B %Y}: Fixed for this patient" in shown


def test_who_answers_only_one_is_told_who_answers_the_other(client, twins):
    pharmacist = make.user(twins["trust"])
    desk = make.desk(twins["trust"], "chief_pharmacist", pharmacist)
    responding.reroute(issue=twins["issue"], by=twins["director"], desk=desk, text="Supply")
    shown = words(page(client, twins["director"], "compare", twins["twin"], other=twins["issue"].reference))
    assert f"is with {desk.title}. Only who answers both" in shown
    assert "Link as related" in shown


def test_a_duplicate_of_another_leads_on_to_where_it_went(client, twins):
    third = make.issue(about=twins["trust"])
    merged(twins)
    shown = words(page(client, twins["director"], "compare", third, other=twins["twin"].reference))
    assert f'<a href="?other={twins["issue"]}">Compare with {twins["issue"]}</a>' in shown


def test_a_merge_without_a_reason_is_sent_back(client, twins):
    answer = send(client, twins["director"], "merge", twins["twin"], other=twins["issue"].reference, text="")
    assert answer.status_code == 422
    assert "Say why they are the same" in words(answer)
    assert not Merge.objects.exists()


def test_nobody_merges_into_what_they_may_not_read(client, twins):
    foreign = make.issue(about=make.trust("Elsewhere"))
    answer = send(client, twins["director"], "merge", twins["twin"], other=foreign.reference, text="Same")
    assert answer.status_code == 404


@pytest.mark.parametrize("outcome", ["fixed", ""])
def test_an_answer_to_what_was_merged_meanwhile_keeps_its_words(client, twins, outcome):
    merged(twins, by="team")
    client.force_login(twins["director"])
    path = reverse("issues:act", args=[twins["twin"].reference, "answer"])
    answer = client.post(path, {"outcome": outcome, "text": "The printer is mended."})
    assert answer.status_code == 409
    for said in ("The printer is mended.", "Ira Interface", f"part of issue {twins['issue']}"):
        assert said in words(answer)


def test_the_list_of_merges_takes_back(client, twins):
    merged(twins)
    client.force_login(twins["team"])
    listed = words(client.get(reverse("issues:merged")))
    for said in (twins["twin"].reference, twins["issue"].reference, "Mina Director", "The same letters"):
        assert said in listed
    client.post(reverse("issues:act", args=[twins["twin"].reference, "unmerge"]), {"text": "Another clinic"})
    assert "Nothing was merged" in words(client.get(reverse("issues:merged")))


def test_related_issues_link_to_each_other_for_who_may_read_both(client, twins):
    send(client, twins["director"], "relate", twins["twin"], other=twins["issue"].reference)
    assert twins["issue"].reference in words(page(client, twins["director"], "issue", twins["twin"]))
    assert twins["issue"].reference not in words(page(client, twins["double"], "issue", twins["twin"]))
    send(client, twins["director"], "unrelate", twins["twin"], other=twins["issue"].reference)
    assert "Related issues" not in words(page(client, twins["director"], "issue", twins["twin"]))


def test_an_issue_with_many_links_costs_no_more_than_one_with_few(client, twins, django_assert_max_num_queries):
    for _ in range(6):
        twins["more"] = make.issue(about=twins["trust"])
        merged(twins, issue="more")
        relating.relate(issue=twins["issue"], to=make.issue(about=twins["trust"]), by=twins["director"])
    client.force_login(twins["director"])
    with django_assert_max_num_queries(40):
        client.get(twins["issue"].get_absolute_url())


def test_an_issue_is_not_compared_with_itself(client, twins):
    one = twins["issue"]
    answer = page(client, twins["director"], "compare", one, other=one.reference.lower())
    assert answer.status_code == 422
    assert "These are the same issue" in words(answer) and "Link as related" not in words(answer)

"""Harm is not lost in a merge: the survivor counts as having the worst, and whose work the duplicate was reads on."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from issues import lfpse, merging, rules
from issues.filtering import InboxFilter
from issues.models import Issue
from people.models import Notice
from tests import make
from tests.issues.twins import fresh, merged, unmerged

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins(twins):
    """The twin tells of a death and is with the patient safety lead; the issue says nothing of harm."""
    twins["safety"] = make.user(twins["trust"], name="Sana Safety")
    desk = make.desk(twins["trust"], "patient_safety_lead", twins["safety"], title="Patient safety lead")
    Issue.objects.filter(pk=twins["twin"].pk).update(harm="death", desk=desk, text="She died waiting.")
    twins["twin"], twins["safety_desk"] = fresh(twins["twin"]), desk
    return twins


def narrowed(twins, harm: str) -> list[Issue]:
    return list(InboxFilter(QueryDict(f"harm={harm}"), user=twins["team"]).narrow(Issue.objects.order_by("pk")))


def test_both_sides_of_the_comparison_say_what_harm_there_was_and_what_merging_does(client, twins):
    client.force_login(twins["team"])
    address = reverse("issues:compare", args=[twins["twin"].reference])
    page = client.get(address, {"other": twins["issue"].reference}).text
    assert ">Death</dd>" in page and ">Not said</dd>" in page
    assert f"{twins['issue']} then counts with the harm of {twins['twin']}: death" in page
    assert f"Patient safety lead is told, and has a copy of {twins['issue']} to read" in page
    address = reverse("issues:compare", args=[twins["issue"].reference])
    page = client.get(address, {"other": twins["twin"].reference}).text
    assert "then counts with the harm" not in page


def test_the_survivor_has_the_worst_harm_wherever_harm_is_shown_or_asked_for(client, twins):
    merged(twins, by="team")
    issue = fresh(twins["issue"])
    assert (issue.harm, issue.worst_harm, issue.is_harm) == ("unknown", "death", True)
    assert narrowed(twins, "harmed") == narrowed(twins, "death") == [issue, twins["twin"]]
    assert narrowed(twins, "unknown") == []
    client.force_login(twins["director"])
    page = client.get(issue.get_absolute_url()).text
    assert "Death, as reported in an issue that is part of this one. Reported of this one itself: not said" in page
    assert "It now counts with this harm: death." in page and "A patient died. This portal does not record" in page
    assert "Death" in client.get(reverse("issues:inbox")).text.partition(f"{issue}</a>")[2][:300]


def test_who_answers_has_the_words_for_lfpse_of_the_one_that_tells_of_harm_and_its_reporter_has_none(twins):
    merged(twins, by="team")
    issue = fresh(twins["issue"])
    said = lfpse.summary_of(issue, by=twins["director"])
    assert said.startswith("Death.") and "She died waiting." in said
    assert rules.can_record(twins["director"], issue) and not rules.can_record(twins["reporter"], issue)
    Issue.objects.filter(pk=issue.pk).update(harm="moderate")
    said = lfpse.summary_of(fresh(issue), by=twins["reporter"])
    assert said.startswith("Moderate harm.") and "She died" not in said


@pytest.mark.parametrize(
    ("own", "other", "worst"), [("severe", "low", ""), ("unknown", "none", ""), ("none", "low", "low")]
)
def test_only_what_is_worse_is_taken_in(twins, own, other, worst):
    Issue.objects.filter(pk=twins["issue"].pk).update(harm=own)
    Issue.objects.filter(pk=twins["twin"].pk).update(harm=other)
    merged(twins, by="team")
    assert fresh(twins["issue"]).harm_taken_in == worst


def test_when_it_is_taken_back_so_is_its_harm_but_not_that_of_another(twins):
    twins["third"] = make.issue(about=twins["trust"], harm="moderate")
    merged(twins, by="team")
    merged(twins, issue="third", by="team")
    unmerged(twins, by="team")
    issue = fresh(twins["issue"])
    assert issue.worst_harm == "moderate"
    assert issue.entries.last().reasons == ["It now counts with this harm: moderate harm."]
    unmerged(twins, issue="third", by="team")
    assert fresh(issue).worst_harm == "unknown" and not fresh(issue).harm_taken_in


def test_whose_work_the_duplicate_was_is_told_and_reads_the_survivor_until_it_is_taken_back(client, twins):
    seen = Issue.objects.visible_to(twins["safety"]).filter(pk=twins["issue"].pk)
    assert not seen.exists()
    merged(twins, by="team")
    assert seen.exists()
    said = f"is now part of issue {twins['issue']}, with {twins['desk'].title}, and you have a copy of it"
    assert said in Notice.objects.filter(recipient=twins["safety"]).last().subject
    client.force_login(twins["director"])
    assert "Patient safety lead: Sana Safety" in client.get(twins["issue"].get_absolute_url()).text
    unmerged(twins, by="team")
    assert not twins["issue"].copies.exists()


def test_a_copy_that_another_needs_or_that_was_there_before_stays(twins):
    twins["third"] = make.issue(about=twins["trust"])
    Issue.objects.filter(pk=twins["third"].pk).update(desk=twins["safety_desk"])
    merged(twins, by="team")
    merged(twins, issue="third", by="team")
    unmerged(twins, by="team")
    assert twins["issue"].copies.filter(desk=twins["safety_desk"]).exists()
    unmerged(twins, issue="third", by="team")
    twins["issue"].copies.create(desk=twins["safety_desk"])
    merged(twins, by="team")
    unmerged(twins, by="team")
    assert twins["issue"].copies.filter(desk=twins["safety_desk"]).exists()


def test_one_desk_of_both_needs_no_copy(twins):
    Issue.objects.filter(pk=twins["twin"].pk).update(desk=twins["desk"])
    twins["twin"] = fresh(twins["twin"])
    merged(twins)
    assert not twins["issue"].copies.exists() and merging.standing_merge(fresh(twins["twin"])).copied_to is None

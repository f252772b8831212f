"""An issue is masked, routed, clocked and told, once."""

import pytest

from issues import reporting
from issues.models import Issue, IssueEntry
from language.identifiers import screen
from people.models import Membership, Notice
from people.refusing import Refused
from tests import make

pytestmark = pytest.mark.django_db


def test_an_issue_goes_to_the_desk_of_the_most_specific_rule():
    system = make.registry()
    issue = make.issue(about=system["trust"])
    assert issue.desk == system["desk"]
    assert issue.entries.get().reasons
    assert issue.acknowledge_due_at < issue.answer_due_at


def test_an_issue_about_an_unknown_organisation_goes_to_the_interface_desk_and_says_why():
    system = make.registry()
    issue = make.issue(about=None, about_words="a place nobody knows")
    assert issue.desk == system["interface_desk"]
    assert issue.entries.get().gap


def test_the_same_key_makes_one_issue():
    system, person = make.registry(), make.user()
    first = make.issue(by=person, about=system["trust"], key="once")
    second = make.issue(by=person, about=system["trust"], key="once")
    assert first == second
    assert Issue.objects.count() == IssueEntry.objects.count() == 1


def test_a_key_that_was_used_for_another_issue_is_refused_and_not_swallowed():
    system, person = make.registry(), make.user()
    first = make.issue(by=person, about=system["trust"], key="once")
    with pytest.raises(Refused, match=first.reference):
        make.issue(by=person, about=system["trust"], key="once", text="Something else happened")


def test_another_person_may_use_the_same_key():
    system = make.registry()
    make.issue(by=make.user(), about=system["trust"], key="once")
    make.issue(by=make.user(), about=system["trust"], key="once")
    assert Issue.objects.count() == 2


def test_an_nhs_number_is_never_stored_whatever_the_writer_releases():
    system = make.registry()
    text = "Pt 999 105 7269 was sent home without a letter."
    issue = make.issue(about=system["trust"], text=text, released={"text": {(3, 15)}})
    assert "999" not in issue.text
    assert "sent home without a letter" in issue.text


def test_the_desk_and_the_reporter_are_told_without_the_text():
    system, person = make.registry(), make.user()
    make.issue(by=person, about=system["trust"], text="The letter was astonishing.")
    told = {notice.recipient for notice in Notice.objects.all()}
    assert told == {system["director"], person}
    for notice in Notice.objects.all():
        assert "astonishing" not in notice.subject + notice.text


def test_a_log_older_than_the_portal_tells_nobody():
    system = make.registry()
    make.issue(about=system["trust"], tell=False)
    assert not Notice.objects.exists()


def test_a_person_who_works_nowhere_cannot_report():
    make.registry()
    stranger = make.user()
    Membership.objects.filter(user=stranger).delete()
    with pytest.raises(Exception, match="^$"):
        make.issue(by=stranger)
    assert not Issue.objects.exists()


def test_nothing_is_left_of_a_report_that_fails_half_way(monkeypatch):
    system = make.registry()
    monkeypatch.setattr(reporting.notices, "write", lambda *args, **facts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make.issue(about=system["trust"])
    assert not Issue.objects.exists()
    assert not IssueEntry.objects.exists()


def test_a_reference_that_is_taken_is_chosen_anew(monkeypatch):
    system = make.registry()
    references = iter(["AAAAA", "AAAAA", "BBBBB"])
    monkeypatch.setattr(reporting, "new_reference", lambda: next(references))
    first, second = make.issue(about=system["trust"]), make.issue(about=system["trust"])
    assert (first.reference, second.reference) == ("AAAAA", "BBBBB")


def test_no_reference_reads_as_what_would_be_masked(monkeypatch):
    made = iter(["B72ZR", "7KQ2M"])
    monkeypatch.setattr(reporting, "_five_characters", lambda: next(made))
    assert screen("the same as issue B72ZR").found
    assert reporting.new_reference() == "7KQ2M"


def test_who_gets_a_copy_hears_that_it_is_one_and_whoever_answers_too_does_not():
    known = make.registry()
    nurse = make.user(known["trust"])
    make.desk(known["trust"], "chief_nurse", nurse).holders.create(user=known["director"])
    copies = [["chief_nurse", "about"]]
    make.rules(anything={"desk_kind": "medical_director", "desk_at": "about", "copies": copies})
    issue = make.issue(about=known["trust"])
    came = f"Issue {issue} has come to Medical director, Fernhall Hospitals"
    subjects = dict(Notice.objects.filter(kind="assigned").values_list("recipient", "subject"))
    assert subjects == {
        known["director"].pk: came,
        nurse.pk: f"{came}. Chief nurse, Fernhall Hospitals sees a copy and need not answer",
    }

"""A second press: in the same words it is harmless, in other words refused, and nothing that was typed is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from issues import confirming, following, lfpse, merging, outcomes, promising, responding, withdrawing
from issues.models import Issue
from people.models import Notice
from people.refusing import Refused
from tests import make
from tests.shape.test_page_skeleton import faults

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=40)
PLANNED = {"outcome": "planned", "planned_on": f"{SOON}", "text": "A new template comes."}
EXPLAINED = {"outcome": "explained", "text": "The ward sends them by post."}


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"] = make.user(name="Rita Reporter")
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    Notice.objects.all().delete()
    return made


def act(client, system, verb, by="director", **answers):
    client.force_login(system[by])
    return client.post(reverse("issues:act", args=[system["issue"].reference, verb]), answers, follow=True)


def words(page) -> str:
    return page.content.decode()


def test_the_same_answer_pressed_twice_is_one_answer_and_says_success(client, system):
    pages = [act(client, system, "answer", **PLANNED) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert all("Your answer has been sent." in words(page) for page in pages)
    assert system["issue"].entries.filter(verb="answer").count() == 1
    assert Notice.objects.filter(recipient=system["reporter"]).count() == 1


@pytest.mark.parametrize(
    "changed", [{"text": "Another template comes."}, {"planned_on": f"{SOON + timedelta(1)}"}, EXPLAINED]
)
def test_another_answer_from_a_second_tab_is_refused_and_kept_as_a_correction(client, system, changed):
    act(client, system, "answer", **PLANNED)
    typed = PLANNED | changed
    page = act(client, system, "answer", **typed)
    assert page.status_code == 409
    assert "Your answer has been sent." not in words(page)
    assert "You did this already" in words(page) and "What you wrote now was not sent." in words(page)
    kept = dict(page.context["offers"][[one.verb for one, _ in page.context["offers"]].index("correct")][1].initial)
    assert {name: kept[name] for name in typed} == typed
    assert typed["text"] in words(page) and "Correct the answer" in words(page)
    assert faults(words(page)) == []
    assert Issue.objects.get().outcome == "planned"
    assert system["issue"].entries.filter(verb="answer").get().text == PLANNED["text"]


def test_somebody_elses_answer_that_came_first_keeps_the_words_of_the_second_too(client, system):
    act(client, system, "answer", by="team", **PLANNED)
    page = act(client, system, "answer", **EXPLAINED)
    assert page.status_code == 409
    assert "Ira Interface" in words(page) and EXPLAINED["text"] in words(page)


@pytest.mark.parametrize(
    ("verb", "by"),
    [("ask", "director"), ("reply", "reporter"), ("close", "reporter"), ("reopen", "reporter")],
)
def test_other_words_from_a_second_tab_are_refused_and_given_back(client, system, verb, by):
    if verb == "reply":
        responding.ask(issue=system["issue"], by=system["director"], text="Which ward?")
    if verb in {"close", "reopen"}:
        responding.answer(issue=system["issue"], by=system["director"], outcome="fixed", text="Mended.")
    pages = [act(client, system, verb, by=by, text=text) for text in ("Ward 3", "Ward 3", "Ward 4, on Tuesday")]
    assert [page.status_code for page in pages] == [200, 200, 409]
    assert "Ward 4, on Tuesday" in words(pages[2])
    assert faults(words(pages[2])) == []
    assert [one.text for one in system["issue"].entries.filter(verb=verb)] == ["Ward 3"]


def test_sending_it_on_twice_is_once_and_other_words_are_given_back(client, system):
    pharmacy = make.desk(system["trust"], "chief_pharmacist", make.user(system["trust"]))
    said = ("Theirs", "Theirs", "It is about a medicine")
    pages = [act(client, system, "reroute", desk=pharmacy.pk, text=text) for text in said]
    assert [page.status_code for page in pages] == [200, 200, 409]
    assert all("Sent on." in words(page) for page in pages[:2])
    assert "It is theirs to answer now" in words(pages[2]) and "It is about a medicine" in words(pages[2])
    assert [one.text for one in system["issue"].entries.filter(verb="reroute")] == ["Theirs"]


@pytest.mark.parametrize("others", [0, 1])
def test_other_words_on_withdrawing_are_refused_and_given_back(client, system, others):
    for _ in range(others):
        following.me_too(issue=system["issue"], by=make.user())
    client.force_login(system["reporter"])
    address = reverse("issues:withdraw", args=[system["issue"].reference])
    said = ("By phone", "By phone", "Reported twice, as I see now")
    pages = [client.post(address, {"text": text}, follow=True) for text in said]
    assert [page.status_code for page in pages] == [200, 200, 409]
    assert "Reported twice, as I see now" in words(pages[2])
    assert [one.text for one in system["issue"].entries.filter(verb__in=["withdraw", "leave"])] == ["By phone"]


def test_a_planned_change_made_or_put_off_twice_keeps_no_words_from_being_sent_unsaid(client, system):
    responding.answer(issue=system["issue"], by=system["director"], outcome="planned", text="Soon.", planned_on=SOON)
    later = SOON + timedelta(days=9)
    put_off = {"issue": system["issue"], "by": system["director"], "planned_on": later}
    for _ in range(2):
        promising.postpone(**put_off, text="The supplier is late.")
    with pytest.raises(Refused, match="in other words"):
        promising.postpone(**put_off, text="The printer is late.")
    pages = [act(client, system, "fulfil", changed=text) for text in ("It prints.", "It prints.", "It faxes now.")]
    assert [page.status_code for page in pages] == [200, 200, 409]
    assert "It faxes now." in words(pages[2])
    assert [one.particulars for one in system["issue"].entries.filter(verb="fulfil")] == ["It prints."]


def test_other_reasons_for_the_same_merge_are_refused(system):
    twin = make.issue(about=system["trust"])
    merged = {"issue": twin, "into": system["issue"], "by": system["director"]}
    for _ in range(2):
        merging.merge(**merged, text="The same")
    with pytest.raises(Refused, match="in other words"):
        merging.merge(**merged, text="The same ward")


def test_other_words_with_the_same_verdict_are_refused(system):
    responding.answer(issue=system["issue"], by=system["director"], outcome="made", changed="By e-mail.")
    confirming.ask_due(timezone.now() + outcomes.ASKED_AFTER + timedelta(days=7))
    for _ in range(2):
        confirming.judge(issue=system["issue"], by=system["reporter"], answer="yes", text="It does.")
    with pytest.raises(Refused, match="was not kept"):
        confirming.judge(issue=system["issue"], by=system["reporter"], answer="yes", text="On ward 3 at least.")


def test_other_words_with_a_second_me_too_are_refused(system):
    person = make.user()
    for text in ("Here too", "Here too", ""):
        following.me_too(issue=system["issue"], by=person, text=text)
    with pytest.raises(Refused, match="was not sent"):
        following.me_too(issue=system["issue"], by=person, text="On ward 3 too")


def test_an_act_refused_while_its_form_is_still_offered_keeps_the_words_in_the_form(client, system):
    responding.answer(issue=system["issue"], by=system["director"], outcome="explained", text="By post.")
    page = act(client, system, "correct", outcome="explained", text="By post.")
    assert page.status_code == 409
    assert "These are the same words as before" in words(page) and "Your words are kept in" in words(page)


def test_a_withdrawn_issue_left_already_is_not_asked_about_again(client, system):
    client.force_login(system["reporter"])
    withdrawing.withdraw(issue=system["issue"], by=system["reporter"])
    page = client.get(reverse("issues:withdraw", args=[system["issue"].reference]))
    assert page.status_code == 409
    assert "Withdraw issue" not in words(page) and "it is withdrawn" in words(page)


@pytest.mark.parametrize(("verb", "by"), [("add", "reporter"), ("add", "director"), ("note", "director")])
def test_the_same_words_added_twice_are_one_entry_and_other_words_another(client, system, verb, by):
    pages = [act(client, system, verb, by=by, text=text) for text in ("Ward 3", "Ward 4", "Ward 3", "Ward 4")]
    assert {page.status_code for page in pages} == {200}
    assert [one.text for one in system["issue"].entries.filter(verb=verb)] == ["Ward 3", "Ward 4"]
    other_side = system["director" if by == "reporter" else "reporter"]
    assert Notice.objects.filter(recipient=other_side).count() == (2 if verb == "add" else 0)


def test_the_same_words_of_another_person_or_of_another_day_are_another_entry(system):
    said = {"issue": system["issue"], "text": "Any news?"}
    for by in (system["team"], system["director"]):
        responding.note(by=by, **said)
    assert system["issue"].entries.filter(verb="note").count() == 2
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        responding.note(by=system["team"], **said)
    assert system["issue"].entries.filter(verb="note").count() == 3


def test_what_was_masked_is_compared_as_it_is_kept(system):
    for _ in range(2):
        responding.note(issue=system["issue"], by=system["director"], text="We rang 999 105 7269.")
    assert system["issue"].entries.filter(verb="note").count() == 1


def test_a_reference_of_lfpse_kept_twice_is_one_entry_and_another_takes_its_place(system):
    Issue.objects.update(harm=Issue.Harm.MODERATE)
    harmed = Issue.objects.get()
    for reference in ("LF-1", "LF-1", "LF-2", "LF-2", "LF-1"):
        lfpse.record(issue=harmed, by=system["reporter"], text=reference)
    assert [one.text for one in harmed.entries.filter(verb="record")] == ["LF-1", "LF-2", "LF-1"]
    assert Issue.objects.get().lfpse == "LF-1"

"""What may tell who a patient is, in an answer or a note, is shown to its writer first; a wrong finding is kept."""

import pytest
from django.urls import reverse

from issues import confirming, following, merging, responding, withdrawing
from issues.looking import LOOK
from issues.models import Follower, Issue, Verdict
from people.models import Notice
from tests import make
from tests.findings import shown

pytestmark = pytest.mark.django_db
PATIENT, NUMBER = "Mrs Doris Entwistle", "999 123 4567"
WORDS = f"We have looked: {PATIENT} was sent home, and Mr Bob Quillfeather too."


@pytest.fixture
def system(client):
    made = make.registry() | {"reporter": make.user(), "client": client}
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    client.force_login(made["director"])
    return made


def press(system, verb: str, **fields):
    return system["client"].post(reverse("issues:act", args=[system["issue"].reference, verb]), fields)


def kept(page, words: str) -> str:
    """The value of the box that keeps these words."""
    before, _, _ = page.content.decode().partition(f"“{words}”")
    return before.rpartition('name="release"')[2].partition('value="')[2].partition('"')[0]


def test_nothing_is_done_before_its_writer_has_seen_what_is_taken_out(system):
    page = press(system, "note", text=WORDS)
    assert page.status_code == 422 and LOOK in page.content.decode()
    assert f"<del>{PATIENT}</del>" in page.content.decode()
    assert f"{WORDS}</textarea>" in page.content.decode()
    assert not system["issue"].entries.filter(verb="note").exists()
    assert press(system, "note", text=WORDS, shown=shown(page)).status_code == 302
    note = system["issue"].entries.get(verb="note")
    assert note.text == "We have looked: [name removed] was sent home, and [name removed] too."


def test_a_wrong_finding_is_kept_and_counted(system):
    page = press(system, "note", text=WORDS)
    release = kept(page, "Mr Bob Quillfeather")
    page = press(system, "note", text=WORDS, shown=shown(page), release=[release])
    assert page.status_code == 302
    assert system["issue"].entries.get(verb="note").text.endswith("and Mr Bob Quillfeather too.")
    system["issue"].refresh_from_db()
    assert system["issue"].released == 1


def test_words_that_are_new_since_are_shown_first(system):
    page = press(system, "note", text=WORDS)
    again = press(system, "note", text=f"{WORDS} Her son is Mr Zebedee Quillfeather.", shown=shown(page))
    assert again.status_code == 422
    assert "<del>Mr Zebedee Quillfeather</del>" in again.content.decode()


def test_an_nhs_number_is_shown_and_cannot_be_kept(system):
    text = "It is about 943 476 5919."
    page = press(system, "note", text=text)
    assert 'name="release"' not in page.content.decode()
    press(system, "note", text=text, shown=shown(page), release=shown(page))
    assert system["issue"].entries.get(verb="note").text == "It is about [NHS number removed]."


def test_an_answer_keeps_what_its_writer_keeps_in_each_of_its_fields(system):
    fields = {"outcome": "made", "changed": f"The desk of {PATIENT} is staffed.", "text": f"Ask for {PATIENT}."}
    page = press(system, "answer", **fields)
    release = [kept(page, PATIENT)]  # the first box: of what has changed
    assert press(system, "answer", **fields, shown=shown(page), release=release).status_code == 302
    entry = system["issue"].entries.get(verb="answer")
    assert (entry.particulars, entry.text) == (f"The desk of {PATIENT} is staffed.", "Ask for [name removed].")


def test_whom_one_field_names_is_found_in_the_other_too(system):
    fields = {"outcome": "made", "changed": f"The desk of {PATIENT} is staffed.", "text": "Entwistle rang."}
    page = press(system, "answer", **fields)
    press(system, "answer", **fields, shown=shown(page))
    entry = system["issue"].entries.get(verb="answer")
    assert (entry.particulars, entry.text) == ("The desk of [name removed] is staffed.", "[name removed] rang.")


def test_the_same_press_again_changes_nothing(system):
    page = press(system, "acknowledge")
    page = press(system, "ask", text=WORDS)
    for _ in range(2):
        assert press(system, "ask", text=WORDS, shown=shown(page)).status_code == 302
    assert system["issue"].entries.filter(verb="ask").count() == 1


def test_words_in_which_nothing_is_found_are_sent_at_once(system):
    assert press(system, "note", text="The letters are late.").status_code == 302


def test_me_too_is_counted_once_its_line_was_looked_at(system):
    other = make.user()
    system["client"].force_login(other)
    following.follow(issue=system["issue"], by=other)
    address = reverse("issues:me_too", args=[system["issue"].reference])
    page = system["client"].post(address, {"text": WORDS})
    assert page.status_code == 422 and not Follower.objects.filter(is_affected=True).exists()
    release = [kept(page, "Mr Bob Quillfeather")]
    assert (
        system["client"].post(address, {"text": WORDS, "shown": shown(page), "release": release}).status_code == 302
    )
    assert Follower.objects.get(user=other).text.endswith("Mr Bob Quillfeather too.")


def test_what_is_said_of_a_change_is_looked_at_too(system):
    responding.answer(issue=system["issue"], by=system["director"], outcome="made", changed="The desk is staffed.")
    Issue.objects.update(outcome_due_at="2020-01-01T00:00Z")
    confirming.ask_due()
    system["client"].force_login(system["reporter"])
    address = reverse("issues:holds", args=[system["issue"].reference])
    page = system["client"].post(address, {"answer": "yes", "text": WORDS})
    assert page.status_code == 422 and LOOK in page.content.decode()
    release = [kept(page, "Mr Bob Quillfeather")]
    asked = {"answer": "yes", "text": WORDS, "shown": shown(page), "release": release}
    assert system["client"].post(address, asked).status_code == 302
    assert Verdict.objects.get().text.endswith("[name removed] was sent home, and Mr Bob Quillfeather too.")
    said = system["issue"].entries.get(verb="verdict").text
    assert said.endswith("[name removed] was sent home, and Mr Bob Quillfeather too.")


def refused(page, *words: str) -> None:
    """The act came too late: that is said, and not what was found, and the words are there."""
    said = page.content.decode()
    assert page.status_code == 409 and "This was not done" in said and LOOK not in said
    assert [one for one in (*words, PATIENT) if one not in said] == []


def test_an_answer_after_a_colleagues_is_told_so_before_what_was_found_and_keeps_its_words(system):
    responding.answer(issue=system["issue"], by=system["team"], outcome="explained", text="By post.")
    page = press(system, "answer", outcome="explained", text=WORDS)
    refused(page, "The last step was taken by Ira Interface", "Your words are kept in", f"{WORDS}</textarea>")
    assert not Issue.objects.get().entries.filter(verb="correct").exists()


def test_an_answer_after_its_reporter_withdrew_keeps_its_words(system):
    withdrawing.withdraw(issue=system["issue"], by=system["reporter"])
    refused(press(system, "answer", outcome="explained", text=WORDS), "it is withdrawn", "This is what you wrote.")


def test_a_reply_after_the_answer_keeps_its_words(system):
    responding.ask(issue=system["issue"], by=system["director"], text="Which ward?")
    responding.answer(issue=system["issue"], by=system["director"], outcome="explained", text="By post.")
    system["client"].force_login(system["reporter"])
    refused(press(system, "reply", text=WORDS), "it is answered", "This is what you wrote.")


def test_a_merge_that_came_too_late_keeps_its_words(system):
    one, other = system["issue"], make.issue(about=system["trust"])
    merging.merge(issue=one, into=other, by=system["team"], text="The same")
    address = reverse("issues:merge", args=[one.reference])
    refused(system["client"].post(address, {"other": other.reference, "text": WORDS}), "Ira Interface")


def test_looking_leaves_nothing_behind(system):
    before = Notice.objects.count()
    press(system, "answer", outcome="explained", text=WORDS)
    issue = Issue.objects.get(pk=system["issue"].pk)
    assert (issue.state, issue.entries.count()) == ("reported", 1)
    assert Notice.objects.count() == before

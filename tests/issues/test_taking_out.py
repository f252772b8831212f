"""What tells who a patient is is taken out of an issue for good, by either side, and nobody learns what it was."""

import html

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from issues import following, queries, responding, taking_out
from issues.models import WORDS, Issue
from people.models import Notice
from people.refusing import Refused
from tests import make
from themes import placing
from themes.models import Vector

pytestmark = pytest.mark.django_db
NAME = "Quillfeather"


@pytest.fixture
def system():
    made = make.registry() | {"reporter": make.user(), "other": make.user()}
    made["issue"] = issue = make.issue(by=made["reporter"], about=made["trust"])
    following.me_too(issue=issue, by=made["other"])
    responding.note(issue=issue, by=made["director"], text="A note.")
    responding.add(issue=issue, by=made["reporter"], text="More of it.")
    planted(issue)
    Notice.objects.all().delete()
    return made


def planted(issue: Issue) -> None:
    """The name everywhere, as if the portal had not found it."""
    words = f"It was {NAME.upper()}, and Quill-{NAME.lower()} again; {NAME}s are others."
    Issue.objects.filter(pk=issue.pk).update(text=words, wanted=words, elsewhere=words, about_words=words)
    issue.entries.filter(verb__in=["note", "add"]).update(text=words)
    issue.followers.update(text=words)
    issue.refresh_from_db()


def everything(issue: Issue) -> str:
    row = Issue.objects.get(pk=issue.pk)
    said = [row.text, row.wanted, row.elsewhere, row.about_words, *issue.entries.values_list("text", flat=True)]
    return " | ".join([*said, *issue.followers.values_list("text", flat=True)])


@pytest.mark.parametrize("who", ["reporter", "director", "team"])
def test_it_goes_from_everything_that_is_written_also_from_what_its_remover_does_not_read(system, who):
    taking_out.take_out(issue=system["issue"], by=system[who], words=[NAME], kind="NAME")
    left = everything(system["issue"])
    assert left.count("[name removed], and Quill-[name removed] again; Quillfeathers are others") == 7
    assert NAME not in left.replace("Quillfeathers", "") and NAME.upper() not in left


def test_the_history_says_who_and_never_what(system):
    taking_out.take_out(issue=system["issue"], by=system["director"], words=[NAME], kind="NAME")
    entry = system["issue"].entries.last()
    assert (entry.verb, entry.by, entry.particulars) == ("take_out", system["director"], "")
    day = timezone.localdate()
    assert entry.text == (
        "2 words from what was reported, written by the reporter; 2 words from what would put it right, written by "
        "the reporter; 2 words from whom it is about, written by the reporter; 2 words from what was added of "
        f"{day.day} {day:%B %Y}, written by the reporter."
    )
    told = Notice.objects.filter(event__startswith=f"issue:{system['issue'].reference}:")
    assert set(told.values_list("recipient", flat=True)) == {
        system["reporter"].pk,
        system["other"].pk,
        system["team"].pk,
    }
    assert not any(NAME.lower() in one.subject.lower() for one in told)


def test_a_reporter_cannot_ask_what_stands_in_notes_that_they_do_not_read(system):
    system["issue"].entries.filter(verb="note").update(text="Ask Zebedeus about it.")
    with pytest.raises(Refused, match="stands nowhere"):
        taking_out.take_out(issue=system["issue"], by=system["reporter"], words=["Zebedeus"], kind="NAME")
    assert "Zebedeus" in everything(system["issue"])
    assert taking_out.take_out(issue=system["issue"], by=system["director"], words=["Zebedeus"], kind="NAME") == 1


def test_words_over_several_lines_go_and_marks_of_before_stay(system):
    Issue.objects.filter(pk=system["issue"].pk).update(text="[name removed] Ann\nMarie name", wanted="")
    taking_out.take_out(issue=system["issue"], by=system["team"], words=["ann marie", "name"], kind="NAME")
    assert Issue.objects.get(pk=system["issue"].pk).text == "[name removed] [name removed] [name removed]"


def test_a_word_that_stands_all_over_the_place_is_not_taken_out(system):
    Issue.objects.filter(pk=system["issue"].pk).update(text="the " * 41)
    with pytest.raises(Refused, match="41 places"):
        taking_out.take_out(issue=system["issue"], by=system["team"], words=["the"], kind="NAME")


def test_it_goes_from_why_an_issue_was_sent_on(system):
    entry = system["issue"].entries.first()
    entry.reasons = [f"Sent on by Mina: it is {NAME}.", "Else"]
    entry.save()
    taking_out.take_out(issue=system["issue"], by=system["team"], words=[NAME], kind="NAME")
    entry.refresh_from_db()
    assert entry.reasons == ["Sent on by Mina: it is [name removed].", "Else"]


def test_others_who_read_it_take_nothing_out(system):
    with pytest.raises(PermissionDenied):
        taking_out.take_out(issue=system["issue"], by=make.user(), words=[NAME], kind="NAME")


def test_what_was_known_of_its_meaning_is_worked_out_anew_also_if_it_was_being_read(system):
    placing.place_due()
    taking_out.take_out(issue=system["issue"], by=system["team"], words=[NAME], kind="NAME")
    assert list(placing.waiting()) == [system["issue"]]
    reading = placing._some_waiting()
    taking_out.take_out(issue=system["issue"], by=system["team"], words=["Quillfeathers"], kind="NAME")
    placing.store(reading, placing._packed([one.text for one in reading]))
    assert list(placing.waiting()) == [system["issue"]]
    assert placing.place_due() == 1
    assert Vector.objects.get(issue=system["issue"]).rewordings == 2


def test_it_is_found_no_more_by_looking_for_it(system):
    found = queries.reported_by(system["reporter"]).filter
    assert found(WORDS.says(NAME)).exists()
    taking_out.take_out(issue=system["issue"], by=system["team"], words=[NAME, f"{NAME}s"], kind="NAME")
    assert not found(WORDS.says(NAME)).exists()


def test_the_page_takes_it_out_and_keeps_what_was_typed_where_it_cannot(system, client):
    client.force_login(system["director"])
    address = reverse("issues:take_out", args=[system["issue"].reference])
    assert f'href="{address}"' in client.get(system["issue"].get_absolute_url()).content.decode()
    page = client.post(address, {"text": "Nobody Atall", "kind": "NAME"})
    assert page.status_code == 422
    assert "“Nobody Atall” stands nowhere in this issue" in page.content.decode()
    assert "Nobody Atall</textarea>" in page.content.decode()
    assert client.post(address, {"text": "x", "kind": "NAME"}).status_code == 422
    assert client.post(address, {"text": "\n".join(map(str, range(10, 30))), "kind": "NAME"}).status_code == 422
    asked = {"text": f"\n{NAME}\n", "kind": "NAME"}
    page = client.post(address, asked)
    assert NAME in everything(system["issue"]).title()
    assert f"<del>{NAME.upper()}</del> <ins>[name removed]</ins>" in page.content.decode()
    for whose in ("In what was reported, in the words of the reporter", "In the internal note of"):
        assert whose in page.content.decode()
    assert "in your own words" in page.content.decode()
    done = client.post(address, asked | {"shown": page.context["looked"].mark}, follow=True)
    assert "Taken out in 10 places." in done.content.decode()
    assert NAME.upper() not in done.content.decode()


@pytest.mark.parametrize(
    ("who", "words"),
    [("director", "and she had a stroke"), ("reporter", "the letter template"), ("director", "ward")],
)
def test_prose_of_somebody_else_is_taken_out_by_the_interface_team_alone(system, client, who, words):
    Issue.objects.filter(pk=system["issue"].pk).update(text="No ward knew, and she had a stroke.")
    system["issue"].refresh_from_db()
    said = {"outcome": "made", "changed": "We will change the letter template.", "text": "It is done."}
    responding.answer(issue=system["issue"], by=system["director"], **said)
    client.force_login(system[who])
    page = client.post(reverse("issues:take_out", args=[system["issue"].reference]), {"text": words, "kind": "NAME"})
    assert page.status_code == 422
    assert "in somebody else's words" in html.unescape(page.content.decode())
    assert "Ask the interface team to take it out" in page.content.decode()
    with pytest.raises(Refused, match="interface team"):
        taking_out.take_out(issue=system["issue"], by=system[who], words=[words], kind="NAME")
    assert taking_out.take_out(issue=system["issue"], by=system["team"], words=[words], kind="NAME") == 1


def test_prose_of_ones_own_goes_and_stays_in_what_its_writer_does_not_read(system):
    Issue.objects.filter(pk=system["issue"].pk).update(text="She lives next to the mill.")
    system["issue"].entries.filter(verb="note").update(text="Whoever lives next to the mill.")
    words = ["next to the mill"]
    assert taking_out.take_out(issue=system["issue"], by=system["reporter"], words=words, kind="ADDRESS") == 1
    assert Issue.objects.get(pk=system["issue"].pk).text == "She lives [address removed]."
    assert system["issue"].entries.get(verb="note").text == "Whoever lives next to the mill."


def test_what_came_between_looking_and_taking_out_is_shown_first(system, client):
    client.force_login(system["director"])
    address, asked = reverse("issues:take_out", args=[system["issue"].reference]), {"text": NAME, "kind": "NAME"}
    mark = client.post(address, asked).context["looked"].mark
    Issue.objects.filter(pk=system["issue"].pk).update(text=f"It was {NAME}, our {NAME}.")
    page = client.post(address, asked | {"shown": mark})
    assert page.status_code == 200 and page.context["looked"].mark != mark
    with pytest.raises(Refused, match="changed meanwhile"):
        taking_out.take_out(issue=system["issue"], by=system["director"], words=[NAME], kind="NAME", shown=mark)
    assert NAME in Issue.objects.get(pk=system["issue"].pk).text


def test_the_history_tells_nobody_what_stood_in_a_note(system):
    system["issue"].entries.filter(verb="note").update(text="Ask Zebedeus about it.")
    taking_out.take_out(issue=system["issue"], by=system["director"], words=["Zebedeus"], kind="NAME")
    assert system["issue"].entries.last().text == ""


def test_the_receipt_says_that_something_was_taken_out_since(system, client):
    client.force_login(system["reporter"])
    address = reverse("issues:receipt", args=[system["issue"].reference])
    assert "was taken out since" not in client.get(address).content.decode()
    taking_out.take_out(issue=system["issue"], by=system["director"], words=[NAME], kind="NAME")
    day = timezone.localdate()
    assert f"was taken out since, last on {day.day} {day:%B %Y}" in client.get(address).content.decode()

"""What is taken out is told line by line; what stands right beside it and may belong to it is asked about."""

import html

import pytest
from django.urls import reverse

from issues import taking_out
from issues.lines_taken_out import beside, kind_of
from issues.models import Issue
from tests import make
from tests.in_step import assert_in_step
from themes import placing

pytestmark = pytest.mark.django_db
NUMBERS = {
    "0000 4821 9937": "REFERENCE",
    "RX-4821-B": "REFERENCE",
    "943 476 5919": "NHS_NUMBER",
    "0151 496 0000": "PHONE",
    "jean.thornley@example.org": "EMAIL",
    "CH42 0LQ": "POSTCODE",
    "12/03/1957": "DOB",
    "3 March 1957": "DOB",
    "14 Acacia Avenue": "ADDRESS",
    "14 Acacia Avenue CH42 0LQ": "ADDRESS",
}


@pytest.fixture
def system(client):
    made = make.registry() | {"reporter": make.user()}
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    made["address"] = reverse("issues:take_out", args=[made["issue"].reference])
    client.force_login(made["director"])
    return made


def says(system, text: str) -> None:
    Issue.objects.filter(pk=system["issue"].pk).update(text=text)


def stands(system) -> str:
    return Issue.objects.get(pk=system["issue"].pk).text


@pytest.mark.parametrize(("line", "kind"), NUMBERS.items())
def test_a_line_is_what_it_looks_like_whatever_was_chosen_for_names(line, kind):
    assert kind_of(line, "NAME") == kind


@pytest.mark.parametrize(
    ("line", "chosen", "kind"),
    [
        ("0000 4821 9937", "HOSPITAL_NUMBER", "HOSPITAL_NUMBER"),
        ("0000 4821 9937", "ADDRESS", "REFERENCE"),
        ("Flat 3, the mill", "ADDRESS", "ADDRESS"),
        ("next to the mill", "ADDRESS", "ADDRESS"),
        ("Thornley", "NAME", "NAME"),
        ("Thornley", "REFERENCE", "NAME"),
    ],
)
def test_what_was_chosen_counts_where_a_line_does_not_tell(line, chosen, kind):
    assert kind_of(line, chosen) == kind


def test_several_lines_each_get_their_own_mark_on_the_page_and_in_what_is_stored(system, client):
    says(system, "hi, Thornley, no. 0000 4821 9937, of CH42 0LQ waits.")
    asked = {"text": "Thornley\n0000 4821 9937\nch42 0lq", "kind": "NAME"}
    page = client.post(system["address"], asked)
    assert "<del>0000 4821 9937</del> <ins>[reference number removed]</ins>" in page.text
    client.post(system["address"], asked | {"shown": page.context["looked"].mark})
    assert stands(system) == "hi, [name removed], no. [reference number removed], of [postcode removed] waits."


def test_a_mark_of_another_number_is_not_taken_out_of_itself_and_the_issue_gets_its_place(system):
    says(system, "The ref 0000 4821 9937 and the number.")
    facts = {"issue": system["issue"], "by": system["team"]}
    taking_out.take_out(words=["0000 4821 9937"], kind="NAME", **facts)
    taking_out.take_out(words=["number"], kind="NAME", **facts)
    assert stands(system) == "The ref [reference number removed] and the [name removed]."
    assert placing.place_due() == 1


def test_the_choice_offers_another_number(system, client):
    page = client.get(system["address"]).text
    assert "a reference number of one patient" in page and "What is it, where we cannot tell?" in page


def test_a_name_that_stands_right_before_is_asked_about_and_goes_too_once_it_is_ticked(system, client):
    says(system, "hi, Jean Thornley waits.")
    asked = {"text": "Thornley", "kind": "NAME"}
    page = client.post(system["address"], asked)
    assert "“Jean” stands right before it, in “Jean Thornley”. Take it out too?" in plain(page)
    mark = page.context["looked"].mark
    page = client.post(system["address"], asked | {"shown": mark, "also": "Jean Thornley"})
    assert stands(system) == "hi, Jean Thornley waits." and page.status_code == 200
    assert "<del>Jean Thornley</del> <ins>[name removed]</ins>" in page.text and 'name="also"' not in page.text
    asked = {"text": page.context["form"]["text"].value(), "kind": "NAME"}
    assert asked["text"] == "Thornley\nJean Thornley"
    client.post(system["address"], asked | {"shown": page.context["looked"].mark})
    assert stands(system) == "hi, [name removed] waits."


def test_without_a_tick_only_what_was_written_goes(system, client):
    says(system, "hi, Jean Thornley waits.")
    asked = {"text": "Thornley", "kind": "NAME"}
    mark = client.post(system["address"], asked).context["looked"].mark
    client.post(system["address"], asked | {"shown": mark})
    assert stands(system) == "hi, Jean [name removed] waits."


def plain(page) -> str:
    return html.unescape(page.text).replace("<bdi>", "").replace("</bdi>", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hi, Jean Thornley", ["Jean"]),
        ("Rose Thornley rang", ["Rose"]),
        ("saw J. Thornley Smith", ["J.", "Smith"]),
        ("Then Dr Jean Thornley", ["Jean"]),
        ("Mr Thornley rang. Please", []),
        ("Please Thornley rang", []),
        ("It is done. Please Thornley", []),
        ("On Monday Thornley came", []),
        ("The GP Thornley saw", []),
        ("saw\nThornley\nPlease ring", []),
        ("Jean, Thornley and others", []),
        ("[name removed] Thornley", []),
        ("and Thornley too", []),
    ],
)
def test_beside_a_name_stands_a_capital_that_is_no_title_and_begins_no_sentence(text, words):
    at = text.index("Thornley")
    assert [one.word for one in beside(text, at, at + len("Thornley"))] == words


def test_beside_a_number_nothing_is_asked():
    assert beside("Jean 4821 Thornley", 5, 9) == []


@pytest.mark.parametrize("part", ["A", "A-", "A. ", " ", "A'"])
def test_what_stands_beside_a_name_is_found_in_step_with_the_text(part):
    assert_in_step(lambda text: beside(f"{text}Thornley{text}", len(text), len(text) + 8), part * 20_000)


@pytest.mark.parametrize("part", ["1", "1 ", "0-", "a@", "1 of "])
def test_what_a_line_is_is_found_in_step_with_it(part):
    assert_in_step(lambda line: kind_of(line, "NAME"), part * 2_000)

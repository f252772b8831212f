"""A confirmed theme with enough issues proposes itself as a known problem; the interface team words it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import escape

from language import finding, known_problems
from language.known_problems import KnownProblem
from people.refusing import Refused
from tests import make
from tests.themes.telling import search, theme
from themes import curating, deciding, library
from themes.models import OwnProblem, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
WORDS = {
    "name": "Letters come late",
    "definition": "Clinic letters reach the practice weeks after the clinic.",
    "is_not": "A letter that went to another practice.",
    "standard": "Letters within seven days.",
    "owner": "Trust outpatients",
}
WORDINGS = ["No letter yet.", "Letter came six weeks late.", "Patient here before the letter."]


@pytest.fixture
def confirmed(team) -> Theme:
    return deciding.confirm(theme=theme("Letters", 12), by=team)


def taken_in(found: Theme, by) -> OwnProblem:
    return library.take_in(theme=found, by=by, wordings=WORDINGS, **WORDS)


def test_only_a_confirmed_theme_with_enough_issues_proposes_itself(team):
    small, large = theme("Scans", 4), theme("Letters", 12)
    assert not library.proposed(team).exists()
    for one in (small, large):
        deciding.confirm(theme=one, by=team)
    assert list(library.proposed(team)) == [large]
    large.refresh_from_db()
    assert library.is_proposed(large)
    assert not library.is_proposed(small)


def test_a_theme_that_has_the_name_of_a_known_problem_does_not_propose_itself(client, confirmed, team):
    shared = known_problems.library()[0].name
    for name in (shared.upper(), shared):
        curating.rename(theme=confirmed, by=team, label=name)
        confirmed.refresh_from_db()
        assert not library.proposed(team).exists()
        assert not library.is_proposed(confirmed)
    client.force_login(team)
    page = client.get(confirmed.get_absolute_url()).content.decode()
    assert "Word it as a known problem of your area" in page
    other = deciding.confirm(theme=theme("Scans", 12), by=team)
    library.take_in(theme=other, by=team, wordings=WORDINGS, **WORDS | {"name": "Late letters"})
    curating.rename(theme=confirmed, by=team, label="Late Letters")
    confirmed.refresh_from_db()
    assert not library.proposed(team).exists()
    assert not library.is_proposed(confirmed)
    curating.rename(theme=confirmed, by=team, label="Later letters")
    assert list(library.proposed(team)) == [confirmed]


def test_leaders_read_every_known_problem_whole_and_word_none(client, confirmed, team):
    taken_in(confirmed, team)
    client.force_login(make.leader())
    assert reverse("themes:known_problems") in client.get("/themes/").content.decode()
    page = client.get(reverse("themes:known_problems")).content.decode()
    entry = known_problems.library()[0]
    for words in (entry.definition, entry.is_not, entry.standard, entry.owner, *entry.wordings, WORDS["is_not"]):
        assert escape(words) in page
    assert "Take it out" not in page and "Proposed by your themes" not in page
    assert reverse("themes:take_in", args=[confirmed.key]) not in page
    assert "an area cannot change them" in page
    client.force_login(make.user())
    assert reverse("themes:known_problems") not in client.get("/themes/").content.decode()


def test_a_proposal_begins_with_the_themes_name_and_copies_no_report(client, confirmed, team):
    words = library.proposal(confirmed)
    assert (words["name"], words["definition"]) == ("Letters problems", "Letters problems.")
    client.force_login(team)
    page = client.get(reverse("themes:take_in", args=[confirmed.key])).content.decode()
    assert "Letters problems" in page and "went wrong" not in page


def test_what_is_taken_in_is_told_to_the_next_search(confirmed, team, monkeypatch):
    taken_in(confirmed, team)
    told, find = [], finding.find_themes
    monkeypatch.setattr(
        finding, "find_themes", lambda *some, own, **more: told.append(own) or find(*some, own=own, **more)
    )
    search()
    assert told[0] == (KnownProblem(slug="letters_come_late", wordings=tuple(WORDINGS), **WORDS),)
    assert library.own(make.icb("QYY", "Southmere ICB")) == ()


def test_it_is_proposed_no_more_and_can_be_worded_anew(confirmed, team):
    first = taken_in(confirmed, team)
    assert not library.proposed(team).exists()
    again = library.take_in(
        theme=confirmed, by=team, wordings=[*WORDINGS, "Another."], **WORDS | {"owner": "The ICB"}
    )
    assert (again.pk, again.slug, again.owner, len(again.wordings)) == (first.pk, first.slug, "The ICB", 4)
    assert library.proposal(confirmed)["owner"] == "The ICB"


def test_what_is_taken_out_is_proposed_again_and_both_stand_in_the_history(confirmed, team):
    taken_in(confirmed, team)
    library.take_out(theme=confirmed, by=team)
    assert list(library.proposed(team)) == [confirmed]
    assert list(confirmed.entries.values_list("verb", flat=True))[-2:] == ["taken in", "taken out"]


REPORT = "Letters went wrong, number 3."
UNFIT = [
    ("wordings", "\n".join([*WORDINGS, REPORT]), "These words stand in an issue"),
    ("wordings", "\n".join(["Late for 943 476 5919.", *WORDINGS]), "This would read"),
    ("definition", "See 943 476 5919.", "This would read"),
    ("definition", "Mrs Edith Hargreaves, NHS 943 476 5919, waits.", "This would read"),
    ("definition", f"People say: {REPORT}", "These words stand in an issue"),
    ("owner", "Sister Jane Pritchard", "This names a person"),
    ("name", known_problems.library()[0].name.upper(), "Another known problem has this name"),
    ("name", "late  SCANS", "Another known problem has this name"),
]


@pytest.mark.parametrize(("field", "typed", "said"), UNFIT)
def test_what_copies_a_report_or_names_a_person_or_has_anothers_name_is_refused(
    client, confirmed, team, field, typed, said
):
    other = make.theme(key="other1", label="Scans")
    words = {"slug": "scans", "name": "Late scans", "definition": "Scans come late."}
    OwnProblem.objects.create(icb=make.icb(), theme=other, by=team, **words)
    client.force_login(team)
    answers = WORDS | {"wordings": "\n".join(WORDINGS)} | {field: typed}
    answer = client.post(reverse("themes:take_in", args=[confirmed.key]), answers)
    form = answer.context["form"]
    assert answer.status_code == 422 and list(form.errors) == [field] and form[field].value() == typed
    assert said in form.errors[field].as_text()
    with pytest.raises(Refused, match=said):
        library.take_in(theme=confirmed, by=team, **answers | {"wordings": answers["wordings"].splitlines()})
    assert OwnProblem.objects.count() == 1


def test_a_known_problem_keeps_a_name_that_it_has(confirmed, team):
    taken_in(confirmed, team)
    again = library.take_in(theme=confirmed, by=team, wordings=WORDINGS, **WORDS | {"owner": "The ICB"})
    assert again.owner == "The ICB"


def test_a_theme_that_nobody_confirmed_is_refused(team):
    with pytest.raises(Refused, match="confirmed"):
        taken_in(theme("Letters", 12), team)


def test_three_different_wordings_are_needed(confirmed, team):
    with pytest.raises(Refused, match="three different wordings"):
        library.take_in(theme=confirmed, by=team, wordings=["One.", "One.", "Two."], **WORDS)


def test_only_the_interface_team_of_the_area_takes_in_and_out(confirmed):
    abroad = make.icb("QYY", "Southmere ICB")
    for person in (make.leader(), make.user(), make.user(abroad, "interface_team")):
        with pytest.raises(PermissionDenied):
            taken_in(confirmed, person)
        with pytest.raises(PermissionDenied):
            library.take_out(theme=confirmed, by=person)


def test_from_the_board_to_the_known_problem_without_scripts(client, confirmed, team):
    client.force_login(team)
    assert "Known problems (1 proposed)" in client.get("/themes/").content.decode()
    path = reverse("themes:take_in", args=[confirmed.key])
    assert path in client.get(confirmed.get_absolute_url()).content.decode()
    assert path in client.get(reverse("themes:known_problems")).content.decode()
    assert "Letters problems" in client.get(path).content.decode()
    answer = client.post(path, WORDS | {"wordings": "One.\nTwo."})
    assert answer.status_code == 422
    assert "at least three different wordings" in answer.content.decode()
    answer = client.post(path, WORDS | {"wordings": "\n".join(WORDINGS)}, follow=True)
    page = answer.content.decode()
    assert "What it is not: A letter that went to another practice." in page
    assert "Usually theirs: Trust outpatients" in page
    client.post(reverse("themes:take_out", args=[confirmed.key]))
    assert not OwnProblem.objects.exists()


def test_a_theme_that_nobody_confirmed_is_refused_on_opening_with_where_to_confirm_it(client, team):
    found = theme("Letters", 12)
    client.force_login(team)
    page = client.get(reverse("themes:take_in", args=[found.key]), follow=True)
    assert page.redirect_chain == [(found.get_absolute_url(), 302)]
    assert "Only a confirmed theme can become a known problem." in page.content.decode()
    assert "Confirm that its issues are one problem" in page.content.decode()


def test_of_two_tabs_the_second_is_refused_with_its_words_kept_and_what_stands_shown(client, confirmed, team):
    client.force_login(team)
    path = reverse("themes:take_in", args=[confirmed.key])
    seen = client.get(path).context["form"]["seen"].value()
    typed = WORDS | {"wordings": "\n".join(WORDINGS), "seen": seen}
    assert [client.post(path, typed).status_code for _ in range(2)] == [302, 302]
    assert confirmed.entries.filter(verb="taken in").count() == 1
    answer = client.post(path, typed | {"name": "Letters never come"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed this while you were writing" in page and "Letters come late" in page
    assert answer.context["form"]["name"].value() == "Letters never come"
    assert OwnProblem.objects.get().name == "Letters come late"
    again = typed | {"name": "Letters never come", "seen": answer.context["form"]["seen"].value()}
    assert client.post(path, again).status_code == 302
    assert OwnProblem.objects.get().name == "Letters never come"

"""The interface team says what its area's abbreviations stand for, and the area's texts are read anew with that."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from language import finding
from people.refusing import Refused
from tests import make
from tests.themes.telling import search, several
from themes import abbreviations, placing, tasks
from themes.models import Abbreviation, Unexplained, Vector

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
PAGE = "/themes/abbreviations/"


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """Every text that the engine is given to read."""
    told, represent = [], finding.represent
    monkeypatch.setattr(finding, "represent", lambda texts: told.extend(texts) or represent(texts))
    return told


def later():
    return timezone.now() + timedelta(minutes=5)


def test_the_night_lists_what_nobody_explained_and_the_team_explains_it(client, team):
    several("The ZXQ", 3)
    several("The QQV", 2)
    make.issue(text="Ask SMITH of the ZXQ.")
    tasks.find_themes()
    client.force_login(team)
    page = client.get(PAGE).content.decode()
    assert '<a href="?short=ZXQ">' in page and "QQV" not in page and "SMITH" not in page
    assert client.get(PAGE, {"short": "ZXQ"}).context["form"]["short"].value() == "ZXQ"
    assert client.post(PAGE, {"short": "ZXQ", "words": "falls team"}).url == PAGE
    page = client.get(PAGE).content.decode()
    assert '<a href="?short=ZXQ">' not in page and "<strong>ZXQ</strong>: falls team" in page
    assert PAGE in client.get(reverse("themes:known_problems")).content.decode()


def test_it_is_listed_once_a_night():
    make.registry()
    tasks.find_themes()
    first = Unexplained.objects.get().counted_at
    tasks.find_themes()
    assert Unexplained.objects.get().counted_at == first


def test_what_is_explained_is_read_in_the_texts_of_the_area_and_only_those_with_it_anew(team, read):
    with_it, without = make.issue(text="ZXQ never came."), make.issue(text="Letters never came.")
    placing.place_due()
    assert "ZXQ never came." in read
    abbreviations.explain(short="ZXQ", words="Falls team", by=team)
    assert abbreviations.apply_due(now=timezone.now()) == 0, "who reads it now may not have heard of it"
    assert abbreviations.apply_due(now=later()) == 1
    assert abbreviations.apply_due(now=later()) == 0
    assert list(placing.waiting()) == [with_it]
    read.clear()
    placing.place_due()
    assert read == ["Falls team never came."]
    assert Vector.objects.get(issue=without).space == placing.space()


def test_a_search_is_told_the_words(team, monkeypatch):
    several("ZXQ", 3)
    abbreviations.explain(short="ZXQ", words="Falls", by=team)
    told, find = [], finding.find_themes
    monkeypatch.setattr(finding, "find_themes", lambda reports, **more: told.extend(reports) or find(reports, **more))
    search()
    assert {one.text.split()[0] for one in told} == {"Falls"}


def test_taken_back_it_is_read_as_it_stands(team, read):
    make.issue(text="ZXQ never came.")
    one = abbreviations.explain(short="ZXQ", words="Falls team", by=team)
    abbreviations.apply_due(now=later())
    placing.place_due()
    for _ in range(2):
        abbreviations.take_back(abbreviation=one, by=team)
    Abbreviation.objects.update(changed_at=later())
    abbreviations.apply_due(now=later() + timedelta(minutes=5))
    read.clear()
    placing.place_due()
    assert read == ["ZXQ never came."]


def test_other_words_take_the_place_of_those_before_and_the_same_are_once(team):
    first = abbreviations.explain(short="ZXQ", words="Falls team", by=team)
    assert abbreviations.explain(short="ZXQ", words="Falls team", by=team) == first
    abbreviations.explain(short="ZXQ", words="Frailty team", by=team, sure="ZXQ")
    assert abbreviations.words_of(make.icb().pk) == {"ZXQ": "Frailty team"}
    assert Abbreviation.objects.count() == 2


def test_another_area_keeps_its_own(team, read):
    abroad = make.icb("QYY", "Southmere ICB")
    abbreviations.explain(short="ZXQ", words="Falls team", by=make.user(abroad, "interface_team"))
    make.issue(text="ZXQ never came.")
    placing.place_due()
    assert read == ["ZXQ never came."]


def test_only_the_interface_team_says_it_and_what_is_typed_is_kept(client, team):
    for person in (make.leader(), make.user()):
        with pytest.raises(PermissionDenied):
            abbreviations.explain(short="ZXQ", words="Falls team", by=person)
    for short, words in (("zxq", "Falls team"), ("ZXQ", "zxq"), ("Z", "Falls")):
        with pytest.raises(Refused):
            abbreviations.explain(short=short, words=words, by=team)
    client.force_login(team)
    answer = client.post(PAGE, {"short": "zx", "words": "Falls team"})
    assert answer.status_code == 422
    assert "Write two to six capital letters" in answer.content.decode()
    assert 'value="Falls team"' in answer.content.decode()
    assert "Write it out in words" in client.post(PAGE, {"short": "ZXQ", "words": "zxq"}).content.decode()


def test_what_the_portal_knows_already_is_read_otherwise_only_when_pressed_once_more(client, team):
    client.force_login(team)
    answer = client.post(PAGE, {"short": "GP", "words": "general public"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "general practitioner" in answer.context["form"].errors["short"].as_text()
    assert 'name="sure" value="GP"' in page and 'value="general public"' in page
    assert client.post(PAGE, {"short": "ED", "words": "general public", "sure": "GP"}).status_code == 422
    with pytest.raises(Refused, match="as “general practitioner”"):
        abbreviations.explain(short="GP", words="general public", by=team)
    assert not Abbreviation.objects.exists()
    assert client.post(PAGE, {"short": "GP", "words": "general public", "sure": "GP"}).status_code == 302
    assert abbreviations.words_of(make.icb().pk) == {"GP": "general public"}


def test_what_the_area_says_itself_is_replaced_only_when_pressed_once_more(client, team):
    one = abbreviations.explain(short="ZXQ", words="Falls team", by=team)
    client.force_login(team)
    answer = client.post(PAGE, {"short": "ZXQ", "words": "Frailty team"})
    assert answer.status_code == 422 and 'name="sure" value="ZXQ"' in answer.text
    asked = "“ZXQ” stands for “Falls team” in your area now. Save it only if you are sure"
    assert asked in answer.context["form"].errors["short"].as_text() and 'value="Frailty team"' in answer.text
    with pytest.raises(Refused, match="stands for “Falls team” in your area now."):
        abbreviations.explain(short="ZXQ", words="Frailty team", by=team)
    assert client.post(PAGE, {"short": "ZXQ", "words": " Falls  team"}).status_code == 302, "the same words"
    assert list(Abbreviation.objects.all()) == [one]
    assert client.post(PAGE, {"short": "ZXQ", "words": "Frailty team", "sure": "ZXQ"}).status_code == 302
    assert abbreviations.words_of(make.icb().pk) == {"ZXQ": "Frailty team"}


@pytest.mark.parametrize(
    "words", ["Ask 943 476 5919", "Edith Hargreaves, NHS 943 476 5919", "Edith Hargreaves", "Dr Leila Haddad"]
)
def test_no_patient_and_nobody_else_gets_into_it(client, team, words):
    client.force_login(team)
    answer = client.post(PAGE, {"short": "ZXQ", "words": words})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["words"]
    assert answer.context["form"]["words"].value() == words
    with pytest.raises(Refused):
        abbreviations.explain(short="ZXQ", words=words, by=team)
    assert not Abbreviation.objects.exists()


@pytest.mark.parametrize("short", ["IT", "AND", "SMITH", "QQV"])
def test_a_word_in_capitals_is_an_abbreviation_only_when_pressed_once_more(client, team, short):
    client.force_login(team)
    make.category("qqvs", name="QQV notes and records")
    answer = client.post(PAGE, {"short": short, "words": "intrathecal"})
    asked = f"“{short}” is a word or a name as well"
    assert answer.status_code == 422 and asked in answer.context["form"].errors["short"].as_text()
    assert f'name="sure" value="{short}"' in answer.text and 'value="intrathecal"' in answer.text
    with pytest.raises(Refused, match=asked):
        abbreviations.explain(short=short, words="intrathecal", by=team)
    assert client.post(PAGE, {"short": short, "words": "intrathecal", "sure": short}).status_code == 302
    assert abbreviations.words_of(make.icb().pk) == {short: "intrathecal"}


@pytest.mark.parametrize("words", ["<b>falls</b>", "falls *team*", "falls_team?", "falls = team; now"])
def test_marks_are_no_meaning(client, team, words):
    client.force_login(team)
    answer = client.post(PAGE, {"short": "ZXQ", "words": words})
    assert "Write it in words, without" in answer.context["form"].errors["words"].as_text()
    assert answer.context["form"]["words"].value() == words
    with pytest.raises(Refused, match="Write it in words, without"):
        abbreviations.explain(short="ZXQ", words=words, by=team)
    plain = "children’s A&E (self-referral) 24/7, obs. + gynae"
    assert client.post(PAGE, {"short": "ZXQ", "words": plain}).status_code == 302

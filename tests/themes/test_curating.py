import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from people.models import Organisation
from people.refusing import Refused
from tests import make
from tests.themes.telling import search, theme
from themes import curating, deciding, rules
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
SUMMARY = "Letters about clinics reach practices late."


@pytest.fixture(autouse=True)
def registry():
    return make.registry()


@pytest.fixture
def team():
    return make.interface_team()


def test_only_the_interface_team_curates():
    found = theme()
    member, leader, lead = make.user(), make.leader(), make.user(role="lead")
    elsewhere = make.organisation("Southmere ICB", Organisation.Kind.ICB, code="QYY")
    Organisation.objects.filter(pk=elsewhere.pk).update(icb=elsewhere)
    elsewhere.refresh_from_db()
    stranger = make.user(elsewhere, "interface_team")
    assert rules.can_curate(make.interface_team(), found)
    for person in (member, leader, lead, stranger):
        assert not rules.can_curate(person, found)
        with pytest.raises(PermissionDenied):
            curating.rename(theme=found, by=person, label="Mine")
        with pytest.raises(PermissionDenied):
            curating.dismiss(theme=found, by=person, reason="Mine")


def test_publishing_freezes_the_name_that_anyone_reads(team):
    found = curating.publish(theme=theme(), by=team, label="Late letters", summary=SUMMARY)
    assert found.published_at
    search()
    assert str(Theme.objects.get()) == "Late letters"


def test_publishing_the_same_twice_is_one_act(team):
    found = theme()
    for _ in range(2):
        curating.publish(theme=found, by=team, label="Late letters", summary=SUMMARY)
    assert list(found.entries.values_list("verb", flat=True)) == ["born", "published"]


@pytest.mark.parametrize("words", ["NHS number 999 000 0018", "Mrs Joan Whitfield waits", "Ring 07700 900123"])
def test_what_points_to_a_patient_is_refused_beside_the_summary_and_not_masked_without_a_word(client, team, words):
    found = theme()
    with pytest.raises(Refused, match="in place of what may identify a person"):
        curating.publish(theme=found, by=team, label="Late letters", summary=words)
    client.force_login(team)
    answer = client.post(reverse("themes:publish", args=[found.key]), {"label": "Late letters", "summary": words})
    assert "in place of what may identify a person" in str(answer.context["form"].errors["summary"])
    assert answer.context["form"]["summary"].value() == words
    found.refresh_from_db()
    assert not found.published_at


def test_a_theme_is_not_published_without_words(team):
    with pytest.raises(Refused):
        curating.publish(theme=theme(), by=team, label="Late letters", summary="  ")


def test_a_withdrawn_theme_is_for_the_icb_only(team):
    found = curating.publish(theme=theme(), by=team, label="Late letters", summary=SUMMARY)
    assert curating.withdraw(theme=found, by=team).published_at is None
    assert not Theme.objects.published().exists()


def test_dismissing_takes_a_theme_off_the_board_and_out_of_publication(team):
    found = curating.publish(theme=theme(), by=team, label="Late letters", summary=SUMMARY)
    found = curating.dismiss(theme=found, by=team, reason="Two things in one.")
    assert found.published_at is None
    assert not Theme.objects.current().exists()
    with pytest.raises(Refused):
        curating.publish(theme=found, by=team, label="Late letters", summary=SUMMARY)


def test_the_engine_is_told_which_themes_are_dismissed_as_long_as_they_are(team):
    found = curating.dismiss(theme=theme(), by=team, reason="Two things in one.")
    assert deciding.decided(found.icb, is_thanks=False, held={}).closed == (found.key,)
    assert deciding.decided(found.icb, is_thanks=True, held={}).closed == ()
    curating.restore(theme=found, by=team)
    assert deciding.decided(found.icb, is_thanks=False, held={}).closed == ()


def test_a_dismissed_theme_stays_dismissed_when_found_again_until_it_is_restored(team):
    found = curating.dismiss(theme=theme(), by=team, reason="Two things in one.")
    search()
    assert not Theme.objects.current().exists()
    curating.restore(theme=found, by=team)
    assert Theme.objects.current().get() == found


def test_a_name_has_letters(client, team):
    found = theme()
    client.force_login(team)
    answer = client.post(reverse("themes:rename", args=[found.key]), {"label": "12345"})
    assert "A name has letters" in str(answer.context["form"].errors["label"])
    with pytest.raises(Refused, match="letters"):
        curating.rename(theme=found, by=team, label="12345")


@pytest.mark.parametrize("name", ["Letters of [name removed]", "Letters of 943 476 5919"])
def test_a_name_with_a_masked_mark_is_refused_with_a_sentence(client, team, name):
    found = theme()
    for act in (
        lambda: curating.rename(theme=found, by=team, label=name),
        lambda: curating.publish(theme=found, by=team, label=name, summary="Late letters."),
    ):
        with pytest.raises(Refused, match="in place of what may identify a person"):
            act()
    client.force_login(team)
    for page, more in (("rename", {}), ("publish", {"summary": "Late letters."})):
        answer = client.post(reverse(f"themes:{page}", args=[found.key]), {"label": name} | more)
        assert "in place of what may identify a person" in answer.content.decode()
        assert answer.context["form"]["label"].value() == name
    found.refresh_from_db()
    assert not found.given_label and not found.published_at

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


def test_nothing_that_points_to_a_patient_is_published(team):
    found = curating.publish(
        theme=theme(), by=team, label="Late letters", summary="Such as for NHS number 999 000 0018."
    )
    assert "999" not in found.published_summary


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
    assert deciding.decided(found.icb, is_thanks=False).closed == (found.key,)
    assert deciding.decided(found.icb, is_thanks=True).closed == ()
    curating.restore(theme=found, by=team)
    assert deciding.decided(found.icb, is_thanks=False).closed == ()


def test_a_dismissed_theme_stays_dismissed_when_found_again_until_it_is_restored(team):
    found = curating.dismiss(theme=theme(), by=team, reason="Two things in one.")
    search()
    assert not Theme.objects.current().exists()
    curating.restore(theme=found, by=team)
    assert Theme.objects.current().get() == found


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

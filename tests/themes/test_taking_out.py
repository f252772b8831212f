"""A name that should not have been given goes from every history, and who took it out stands there instead."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from people.refusing import Refused
from tests import make
from tests.themes.telling import theme
from themes import curating, deciding, renaming, taking_out
from themes.models import Decision, Theme, ThemeEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
NAME = "Dr Leila Haddad never answers"


@pytest.fixture
def found(team) -> Theme:
    """A theme that had the name before names were looked at, and from which issues were split off under it."""
    found = theme("Letters", 4)
    renaming.name(found, NAME, team)
    found.save()
    found.entries.create(by=team, verb="renamed", text=NAME)
    return found


def test_a_name_is_taken_out_of_every_history_and_what_is_taken_back_does_not_bring_it_back(client, team, found):
    new = deciding.split(theme=found, issues=[found.members.first().issue], label="Lost letters", by=team)
    curating.rename(theme=found, by=team, label="Late letters")
    found.refresh_from_db()
    client.force_login(team)
    path = reverse("themes:take_out_name", args=[found.key, found.entries.get(text=NAME).pk])
    assert path in client.get(found.get_absolute_url()).text and NAME in client.get(path).text
    answer = client.post(path, follow=True)
    assert f": a name that was taken out by {team.name} on " in answer.text
    assert NAME not in answer.text and NAME not in client.get(new.get_absolute_url()).text
    assert path not in answer.text and client.get(path).status_code == client.post(path).status_code == 302
    assert new.entries.get(verb="split").text == "from a name that was taken out, 1 issue"
    assert not ThemeEntry.objects.filter(text__contains=NAME).exists()
    deciding.undo(decision=Decision.objects.filter(kind="renamed").latest("pk"), by=team)
    found.refresh_from_db()
    assert str(found) == found.label != NAME


def test_others_read_that_a_name_was_taken_out_and_are_not_offered_it(client, team, found):
    curating.rename(theme=found, by=team, label="Late letters")
    entry = found.entries.get(text=NAME)
    client.force_login(make.leader())
    assert "Take this name out" not in client.get(found.get_absolute_url()).text
    with pytest.raises(PermissionDenied):
        taking_out.take_out(entry=entry, by=make.leader())
    taking_out.take_out(entry=entry, by=team)
    page = client.get(found.get_absolute_url()).text
    assert "a name that was taken out" in page and NAME not in page


def test_the_name_that_a_theme_has_and_what_is_no_name_stay(team, found):
    for entry in (found.entries.get(text=NAME), found.entries.create(by=team, verb="dismissed", text="Two in one.")):
        with pytest.raises(Refused, match="Rename the theme first"):
            taking_out.take_out(entry=entry, by=team)
        entry.refresh_from_db()
        assert entry.text and entry.taken_out_at is None


def test_only_where_it_stands_as_a_name_are_the_words_taken_out(team, found):
    kept = found.entries.create(by=team, verb="published", text=f"{NAME} is what people said.")
    curating.rename(theme=found, by=team, label="Late letters")
    taking_out.take_out(entry=found.entries.get(text=NAME), by=team)
    kept.refresh_from_db()
    assert kept.text == f"{NAME} is what people said."

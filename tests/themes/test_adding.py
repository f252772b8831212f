"""Issues that a person puts into a theme, and what later runs make of it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from issues import following
from people.refusing import Refused
from tests import make
from tests.themes.telling import search, several, theme
from themes import curating, deciding
from themes.models import Pin, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture
def system():
    return make.registry()


def held(key: str) -> set[int]:
    return set(Theme.objects.get(key=key).members.values_list("issue", flat=True))


def sizes(found: Theme) -> tuple[int, int, int]:
    found.refresh_from_db()
    return found.size, found.reporters, found.organisations


def test_an_issue_is_in_the_theme_at_once_and_counted(system):
    found, alone = theme("Letters"), make.issue(text="Post was lost")
    following.me_too(issue=alone, by=make.user())
    deciding.add(theme=found, issue=alone, by=system["team"])
    assert alone.pk in held(found.key)
    assert sizes(found) == (4, 5, 5)
    assert found.entries.last().verb == "added"


def test_it_stays_there_whatever_later_runs_make_of_it(system):
    letters = theme("Letters")
    scans = several("Scans", 4)
    search()
    moved = scans[0]
    deciding.add(theme=letters, issue=moved, by=system["team"])
    assert (sizes(letters)[0], Theme.objects.exclude(pk=letters.pk).get().size) == (4, 3)
    run = search()
    assert moved.pk in held(letters.key)
    assert sizes(letters) == (4, 4, 4)
    assert (run.issues, run.themes, run.unthemed) == (7, 2, 0)


def test_without_the_pin_a_run_would_take_it_back(system):
    letters = theme("Letters")
    moved = several("Scans", 4)[0]
    search()
    deciding.add(theme=letters, issue=moved, by=system["team"])
    Pin.objects.all().delete()
    search()
    assert moved.pk not in held(letters.key)


def test_a_theme_all_of_whose_issues_were_moved_is_no_longer_found(system):
    letters = theme("Letters")
    scans = several("Scans", 3)
    search()
    for moved in scans:
        deciding.add(theme=letters, issue=moved, by=system["team"])
    search()
    assert sizes(letters)[0] == 6
    assert not Theme.objects.exclude(pk=letters.pk).get().is_live


def test_moved_again_it_is_in_the_last_theme_only(system):
    letters = theme("Letters")
    several("Scans", 3)
    alone = make.issue(text="Post was lost")
    search()
    scans = Theme.objects.exclude(pk=letters.pk).get()
    for found in (letters, scans, scans):
        deciding.add(theme=found, issue=alone, by=system["team"])
    assert alone.pk in held(scans.key)
    assert alone.pk not in held(letters.key)
    assert (sizes(letters)[0], sizes(scans)[0]) == (3, 4)
    assert scans.entries.filter(verb="added").count() == 1


def test_only_the_interface_team_adds_and_only_issues_of_its_own_icb(system):
    found, alone = theme("Letters"), make.issue(text="Post was lost")
    for person in (system["director"], make.leader(), make.user()):
        with pytest.raises(PermissionDenied):
            deciding.add(theme=found, issue=alone, by=person)
    alone.icb = make.icb("QYY", "Southmere ICB")
    with pytest.raises(PermissionDenied):
        deciding.add(theme=found, issue=alone, by=system["team"])


def test_nothing_is_added_to_a_dismissed_theme_or_across_problems_and_thanks(system):
    found, alone = theme("Letters"), make.issue(text="Post was lost")
    kind = make.issue(category=make.category("thanks", "Something that works well", is_thanks=True))
    with pytest.raises(Refused):
        deciding.add(theme=found, issue=kind, by=system["team"])
    curating.dismiss(theme=found, by=system["team"], reason="Two things in one.")
    with pytest.raises(Refused):
        deciding.add(theme=found, issue=alone, by=system["team"])


def test_from_the_inbox_to_the_theme_without_scripts(client, system):
    found, alone = theme("Letters"), make.issue(text="Post was lost", about=system["trust"])
    client.force_login(system["team"])
    inbox = client.get(reverse("issues:inbox"), {"box": "all"}).content.decode()
    assert f'formaction="{reverse("themes:add")}"' in inbox
    ticked = {"issue": [f"{alone.reference}:", "ZZZZZ:"], "within": "box=all"}
    choose = client.post(reverse("themes:add"), ticked).content.decode()
    assert str(found) in choose
    assert alone.reference in choose
    searched = client.get(reverse("themes:add"), ticked | {"q": "nothing like it"}).content.decode()
    assert "No theme is called that." in searched
    unanswered = client.post(reverse("themes:add"), ticked | {"add": "1"})
    assert unanswered.status_code == 422
    assert "Choose a theme" in unanswered.content.decode()
    done = client.post(reverse("themes:add"), ticked | {"add": "1", "theme": found.key}).content.decode()
    assert "There is no such issue that you may see." in done
    assert "1 issue added to the theme" in done
    assert alone.pk in held(found.key)


def test_a_responder_is_not_offered_what_only_the_interface_team_does(client, system):
    make.issue(about=system["trust"])
    client.force_login(system["director"])
    assert "Add to a theme" not in client.get(reverse("issues:inbox")).content.decode()


def test_a_theme_of_another_icb_is_no_choice(client, system):
    other = theme("Letters")
    other.icb = make.icb("QYY", "Southmere ICB")
    other.save()
    client.force_login(system["team"])
    asked = {"issue": make.issue().reference, "add": "1", "theme": other.key}
    assert client.post(reverse("themes:add"), asked).status_code == 422

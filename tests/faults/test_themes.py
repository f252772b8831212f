"""A5 and E6: a search for themes is killed while it writes, or begun twice at once: themes are of one whole run."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interface.invariants import themes_count_what_they_hold
from tests import make
from themes import detecting, placing
from themes.models import Run, Theme, ThemeIssue

pytestmark = pytest.mark.faults
FIND = "from themes import detecting; from django.utils import timezone; from people.models import Organisation; "
FIND += "detecting.find(icb=Organisation.objects.get(kind='icb'), now=timezone.now())"
FIND_OR_SAY = FIND.replace("detecting.find(", "done = detecting.find(") + "; raise SystemExit(0 if done else 3)"
LETTERS = "The discharge letter for a patient came {} weeks after the stay, without the list of medicines."
SCANS = "The hospital asked us to chase the MRI scan result that its own clinic had ordered {} weeks before."
SICK_NOTES = "The ward sent the patient to us for a fit note {} days after surgery instead of giving one itself."


def reported(text: str, about, count: int = 10) -> None:
    for number in range(count):
        make.issue(about=about, text=text.format(number + 2))
    placing.place_due()


@pytest.fixture
def found(system):
    """Themes of a first, whole run; and issues that the second will be the first to know."""
    reported(LETTERS, system["trust"])
    reported(SCANS, system["trust"])
    detecting.find(icb=make.icb(), now=timezone.now())
    assert Theme.objects.filter(is_live=True).exists()
    before = shown()
    reported(SICK_NOTES, system["trust"])
    return before


def shown() -> tuple:
    themes = Theme.objects.filter(is_live=True).order_by("pk").values_list("key", "label", "size")
    return list(themes), list(ThemeIssue.objects.order_by("issue").values_list("issue", "theme"))


def miscounted() -> list[str]:
    return list(themes_count_what_they_hold(timezone.now()))


def test_a_run_killed_while_writing_leaves_the_old_run_whole_and_the_next_succeeds(portal, found):
    assert portal.run(FIND, FAULTS="theme.assign:kill") == -9
    assert shown() == found
    assert miscounted() == []

    later = timezone.now() + detecting.DEAD_AFTER + timedelta(minutes=1)
    assert detecting.find(icb=make.icb(), now=later)
    assert ThemeIssue.objects.count() > len(found[1])
    assert miscounted() == []
    assert not Run.objects.filter(finished_at__isnull=True).exists()


def test_without_the_transaction_a_killed_run_leaves_themes_that_do_not_hold_what_they_say(portal, found):
    assert portal.run(FIND, FAULTS="theme.assign:kill", UNGUARDED="theme transaction") == -9
    assert miscounted() != []


def test_of_two_searches_at_once_one_runs_and_the_other_says_that_it_does_not(portal, found):
    before = Run.objects.count()
    ends = portal.run_together(FIND_OR_SAY, 2, FAULTS="theme.assign:sleep=1")
    assert sorted(ends) == [0, 3], portal.log()
    assert Run.objects.count() == before + 1
    assert portal.log(everything=True).count("another is under way") == 1
    assert miscounted() == []


def test_without_the_claim_the_second_searches_too_and_only_its_writing_is_refused(portal, found):
    ends = portal.run_together(FIND_OR_SAY, 2, FAULTS="theme.assign:sleep=1", UNGUARDED="one search")
    assert sorted(ends) == [0, 1], portal.log()
    assert "another has taken its place" in portal.log(everything=True)

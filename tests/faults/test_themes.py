"""A5: a search for themes killed half-way through writing shows readers the old run whole."""

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

"""A6: two schedulers at once, one of them killed: each job is done once for each slot of time."""

import pytest

from people.models import Round
from people.rounds import last_alive
from tests.faults.portal import kill, until

pytestmark = pytest.mark.faults


def tidied_by_two_schedulers(portal, **more) -> int:
    """How often the job was done, while two schedulers asked for it and one was killed."""
    notes = portal.folder / "notes"
    notes.touch()
    more |= {"NOTES": str(notes)}
    portal.worker(**more)
    first, _ = portal.scheduler("first", **more), portal.scheduler("second", **more)
    assert until(lambda: "scheduler" in last_alive() and "tidied" in notes.read_text()), portal.log()
    kill(first)
    asked = notes.read_text().count("asked")
    assert until(lambda: notes.read_text().count("asked") >= asked + 4), portal.log()
    return notes.read_text().count("tidied")


def test_two_schedulers_do_a_job_once_a_slot_and_one_goes_on_without_the_other(portal):
    assert tidied_by_two_schedulers(portal) == Round.objects.filter(job="tidy").count()
    assert not Round.objects.filter(finished_at__isnull=True).exists()


def test_without_the_round_two_schedulers_do_it_again_and_again(portal):
    assert tidied_by_two_schedulers(portal, UNGUARDED="once") > 2

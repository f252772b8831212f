import pytest

from tests import make
from tests.themes.telling import several
from themes import placing, tasks
from themes.models import Vector

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


def test_every_issue_gets_a_place_once():
    make.registry()
    several("Letters", 20)
    assert placing.place_due() == 20
    assert placing.place_due() == 0
    assert Vector.objects.filter(space=placing.space()).count() == 20


def test_reporting_does_not_wait_for_a_place():
    make.registry()
    issue = make.issue()
    assert not Vector.objects.filter(issue=issue).exists()


def test_a_text_that_breaks_the_engine_harms_only_itself_and_is_not_tried_for_ever():
    make.registry()
    several("Letters", 5)
    broken = make.issue(text="Like poison")
    several("Scans", 5)
    assert placing.place_due() == 11
    assert list(Vector.objects.filter(data=placing.UNREADABLE)) == [broken.vector]
    assert placing.place_due() == 0


def test_a_new_model_places_every_issue_again(monkeypatch):
    make.registry()
    several("Letters", 3)
    placing.place_due()
    monkeypatch.setattr(placing.vectors, "MODEL", "another-model/2")
    assert placing.place_due() == 3
    assert set(Vector.objects.values_list("space", flat=True)) == {placing.space()}


def test_a_sweep_stops_when_its_time_is_over():
    make.registry()
    several("Letters", placing.CHUNK + 1)
    assert sorted(placing.place_due(seconds=0) for _ in range(2)) == [1, placing.CHUNK]


def test_several_workers_seldom_read_the_same_and_call_each_other_while_many_wait(monkeypatch):
    monkeypatch.setattr(placing, "CHUNK", 2)
    monkeypatch.setattr(placing, "MANY", 3)
    make.registry()
    issues, called, read = several("Letters", 6), [], []
    monkeypatch.setattr(tasks.place_issues, "delay", lambda: called.append(True))
    monkeypatch.setattr(placing.random, "randrange", lambda chunks: chunks - 1)
    store = placing.store
    monkeypatch.setattr(
        placing, "store", lambda chunk, rows: read.append([one.issue for one in chunk]) or store(chunk, rows)
    )
    tasks.place_issues()
    tasks.place_issues()
    keys = [issue.pk for issue in issues]
    assert read == [keys[4:], keys[2:4], keys[:2]]
    assert called == [True]

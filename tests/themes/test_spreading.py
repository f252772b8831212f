"""Of very many issues some are grouped; the others join by where they lie, part by part, whoever does the parts."""

from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone

from issues import following
from language import finding, severity, spreading
from people.refusing import Refused
from tests import make
from tests.themes.telling import search, several
from themes import deciding, detecting, placing, spread_parts, tasks
from themes.models import Grave, Part, Run, Spread, Theme, ThemeIssue

pytestmark = pytest.mark.django_db
PLACES = {"Letters": [1.0, 0.1], "Scans": [0.1, 1.0], "Elsewhere": [-1.0, -1.0]}


@pytest.fixture(autouse=True)
def large(engine, monkeypatch):
    """A portal that groups twenty issues at once to group at once; texts lie where their first word says."""
    monkeypatch.setattr(
        finding, "represent", lambda texts: np.array([PLACES[text.split()[0]] for text in texts], dtype=np.float32)
    )
    monkeypatch.setattr(severity, "problems", lambda rows: [0] * len(rows))
    monkeypatch.setattr(spreading, "MOST_AT_ONCE", 20)
    monkeypatch.setattr(spread_parts, "PART", 7)
    return make.registry()


def sizes() -> dict[str, int]:
    return dict(Theme.objects.filter(is_live=True).values_list("label", "size"))


def test_all_issues_join_the_theme_that_they_lie_in_though_few_were_grouped():
    several("Letters", 24)
    several("Scans", 16)
    several("Elsewhere", 2)
    run = search()
    assert sizes() == {"Letters problems": 24, "Scans problems": 16}
    assert (run.issues, run.themes, run.unthemed) == (42, 2, 2)
    assert Theme.objects.get(label="Letters problems").reporters == 24
    assert ThemeIssue.objects.count() == 40


def test_nothing_is_left_over_of_a_run_that_is_over():
    several("Letters", 24)
    search()
    assert not Spread.objects.exists()
    assert not Part.objects.exists()


def test_a_theme_keeps_its_key_and_its_issues_from_run_to_run():
    several("Letters", 24)
    several("Scans", 16)
    search()
    before = dict(ThemeIssue.objects.values_list("issue", "theme__key"))
    several("Letters", 5)
    search()
    after = dict(ThemeIssue.objects.values_list("issue", "theme__key"))
    assert {issue: after[issue] for issue in before} == before
    assert len(after) == 45


def test_no_run_takes_an_issue_out_of_where_people_put_it(large):
    letters = several("Letters", 24)
    several("Scans", 16)
    search()
    scans = Theme.objects.get(label="Scans problems")
    deciding.add(theme=scans, issue=letters[3], by=large["team"])
    search()
    assert ThemeIssue.objects.get(issue=letters[3]).theme == scans


def test_a_part_is_done_by_whoever_takes_it_and_only_once(large):
    run, made = parts()
    assert spread_parts.do_one(Part.objects.all())
    first, second = Part.objects.order_by("pk")
    assert first.done_at and first.found
    assert second.taken_at is None
    assert spread_parts.do_due(seconds=5) == 1
    assert not spread_parts.do_one(Part.objects.all())


def test_a_part_whose_taker_died_is_taken_by_another():
    run, made = parts()
    Part.objects.update(taken_at=timezone.now())
    assert not spread_parts.do_one(Part.objects.all())
    Part.objects.update(taken_at=timezone.now() - spread_parts.TAKEN_FOR - timedelta(seconds=1))
    assert spread_parts.do_due(seconds=5) == 2


def test_every_worker_is_called_to_help_as_long_as_parts_wait(monkeypatch):
    parts()
    called = []
    monkeypatch.setattr(tasks.compare_parts, "delay", lambda: called.append(True))
    for _ in range(2):
        tasks.compare_parts()
    assert called == [True]
    assert not Part.objects.filter(done_at=None).exists()


def parts() -> tuple[Run, Spread]:
    issues = several("Letters", 10)
    placing.place_due()
    run = Run.objects.create(icb=make.icb())
    middle = np.array([[1.0, 0.0]], dtype="<f4").tobytes()
    made = Spread.objects.create(
        run=run, is_thanks=False, themes={}, middles=middle, bars=np.array([0.5], dtype="<f4").tobytes()
    )
    for first, last in ((0, 4), (5, 9)):
        Part.objects.create(spread=made, first=issues[first].pk, last=issues[last].pk)
    return run, made


def test_a_long_run_that_shows_life_is_not_taken_for_dead(monkeypatch):
    several("Letters", 24)
    placing.place_due()
    began = timezone.now() - 3 * detecting.DEAD_AFTER
    seen = []
    done = spread_parts.do_one
    monkeypatch.setattr(
        spread_parts,
        "do_one",
        lambda parts: seen.append(detecting.find(icb=make.icb(), now=timezone.now())) or done(parts),
    )
    assert detecting.find(icb=make.icb(), now=began).issues == 24
    assert seen == [None] * len(seen)
    assert len(seen) >= 2


def test_a_run_that_was_taken_for_dead_does_no_more_parts(monkeypatch):
    several("Letters", 24)
    placing.place_due()
    done = spread_parts.do_one
    monkeypatch.setattr(spread_parts, "do_one", lambda parts: done(parts) and Run.objects.all().delete())
    with pytest.raises(Refused, match="another has taken its place"):
        detecting.find(icb=make.icb(), now=timezone.now())
    assert not Theme.objects.exists()


def test_what_is_rare_but_severe_is_raised_though_it_was_not_grouped():
    several("Letters", 24)
    several("Elsewhere", 2, harm="severe")
    search()
    assert Grave.objects.get().issues.count() == 2


def test_of_very_many_too_me_too_says_nothing_of_harm_and_is_no_theme_of_one_issue():
    several("Letters", 24)
    (alone,) = several("Scans", 1, harm="severe")
    for _ in range(3):
        following.me_too(issue=alone, by=make.user())
    several("Elsewhere", 1)
    search()
    assert sizes() == {"Letters problems": 24}
    assert not Grave.objects.exists()

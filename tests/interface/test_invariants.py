"""The invariants hold after ordinary work, and each of them notices its breach."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from interface.invariants import every_breach
from issues import keeping, merging, responding
from issues.models import Issue, IssueEntry
from people import delivering
from people.models import Notice, Round
from routing.models import Holder
from tests import make
from themes.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    system = make.registry()
    made = make.issue(about=system["trust"])
    responding.acknowledge(issue=made, by=system["director"])
    delivering.deliver_due()
    made.refresh_from_db()
    return made


def numbers() -> list[str]:
    return sorted({breach.partition(":")[0] for breach in every_breach(timezone.now())})


def test_ordinary_work_breaks_nothing(issue, capsys):
    assert list(every_breach(timezone.now())) == []
    call_command("check_invariants")
    assert "0 breaches" in capsys.readouterr().out


def test_the_command_fails_where_something_is_broken(issue):
    Issue.objects.update(state="closed")
    with pytest.raises(SystemExit):
        call_command("check_invariants")


def test_without_tables_the_command_says_what_to_run(tmp_path):
    environment = os.environ | {"DEBUG": "1", "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    asked = [sys.executable, "manage.py", "check_invariants"]
    run = subprocess.run(asked, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "Run `make run`" in run.stderr and "manage.py migrate" in run.stderr
    assert "Traceback" not in run.stderr


def test_an_issue_without_a_report_or_a_route_is_noticed(issue):
    IssueEntry.objects.filter(verb="report").delete()
    assert "I1" in numbers()


def test_an_issue_that_remembers_another_version_than_its_rule_is_of_is_noticed(issue):
    Issue.objects.update(rulebook=make.rules())
    assert numbers() == ["I13"]
    Issue.objects.update(rulebook=None)
    assert numbers() == ["I13"]


def test_an_open_issue_at_a_desk_that_nobody_holds_is_noticed(issue):
    Holder.objects.all().delete()
    assert numbers() == ["I2"]


def test_an_open_issue_at_an_unheld_desk_is_in_order_where_the_gap_is_counted(issue):
    Holder.objects.all().delete()
    IssueEntry.objects.update(gap="no_holder")
    assert numbers() == []


@pytest.mark.parametrize(
    "lost",
    [
        {"sent_at": None, "last_error": ""},
        {"sent_at": timezone.now(), "failed_at": timezone.now()},
        {"sent_at": timezone.now(), "due_at": timezone.now()},
    ],
)
def test_a_notice_that_ended_in_no_way_or_in_two_is_noticed(issue, lost):
    Notice.objects.update(**lost)
    assert numbers() == ["I3"]


def test_a_theme_that_counts_what_it_does_not_hold_is_noticed(issue):
    today = timezone.localdate()
    Theme.objects.create(icb=make.icb(), key="k", label="Letters", first_on=today, last_on=today, size=3)
    assert numbers() == ["I4"]


@pytest.mark.parametrize(
    "change",
    [
        lambda issue: Issue.objects.update(state="reported"),
        lambda issue: IssueEntry.objects.filter(verb="acknowledge").delete(),
        lambda issue: IssueEntry.objects.filter(verb="acknowledge").update(by=None),
        lambda issue: IssueEntry.objects.filter(verb="acknowledge").update(verb="close"),
        lambda issue: IssueEntry.objects.filter(verb="acknowledge").update(verb="report"),
    ],
)
def test_a_state_that_its_history_does_not_explain_is_noticed(issue, change):
    change(issue)
    assert "I5" in numbers()


def test_a_notice_or_a_round_that_is_left_lying_is_noticed(issue):
    long_ago = timezone.now() - timedelta(days=3)
    Round.objects.create(job="tidy", slot=long_ago, started_at=long_ago)
    assert numbers() == ["I8"]
    Round.objects.all().delete()
    Notice.objects.update(sent_at=None, due_at=timezone.now(), created_at=long_ago)
    assert numbers() == ["I8"]


def merged_twin(issue) -> Issue:
    twin = make.issue(about=issue.about)
    director = issue.entries.get(verb="acknowledge").by
    merging.merge(issue=twin, into=issue, by=director)
    return twin


def test_merging_and_taking_back_break_nothing(issue):
    twin = merged_twin(issue)
    assert numbers() == []
    merging.unmerge(issue=twin, by=twin.reporter)
    assert numbers() == []
    assert IssueEntry.objects.filter(verb="unmerge").update(state="answered") == 1
    assert numbers() == ["I5"]


def test_a_chain_of_duplicates_is_noticed(issue):
    twin = merged_twin(issue)
    third = make.issue(about=issue.about)
    merged = {"state": "duplicate", "paused_at": timezone.now()}
    Issue.objects.filter(pk=issue.pk).update(duplicate_of=third, **merged)
    assert "I9" in numbers()
    Issue.objects.filter(pk=twin.pk).update(state="reported", duplicate_of=None)
    Issue.objects.filter(pk=issue.pk).update(state="acknowledged", duplicate_of=None)
    assert "I9" in numbers()


def test_a_file_that_is_missing_is_noticed(issue):
    one = make.attachment(issue)
    delivering.deliver_due()
    assert numbers() == []
    keeping.forget([one.key])
    assert numbers() == ["I11"]

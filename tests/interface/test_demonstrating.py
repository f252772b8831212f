"""The made-up year: what happened to an issue stands in the order in which it happened, and nobody is told of it."""

import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from interface import demonstrating
from issues.models import IssueEntry
from people.models import Notice


@pytest.mark.django_db
def test_the_history_of_every_issue_is_in_the_order_of_time():
    call_command("load_registry", "demonstration")
    cast = demonstrating._cast(timezone.now())
    for line in (demonstrating.DATA / "reports.jsonl").read_text("utf-8").splitlines()[:40]:
        demonstrating._play(cast, json.loads(line))
    steps = list(IssueEntry.objects.order_by("issue", "pk").values_list("issue", "at", "verb"))
    assert {"me_too", "acknowledge", "answer"} <= {verb for _, _, verb in steps}
    late = [
        verb for (one, at, _), (same, then, verb) in zip(steps, steps[1:], strict=False) if one == same and then < at
    ]
    assert late == []
    assert not Notice.objects.exists()

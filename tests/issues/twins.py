"""What tests of merging do with the two issues of the fixture `twins`."""

from datetime import timedelta

from django.utils import timezone

from issues import clock, merging
from issues.models import Issue, Merge
from issues.watching import Clock
from people.models import Notice


def due(issue: Issue, days: int) -> None:
    """Move its due times to so many working days from now, half of them to acknowledge."""
    issue.acknowledge_due_at = clock.working_days_after(timezone.now(), days // 2)
    issue.answer_due_at = clock.working_days_after(timezone.now(), days)
    issue.clock_due_at = Clock.of(issue).next_look()
    issue.save()


def merged(twins, issue="twin", into="issue", by="director") -> Issue:
    merging.merge(issue=twins[issue], into=twins[into], by=twins[by], text="The same letters")
    return fresh(twins[issue])


def unmerged(twins, issue="twin", by="director") -> Issue:
    merging.unmerge(issue=fresh(twins[issue]), by=twins[by], text="Another clinic")
    return fresh(twins[issue])


def fresh(issue: Issue) -> Issue:
    return Issue.objects.get(pk=issue.pk)


def told(person) -> list[str]:
    return list(Notice.objects.filter(recipient=person).values_list("subject", flat=True))


def steps(issue: Issue) -> list[tuple]:
    return list(issue.entries.values_list("verb", "state", "other", "by", "text"))


def back_in_time(issue: Issue, by: timedelta) -> None:
    """As if the merge had been so long ago."""
    Merge.objects.filter(issue=issue).update(at=timezone.now() - by)
    Issue.objects.filter(pk=issue.pk).update(paused_at=timezone.now() - by)

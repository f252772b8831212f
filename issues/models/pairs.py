"""What the database keeps of two issues together: that one became part of the other, or that they are related."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

UNDO_FOR = timedelta(days=30)


class Merge(models.Model):
    """That an issue became part of another, and what it did to the other's times, so that it can be undone."""

    issue = models.ForeignKey("issues.Issue", models.CASCADE, related_name="merges")
    into = models.ForeignKey("issues.Issue", models.CASCADE, related_name="taken_in")
    entry = models.OneToOneField(
        "issues.IssueEntry", models.CASCADE, related_name="+", help_text="In the other's history."
    )
    at = models.DateTimeField(default=timezone.now, db_index=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    own_acknowledge_due_at = models.DateTimeField(help_text="When the other was due before.")
    own_answer_due_at = models.DateTimeField()
    own_first_due_at = models.DateTimeField(null=True)
    brought_acknowledge_due_at = models.DateTimeField(null=True, help_text="When it is due for this one's sake.")
    brought_answer_due_at = models.DateTimeField(null=True)
    copied_to = models.ForeignKey(
        "routing.Desk", models.PROTECT, null=True, related_name="+", help_text="Who reads the other for its sake."
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["issue"], condition=Q(undone_at__isnull=True), name="merged_once")
        ]

    def __str__(self) -> str:
        return f"{self.issue} into {self.into}"

    @property
    def undo_until(self) -> datetime:
        return self.at + UNDO_FOR

    @property
    def can_be_undone(self) -> bool:
        return self.undone_at is None and timezone.now() <= self.undo_until


class Related(models.Model):
    """Two issues that have to do with each other; the one reported first stands first."""

    first = models.ForeignKey("issues.Issue", models.CASCADE, related_name="+")
    second = models.ForeignKey("issues.Issue", models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "related issues"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="related_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="related_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}"

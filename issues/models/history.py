"""What happened to an issue, step by step, and who sees it without having to answer."""

from django.db import models
from django.db.models import Q

from issues.models.issue import Issue
from people.trail import Entry
from routing.models import Desk, Rule


class IssueEntry(Entry):
    """One step in the life of an issue. A step that decides where it goes has a desk, and its reasons."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="entries", db_index=False)
    is_internal = models.BooleanField(default=False, help_text="For the answering side only.")
    is_unsigned = models.BooleanField(default=False, help_text="Whoever did it is named to nobody.")
    outcome = models.CharField(max_length=12, choices=Issue.Outcome, blank=True)
    other = models.ForeignKey(Issue, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, related_name="routed", db_index=False)
    rule = models.ForeignKey(Rule, models.PROTECT, null=True, blank=True, related_name="+")
    reasons = models.JSONField(default=list)
    gap = models.CharField(max_length=40, blank=True, help_text="Why it fell to the interface desk.")
    from_desk = models.ForeignKey(
        Desk,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="Who said that it is not theirs.",
    )
    corrects = models.ForeignKey(
        Rule,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="The rule that had sent it there.",
    )
    particulars = models.TextField(blank=True, help_text="What changed, why it is not agreed, or which project.")
    project_path = models.CharField(max_length=200, blank=True)
    planned_on = models.DateField(null=True, blank=True, help_text="The date that this step promises.")

    SAYS = ("text", "outcome", "particulars", "planned_on", "project_path")

    class Meta(Entry.Meta):
        abstract = False
        verbose_name_plural = "issue entries"
        indexes = [
            models.Index(fields=["issue", "id"]),
            models.Index(fields=["gap", "at"], condition=~Q(gap=""), name="entry_gap"),
            models.Index(fields=["desk", "at"], condition=Q(desk__isnull=False), name="entry_routed"),
            models.Index(fields=["verb", "at"]),
            models.Index(fields=["at"], condition=Q(corrects__isnull=False), name="entry_corrects"),
            models.Index(fields=["other"], condition=Q(other__isnull=False), name="entry_of_another"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome__in=["made", "not_agreed", "project"]) | ~Q(particulars=""),
                name="entry_outcome_says_what",
            )
        ]


class Copy(models.Model):
    """A desk that sees an issue without having to answer it."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="copies", db_index=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="copies")

    class Meta:
        verbose_name_plural = "copies"
        constraints = [models.UniqueConstraint(fields=["issue", "desk"], name="copy_once")]

    def __str__(self) -> str:
        return f"{self.issue} copied to {self.desk}"

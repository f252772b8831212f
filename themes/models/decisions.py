"""What people decided about themes, and what an area learnt from it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from issues.models import Issue
from people.models import Organisation
from themes.models.theme import Theme


class Decision(models.Model):
    """What a person decided about which issues belong together. No later run undoes it; a person may take it back."""

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", "It was confirmed as a theme"
        MERGED = "merged", "Another theme was merged into it"
        SPLIT = "split", "It was split off from another theme"
        APART = "apart", "It is never to be one with another theme"
        MOVED = "moved", "An issue was put into it"
        DISMISSED = "dismissed", "It was dismissed"
        RENAMED = "renamed", "It was given another name"

    OF_OTHER = {Kind.MERGED: "It was merged into another theme", Kind.SPLIT: "Issues of it were split off"}

    kind = models.CharField(max_length=9, choices=Kind)
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="decisions")
    other = models.ForeignKey(Theme, models.CASCADE, null=True, blank=True, related_name="decisions_with")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    earlier = models.CharField(max_length=160, blank=True, help_text="The name that a person gave before.")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="decision_undone_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["merged", "split", "apart"], other__isnull=False)
                | Q(kind__in=["confirmed", "moved", "dismissed", "renamed"], other__isnull=True),
                name="decision_about_two_themes_names_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.theme}"

    def words_of(self, theme: Theme) -> str:
        """What was decided, as it reads on the page of one of its themes."""
        own = self.get_kind_display()
        return self.OF_OTHER.get(self.Kind(self.kind), own) if theme.pk == self.other_id else own


class Pin(models.Model):
    """The theme in which a decision holds an issue. Of several the latest holds; one taken back has none."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="pins")
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="pins")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="pins")
    came_from = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "issue"], name="pin_once_per_decision")]

    def __str__(self) -> str:
        return f"{self.issue_id} kept in {self.theme_id}"


class OwnProblem(models.Model):
    """A known problem of one area, grown from a confirmed theme: the engine knows it beside the shared library."""

    icb = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    theme = models.OneToOneField(Theme, models.PROTECT, related_name="own_problem")
    slug = models.CharField(max_length=80)
    name = models.CharField(max_length=160)
    definition = models.TextField()
    is_not = models.TextField(blank=True, help_text="What it is easily taken for.")
    standard = models.TextField(blank=True, help_text="What applies.")
    owner = models.CharField(max_length=160, blank=True, help_text="Whose it usually is.")
    wordings = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["icb", "slug"], name="own_problem_once")]

    def __str__(self) -> str:
        return self.name

"""What a person is to look at: signals of themes, and harm of the same kind."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from issues.models import Issue
from people.models import Organisation
from themes.models.theme import Theme


class Signal(models.Model):
    """The dated, numeric evidence that a theme is emerging or growing."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="signals")
    kind = models.CharField(max_length=8, choices=[("emerging", "Emerging"), ("growing", "Growing")])
    on = models.DateField()
    window_days = models.PositiveSmallIntegerField()
    expected = models.FloatField()
    observed = models.PositiveIntegerField()
    probability = models.FloatField()
    reporters = models.PositiveIntegerField()
    organisations = models.PositiveIntegerField()
    sentence = models.TextField()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["theme", "kind", "on"], name="signal_once_a_day")]

    def __str__(self) -> str:
        return self.sentence


class Grave(models.Model):
    """Reports of moderate or worse harm of the same kind, raised for a person to look at whatever the counts."""

    icb = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, help_text="Made of its issues: the same issues are raised once.")
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="graves")
    problem = models.CharField(max_length=160, blank=True, help_text="The known problem that most of it is likest.")
    issues = models.ManyToManyField(Issue, related_name="+")
    on = models.DateField(help_text="Of the last report.")
    sentence = models.TextField()
    raised_at = models.DateTimeField(default=timezone.now)
    is_live = models.BooleanField(default=True, help_text="Found by the last run, or raised since.")
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["icb", "-on"], condition=Q(is_live=True, seen_at=None), name="grave_unseen")]
        constraints = [models.UniqueConstraint(fields=["icb", "key"], name="grave_raised_once")]

    def __str__(self) -> str:
        return self.sentence

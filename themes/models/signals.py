"""What a person is to look at: signals of themes, and harm of the same kind."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from issues.models import Issue
from language import severity
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


class GraveQuerySet(models.QuerySet):
    def unseen(self) -> "GraveQuerySet":
        """What stands and nobody has looked at."""
        return self.filter(is_live=True, seen_at=None)

    def about(self, theme: object) -> "GraveQuerySet":
        """What is of a theme or holds an issue that is in it, or looks like it while in none. Some come twice."""
        looks = Q(issues__theme_link=None, issues__vector__looks_like=theme)
        return self.filter(Q(theme=theme) | Q(issues__theme_link__theme=theme) | looks)


class Grave(models.Model):
    """Reports of moderate or worse harm of the same kind, raised for a person to look at whatever the counts."""

    icb = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, help_text="Made of its issues: the same issues are raised once.")
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="graves")
    problem = models.CharField(max_length=160, blank=True, help_text="The known problem of most of it, if sure.")
    issues = models.ManyToManyField(Issue, related_name="+")
    on = models.DateField(help_text="Of the last report.")
    sentence = models.TextField()
    raised_at = models.DateTimeField(default=timezone.now)
    is_live = models.BooleanField(default=True, help_text="It stands; no other tells what it tells.")
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = GraveQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["icb", "-on"], condition=Q(is_live=True, seen_at=None), name="grave_unseen")]
        constraints = [models.UniqueConstraint(fields=["icb", "key"], name="grave_raised_once")]

    def __str__(self) -> str:
        return self.sentence

    @property
    def only_looks(self) -> bool:
        """Whether fewer of its reports are in its theme than make it one of the theme; the others look like it."""
        return bool(self.theme_id) and severity.OF_ONE_THEME not in self.sentence

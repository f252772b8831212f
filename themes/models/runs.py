"""What a search for themes reads and writes while it runs."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from issues.models import Issue
from people.models import Organisation


class Vector(models.Model):
    """The place of one issue's text in the space of meanings: float16 bytes, and the space they belong to."""

    issue = models.OneToOneField(Issue, models.CASCADE, primary_key=True, related_name="vector")
    space = models.CharField(max_length=60)
    data = models.BinaryField()
    rewordings = models.PositiveSmallIntegerField(default=0, help_text="Of the issue, when its text was read.")
    read_at = models.DateTimeField(default=timezone.now)
    looks_like = models.ForeignKey("Theme", models.SET_NULL, null=True, blank=True, related_name="+")
    is_left_out = models.BooleanField(default=False, help_text="The last search knew it and put it into no theme.")

    class Meta:
        indexes = [models.Index(fields=["issue"], condition=Q(is_left_out=True), name="vector_left_out")]

    def __str__(self) -> str:
        return f"{self.space} of {self.issue_id}"


class Run(models.Model):
    """One search for themes over all issues of an ICB. Written whole or not at all."""

    icb = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    alive_at = models.DateTimeField(default=timezone.now, help_text="When it last gave a sign of life.")
    finished_at = models.DateTimeField(null=True, blank=True)
    issues = models.PositiveIntegerField(default=0)
    themes = models.PositiveIntegerField(default=0)
    unthemed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["icb"], condition=Q(finished_at__isnull=True), name="one_run_at_a_time")
        ]

    def __str__(self) -> str:
        return f"Run of {self.started_at:%Y-%m-%d %H:%M}"


class Spread(models.Model):
    """Themes that a run under way found among some issues, for all others to be compared with."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="spreads")
    is_thanks = models.BooleanField()
    themes = models.JSONField(help_text="Keys of earlier themes: their places are the numbers of the middles.")
    middles = models.BinaryField(help_text="A row for each theme: float32.")
    bars = models.BinaryField(help_text="The cosine from which an issue lies in it: float32.")

    def __str__(self) -> str:
        return f"Spread of {self.run}"


class Part(models.Model):
    """Issues, by their numbers, that any worker may compare: a job of its own, done once or again."""

    spread = models.ForeignKey(Spread, models.CASCADE, related_name="parts")
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    taken_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    found = models.BinaryField(default=bytes, help_text="For each issue its number, theme and gain.")

    def __str__(self) -> str:
        return f"Issues {self.first} to {self.last}"

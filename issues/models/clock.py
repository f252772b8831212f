"""What the clock did about an issue, and how long each of its spans took."""

from django.conf import settings
from django.db import models

from issues.models.issue import Issue
from routing.models import Desk


class Span(models.TextChoices):
    """What the clock measures."""

    ACKNOWLEDGE = "acknowledge", "Acknowledge"
    ANSWER = "answer", "Answer"


class ClockStep(models.Model):
    """What the clock did about one span, once for each run of it: when it was to be, when it was, whom it told."""

    class Step(models.TextChoices):
        WARNING = "warning", "The lead was reminded"
        BREACH = "breach", "The deputy was told"
        ABOVE = "above", "The desk above was told"
        INTERFACE = "interface", "The interface team was told"

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="clock_steps")
    run = models.PositiveSmallIntegerField()
    span = models.CharField(max_length=12, choices=Span)
    step = models.CharField(max_length=12, choices=Step)
    due_at = models.DateTimeField(help_text="When it was to be taken.")
    at = models.DateTimeField(help_text="When it was taken.")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="clock_steps", help_text="Who was told.")
    told = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["issue", "run", "span", "step"], name="clock_step_once")]

    def __str__(self) -> str:
        return f"{self.issue}: {self.get_step_display()} ({self.get_span_display().lower()})"


class Reading(models.Model):
    """How long a desk took over one span, in working time, read off the moment that it ended."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="readings")
    run = models.PositiveSmallIntegerField()
    span = models.CharField(max_length=12, choices=Span)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="readings")
    verb = models.CharField(max_length=20, help_text="The act that ended it; sending it on ends it unmet.")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    minutes = models.PositiveIntegerField(help_text="Working time, without the time that the reporter was asked.")

    class Meta:
        ordering = ["pk"]
        indexes = [  # all that is read of many
            models.Index(fields=["desk", "ended_at", "span", "verb", "due_at", "minutes"], name="reading_kept")
        ]
        constraints = [models.UniqueConstraint(fields=["issue", "run", "span"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.issue}: {self.get_span_display()} in {self.minutes} minutes"

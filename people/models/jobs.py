"""Which scheduled jobs ran, what they could not get past, and which background processes live."""

from django.db import models
from django.utils import timezone


class Round(models.Model):
    """One run of a scheduled job for one slot of time, so that two schedulers do it once."""

    job = models.CharField(max_length=40)
    slot = models.DateTimeField()
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-slot"]
        constraints = [models.UniqueConstraint(fields=["job", "slot"], name="round_once_per_slot")]

    def __str__(self) -> str:
        return f"{self.job} {self.slot}"


class Heartbeat(models.Model):
    """When a background process was last known to live."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Stumble(models.Model):
    """A row of another table that a job was begun with and has not got past yet."""

    job = models.CharField(max_length=40)
    row = models.BigIntegerField(help_text="The key of what the job is about.")
    tries = models.PositiveSmallIntegerField()
    at = models.DateTimeField(help_text="When it was tried last.")
    error = models.CharField(max_length=80, blank=True, help_text="The kind of error; empty where its worker died.")

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["job", "row"], name="stumble_once_per_row")]

    def __str__(self) -> str:
        return f"{self.job} {self.row}"

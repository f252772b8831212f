"""What a person keeps of issues: those they follow, what they have not sent yet, how they narrow the inbox."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from issues.models.issue import Issue
from people.models import Organisation


class Follower(models.Model):
    """A person who said "me too", or only follows. Each is told whatever the reporter is told, until they stop it."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="followers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="follows")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    is_affected = models.BooleanField(default=True, help_text="Has the problem too, and counts.")
    is_told = models.BooleanField(default=True, help_text="Is told what becomes of it.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "user"], name="follower_once"),
            models.CheckConstraint(condition=Q(is_affected=True) | Q(is_told=True), name="follower_for_something"),
        ]

    def __str__(self) -> str:
        return f"{self.user} follows {self.issue}"


class Draft(models.Model):
    """Words not yet sent, already masked, their writer's own. Kept for seven days, also after the session."""

    key = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="drafts")
    act = models.CharField(max_length=80, blank=True, help_text="As 7KQ2M/answer; nothing where it is a report.")
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-saved_at"]

    def __str__(self) -> str:
        return f"Draft of {self.saved_at:%Y-%m-%d %H:%M}"


class SavedFilter(models.Model):
    """A narrowing of the inbox that a person comes back to. Its query is one that the inbox understands."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=600)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_filter_name_once")]

    def __str__(self) -> str:
        return self.name

"""Abbreviations of an area: what its interface team says that they stand for, and those that nobody explained."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import Organisation


class Abbreviation(models.Model):
    """What an abbreviation stands for in one area's texts, from when until when."""

    icb = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    short = models.CharField(max_length=6)
    words = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now, help_text="When it began or ceased to hold.")
    applied_at = models.DateTimeField(
        null=True, blank=True, help_text="When texts with it were marked to be read anew."
    )

    class Meta:
        ordering = ["short", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["icb", "short"], condition=Q(removed_at__isnull=True), name="abbreviation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.short}: {self.words}"


class Unexplained(models.Model):
    """The abbreviations of an area's reports that the lexicon lacks, as the last night counted them."""

    icb = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="+")
    found = models.JSONField(default=list, help_text="Of each the letters, the issues and the people.")
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{len(self.found)} in {self.icb}"

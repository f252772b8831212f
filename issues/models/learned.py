"""What was learnt from issues whose category somebody confirmed by answering them."""

from django.db import models
from django.utils import timezone

from people.models import Organisation


class Learned(models.Model):
    """How an ICB's words tell categories apart, and how well: one row for each ICB, written anew each night."""

    icb = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    trained_at = models.DateTimeField(default=timezone.now)
    texts = models.PositiveIntegerField()
    right = models.FloatField(help_text="Share of texts given their own category, by what was learnt from others’.")
    baseline = models.FloatField(help_text="The same by cue words.")
    is_used = models.BooleanField(help_text="Whether it beats the cue words.")
    weights = models.BinaryField()

    class Meta:
        verbose_name_plural = "learned"

    def __str__(self) -> str:
        return f"Learned from {self.texts} issues of {self.icb}"

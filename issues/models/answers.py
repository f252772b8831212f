"""What reporters say of a change that was made, and the words that answers begin with. Free text here is masked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import Organisation
from routing.models import Category, Desk


class VerdictQuerySet(models.QuerySet):
    def of(self, issue) -> "VerdictQuerySet":
        """What is said of the change that was last said to be made."""
        claims = issue.entries.filter(outcome="made").order_by("-pk")
        return self.filter(claim=models.Subquery(claims.values("pk")[:1]))


class Verdict(models.Model):
    """What one of those who reported an issue says of a change that is said to be made. They are asked once."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes, it holds"
        PARTLY = "partly", "It holds partly"
        NO = "no", "No, it still happens"
        CANNOT_TELL = "cannot_tell", "I cannot tell"

    claim = models.ForeignKey("issues.IssueEntry", models.CASCADE, related_name="verdicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="verdicts")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=12, choices=Answer, blank=True)
    text = models.TextField(blank=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "user"], name="verdict_asked_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="verdict_answered_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} on {self.claim}"


class ResponseTemplate(models.Model):
    """Words that an answer or a question can begin with: of one desk, or of everybody who answers in the ICB."""

    icb = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.CASCADE, null=True, blank=True, related_name="response_templates")
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=80)
    text = models.TextField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["icb", "name"], condition=Q(desk__isnull=True), name="template_name_once_per_icb"
            ),
            models.UniqueConstraint(fields=["desk", "name"], name="template_name_once_per_desk"),
        ]

    def __str__(self) -> str:
        return self.name

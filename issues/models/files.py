"""Files with issues, as rows. What a row says is true of a file in the private folder; keeping.py holds that."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from issues.file_kinds import KINDS


class KeptFile(models.Model):
    """A file in the private folder, under its key. Its name is only shown."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=[(kind.slug, kind.name) for kind in KINDS.values()])
    size = models.PositiveIntegerField(help_text="In bytes.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file as it is kept.")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Attachment(KeptFile):
    """A file with an issue. When its file is removed the row stays, to say that there was one."""

    class Scan(models.TextChoices):
        CLEAN = "clean", "No virus found"
        WAITING = "waiting", "Being checked for viruses"
        INFECTED = "infected", "Removed: a virus was found"
        UNSCANNED = "unscanned", "Not checked for viruses"

    issue = models.ForeignKey("issues.Issue", models.CASCADE, related_name="attachments")
    entry = models.ForeignKey("issues.IssueEntry", models.CASCADE, related_name="attachments")
    is_internal = models.BooleanField(default=False, help_text="For the answering side only.")
    scan = models.CharField(max_length=10, choices=Scan)
    scan_due_at = models.DateTimeField(null=True, blank=True, help_text="When it is to be scanned next.")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["issue", "id"]),
            models.Index(fields=["scan_due_at"], condition=Q(scan_due_at__isnull=False), name="attachment_scan_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "digest", "is_internal"],
                condition=Q(removed_at__isnull=True),
                name="attachment_once_per_issue",
            ),
            models.CheckConstraint(
                condition=Q(scan="waiting", removed_at__isnull=True, scan_due_at__isnull=False)
                | (Q(scan_due_at__isnull=True) & (~Q(scan="waiting") | Q(removed_at__isnull=False))),
                name="attachment_is_due_while_it_waits",
            ),
            models.CheckConstraint(
                condition=~Q(scan="infected") | Q(removed_at__isnull=False), name="attachment_infected_is_removed"
            ),
            models.CheckConstraint(
                condition=Q(removed_by__isnull=True) | Q(removed_at__isnull=False), name="attachment_removed_at"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("issues:file", args=[self.issue.reference, self.key])

    @property
    def can_be_opened(self) -> bool:
        return self.removed_at is None and self.scan in {self.Scan.CLEAN, self.Scan.UNSCANNED}


class StagedFile(KeptFile):
    """A file chosen for a report that is not sent yet. Kept for a day at most."""

    form_key = models.CharField(max_length=64, help_text="The key of the report's form.")
    names_writer = models.BooleanField(default=False, help_text="It tells, or may tell, who adds it.")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["created_at"])]
        constraints = [models.UniqueConstraint(fields=["by", "form_key", "digest"], name="staged_file_once_per_form")]

"""What waits to be told to people."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models.persons import User


class Notice(models.Model):
    """One thing to be told to one person, once. Carries a reference and a link, never an issue's text."""

    class Kind(models.TextChoices):
        SIGN_IN = "sign_in", "Sign-in codes"
        RECEIVED = "received", "Your issue was received"
        ASSIGNED = "assigned", "An issue came to you"
        PROGRESS = "progress", "Progress of an issue you reported or follow"
        QUESTION = "question", "A question to you"
        PROJECT = "project", "Improvement projects"

    recipient = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="notices")
    address = models.EmailField(blank=True, help_text="A mailbox, where nobody with an account is to be told.")
    kind = models.CharField(max_length=12, choices=Kind)
    event = models.CharField(max_length=100, help_text="What happened, so that it is told only once.")
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, help_text="Empty: told on the page only, or done.")
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="notice_due"),
            models.Index(fields=["recipient", "-id"], name="notice_of_person"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "event"], name="notice_told_once"),
            models.UniqueConstraint(
                fields=["address", "event"], condition=Q(recipient__isnull=True), name="notice_told_mailbox_once"
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) | ~Q(address=""), name="notice_goes_to_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_waiting(self) -> bool:
        return self.due_at is not None

"""What waits to be told to people, how they want to be told, and addresses that refuse e-mail."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from people.models.organisations import Organisation
from people.models.persons import User


class Delivery(models.Model):
    """Something to be sent: due until it was sent, given up or, for a reason that is kept, not to be sent."""

    due_at = models.DateTimeField(null=True, blank=True, help_text="Empty: done, or waiting in a digest.")
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True, help_text="Waits for a person's decision since then.")
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class Digest(Delivery):
    """One e-mail with what a person was told until one morning. It holds what it was due with, and nothing later."""

    recipient = models.ForeignKey(User, models.CASCADE, related_name="digests")
    slot = models.DateTimeField(help_text="When it is to go, however often that is tried.")

    class Meta:
        ordering = ["-slot"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="digest_due"),
            models.Index(fields=["held_at"], condition=Q(held_at__isnull=False), name="digest_held"),
        ]
        constraints = [models.UniqueConstraint(fields=["recipient", "slot"], name="digest_once_per_slot")]

    def __str__(self) -> str:
        return f"{self.recipient} {self.slot}"

    @property
    def name(self) -> str:
        return f"digest-{self.pk}"


class Notice(Delivery):
    """One thing to be told to one person, once. Carries a reference and a link, never an issue's text."""

    class Kind(models.TextChoices):
        SIGN_IN = "sign_in", "Sign-in codes"
        RECEIVED = "received", "Your issue was received"
        ASSIGNED = "assigned", "An issue came to you"
        REMINDER = "reminder", "An issue at your desk is nearly due, or late"
        PROGRESS = "progress", "Progress of an issue you reported or follow"
        QUESTION = "question", "A question to you"
        ASKED_TOO = "asked_too", "A question about an issue that you said “me too” to"
        PROJECT = "project", "Improvement projects"
        REGISTRY = "registry", "The registry, for the interface team"

    recipient = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="notices", db_index=False)
    address = models.EmailField(blank=True, help_text="A mailbox, where nobody with an account is to be told.")
    kind = models.CharField(max_length=12, choices=Kind)
    event = models.CharField(max_length=100, help_text="What happened, so that it is told only once.")
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    digest = models.ForeignKey(Digest, models.RESTRICT, null=True, blank=True, related_name="notices", db_index=False)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="notice_due"),
            models.Index(fields=["held_at"], condition=Q(held_at__isnull=False), name="notice_held"),
            models.Index(fields=["recipient", "-id"], name="notice_of_person"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["digest"], condition=Q(digest__isnull=False), name="notice_in_digest"),
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
    def name(self) -> str:
        return f"notice-{self.pk}"


class Choice(models.Model):
    """How a person wants to be told of one kind of thing. Without a row it is as usual for the kind."""

    class How(models.TextChoices):
        NOW = "now", "By email, at once"
        DAILY = "daily", "In one email each working-day morning"
        WEEKLY = "weekly", "In one email on Monday mornings"
        PAGE = "page", "Only on this website"

    user = models.ForeignKey(User, models.CASCADE, related_name="choices")
    kind = models.CharField(max_length=12, choices=Notice.Kind)
    how = models.CharField(max_length=8, choices=How)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="choice_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_how_display()}"


class Bounce(models.Model):
    """An address that refuses e-mail, until somebody says that it may be tried again."""

    address = models.EmailField()
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="bounces")
    icb = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=200)
    bounced_at = models.DateTimeField(default=timezone.now)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-bounced_at", "-pk"]
        indexes = [
            models.Index(fields=["user"], condition=Q(cleared_at__isnull=True), name="bounce_of_person"),
            models.Index(fields=["icb"], condition=Q(cleared_at__isnull=True), name="bounce_of_icb"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["address"], condition=Q(cleared_at__isnull=True), name="bounce_once_until_cleared"
            ),
            models.CheckConstraint(condition=Q(address=Lower("address")), name="bounce_address_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.address

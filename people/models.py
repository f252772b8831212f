"""Organisations, Places, users, memberships and what waits to be told to them. Knows no issue and no project."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

CODE = RegexValidator(
    r"^(?:[A-Z0-9]{3,12}|[A-Z0-9]{1,10}(?:-[A-Z0-9]{1,12}){1,2})$",
    "An ODS code is 3 to 12 capital letters and digits; a local code has a hyphen in it.",
)


class Place(models.Model):
    """One of an ICB's partnerships. Practices belong to a Place."""

    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=100)
    icb = models.ForeignKey("Organisation", models.PROTECT, related_name="places")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["icb", "slug"], name="place_once_per_icb")]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """Anything with an ODS code or, for what ODS lacks, a local code."""

    class Kind(models.TextChoices):
        GP_PRACTICE = "gp_practice", "GP practice"
        PCN = "pcn", "Primary care network"
        ACUTE_TRUST = "acute_trust", "Acute trust"
        SPECIALIST_TRUST = "specialist_trust", "Specialist trust"
        MENTAL_HEALTH_TRUST = "mental_health_trust", "Mental health trust"
        COMMUNITY_TRUST = "community_trust", "Community trust"
        AMBULANCE = "ambulance", "Ambulance trust"
        SITE = "site", "Hospital or trust site"
        ICB = "icb", "Integrated care board"
        SUB_ICB = "sub_icb", "Sub-ICB location"
        HOSPICE = "hospice", "Hospice"
        COMMUNITY_PHARMACY = "community_pharmacy", "Community pharmacy"
        CARE_HOME = "care_home", "Care home"
        INDEPENDENT = "independent", "Independent provider"
        OTHER = "other", "Other"

    class Status(models.TextChoices):
        ACTIVE = "active", "Active"
        CLOSED = "closed", "Closed"

    code = models.CharField(max_length=40, unique=True, validators=[CODE])
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, choices=Kind)
    status = models.CharField(max_length=8, choices=Status, default=Status.ACTIVE)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    icb = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="organisations")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="organisations")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    postcode = models.CharField(max_length=10, blank=True)
    town = models.CharField(max_length=80, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name", "code"]
        indexes = [models.Index(fields=["icb", "kind", "name"]), models.Index(fields=["name"])]
        constraints = [
            models.CheckConstraint(condition=~Q(code=""), name="organisation_has_a_code"),
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True) | Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="organisation_closes_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("routing:organisation", args=[self.code])

    @property
    def is_trust(self) -> bool:
        return self.kind in {
            self.Kind.ACUTE_TRUST,
            self.Kind.SPECIALIST_TRUST,
            self.Kind.MENTAL_HEALTH_TRUST,
            self.Kind.COMMUNITY_TRUST,
            self.Kind.AMBULANCE,
        }


class Alias(models.Model):
    """Another name of an organisation: what people call it, what it was called, one of its services."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    is_former = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "aliases"
        ordering = ["name"]
        constraints = [models.UniqueConstraint("organisation", Lower("name"), name="alias_once_per_organisation")]

    def __str__(self) -> str:
        return self.name


class EmailDomain(models.Model):
    """An e-mail domain whose addresses may sign in, and the organisation it speaks for, if it does for one."""

    domain = models.CharField(max_length=200, unique=True)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="email_domains"
    )

    class Meta:
        ordering = ["domain"]
        constraints = [models.CheckConstraint(condition=Q(domain=Lower("domain")), name="domain_is_lower_case")]

    def __str__(self) -> str:
        return self.domain


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, **facts) -> "User":
        """A person known by e-mail address; nobody here has a password."""
        user = self.model(email=email.strip().lower(), **facts)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser):
    """A person, known by e-mail address. A person without a name has not finished the first sign-in."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    job = models.CharField("job title", max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    objects = UserManager()

    class Meta:
        ordering = ["name", "email"]
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_is_lower_case")]

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    """What a person is at an organisation. A system leader of an ICB may be limited to one Place."""

    class Role(models.TextChoices):
        MEMBER = "member", "Member of staff"
        LEAD = "lead", "Organisation lead"
        INTERFACE_TEAM = "interface_team", "Interface team"
        SYSTEM_LEADER = "system_leader", "System leader"

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role, default=Role.MEMBER)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], condition=Q(place__isnull=True), name="membership_once"
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "place"], name="membership_once_per_place"
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=True) | Q(role="system_leader"),
                name="only_leaders_are_limited_to_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.organisation}"


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


class Token(models.Model):
    """A key for the API, of a person or of another system, with named scopes. Only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


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

"""People, what they are where, and their keys for the API."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from people.models.organisations import Organisation, Place


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

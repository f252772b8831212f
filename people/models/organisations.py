"""Organisations, their Places, their other names, and the e-mail domains that are theirs."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from people.searching import BeginningsIndex, WordsIndex

ORGANISATION_WORDS = WordsIndex(fields=["name", "town", "code"], name="organisation_words")
ORGANISATION_NAMES = BeginningsIndex(fields=["name"], name="organisation_names")
POSTCODES = BeginningsIndex(fields=["postcode"], name="organisation_postcode")
ALIAS_WORDS = WordsIndex(fields=["name"], name="alias_words")
CODE = RegexValidator(
    r"^(?:[A-Z0-9]{3,12}|[A-Z0-9]{1,10}(?:-[A-Z0-9]{1,12}){1,2})$",
    "An ODS code is 3 to 12 capital letters and digits; a local code has a hyphen in it.",
)


class Place(models.Model):
    """One of an ICB's partnerships. Practices belong to a Place."""

    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=100)
    icb = models.ForeignKey("Organisation", models.PROTECT, related_name="places")
    live_on = models.DateField(
        null=True, blank=True, help_text="Switched on from this day, where an ICB goes by steps."
    )

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["icb", "slug"], name="place_once_per_icb")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("routing:place", args=[self.icb.code, self.slug])


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
    goes_by_steps = models.BooleanField(
        default=False, help_text="Of an ICB: only Places and trusts that are switched on get their issues directly."
    )
    live_on = models.DateField(
        null=True, blank=True, help_text="Switched on from this day, where its ICB goes by steps."
    )

    class Meta:
        ordering = ["name", "code"]
        indexes = [
            models.Index(fields=["icb", "kind", "name"]),
            models.Index(fields=["name"]),
            POSTCODES,
            ORGANISATION_NAMES,
            ORGANISATION_WORDS,
        ]
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
        return self.kind in TRUSTS


TRUSTS = frozenset(
    {
        Organisation.Kind.ACUTE_TRUST,
        Organisation.Kind.SPECIALIST_TRUST,
        Organisation.Kind.MENTAL_HEALTH_TRUST,
        Organisation.Kind.COMMUNITY_TRUST,
        Organisation.Kind.AMBULANCE,
    }
)


class Alias(models.Model):
    """Another name of an organisation: what people call it, what it was called, one of its services."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    is_former = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "aliases"
        ordering = ["name"]
        indexes = [ALIAS_WORDS]
        constraints = [models.UniqueConstraint("organisation", Lower("name"), name="alias_once_per_organisation")]

    def __str__(self) -> str:
        return self.name


class UnknownName(models.Model):
    """A name that reporters wrote and nobody recognised, masked, how often and when last: to learn aliases from."""

    icb = models.ForeignKey(Organisation, models.CASCADE, related_name="unknown_names")
    words = models.CharField(max_length=200)
    count = models.PositiveIntegerField(default=1)
    last_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["-last_on", "-count", "words"]
        indexes = [models.Index(fields=["icb", "-last_on", "-count"], name="unknown_name_lately")]
        constraints = [models.UniqueConstraint("icb", Lower("words"), name="unknown_name_once")]

    def __str__(self) -> str:
        return self.words


class Earlier(models.Model):
    """An organisation as it was until a day, which is the first on which it was otherwise."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="earlier")
    until_on = models.DateField()
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    icb = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["until_on"]
        constraints = [models.UniqueConstraint(fields=["organisation", "until_on"], name="earlier_once_a_day")]

    def __str__(self) -> str:
        return f"{self.name} until {self.until_on}"


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

"""The registry: categories, desks, who holds them, and the rules that choose one. Knows no issue."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from people.models import Organisation, Place, User


class Category(models.Model):
    """What an issue is about."""

    slug = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=80)
    hint = models.CharField(max_length=200, blank=True, help_text="The words clinicians use for it.")
    cues = models.TextField(blank=True, help_text="Words that suggest it, separated by semicolons.")
    position = models.PositiveSmallIntegerField(default=0)
    is_thanks = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "categories"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Desk(models.Model):
    """A named responsibility at an organisation, or at one Place of an ICB. Issues go to desks, not to persons."""

    class Kind(models.TextChoices):
        MEDICAL_DIRECTOR = "medical_director", "Medical director"
        CHIEF_PHARMACIST = "chief_pharmacist", "Chief pharmacist"
        PATIENT_SAFETY_LEAD = "patient_safety_lead", "Patient safety lead"
        CHIEF_NURSE = "chief_nurse", "Chief nurse"
        DIGITAL_LEAD = "digital_lead", "Digital lead"
        MENTAL_HEALTH_LEAD = "mental_health_lead", "Mental health lead"
        PRIMARY_CARE_LIAISON = "primary_care_liaison", "Primary care liaison"
        PLACE_COMMISSIONER = "place_commissioner", "Place commissioner"
        PLACE_CLINICAL_LEAD = "place_clinical_lead", "Place clinical lead"
        ICB_PRIMARY_CARE = "icb_primary_care", "ICB primary care"
        ICB_MEDICAL_DIRECTOR = "icb_medical_director", "ICB medical director"
        ICB_MEDICINES = "icb_medicines", "ICB medicines optimisation"
        INTERFACE_TEAM = "interface_team", "Interface team"
        PRACTICE_MANAGER = "practice_manager", "Practice manager"
        SENIOR_PARTNER = "senior_partner", "Senior partner"
        PCN_CLINICAL_DIRECTOR = "pcn_clinical_director", "PCN clinical director"

    class Every(models.IntegerChoices):
        """After how many months somebody says again that what is written of a desk is right."""

        THREE = 3, "Every 3 months"
        SIX = 6, "Every 6 months"
        TWELVE = 12, "Every 12 months"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="desks")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="desks")
    kind = models.CharField(max_length=24, choices=Kind)
    title = models.CharField(max_length=200)
    mailbox = models.EmailField(blank=True)
    services = models.CharField(max_length=300, blank=True, help_text="The services or categories it covers.")
    helps_with = models.TextField(blank=True, help_text="What this desk can and cannot help with.")
    fallback = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="falls_to")
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    confirm_every = models.PositiveSmallIntegerField(choices=Every, default=Every.SIX, help_text="Months.")
    emptied_at = models.DateTimeField(null=True, blank=True, help_text="Since when nobody is left at it.")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["organisation", "kind"]
        indexes = [
            models.Index(fields=["emptied_at"], condition=Q(emptied_at__isnull=False), name="desk_emptied"),
            models.Index(fields=["title", "id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"], condition=Q(place__isnull=True), name="desk_once"
            ),
            models.UniqueConstraint(fields=["organisation", "place", "kind"], name="desk_once_per_place"),
            models.CheckConstraint(condition=~Q(fallback=F("id")), name="desk_falls_to_another"),
        ]

    def __str__(self) -> str:
        return self.title


class Holder(models.Model):
    """A person at a desk, as lead or deputy, from one day until another."""

    class Seat(models.TextChoices):
        LEAD = "lead", "Lead"
        DEPUTY = "deputy", "Deputy"

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="holders")
    user = models.ForeignKey(User, models.CASCADE, related_name="held")
    seat = models.CharField(max_length=8, choices=Seat, default=Seat.LEAD)
    from_on = models.DateField(default=timezone.localdate)
    until_on = models.DateField(null=True, blank=True, help_text="The last day.")

    class Meta:
        ordering = ["seat", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "user", "from_on"], name="holder_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="holder_leaves_after_coming",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.desk}"


class DeskEntry(models.Model):
    """One change of what is written of a desk or of who sits there. Only ever added."""

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="entries")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()

    class Meta:
        verbose_name_plural = "desk entries"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["desk", "-id"])]

    def __str__(self) -> str:
        return f"{self.desk}, {self.at:%Y-%m-%d %H:%M}"


class Rulebook(models.Model):
    """One published version of an ICB's rules. The newest is in force; each issue remembers its own."""

    icb = models.ForeignKey(Organisation, models.PROTECT, related_name="rulebooks")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    restores = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["icb", "number"], name="rulebook_number_once")]

    def __str__(self) -> str:
        return f"{self.icb} rules, version {self.number}"


class Rule(models.Model):
    """Which issues go to which kind of desk, with which copies and clock. An empty condition fits all."""

    class At(models.TextChoices):
        ABOUT = "about", "the organisation it is about"
        ABOUT_PLACE = "about_place", "the Place of the organisation it is about"
        REPORTER_PLACE = "reporter_place", "the reporter's Place"
        ICB = "icb", "the ICB"

    class Side(models.TextChoices):
        """Kinds of organisation, as rules tell them apart."""

        PROVIDER = "provider", "an NHS provider"
        PRACTICE = "practice", "a GP practice"
        ICB = "icb", "the ICB itself"
        ELSEWHERE = "elsewhere", "an independent, out-of-area or other provider"
        UNNAMED_PRACTICE = "unnamed_practice", "a practice that is not named"
        SEVERAL_PRACTICES = "several_practices", "several practices"
        UNKNOWN = "unknown", "not recognised"

    rulebook = models.ForeignKey(Rulebook, models.CASCADE, related_name="rules")
    name = models.CharField(max_length=60)
    # conditions
    is_harm = models.BooleanField(default=False, help_text="Moderate harm or worse.")
    service = models.CharField(max_length=40, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+")
    about_side = models.CharField(max_length=20, choices=Side, blank=True)
    reporter_side = models.CharField(max_length=20, choices=Side, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    # results
    desk_kind = models.CharField(max_length=24, choices=Desk.Kind)
    desk_at = models.CharField(max_length=16, choices=At)
    copies = models.JSONField(default=list, help_text="Pairs of desk kind and where, each of which gets a copy.")
    needs_triage = models.BooleanField(default=False, help_text="The interface team looks at it first.")
    acknowledge_days = models.PositiveSmallIntegerField(default=2, help_text="Working days.")
    answer_days = models.PositiveSmallIntegerField(default=10, help_text="Working days.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["rulebook", "name"], name="rule_name_once"),
            models.UniqueConstraint(
                "rulebook",
                "is_harm",
                "service",
                Coalesce("category", Value("")),
                "about_side",
                "reporter_side",
                Coalesce("place", Value(0)),
                name="rule_conditions_once",
            ),
            models.CheckConstraint(
                condition=Q(acknowledge_days__lte=F("answer_days")), name="rule_acknowledges_before_answering"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """Rules as one member of an interface team has them, not in force. Begun from the version in force then."""

    icb = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    base = models.ForeignKey(Rulebook, models.PROTECT, null=True, blank=True, related_name="+")
    rules = models.JSONField(default=list, help_text="The rules' fields, in their order.")
    revision = models.PositiveIntegerField(default=1, help_text="One more with each change.")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-changed_at"]
        constraints = [models.UniqueConstraint(fields=["icb", "by"], name="draft_once_per_person")]

    def __str__(self) -> str:
        return f"Draft of {self.by}"


class Absence(models.Model):
    """Days on which somebody is away from every desk they hold, and who stands in for them."""

    user = models.ForeignKey(User, models.CASCADE, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField(help_text="The last day.")
    stand_in = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="stands_in")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["from_on", "pk"]
        indexes = [models.Index(fields=["user", "until_on"])]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(stand_in__isnull=True) | ~Q(stand_in=F("user")), name="absence_another_stands_in"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} is away"

    @property
    def is_ahead(self) -> bool:
        """Whether it has not begun."""
        return self.from_on > timezone.localdate()

"""One issue. All free text here has been through language/identifiers.py."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Least
from django.urls import reverse
from django.utils import timezone

from issues.models.moves import MOVES, State
from issues.seeing import IssueQuerySet
from people.models import Organisation
from people.searching import WordsIndex
from routing.models import Category, Desk, Rulebook

WORDS = WordsIndex(
    fields=["text", "wanted", "about_words"], name="issue_words"
)  # never of notes: reporters search too
HEAPS = [  # of an inbox, in the order of each; then whatever its count asks, so that the index alone answers it
    models.Index(fields=[whose, *fields], condition=condition, name=f"issue_{heap}_{where}")
    for whose, where, other in (("desk", "at_desk", "icb"), ("icb", "in_icb", "desk"))
    for heap, fields, condition in (
        ("to_do", ("due_at", "id", "assignee", "category", "state", other), Q(due_at__isnull=False)),
        ("done", ("-id", "state"), Q(due_at__isnull=True)),
        ("paused", ("paused_at", "id", "state"), Q(paused_at__isnull=False)),
        ("planned", ("planned_on", "id"), Q(planned_on__isnull=False)),
    )
]


class Issue(models.Model):
    """One problem, logged once by one reporter, about one organisation."""

    State = State

    class Harm(models.TextChoices):
        UNKNOWN = "unknown", "Not said"
        NONE = "none", "No harm"
        LOW = "low", "Low harm"
        MODERATE = "moderate", "Moderate harm"
        SEVERE = "severe", "Severe harm"
        DEATH = "death", "Death"

    class Patients(models.TextChoices):
        """How many patients it concerns, in bands: nobody counts exactly between two patients."""

        ONE = "one", "One"
        FEW = "few", "2 to 5"
        SOME = "some", "6 to 20"
        MANY = "many", "More than 20"

    class Outcome(models.TextChoices):
        EXPLAINED = "explained", "Explained"
        FIXED = "fixed", "Fixed for this patient"
        PLANNED = "planned", "Change planned"
        MADE = "made", "Change made"
        NOT_AGREED = "not_agreed", "Not agreed"
        NOT_OURS = "not_ours", "Not ours"
        PROJECT = "project", "Already a project"

    reference = models.CharField(max_length=8, unique=True)
    icb = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reported", db_index=False)
    reporter_organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="issues_from", db_index=False
    )
    about = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="issues_about", db_index=False
    )
    about_words = models.CharField(max_length=200, blank=True)
    service = models.CharField(max_length=40, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    text = models.TextField()
    wanted = models.TextField(blank=True)
    happened_on = models.DateField(null=True, blank=True)
    harm = models.CharField(max_length=8, choices=Harm, default=Harm.UNKNOWN)
    harm_taken_in = models.CharField(
        max_length=8, choices=Harm, blank=True, help_text="The worst of what is part of it, where its own is less."
    )
    is_confidential = models.BooleanField(default=False)
    others = models.ManyToManyField(Organisation, blank=True, related_name="issues_also_about")
    on_behalf_of = models.CharField(max_length=120, blank=True, help_text="A colleague, by name or e-mail address.")
    patients = models.CharField(max_length=4, choices=Patients, blank=True)
    minutes_lost = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of the reporter's own time.")
    elsewhere = models.CharField(max_length=300, blank=True, help_text="Whose the reporter thinks it is, and why.")
    elsewhere_seen_at = models.DateTimeField(
        null=True, blank=True, help_text="When the interface team said that it stays, or sent it on."
    )
    released = models.PositiveSmallIntegerField(default=0, help_text="Wrong findings that writers kept.")
    lfpse = models.CharField("LFPSE reference", max_length=40, blank=True)
    key = models.CharField(max_length=64, help_text="Idempotency key: the same key makes no second issue.")
    sent_digest = models.CharField(
        max_length=64, blank=True, help_text="Of all that was sent under the key, masked, by our secret."
    )
    created_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=16, choices=State, default=State.REPORTED)
    rulebook = models.ForeignKey(
        Rulebook,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="issues",
        help_text="The rules it was routed by.",
    )
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="issues")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned",
        db_index=False,
        help_text="Who at the desk takes it. Counts only while this person answers there.",
    )
    acknowledge_days = models.PositiveSmallIntegerField(default=2, help_text="Working days, by the rule.")
    answer_days = models.PositiveSmallIntegerField(default=10, help_text="Working days, by the rule.")
    acknowledge_due_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    first_due_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was first to be answered, where sending it on gave longer."
    )
    clock_run = models.PositiveSmallIntegerField(
        default=0, help_text="One more for each new clock; 0 is not watched."
    )
    clock_due_at = models.DateTimeField(null=True, blank=True, help_text="When the clock is next to be looked at.")
    due_at = models.GeneratedField(
        expression=Case(
            When(state="reported", then=Least("acknowledge_due_at", "answer_due_at")),
            When(state="acknowledged", then=F("answer_due_at")),
        ),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
        help_text="The nearer of the two times; empty where no clock runs.",
    )
    paused_at = models.DateTimeField(null=True, blank=True, help_text="The clock has been stopped since then.")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Since when its reporter has left it; it stays open while others have it too.",
    )
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    planned_on = models.DateField(null=True, blank=True, help_text="By when the change is planned.")
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates", db_index=False
    )
    rewordings = models.PositiveSmallIntegerField(default=0, help_text="How often something was taken out.")
    outcome_due_at = models.DateTimeField(null=True, blank=True, help_text="When it is followed up next.")
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="Since when reporters say that it holds.")

    is_partly_mine = False  # whether its reader reported what became part of it, where that was asked
    asked_for: int | None = None  # the key of the reader for whom it was asked
    masked_out: Sequence[object] = ()  # what was masked of the words that it was just sent with, for who sent them
    is_had_too = False  # whether that reader, who has not reported it, has its problem too

    objects = IssueQuerySet.as_manager()

    MOVES = MOVES
    HARMS = (Harm.MODERATE, Harm.SEVERE, Harm.DEATH)

    class Meta:
        ordering = ["-pk"]
        indexes = [  # those of a key that begins one here have none of their own: each costs every new issue
            models.Index(fields=["reporter", "-id"]),
            models.Index(fields=["reporter_organisation", "-id"]),
            models.Index(fields=["about", "-id"]),
            models.Index(  # all that is asked of an area's newest, for what they are compared by
                fields=["icb", "-created_at", "category", "about", "reporter", "is_confidential", "id"],
                name="issue_newest_in_icb",
            ),
            models.Index(fields=["clock_due_at"], condition=Q(clock_due_at__isnull=False), name="issue_clock_due"),
            WORDS,
            *HEAPS,
            models.Index(
                fields=["assignee", "due_at", "id", "desk", "icb"],
                condition=Q(assignee__isnull=False),
                name="issue_assigned",
            ),
            models.Index(
                fields=["icb"],
                condition=Q(elsewhere__gt="", elsewhere_seen_at__isnull=True),
                name="issue_said_elsewhere",
            ),
            models.Index(
                fields=["duplicate_of"], condition=Q(duplicate_of__isnull=False), name="issue_duplicate_of_it"
            ),
            models.Index(
                fields=["outcome", "outcome_due_at"],
                condition=Q(outcome_due_at__isnull=False),
                name="issue_outcome_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["reporter", "key"], name="issue_once_per_key"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(answered_at__isnull=False), name="issue_outcome_with_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(outcome="planned", planned_on__isnull=False)
                | (~Q(outcome="planned") & Q(planned_on__isnull=True)),
                name="issue_planned_change_has_a_date",
            ),
            models.CheckConstraint(condition=~Q(outcome="not_ours"), name="issue_not_ours_is_sent_on"),
            models.CheckConstraint(
                condition=Q(outcome_due_at__isnull=True) | Q(outcome__in=["planned", "made"]),
                name="issue_changes_are_followed_up",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(outcome="made"), name="issue_confirmed_when_made"
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | Q(paused_at__isnull=False),
                name="issue_clock_stands_while_asking",
            ),
            models.CheckConstraint(
                condition=Q(state="duplicate", duplicate_of__isnull=False, paused_at__isnull=False)
                | (~Q(state="duplicate") & Q(duplicate_of__isnull=True)),
                name="issue_duplicate_of_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False), name="issue_withdrawn_since_when"
            ),
            models.CheckConstraint(
                condition=Q(elsewhere_seen_at__isnull=True) | Q(elsewhere__gt=""), name="issue_elsewhere_seen_if_said"
            ),
            models.CheckConstraint(condition=~Q(duplicate_of=models.F("id")), name="issue_not_its_own_duplicate"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("issues:issue", args=[self.reference])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def has_clock(self) -> bool:
        """Whether it is to be acknowledged and answered by a time: thanks wait for no answer."""
        return not self.category.is_thanks

    @property
    def noun(self) -> str:
        """What pages and notices call it; followed by its reference."""
        return "issue" if self.has_clock else "note of thanks"

    @property
    def in_full(self) -> str:
        return f"{self.noun.capitalize()} {self.reference}"

    @property
    def state_in_words(self) -> str:
        """The state as it is called; thanks are not closed but passed on."""
        if self.has_clock or self.state not in {State.REPORTED, State.ACKNOWLEDGED, State.CLOSED}:
            return self.get_state_display()
        return "Passed on" if self.state == State.CLOSED else "To be passed on"

    @property
    def is_settled(self) -> bool:
        """Answered, closed or withdrawn: it can be reopened."""
        return self.state in MOVES["reopen"].of

    @property
    def is_promise_past(self) -> bool:
        """Whether the day of a planned change has gone by, and nobody has said that it is made."""
        return self.planned_on is not None and self.planned_on < timezone.localdate()

    @property
    def was_due_at(self) -> datetime | None:
        """What had come first of its times when its reporter was asked; nothing where nobody is asked."""
        if self.state != State.RETURNED or not self.paused_at or not self.has_clock:
            return None
        is_acknowledged = self.acknowledged_at is not None and self.acknowledged_at < self.paused_at
        return self.answer_due_at if is_acknowledged else min(self.acknowledge_due_at, self.answer_due_at)

    @property
    def worst_harm(self) -> str:
        """The worst harm that was reported of it or of what is part of it."""
        return self.harm_taken_in or self.harm

    @property
    def worst_harm_in_words(self) -> str:
        return self.Harm(self.worst_harm).label

    @property
    def is_harm(self) -> bool:
        return self.worst_harm in self.HARMS


OPEN_STATES = (Issue.State.REPORTED, Issue.State.ACKNOWLEDGED, Issue.State.RETURNED)
TICKING_STATES = (Issue.State.REPORTED, Issue.State.ACKNOWLEDGED)

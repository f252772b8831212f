"""One issue and its history. All free text here has been through language/identifiers.py."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Least
from django.urls import reverse
from django.utils import timezone

from issues import pairs  # noqa: F401 - Django finds the models of pairs here
from issues.answer_models import ResponseTemplate, Verdict  # noqa: F401  models of this app too
from issues.file_models import Attachment, StagedFile  # noqa: F401  models of this app too
from issues.seeing import IssueQuerySet
from people.models import Organisation
from people.searching import WordsIndex
from people.trail import BACK, Entry, Move
from routing.models import Category, Desk, Rule

WORDS = WordsIndex(
    fields=["text", "wanted", "about_words"], name="issue_words"
)  # never of notes: reporters search too


class Issue(models.Model):
    """One problem, logged once by one reporter, about one organisation."""

    class State(models.TextChoices):
        REPORTED = "reported", "Reported"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        RETURNED = "returned", "Waiting for the reporter"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"
        DUPLICATE = "duplicate", "Duplicate of another issue"

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
    icb = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reported")
    reporter_organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="issues_from")
    about = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="issues_about")
    about_words = models.CharField(max_length=200, blank=True)
    service = models.CharField(max_length=40, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    text = models.TextField()
    wanted = models.TextField(blank=True)
    happened_on = models.DateField(null=True, blank=True)
    harm = models.CharField(max_length=8, choices=Harm, default=Harm.UNKNOWN)
    is_confidential = models.BooleanField(default=False)
    others = models.ManyToManyField(Organisation, blank=True, related_name="issues_also_about")
    on_behalf_of = models.CharField(max_length=120, blank=True, help_text="A colleague, by name or e-mail address.")
    patients = models.CharField(max_length=4, choices=Patients, blank=True)
    minutes_lost = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of the reporter's own time.")
    elsewhere = models.CharField(max_length=300, blank=True, help_text="Whose the reporter thinks it is, and why.")
    released = models.PositiveSmallIntegerField(default=0, help_text="Wrong findings that the reporter kept.")
    lfpse = models.CharField("LFPSE reference", max_length=40, blank=True)
    key = models.CharField(max_length=64, help_text="Idempotency key: the same key makes no second issue.")
    created_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=16, choices=State, default=State.REPORTED)
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
    paused_at = models.DateTimeField(null=True, blank=True, help_text="The clock stands since then.")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    planned_on = models.DateField(null=True, blank=True, help_text="By when the change is planned.")
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")
    outcome_due_at = models.DateTimeField(null=True, blank=True, help_text="When it is followed up next.")
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="Since when reporters say that it holds.")

    objects = IssueQuerySet.as_manager()

    MOVES = {
        "report": Move((), State.REPORTED, "the reporter", "the desk, the reporter"),
        "acknowledge": Move((State.REPORTED,), State.ACKNOWLEDGED, "the desk", "the reporter and followers"),
        "ask": Move((State.REPORTED, State.ACKNOWLEDGED), State.RETURNED, "the desk", "the reporter"),
        "reply": Move((State.RETURNED,), State.ACKNOWLEDGED, "the reporter", "the desk"),
        "answer": Move(
            (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED),
            State.ANSWERED,
            "the desk",
            "the reporter and followers",
        ),
        "reroute": Move(
            (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED),
            State.REPORTED,
            "the desk, the interface team",
            "the new desk, the reporter and followers",
        ),
        "close": Move((State.ANSWERED,), State.CLOSED, "the reporter, the interface team", "the desk and followers"),
        "merge": Move(
            (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED),
            State.DUPLICATE,
            "the answering side of both",
            "the reporter and followers, the desk",
        ),
        "unmerge": Move(
            (State.DUPLICATE,),
            BACK,
            "the reporter, the answering side of either",
            "the reporter and followers, the desk",
        ),
        "take_in": Move(
            (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED, State.ANSWERED),
            "",
            "the answering side of both",
            "the desk",
        ),
        "give_back": Move(
            tuple(State.values), "", "the duplicate's reporter, the answering side of either", "the desk"
        ),
        "relate": Move(tuple(State.values), "", "the answering side", "nobody"),
        "unrelate": Move(tuple(State.values), "", "the answering side of either", "nobody"),
        "assign": Move(
            (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED),
            "",
            "the answering side",
            "whoever it is assigned to",
        ),
        "fulfil": Move((State.ANSWERED, State.CLOSED), "", "the desk", "the reporter and followers"),
        "postpone": Move((State.ANSWERED, State.CLOSED), "", "the desk", "the reporter and followers"),
        "verdict": Move(tuple(State.values), "", "whoever was asked whether the change holds", "the desk"),
        "reopen": Move(
            (State.ANSWERED, State.CLOSED),
            State.REPORTED,
            "the reporter, whoever was asked whether the change holds",
            "the desk, the reporter and followers",
        ),
        "note": Move(tuple(State.values), "", "the answering side", "nobody"),
        "me_too": Move(tuple(State.values), "", "anybody signed in who may see it", "the desk"),
        "pass_on": Move(
            (State.REPORTED, State.ACKNOWLEDGED), State.CLOSED, "the desk, of thanks", "the reporter and followers"
        ),
        "record": Move(tuple(State.values), "", "the reporter, the desk", "nobody"),
        "remind": Move((State.REPORTED, State.ACKNOWLEDGED), "", "the clock", "the lead", is_automatic=True),
        "escalate": Move(
            (State.REPORTED, State.ACKNOWLEDGED),
            "",
            "the clock",
            "the deputy, then the desk above, then the interface team",
            is_automatic=True,
        ),
        "attach": Move(tuple(State.values), "", "the reporter, the answering side", "the other side"),
        "remove_file": Move(tuple(State.values), "", "who added it, the interface team", "nobody"),
    }
    HARMS = (Harm.MODERATE, Harm.SEVERE, Harm.DEATH)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["desk", "state", "answer_due_at", "id"]),
            models.Index(fields=["reporter", "-id"]),
            models.Index(fields=["reporter_organisation", "-id"]),
            models.Index(fields=["about", "-id"]),
            models.Index(fields=["icb", "-created_at"]),
            models.Index(fields=["icb", "state", "answer_due_at", "id"]),
            models.Index(fields=["clock_due_at"], condition=Q(clock_due_at__isnull=False), name="issue_clock_due"),
            WORDS,
            models.Index(fields=["desk", "due_at"], condition=Q(due_at__isnull=False), name="issue_to_do_at_desk"),
            models.Index(fields=["icb", "due_at"], condition=Q(due_at__isnull=False), name="issue_to_do_in_icb"),
            models.Index(fields=["assignee", "due_at"], condition=Q(assignee__isnull=False), name="issue_assigned"),
            models.Index(fields=["desk", "-id"], condition=Q(due_at__isnull=True), name="issue_done_at_desk"),
            models.Index(fields=["icb", "-id"], condition=Q(due_at__isnull=True), name="issue_done_in_icb"),
            models.Index(fields=["icb", "paused_at"], condition=Q(paused_at__isnull=False), name="issue_paused"),
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
                condition=~Q(outcome="planned") | Q(planned_on__isnull=False),
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
    def is_harm(self) -> bool:
        return self.harm in self.HARMS


OPEN_STATES = (Issue.State.REPORTED, Issue.State.ACKNOWLEDGED, Issue.State.RETURNED)
TICKING_STATES = (Issue.State.REPORTED, Issue.State.ACKNOWLEDGED)


class IssueEntry(Entry):
    """One step in the life of an issue. A step that decides where it goes has a desk, and its reasons."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="entries")
    is_internal = models.BooleanField(default=False, help_text="For the answering side only.")
    outcome = models.CharField(max_length=12, choices=Issue.Outcome, blank=True)
    other = models.ForeignKey(Issue, models.PROTECT, null=True, blank=True, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, related_name="routed")
    rule = models.ForeignKey(Rule, models.PROTECT, null=True, blank=True, related_name="+")
    reasons = models.JSONField(default=list)
    gap = models.CharField(max_length=40, blank=True, help_text="Why it fell to the interface desk.")
    from_desk = models.ForeignKey(
        Desk, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who said that it is not theirs."
    )
    corrects = models.ForeignKey(
        Rule, models.PROTECT, null=True, blank=True, related_name="+", help_text="The rule that had sent it there."
    )
    particulars = models.TextField(blank=True, help_text="What changed, why it is not agreed, or which project.")
    project_path = models.CharField(max_length=200, blank=True)
    planned_on = models.DateField(null=True, blank=True, help_text="The date that this step promises.")

    class Meta(Entry.Meta):
        abstract = False
        verbose_name_plural = "issue entries"
        indexes = [
            models.Index(fields=["issue", "id"]),
            models.Index(fields=["gap", "at"], condition=~Q(gap=""), name="entry_gap"),
            models.Index(fields=["desk", "at"], condition=Q(desk__isnull=False), name="entry_routed"),
            models.Index(fields=["verb", "at"]),
            models.Index(fields=["at"], condition=Q(corrects__isnull=False), name="entry_corrects"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome__in=["made", "not_agreed", "project"]) | ~Q(particulars=""),
                name="entry_outcome_says_what",
            )
        ]


class Copy(models.Model):
    """A desk that sees an issue without having to answer it."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="copies")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="copies")

    class Meta:
        verbose_name_plural = "copies"
        constraints = [models.UniqueConstraint(fields=["issue", "desk"], name="copy_once")]

    def __str__(self) -> str:
        return f"{self.issue} copied to {self.desk}"


class Follower(models.Model):
    """A person who is told whatever the reporter is told: one who said "me too", or who only follows."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="followers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="follows")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    is_affected = models.BooleanField(default=True, help_text="Has the problem too, and counts.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["issue", "user"], name="follower_once")]

    def __str__(self) -> str:
        return f"{self.user} follows {self.issue}"


class Draft(models.Model):
    """A report not yet sent, already masked. Kept for seven days, also when the session has ended."""

    key = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="drafts")
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-saved_at"]

    def __str__(self) -> str:
        return f"Draft of {self.saved_at:%Y-%m-%d %H:%M}"


class Span(models.TextChoices):
    """What the clock measures."""

    ACKNOWLEDGE = "acknowledge", "Acknowledge"
    ANSWER = "answer", "Answer"


class ClockStep(models.Model):
    """What the clock did about one span, once for each run of it: when it was to be, when it was, whom it told."""

    class Step(models.TextChoices):
        WARNING = "warning", "The lead was reminded"
        BREACH = "breach", "The deputy was told"
        ABOVE = "above", "The desk above was told"
        INTERFACE = "interface", "The interface team was told"

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="clock_steps")
    run = models.PositiveSmallIntegerField()
    span = models.CharField(max_length=12, choices=Span)
    step = models.CharField(max_length=12, choices=Step)
    due_at = models.DateTimeField(help_text="When it was to be taken.")
    at = models.DateTimeField(help_text="When it was taken.")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="clock_steps", help_text="Who was told.")
    told = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["issue", "run", "span", "step"], name="clock_step_once")]

    def __str__(self) -> str:
        return f"{self.issue}: {self.get_step_display()} ({self.get_span_display().lower()})"


class Reading(models.Model):
    """How long a desk took over one span, in working time, read off the moment that it ended."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="readings")
    run = models.PositiveSmallIntegerField()
    span = models.CharField(max_length=12, choices=Span)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="readings")
    verb = models.CharField(max_length=20, help_text="The act that ended it; sending it on ends it unmet.")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    minutes = models.PositiveIntegerField(help_text="Working time, without the time that the reporter was asked.")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["desk", "span", "ended_at"])]
        constraints = [models.UniqueConstraint(fields=["issue", "run", "span"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.issue}: {self.get_span_display()} in {self.minutes} minutes"


class SavedFilter(models.Model):
    """A narrowing of the inbox that a person comes back to. Its query is one that the inbox understands."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=600)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_filter_name_once")]

    def __str__(self) -> str:
        return self.name

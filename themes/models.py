"""Themes, what belongs to them, and the signals that they raised. Issues are read, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from archive.models import Project
from issues.models import Issue
from people.models import Organisation
from themes.seeing import ThemeQuerySet


class Vector(models.Model):
    """The place of one issue's text in the space of meanings: float16 bytes, and the space they belong to."""

    issue = models.OneToOneField(Issue, models.CASCADE, primary_key=True, related_name="vector")
    space = models.CharField(max_length=60)
    data = models.BinaryField()
    looks_like = models.ForeignKey("Theme", models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.space} of {self.issue_id}"


class Run(models.Model):
    """One search for themes over all issues of an ICB. Written whole or not at all."""

    icb = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    alive_at = models.DateTimeField(default=timezone.now, help_text="When it last gave a sign of life.")
    finished_at = models.DateTimeField(null=True, blank=True)
    issues = models.PositiveIntegerField(default=0)
    themes = models.PositiveIntegerField(default=0)
    unthemed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["icb"], condition=Q(finished_at__isnull=True), name="one_run_at_a_time")
        ]

    def __str__(self) -> str:
        return f"Run of {self.started_at:%Y-%m-%d %H:%M}"


class Spread(models.Model):
    """Themes that a run under way found among some issues, for all others to be compared with."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="spreads")
    is_thanks = models.BooleanField()
    themes = models.JSONField(help_text="Keys of earlier themes: their places are the numbers of the middles.")
    middles = models.BinaryField(help_text="A row for each theme: float32.")
    bars = models.BinaryField(help_text="The cosine from which an issue lies in it: float32.")

    def __str__(self) -> str:
        return f"Spread of {self.run}"


class Part(models.Model):
    """Issues, by their numbers, that any worker may compare: a job of its own, done once or again."""

    spread = models.ForeignKey(Spread, models.CASCADE, related_name="parts")
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    taken_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    found = models.BinaryField(default=bytes, help_text="For each issue its number, theme and gain.")

    def __str__(self) -> str:
        return f"Issues {self.first} to {self.last}"


class Theme(models.Model):
    """Issues that describe the same underlying problem. Its key and name outlive every run."""

    class State(models.TextChoices):
        EMERGING = "emerging", "Emerging"
        GROWING = "growing", "Growing"
        STEADY = "steady", "Steady"
        QUIET = "quiet", "Quiet"

    icb = models.ForeignKey(Organisation, models.PROTECT, related_name="themes")
    key = models.SlugField(max_length=16, unique=True)
    label = models.CharField(max_length=160)
    given_label = models.CharField(max_length=160, blank=True, help_text="A name that a person gave; it stays.")
    keywords = models.JSONField(default=list)
    why = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.STEADY)
    is_thanks = models.BooleanField(default=False)
    first_on = models.DateField()
    last_on = models.DateField()
    size = models.PositiveIntegerField(default=0, help_text="Issues in it.")
    reporters = models.PositiveIntegerField(default=0, help_text="Distinct people who reported or said me too.")
    organisations = models.PositiveIntegerField(default=0, help_text="Distinct organisations they work for.")
    is_live = models.BooleanField(default=True, help_text="Found by the last run.")
    remembered = models.JSONField(default=list, help_text="Keys of its last issues, once a run no longer finds it.")
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="By a person: it lives whatever runs find.")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_summary = models.TextField(blank=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["-reporters", "pk"]
        indexes = [
            models.Index(fields=["icb", "is_live", "-reporters"]),
            models.Index(fields=["-reporters"], condition=Q(published_at__isnull=False), name="theme_published"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(dismissed_at__isnull=True),
                name="theme_not_both_published_and_dismissed",
            ),
        ]

    def __str__(self) -> str:
        return self.given_label or self.label

    def get_absolute_url(self) -> str:
        return reverse("themes:theme", args=[self.key])


class Portrait(models.Model):
    """What the last run worked out about a theme once, so that pages count nothing: see `themes/portraying.py`."""

    theme = models.OneToOneField(Theme, models.CASCADE, primary_key=True, related_name="portrait")
    until = models.DateField(help_text="The Monday of the last week that was counted.")
    people = models.JSONField(default=list, help_text="Different people in each of 52 weeks.")
    fours = models.JSONField(default=list, help_text="In the four weeks that end with each.")
    coming = models.JSONField(default=list, help_text="In the four weeks that end after it, if nobody speaks.")
    year = models.PositiveIntegerField(default=0, help_text="In all 52 weeks.")
    sides = models.JSONField(default=dict)
    centre = models.BinaryField(default=bytes)
    space = models.CharField(max_length=60, blank=True)
    at_home = models.FloatField(null=True, help_text="Share of its issues that lie nearest to its own centre.")
    facts = models.JSONField(default=list)
    neighbours = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"Portrait of {self.theme}"


class ThemeIssue(models.Model):
    """An issue belongs to at most one theme."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="members")
    issue = models.OneToOneField(Issue, models.CASCADE, related_name="theme_link")
    is_example = models.BooleanField(default=False)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["theme", "-is_example", "-issue"])]

    def __str__(self) -> str:
        return f"{self.issue_id} in {self.theme_id}"


class Decision(models.Model):
    """What a person decided about which issues belong together. No later run undoes it; a person may take it back."""

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", "It was confirmed as a theme"
        MERGED = "merged", "Another theme was merged into it"
        SPLIT = "split", "It was split off from another theme"
        APART = "apart", "It is never to be one with another theme"
        MOVED = "moved", "An issue was put into it"
        DISMISSED = "dismissed", "It was dismissed"

    kind = models.CharField(max_length=9, choices=Kind)
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="decisions")
    other = models.ForeignKey(Theme, models.CASCADE, null=True, blank=True, related_name="decisions_with")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="decision_undone_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["merged", "split", "apart"], other__isnull=False)
                | Q(kind__in=["confirmed", "moved", "dismissed"], other__isnull=True),
                name="decision_about_two_themes_names_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.theme}"


class Pin(models.Model):
    """The theme in which a decision holds an issue. Of several the latest holds; one taken back has none."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="pins")
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="pins")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="pins")
    came_from = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "issue"], name="pin_once_per_decision")]

    def __str__(self) -> str:
        return f"{self.issue_id} kept in {self.theme_id}"


class OwnProblem(models.Model):
    """A known problem of one area, grown from a confirmed theme: the engine knows it beside the shared library."""

    icb = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    theme = models.OneToOneField(Theme, models.PROTECT, related_name="own_problem")
    slug = models.CharField(max_length=80)
    name = models.CharField(max_length=160)
    definition = models.TextField()
    is_not = models.TextField(blank=True, help_text="What it is easily taken for.")
    standard = models.TextField(blank=True, help_text="What applies.")
    owner = models.CharField(max_length=160, blank=True, help_text="Whose it usually is.")
    wordings = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["icb", "slug"], name="own_problem_once")]

    def __str__(self) -> str:
        return self.name


class Grave(models.Model):
    """Reports of moderate or worse harm of the same kind, raised for a person to look at whatever the counts."""

    icb = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, help_text="Made of its issues: the same issues are raised once.")
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="graves")
    issues = models.ManyToManyField(Issue, related_name="+")
    on = models.DateField(help_text="Of the last report.")
    sentence = models.TextField()
    raised_at = models.DateTimeField(default=timezone.now)
    is_live = models.BooleanField(default=True, help_text="Found by the last run, or raised since.")
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["icb", "-on"], condition=Q(is_live=True, seen_at=None), name="grave_unseen")]
        constraints = [models.UniqueConstraint(fields=["icb", "key"], name="grave_raised_once")]

    def __str__(self) -> str:
        return self.sentence


class Signal(models.Model):
    """The dated, numeric evidence that a theme is emerging or growing."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="signals")
    kind = models.CharField(max_length=8, choices=[("emerging", "Emerging"), ("growing", "Growing")])
    on = models.DateField()
    window_days = models.PositiveSmallIntegerField()
    expected = models.FloatField()
    observed = models.PositiveIntegerField()
    probability = models.FloatField()
    reporters = models.PositiveIntegerField()
    organisations = models.PositiveIntegerField()
    sentence = models.TextField()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["theme", "kind", "on"], name="signal_once_a_day")]

    def __str__(self) -> str:
        return self.sentence


class ThemeEntry(models.Model):
    """What happened to a theme, by a run or by a person. Only ever added."""

    WORDS = {
        "born": "Found",
        "gone": "No longer found",
        "back": "Found again",
        "relabelled": "Named by the portal",
        "renamed": "Renamed",
        "added": "An issue added",
        "left": "An issue left, put into another theme",
        "confirmed": "Confirmed",
        "merged": "Another theme merged into it",
        "absorbed": "Merged into another theme",
        "split": "Split off",
        "shed": "Issues split off",
        "apart": "Never to be one with another theme",
        "undone": "Taken back",
        "joined": "Issues of another theme came over",
        "parted": "Issues went over to another theme",
        "published": "Published",
        "withdrawn": "Withdrawn from publication",
        "dismissed": "Dismissed",
        "restored": "Put back on the board",
        "looked": "Looked at for harm",
        "taken in": "Made a known problem of the area",
        "taken out": "No known problem of the area any more",
        "seeded": "Project started",
        "told": "Project completed",
    }

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="entries")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=20)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "theme entries"

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d}"

    @property
    def words(self) -> str:
        return self.WORDS.get(self.verb, self.verb)


class Seed(models.Model):
    """A project that was started from a theme, and whether its reporters were told how it ended."""

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="seeds")
    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["theme", "project"], name="seed_once")]

    def __str__(self) -> str:
        return f"{self.project} from {self.theme}"

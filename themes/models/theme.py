"""Themes, what belongs to them, and what happened to them. Issues are read, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from archive.models import Project
from issues.models import Issue
from people.models import Organisation
from routing.models import Category
from themes.seeing import ThemeQuerySet


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
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="By a person: it is one problem.")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True, help_text="Once it is merged: its address leads on.")
    published_summary = models.TextField(blank=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["-reporters", "pk"]
        indexes = [
            models.Index(fields=["icb", "is_live", "-reporters"]),
            models.Index(fields=["-reporters"], condition=Q(published_at__isnull=False), name="theme_published"),
            models.Index(fields=["icb"], condition=Q(dismissed_at__isnull=False), name="theme_dismissed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(dismissed_at__isnull=True),
                name="theme_not_both_published_and_dismissed",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(given_label=""),
                name="theme_published_by_a_name_that_a_person_gave",
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
    category = models.ForeignKey(Category, models.SET_NULL, null=True, related_name="+", help_text="Of most issues.")
    has_harm = models.BooleanField(default=False, help_text="An issue in it tells of moderate harm or worse.")
    at_home = models.FloatField(null=True, help_text="Share of its issues that lie nearest to its own centre.")
    oneness = models.FloatField(null=True, help_text="How like one known problem its issues are on average.")
    moved_at = models.DateTimeField(null=True, help_text="When people last put issues in or out, since a run.")
    facts = models.JSONField(default=list)
    neighbours = models.JSONField(default=list)
    known = models.JSONField(default=dict, help_text="What a run knew of its issues, while people have moved some.")

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


class Departure(models.Model):
    """An issue that a search took out of a theme: see `themes/departing.py`."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="+")
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now, help_text="The last time.")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["theme", "issue"], name="departure_once")]

    def __str__(self) -> str:
        return f"{self.issue_id} out of {self.theme_id}"


class ThemeEntry(models.Model):
    """What happened to a theme, by a run or by a person. Only ever added; a name can be taken out of it."""

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
        "joined": "Issues came with a search",
        "parted": "Issues left with a search",
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
    issue = models.ForeignKey(Issue, models.SET_NULL, null=True, blank=True, related_name="+", help_text="Which one.")
    taken_out_at = models.DateTimeField(null=True, blank=True, help_text="When its name was taken out for good.")
    taken_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "theme entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_out_at__isnull=True, taken_out_by__isnull=True)
                | Q(taken_out_at__isnull=False, taken_out_by__isnull=False),
                name="theme_entry_taken_out_by_somebody",
            )
        ]

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

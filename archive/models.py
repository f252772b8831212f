"""Improvement projects at every age, open to anyone. Knows nothing confidential."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from people.models import Organisation
from people.trail import Entry, Move


class Project(models.Model):
    """One piece of improvement work: idea page, tracker entry and archive entry in one record."""

    class Stage(models.TextChoices):
        IDEA = "idea", "Idea"
        PLANNING = "planning", "Planning"
        TESTING = "testing", "Testing"
        IMPLEMENTING = "implementing", "Implementing"
        SUSTAINING = "sustaining", "Sustaining"
        COMPLETED = "completed", "Completed"
        STOPPED = "stopped", "Stopped"

    class Outcome(models.TextChoices):
        WORKED = "worked", "Worked"
        PARTLY = "partly", "Partly worked"
        DID_NOT = "did_not", "Did not work"
        UNKNOWN = "unknown", "Not known"

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=160)
    summary = models.TextField(help_text="What it is about, in plain words. Anyone can read it.")
    aim = models.TextField(blank=True, help_text="What is to be better, for whom, by how much, by when.")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="projects", help_text="Of the registry."
    )
    organisation_name = models.CharField(max_length=200, blank=True, help_text="Where the registry does not have it.")
    partners = models.ManyToManyField(Organisation, blank=True, related_name="joint_projects")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="led_projects"
    )
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="proposed_projects"
    )
    kind = models.CharField(max_length=60, blank=True, help_text="What kind of work, such as an audit.")
    topic = models.CharField(max_length=80, blank=True)
    state = models.CharField("stage", max_length=16, choices=Stage, default=Stage.IDEA)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    result = models.TextField(blank=True, help_text="What changed, with numbers where there are any.")
    source_address = models.URLField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="When it was done or first told.")
    finished_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    key = models.CharField(
        max_length=64, blank=True, help_text="Idempotency key: the same person's same key makes no second project."
    )

    RUNNING = (Stage.IDEA, Stage.PLANNING, Stage.TESTING, Stage.IMPLEMENTING, Stage.SUSTAINING)
    MOVES = {
        "propose": Move((), Stage.IDEA, "anybody who works somewhere", "nobody"),
        "load": Move((), "", "an operator, from a file", "nobody"),
        "plan": Move((Stage.IDEA,), Stage.PLANNING, "the team", "nobody"),
        "test": Move((Stage.PLANNING, Stage.IMPLEMENTING), Stage.TESTING, "the team", "nobody"),
        "implement": Move((Stage.PLANNING, Stage.TESTING), Stage.IMPLEMENTING, "the team", "nobody"),
        "sustain": Move((Stage.IMPLEMENTING,), Stage.SUSTAINING, "the team", "nobody"),
        "complete": Move(
            (Stage.TESTING, Stage.IMPLEMENTING, Stage.SUSTAINING),
            Stage.COMPLETED,
            "the team",
            "everybody who reported an issue of its themes",
        ),
        "stop": Move(RUNNING, Stage.STOPPED, "the team", "nobody"),
        "resume": Move((Stage.STOPPED, Stage.COMPLETED), Stage.PLANNING, "the team", "nobody"),
        "edit": Move(tuple(Stage.values), "", "the team", "nobody"),
        "update": Move(tuple(Stage.values), "", "the team", "nobody"),
        "lesson": Move(tuple(Stage.values), "", "the team", "nobody"),
        "ask": Move(tuple(Stage.values), "", "anybody signed in", "the lead"),
    }

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["-changed_at", "-id"]),
            models.Index(fields=["state", "-changed_at"]),
            models.Index(fields=["organisation", "-changed_at"]),
            models.Index(fields=["outcome", "-changed_at"]),
            models.Index(fields=["topic", "-changed_at"]),
            models.Index(fields=["title", "id"]),
            models.Index(fields=["-year", "title"]),
            models.Index(fields=["source_address"], condition=~Q(source_address=""), name="project_source"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="completed") | ~Q(outcome=""), name="project_completed_with_an_outcome"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["completed", "stopped"]) | Q(finished_at__isnull=True),
                name="project_finished_only_at_the_end",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, organisation_name="")
                | (Q(organisation__isnull=True) & ~Q(organisation_name="")),
                name="project_of_one_organisation",
            ),
            models.UniqueConstraint(fields=["proposer", "key"], condition=~Q(key=""), name="project_once_per_key"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("archive:project", args=[self.slug])

    @property
    def owned_by(self) -> str:
        """The name of its organisation, of the registry or not."""
        return self.organisation.name if self.organisation_id else self.organisation_name

    @property
    def is_over(self) -> bool:
        return self.state in {self.Stage.COMPLETED, self.Stage.STOPPED}


class ProjectEntry(Entry):
    """One step or update of a project, open to anyone."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="entries")

    class Meta(Entry.Meta):
        abstract = False
        verbose_name_plural = "project entries"


class Lesson(models.Model):
    """A short point that others can use. What did not work counts as much."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="lessons")
    text = models.TextField()
    worked = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]

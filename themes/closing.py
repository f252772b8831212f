"""The loop is closed: when a project that grew from a theme is completed, everybody who reported it is told."""

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from archive.models import Project
from issues.models import Issue
from people import notices, passing_over
from people.models import Notice, User
from themes.models import Seed, Theme

TELLING = "completed project of seed"


def tell_completed() -> int:
    """Tell the people behind every completed project that they have not been told of. Returns of how many."""
    due = Seed.objects.filter(told_at__isnull=True, project__state=Project.Stage.COMPLETED)
    return passing_over.each(TELLING, due.order_by("pk"), _tell, timezone.now())


@transaction.atomic
def _tell(pk: int) -> bool:
    """One project, told and marked as told in one transaction."""
    skip = connection.features.has_select_for_update_skip_locked
    rows = Seed.objects.select_for_update(skip_locked=skip, of=("self",) if skip else ())
    seed = rows.select_related("theme", "project").filter(pk=pk, told_at__isnull=True).first()
    if seed is None:
        return False
    people = list(people_behind(seed.theme))
    notices.tell(
        people,
        kind=Notice.Kind.PROJECT,
        event=f"project:{seed.project.slug}:completed",
        subject=f"A project that grew from what you reported is completed: {seed.project}",
        path=seed.project.get_absolute_url(),
    )
    seed.told_at = timezone.now()
    seed.save(update_fields=["told_at"])
    seed.theme.entries.create(verb="told", text=f"{seed.project}: {len(people)} told")
    return True


def people_behind(theme: Theme):
    """Everybody who reported or follows an issue of the theme or a duplicate; once it is gone, of its last ones."""
    issue = Q(theme_link__theme=theme)
    if not theme.is_live:
        issue |= Q(pk__in=theme.remembered)
    members = Issue.objects.filter(issue).order_by().values("pk")
    issues = Issue.objects.filter(Q(pk__in=members) | Q(duplicate_of__in=members)).order_by().values("pk")
    stand = issues.filter(withdrawn_at__isnull=True)
    told = Q(follows__issue__in=issues, follows__is_told=True)
    return User.objects.filter(Q(reported__in=stand) | told, is_active=True).distinct()

"""What the pages ask: the list, its filters, one project with all that belongs to it."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from archive.models import Project
from archive.searching import Found
from people.models import Organisation, User
from people.standing import standing

SORTS = {"changed": ("-changed_at", "-pk"), "year": ("-year", "title", "pk"), "title": ("title", "pk")}


def projects(chosen: dict, found: Found | None) -> QuerySet[Project]:
    """The projects of the list: filters by name, and what a search found, if there was one."""
    rows = Project.objects.select_related("organisation")
    if found is not None:
        rows = rows.filter(pk__in=list(found.snippets))
    for filter_of, field in (("stage", "state"), ("outcome", "outcome"), ("topic", "topic")):
        if filter_of in chosen:
            rows = rows.filter(**{field: chosen[filter_of]})
    if "organisation" in chosen:
        rows = rows.filter(_of(chosen["organisation"]))
    return rows.order_by(*SORTS[chosen.get("sort", "changed")])


def listed(chosen: dict, found: Found | None) -> QuerySet[Project] | list[Project]:
    """The same in the order asked for: what was searched for comes best first unless a sort is chosen."""
    rows = projects(chosen, found)
    if found is None or "sort" in chosen:
        return rows
    place = {key: number for number, key in enumerate(found.snippets)}
    return sorted(rows, key=lambda project: place[project.pk])


def organisations() -> list[tuple[str, str]]:
    """Organisations that have or share projects, as value and name."""
    joint = Project.partners.through.objects.filter(organisation=OuterRef("pk"))
    own = Project.objects.filter(organisation=OuterRef("pk"))
    known = list(Organisation.objects.filter(Exists(own) | Exists(joint)).values_list("code", "name"))
    names = Project.objects.exclude(organisation_name="").order_by().values_list("organisation_name", flat=True)
    return sorted(known + [(name, name) for name in names.distinct()], key=lambda pair: pair[1].lower())


def topics() -> list[str]:
    """Topics in use."""
    return list(Project.objects.exclude(topic="").order_by("topic").values_list("topic", flat=True).distinct())


def find(slug: str) -> Project | None:
    """One project with its organisation, lead, partners and lessons."""
    rows = Project.objects.select_related("organisation", "lead").prefetch_related("partners", "lessons")
    return rows.filter(slug=slug).first()


def may_speak_for(user: User) -> QuerySet[Organisation]:
    """The organisations in whose name this person may propose, as in rules.can_propose_for."""
    seat = standing(user)
    return Organisation.objects.filter(
        Q(pk__in=seat.works_at) | Q(place__in=seat.leads_places) | Q(icb__in=seat.leads | seat.interface_team_of)
    )


def may_lead(project: Project) -> QuerySet[User]:
    """People of the project's organisations, and whoever leads it now."""
    at = [project.organisation_id, *(partner.pk for partner in project.partners.all())]
    working = Q(memberships__organisation__in=[key for key in at if key]) & Q(is_active=True)
    return User.objects.filter(working | Q(pk=project.lead_id)).distinct()


def _of(organisation: str) -> Q:
    joint = Project.partners.through.objects.filter(project=OuterRef("pk"), organisation__code=organisation)
    return Q(organisation__code=organisation) | Q(organisation_name=organisation) | Exists(joint)

"""Which issues exist for a reader. The only place that decides it; whatever is not here is a 404."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from people.models import Organisation, User
from people.standing import standing
from routing.models import Desk
from routing.queries import desks_held


class IssueQuerySet(QuerySet):
    """Questions about issues that read as a sentence."""

    def visible_to(self, user: User) -> "IssueQuerySet":
        """Issues that this person may read: the parties', their interface team's, their organisation's or Place's.

        The parties to a duplicate may read what it became part of; who answers that may read its duplicates.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(_by_its_row(user) | _by_its_company(user))

    def of_icb(self, user: User) -> "IssueQuerySet":
        """Issues of the person's ICB, for counting and for masked excerpts only."""
        icb = standing(user).icb if user.is_authenticated else None
        return self.filter(icb=icb) if icb else self.none()

    def stood_behind(self) -> "IssueQuerySet":
        """Those that somebody has: not withdrawn, or somebody else said "me too"."""
        said = self.model.objects.order_by().filter(pk=OuterRef("pk"), followers__is_affected=True)
        return self.filter(Q(withdrawn_at__isnull=True) | Exists(said))

    def at_desks(self, desks: frozenset[int]) -> "IssueQuerySet":
        return self.filter(desk__in=desks)

    def with_harm(self, harms: Collection[str]) -> "IssueQuerySet":
        """Those whose worst harm, with that of what is part of them, is one of these."""
        return self.filter(Q(harm_taken_in__in=harms) | Q(harm_taken_in="", harm__in=harms))

    def open(self) -> "IssueQuerySet":
        """Those that somebody has to do something for, and those that wait for their reporter."""
        return self.filter(Q(due_at__isnull=False) | Q(paused_at__isnull=False, state="returned"))

    def promised_before(self, day: date) -> "IssueQuerySet":
        """Those whose change was planned for a day before this one, and of which nobody has said that it is made."""
        return self.filter(planned_on__lt=day)

    def overdue(self) -> "IssueQuerySet":
        """Unanswered after the time to answer, or unacknowledged after the time to acknowledge; clock running.

        Thanks have none.
        """
        return self.filter(due_at__lt=timezone.now(), category__is_thanks=False)


def _by_its_row(user: User) -> Q:
    """Whom an issue names itself: asked first, because where it is true nothing further is looked up."""
    own = standing(user)
    seen = Q(reporter=user)
    if own.interface_team_of:
        seen |= Q(icb__in=own.interface_team_of)
    if own.leads:
        seen |= Q(reporter_organisation__in=own.leads) | Q(about__in=own.leads) | Q(about__parent__in=own.leads)
    if own.leads_places:
        seen |= Q(reporter_organisation__place__in=own.leads_places) | Q(about__place__in=own.leads_places)
    return seen


def _by_its_company(user: User) -> Q:
    """Who follows it, answered or got a copy of it, or has to do with what it is part of."""
    own, desks = standing(user), desks_held(user)
    seen = Q(pk__in=user.follows.values("issue"))
    seen |= Q(pk__in=user.reported.filter(duplicate_of__isnull=False).order_by().values("duplicate_of"))
    seen |= Q(pk__in=user.follows.filter(issue__duplicate_of__isnull=False).values("issue__duplicate_of"))
    if desks:
        seen |= Q(pk__in=Desk.objects.filter(pk__in=desks, routed__isnull=False).values("routed__issue"))
        seen |= Q(pk__in=Desk.objects.filter(pk__in=desks, copies__isnull=False).values("copies__issue"))
        merged = Desk.objects.filter(pk__in=desks, issues__duplicates__isnull=False)
        seen |= Q(pk__in=merged.values("issues__duplicates"))
    if own.leads:
        seen |= _also_about(Q(pk__in=own.leads))
    if own.leads_places:
        seen |= _also_about(Q(place__in=own.leads_places))
    return seen


def _also_about(fitting: Q) -> Q:
    """Issues that are also about an organisation that fits, besides the one that they are mainly about."""
    others = Organisation.objects.filter(fitting, issues_also_about__isnull=False)
    return Q(pk__in=others.values("issues_also_about"))

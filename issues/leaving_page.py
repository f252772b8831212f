"""The page before somebody is taken off a desk: how many open issues move, and to whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from issues.models import OPEN_STATES, Issue
from people.refusing import require
from routing.emptying import takes_over
from routing.models import Holder
from routing.queries import holding
from routing.rules import can_keep


@require_GET
@never_cache
def take_off(request: HttpRequest, holder: int) -> HttpResponse:
    """What happens if this person leaves the desk today, with the button that does it."""
    rows = Holder.objects.select_related("desk__organisation__icb", "user")
    found = get_object_or_404(rows, pk=holder)
    desk = found.desk
    require(can_keep(request.user, desk))
    others = holding(Holder.objects.filter(desk=desk).exclude(pk=found.pk)).select_related("user")
    count = Issue.objects.filter(desk=desk, state__in=OPEN_STATES).count()
    to = None if others else takes_over(desk, desk.organisation.icb or desk.organisation)
    context = {"holder": found, "desk": desk, "others": others, "count": count, "to": to}
    return render(request, "issues/take_off.html", context)

"""Why each issue is in its theme, in a sentence for those who may see the theme: people's word, else what is near."""

from collections.abc import Sequence

import numpy as np
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from issues.models import Issue
from language import reasons, vectors
from themes import explaining, middles
from themes.editions import UNREADABLE, space
from themes.excerpts import shortened
from themes.models import Decision, Pin, Portrait, Theme, ThemeIssue, Vector

Kind = Decision.Kind
PUT_HERE = (Kind.MOVED, Kind.MERGED, Kind.SPLIT)


def with_pins(issues: QuerySet[Issue]) -> QuerySet[Issue]:
    """Each issue with the kind of the decision that holds it in its theme, and where it was before."""
    latest = Pin.objects.filter(issue=OuterRef("pk"), theme=F("issue__theme_link__theme")).order_by("-pk")
    return issues.annotate(
        held_by=Subquery(latest.values("decision__kind")[:1]), came_from=Subquery(latest.values("came_from")[:1])
    )


def of(theme: Theme, portrait: Portrait | None, issues: Sequence[Issue], beside: Sequence[Theme]) -> dict[int, str]:
    """The reason of each of these issues of the theme, which come `with_pins` and say whether they are readable.

    `beside`: all themes on the board with their portraits. One SQL statement, however many issues.
    """
    places = _places(theme, portrait, issues, beside)
    nowhere = (None, "")
    return {one.pk: _by_people(one, theme) or _by_words(one, theme, *places.get(one.pk, nowhere)) for one in issues}


def of_one(theme: Theme, issue: Issue) -> str:
    """The reason of an issue whose page is read; the theme comes with its portrait. Three SQL statements."""
    portrait = getattr(theme, "portrait", None)
    issue.held_by, issue.came_from = with_pins(Issue.objects.filter(pk=issue.pk)).values_list("held_by", "came_from")[
        0
    ]
    issue.is_readable = True
    beside = middles.beside(theme, portrait)
    return of(theme, portrait, [issue], beside)[issue.pk]


def _by_people(issue: Issue, theme: Theme) -> str:
    if issue.held_by in PUT_HERE and issue.came_from != theme.pk:
        return "People put it here."
    return "People confirmed that it belongs here." if issue.held_by == Kind.CONFIRMED else ""


def _by_words(issue: Issue, theme: Theme, place: reasons.Place | None, nearer: str) -> str:
    """Of what this reader may not read, no more words are told than the list shows."""
    text = issue.text if issue.is_readable else "" if issue.is_confidential else shortened(issue.text)
    return reasons.sentence(reasons.shared(theme.keywords, text), place, nearer)


def _places(
    theme: Theme, portrait: Portrait | None, issues: Sequence[Issue], beside: Sequence[Theme]
) -> dict[int, tuple[reasons.Place, str]]:
    """Where each of these issues lies, and the name of the theme that it lies nearer to, if it does."""
    if explaining.is_unsettled(portrait) or portrait.space != space() or not portrait.centre:
        return {}
    here = Q(issue__in=[one.pk for one in issues]) | Q(theme=theme, is_example=True)
    links = ThemeIssue.objects.filter(here).order_by().values("issue")
    placed = Vector.objects.filter(issue__in=links, space=space()).exclude(data=UNREADABLE).order_by("pk")
    rows = list(placed.values_list("issue", "data", "issue__theme_link__is_example"))
    if not rows:
        return {}
    others = [one for one in middles.lying_in(portrait.space, beside) if one.pk != theme.pk]
    own, *rest = vectors.unpack_all([bytes(portrait.centre), *(bytes(one.portrait.centre) for one in others)])
    typical = [at for at, (_, _, is_example) in enumerate(rows) if is_example]
    stored = vectors.unpack_all([bytes(data) for _, data, _ in rows])
    places = reasons.places(stored, typical, own, np.reshape(rest, (len(rest), len(own))))
    names = ["" if place.nearer is None else str(others[place.nearer]) for place in places]
    return dict(zip([issue for issue, *_ in rows], zip(places, names, strict=True), strict=True))

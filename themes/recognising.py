"""What is known already of the problem that somebody is writing about: issues, themes, projects. Stores nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from archive import searching
from archive.models import Project
from issues.models import OPEN_STATES, Issue
from language import coordinates, similarity, vectors
from people.models import Organisation, User
from routing.models import Category
from themes.models import Theme
from themes.placing import UNREADABLE, space

SHORTEST = 20  # characters below which nothing can be recognised
LONGEST = 2000
SINCE = timedelta(days=400)
NEWEST = 2000  # issues that are compared by meaning and known problems
NEAREST = 20  # of those, the ones that are compared by their words too
MOST = 5
NEAR = 0.43  # on the written reports, half of the nearest issues fall below
MERGED_INTO = (*OPEN_STATES, Issue.State.ANSWERED)  # what another issue can become part of
COMPARED = ("pk", "vector__data", "category", "about")
SAME = 0.06  # for the same category, and for the same organisation


@dataclass(frozen=True)
class Known:
    """Issues about the same organisation first, then most alike first; their themes; projects on the same problem."""

    issues: tuple[Issue, ...] = ()
    elsewhere: frozenset[int] = frozenset()  # keys of those about another organisation: “me too” reaches others
    themes: tuple[Theme, ...] = ()
    running: tuple[Project, ...] = ()
    tried: tuple[Project, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.issues or self.themes or self.running or self.tried)


def known(*, by: User, text: str, category: Category | None = None, about: Organisation | None = None) -> Known:
    """What this person's ICB knows of the problem. A text too short to tell knows nothing.

    Eight SQL statements at the most, however many issues there are: the newest of the same category or
    organisation are compared.
    """
    if len(text.strip()) < SHORTEST:
        return Known()
    issues = _alike(by, text[:LONGEST], category, about)
    elsewhere = frozenset(one.pk for one in issues if about and not _is_there(one, about))
    themes = _themes_of(by, issues)
    seeded = Project.objects.filter(pk__in=[seed.project_id for theme in themes for seed in theme.seeds.all()])
    similar = [hit.project for hit in searching.alike(_title(themes, text), limit=3)]
    projects = list(dict.fromkeys([*seeded, *similar]))
    return Known(
        issues=tuple(sorted(issues, key=lambda one: one.pk in elsewhere)),
        elsewhere=elsewhere,
        themes=tuple(themes),
        running=tuple(one for one in projects if one.state in Project.RUNNING),
        tried=tuple(one for one in projects if one.state not in Project.RUNNING),
    )


def alike(*, issue: Issue, by: User) -> list[Issue]:
    """Up to five issues that this reader may read and that mean nearly the same as this one, most alike first."""
    near = _readable(issue, by).filter(_fitting(issue.category, issue.about), state__in=MERGED_INTO)
    near = near.filter(category__is_thanks=issue.category.is_thanks)
    rows, text = list(_placed(near).values_list(*COMPARED)), issue.text[:LONGEST]
    return _ranked(rows, coordinates.represent_whole([text]), text, issue.category, issue.about) if rows else []


def newest_beside(*, issue: Issue, by: User, known: Sequence[Issue]) -> list[Issue]:
    """What is left of five, besides those known: the newest open ones of the same category, about the same.

    Words need no place for it, so it has an answer in the minute in which an issue is reported.
    """
    same = _readable(issue, by).filter(category=issue.category, about=issue.about, state__in=OPEN_STATES)
    if not issue.about:
        same = same.filter(about_words__iexact=issue.about_words)
    others = same.exclude(pk__in=[one.pk for one in known]).select_related("about").order_by("-pk")
    return list(others[: max(0, MOST - len(known))])


def _readable(issue: Issue, by: User) -> QuerySet[Issue]:
    """The other issues of the same ICB that somebody stands behind and that this person may read."""
    return Issue.objects.visible_to(by).stood_behind().filter(icb=issue.icb_id).exclude(pk=issue.pk)


def _alike(by: User, text: str, category: Category | None, about: Organisation | None) -> list[Issue]:
    """Up to five issues that others reported and that mean nearly the same."""
    rows = list(_candidates(by, category, about).values_list(*COMPARED))
    return _ranked(rows, coordinates.represent_whole([text]), text, category, about) if rows else []


def _ranked(
    rows: list[tuple],
    asked: similarity.Rows,
    text: str,
    category: Category | None,
    about: Organisation | None,
) -> list[Issue]:
    """Those of the candidates, given as COMPARED, that are near enough to a text and its row, most alike first."""
    stored = vectors.unpack_all([data for _, data, _, _ in rows])
    nearest = similarity.near(asked[0], stored, NEAREST)
    near = [rows[at] for at in nearest]
    texts = dict(Issue.objects.filter(pk__in=[row[0] for row in near]).values_list("pk", "text"))
    ranked = similarity.rank(asked, [text], stored[nearest], [texts[row[0]] for row in near], top=NEAREST)[0]
    scores = {near[at][0]: score + _same(near[at], category, about) for at, score in ranked}
    best = sorted((pk for pk, score in scores.items() if score >= NEAR), key=lambda pk: (-scores[pk], -pk))[:MOST]
    found = Issue.objects.select_related("desk", "category", "about").in_bulk(best)
    return [found[pk] for pk in best]


def _candidates(by: User, category: Category | None, about: Organisation | None) -> QuerySet[Issue]:
    recent = Issue.objects.of_icb(by).stood_behind().filter(created_at__gte=timezone.now() - SINCE)
    recent = recent.filter(_fitting(category, about), is_confidential=False)
    return _placed(recent.exclude(reporter=by).exclude(followers__user=by))


def _fitting(category: Category | None, about: Organisation | None) -> Q:
    """Of the same category, or about the same organisation."""
    fits = Q(category=category) if category else Q()
    return fits | Q(about=about) if about else fits


def _placed(issues: QuerySet[Issue]) -> QuerySet[Issue]:
    """The newest of these whose text has a place in today's space."""
    return issues.filter(vector__space=space()).exclude(vector__data=UNREADABLE).order_by("-pk")[:NEWEST]


def _same(row: tuple, category: Category | None, about: Organisation | None) -> float:
    _, _, its_category, its_about = row
    is_category = category is not None and its_category == category.pk
    return SAME * (is_category + (about is not None and its_about == about.pk))


def _is_there(issue: Issue, about: Organisation) -> bool:
    """Whether an issue is about this organisation, one of its sites, or what it is a site of."""
    other = issue.about
    return bool(other) and (other == about or other.pk == about.parent_id or other.parent_id == about.pk)


def _themes_of(by: User, issues: list[Issue]) -> list[Theme]:
    """The themes of these issues, the one with most of them first; at most two."""
    found = Theme.objects.of_icb(by).current().filter(members__issue__in=issues).prefetch_related("seeds")
    themes = list(found.order_by("-reporters", "pk"))
    return sorted(dict.fromkeys(themes), key=lambda theme: -themes.count(theme))[:2]


def _title(themes: list[Theme], text: str) -> str:
    return str(themes[0]) if themes else text[:200]

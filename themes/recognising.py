"""What is known already of the problem that somebody is writing about: issues, themes, projects. Stores nothing."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

import numpy as np
from django.db.models import Q, QuerySet
from django.utils import timezone

from archive import searching
from archive.models import Project
from issues.models import OPEN_STATES, Issue
from language import coordinates, similarity, vectors
from language.abbreviations import SHORT, spell_out
from people.models import Organisation, User
from people.standing import standing
from routing.categorising import OTHER
from routing.models import Category
from themes import abbreviations, likening, remembering
from themes.editions import UNREADABLE, space
from themes.models import Seed, Theme

SHORTEST = 20  # characters below which nothing can be recognised
LONGEST = 2000
SINCE = timedelta(days=400)
NEWEST = 2000  # issues that are compared by meaning and known problems
LOOKED_AT = 64  # of those, the ones that are read at once, nearest first as far as is remembered
NEAREST = 20  # of those, the ones that are compared by their words too
MOST = 5
NEAR = 0.43  # on the written reports, half of the nearest issues fall below
PROJECTS_LOOKED_AT, MOST_PROJECTS = 12, 3
NEAR_PROJECT = 0.4  # of 60 written reports beside 46 projects, all pairs above tell of the same; few below do
MERGED_INTO = (*OPEN_STATES, Issue.State.ANSWERED)  # what another issue can become part of
COMPARED = ("pk", "vector__data", "category", "about")
READ = (*COMPARED, "text")
SAME = 0.06  # for the same category; among those that are near enough, for the same organisation too
OTHER_KIND = -0.08  # for another category: on four corpora 3 in 4 of what is shown are right then, without it 3 in 5


@dataclass(frozen=True)
class Known:
    """Issues about the same organisation first, then most alike first; the theme that it may belong to; projects."""

    issues: tuple[Issue, ...] = ()
    elsewhere: frozenset[int] = frozenset()  # keys of those about another organisation: “me too” reaches others
    themes: tuple[Theme, ...] = ()
    running: tuple[Project, ...] = ()
    tried: tuple[Project, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.issues or self.themes or self.running or self.tried)


def known(*, by: User, text: str, category: Category | None = None, about: Organisation | None = None) -> Known:
    """What this person's ICB knows of the problem. A text too short to tell knows nothing.

    Ten SQL statements at the most, however many issues there are: the newest of the same category or
    organisation are compared.
    """
    if len(text.strip()) < SHORTEST:
        return Known()
    issues, asked = _alike(by, _spelt_out(text[:LONGEST], standing(by).icb), category, about)
    elsewhere = frozenset(one.pk for one in issues if about and not _is_there(one, about))
    themes = _themes_of(by, issues)
    seeded = Project.objects.filter(pk__in=[seed.project_id for theme in themes for seed in theme.seeds.all()])
    projects = list(dict.fromkeys([*seeded, *_projects_like(text[:LONGEST], _title(themes, text), asked)]))
    return Known(
        issues=tuple(sorted(issues, key=lambda one: one.pk in elsewhere)),
        elsewhere=elsewhere,
        themes=_near_enough(by, asked, category),
        running=tuple(one for one in projects if one.state in Project.RUNNING),
        tried=tuple(one for one in projects if one.state not in Project.RUNNING),
    )


def alike(*, issue: Issue, by: User) -> list[Issue]:
    """Up to five issues that this reader may read and that mean nearly the same as this one, most alike first."""
    fitting = _readable(issue, by).filter(_fitting(issue.category, issue.about), state__in=MERGED_INTO)
    fitting = fitting.filter(category__is_thanks=issue.category.is_thanks)
    rows, text = (
        list(_placed(fitting).order_by("-pk").values_list(*COMPARED)[:NEWEST]),
        _spelt_out(issue.text[:LONGEST], issue.icb),
    )
    if not rows:
        return []
    asked = coordinates.represent_whole([text])
    keys = [rows[at][0] for at in _near(rows, asked)]
    near = list(Issue.objects.filter(pk__in=keys, vector__space=space()).values_list(*READ))
    return _ranked(near, asked, text, issue.category, issue.about)


def projects_for(issue: Issue) -> list[Project]:
    """Up to three projects that may be about the same as an issue: those begun from its theme, then the most alike.

    Six SQL statements at the most. Until its text has a place, only those of a theme are known.
    """
    begun = Seed.objects.filter(theme__members__issue=issue).values("project")
    seeded = Project.objects.filter(pk__in=begun).select_related("organisation")
    vector = _placed(Issue.objects.filter(pk=issue.pk)).values_list("vector__data", flat=True).first()
    row = vectors.unpack_all([vector]) if vector else None
    text = _spelt_out(issue.text[:LONGEST], issue.icb)
    near = _projects_like(text, text[:200], row) if row is not None else []
    return list(dict.fromkeys([*seeded, *near]))[:MOST_PROJECTS]


def newest_beside(*, issue: Issue, by: User, known: Sequence[Issue]) -> list[Issue]:
    """What is left of five, besides those known: the newest open ones of the same category, about the same.

    Words need no place for it, so it has an answer in the minute in which an issue is reported.
    """
    same = _readable(issue, by).filter(category=issue.category, about=issue.about, state__in=OPEN_STATES)
    if not issue.about:
        same = same.filter(about_words__iexact=issue.about_words)
    others = same.exclude(pk__in=[one.pk for one in known]).select_related("about", "category").order_by("-pk")
    return list(others[: max(0, MOST - len(known))])


def _spelt_out(text: str, icb: Organisation | None) -> str:
    """As the texts of the area are read. One SQL statement, and none where nothing is in capitals."""
    return spell_out(text, abbreviations.words_of(icb.pk)) if icb and SHORT.search(text) else text


def _readable(issue: Issue, by: User) -> QuerySet[Issue]:
    """The other issues of the same ICB that somebody stands behind and that this person may read."""
    return Issue.objects.visible_to(by).stood_behind().filter(icb=issue.icb_id).exclude(pk=issue.pk)


def _alike(
    by: User, text: str, category: Category | None, about: Organisation | None
) -> tuple[list[Issue], similarity.Rows | None]:
    """Up to five issues that others reported and that mean nearly the same; and the row of the text, if compared."""
    newest = _newest(by, category, about)
    if not newest:
        return [], None
    hidden = {pk for pk, is_confidential in newest.items() if is_confidential}
    asked = coordinates.represent_whole([text])
    near: list[tuple] = []
    for some in _parts(remembering.nearest(list(newest), asked[0])):
        near += _left(some, by, hidden.intersection(some)).order_by("-pk").values_list(*READ)
        if len(near) >= NEAREST:
            break
    ranked = _ranked([near[at] for at in _near(near, asked)], asked, text, category, about) if near else []
    return ranked, asked


def _newest(by: User, category: Category | None, about: Organisation | None) -> dict[int, bool]:
    """The newest issues of others that fit, newest first, and whether in confidence: from an index alone."""
    told = Issue.objects.of_icb(by).exclude(reporter=by)
    recent = told.filter(_fitting(category, about), created_at__gte=timezone.now() - SINCE)
    return dict(recent.order_by("-created_at").values_list("pk", "is_confidential")[:NEWEST])


def _left(keys: list[int], by: User, hidden: Collection[int]) -> QuerySet[Issue]:
    """Those of these that somebody stands behind, that are part of no other and that this person does not follow.

    Of those that were reported in confidence, `hidden`, only what this person may read.
    """
    stand = Issue.objects.stood_behind().filter(pk__in=keys, duplicate_of__isnull=True)
    if hidden:
        readable = Issue.objects.visible_to(by).filter(pk__in=hidden).order_by().values("pk")
        stand = stand.filter(Q(is_confidential=False) | Q(pk__in=readable))
    return _placed(stand.exclude(followers__user=by))


def _parts(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + LOOKED_AT] for start in range(0, len(keys), LOOKED_AT))


def _near(rows: list[tuple], asked: similarity.Rows) -> list[int]:
    """Places of those of the rows, which begin as COMPARED, that are nearest without a look at words."""
    return [int(at) for at in similarity.near(asked[0], vectors.unpack_all([row[1] for row in rows]), NEAREST)]


def _ranked(
    near: list[tuple], asked: similarity.Rows, text: str, category: Category | None, about: Organisation | None
) -> list[Issue]:
    """Those of a few issues, given as READ, that are near enough to a text and its row, most alike first."""
    stored = vectors.unpack_all([row[1] for row in near])
    ranked = similarity.rank(asked, [text], stored, [row[4] for row in near], top=NEAREST)[0]
    likeness = {near[at][0]: score + _of_its_kind(near[at][2], category) for at, score in ranked}
    there = {row[0] for row in near if about is not None and row[3] == about.pk}
    enough = [pk for pk, score in likeness.items() if score >= NEAR]
    best = sorted(enough, key=lambda pk: (-likeness[pk] - SAME * (pk in there), -pk))[:MOST]
    found = Issue.objects.select_related("desk", "category", "about").in_bulk(best)
    return [found[pk] for pk in best]


def _fitting(category: Category | None, about: Organisation | None) -> Q:
    """Of the same category, or about the same organisation."""
    fits = Q(category=category) if category else Q()
    return fits | Q(about=about) if about else fits


def _placed(issues: QuerySet[Issue]) -> QuerySet[Issue]:
    """Those of these whose text has a place in today's space."""
    return issues.filter(vector__space=space()).exclude(vector__data=UNREADABLE)


def _of_its_kind(known: str, category: Category | None) -> float:
    """What the category of an issue adds to its likeness; that of what is like no other adds nothing."""
    if category is None or OTHER in {known, category.pk}:
        return 0.0
    return SAME if known == category.pk else OTHER_KIND


def _is_there(issue: Issue, about: Organisation) -> bool:
    """Whether an issue is about this organisation, one of its sites, or what it is a site of."""
    other = issue.about
    return bool(other) and (other == about or other.pk == about.parent_id or other.parent_id == about.pk)


def _themes_of(by: User, issues: list[Issue]) -> list[Theme]:
    """The themes of these issues with their portraits, the one with most of them first; at most two."""
    found = Theme.objects.of_icb(by).current().filter(members__issue__in=issues)
    found = found.select_related("portrait").prefetch_related("seeds")
    themes = list(found.order_by("-reporters", "pk"))
    return sorted(dict.fromkeys(themes), key=lambda theme: -themes.count(theme))[:2]


def _near_enough(by: User, asked: similarity.Rows | None, category: Category | None) -> tuple[Theme, ...]:
    """The theme that a text with this row looks like, as any new issue does; none between two."""
    icb = standing(by).icb
    if asked is None or icb is None:
        return ()
    kind, thanks = (category.pk, category.is_thanks) if category else ("", False)
    (theme,) = likening.nearest(icb.pk, asked, [kind], is_thanks=thanks, space=space())
    return tuple(Theme.objects.of_icb(by).current().filter(pk=theme)) if theme else ()


def _projects_like(text: str, words: str, asked: similarity.Rows | None) -> list[Project]:
    """Up to three projects, of those that share two of the words, whose title and aim mean nearly the same."""
    found = [hit.project for hit in searching.alike(words, limit=PROJECTS_LOOKED_AT)]
    if not found:
        return []
    aims = [f"{one.title}. {one.aim}" for one in found]
    rows = np.vstack([_row_of(aim) for aim in aims])
    asked = coordinates.represent_whole([text]) if asked is None else asked
    ranked = similarity.rank(asked, [text], rows, aims, top=MOST_PROJECTS)[0]
    return [found[at] for at, score in ranked if score >= NEAR_PROJECT]


@lru_cache(maxsize=1_000)
def _row_of(aim: str) -> similarity.Rows:
    """The row of a project's title and aim, which hardly ever change."""
    return coordinates.represent_whole([aim])


def _title(themes: list[Theme], text: str) -> str:
    return str(themes[0]) if themes else text[:200]

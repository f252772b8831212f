"""What is rare but severe is put before a person at once: harm of one kind, reported by two people."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from issues.models import Issue
from language import finding, reasons, severity, vectors
from people.models import Organisation, User
from people.refusing import require
from people.standing import standing
from themes import rules
from themes.editions import UNREADABLE, space
from themes.models import Grave, Theme, Vector

MOST_SHOWN = 20  # at once, and issues of each
OF = Coalesce("theme_link__theme", "vector__looks_like")  # the theme that an issue is in, or looks like


def write(*, icb: Organisation, found: Iterable[finding.Grave], known: Mapping[int, int], today: date) -> None:
    """Keep what a run found. What it tells in one with more, and what is long ago, is no longer shown by itself.

    `known`: the theme of each issue that has one.
    """
    told = [{int(one.partition("+")[0]) for one in each.issues} for each in found]
    live = {one.pk for one in tell(icb, told, known=known)}
    everything = set().union(*told)
    for one in Grave.objects.filter(icb=icb, is_live=True).exclude(pk__in=live).prefetch_related("issues"):
        if one.on < today - timedelta(days=severity.WITHIN) or {each.pk for each in one.issues.all()} <= everything:
            one.is_live = False
            one.save(update_fields=["is_live"])


def tell(
    icb: Organisation, found: Sequence[set[int]], *, known: Mapping[int, int], among: Collection[int] = ()
) -> list[Grave]:
    """Raise these issues, of one kind each: those of a theme under it. Only with one of `among`, if it has any."""
    issues = Issue.objects.filter(pk__in=set().union(*found)).order_by()
    said = {pk: (who, timezone.localdate(at)) for pk, who, at in issues.values_list("pk", "reporter", "created_at")}
    kept = []
    for pile in _piles([one & said.keys() for one in found], known, {pk: who for pk, (who, _) in said.items()}):
        if not among or pile.intersection(among):
            last = max(said[issue][1] for issue in pile)
            sentence = severity.sentence(len({said[issue][0] for issue in pile}), last)
            kept.append(keep(icb, pile, on=last, sentence=sentence, known=known))
    return kept


def _piles(found: Sequence[set[int]], known: Mapping[int, int], by: Mapping[int, int]) -> list[set[int]]:
    """The same issues: those of a theme together, if two people reported them; what is left stays with its kind."""

    def people(some: Iterable[int]) -> int:
        return len({by[issue] for issue in some})

    themes: dict[int, set[int]] = {}
    for issue in set().union(*found) & known.keys():
        themes.setdefault(known[issue], set()).add(issue)
    themes = {theme: some for theme, some in themes.items() if people(some) >= severity.FEWEST_REPORTERS}
    piles = [themes[theme] for theme in sorted(themes)]
    whole = list(piles)
    for kind in found:
        left = {issue for issue in kind if known.get(issue) not in themes}
        near = [pile for pile in piles if pile & kind]
        if people(left) >= severity.FEWEST_REPORTERS:
            whole.append(left)
        elif near:
            max(near, key=lambda pile: len(pile & kind)).update(left)
    return whole


def renew(themes: Collection[int]) -> None:
    """Tell the harm of these themes anew after a person's act, each report under the theme that it is in now."""
    if not themes:
        return
    since = timezone.now() - timedelta(days=severity.WITHIN)
    harm = Issue.objects.filter(harm__in=Issue.HARMS, withdrawn_at=None, created_at__gte=since)
    problems = harm.filter(category__is_thanks=False).annotate(of=OF)
    here = problems.filter(of__in=themes).order_by().values_list("pk", "of", "icb")
    known = {issue: theme for issue, theme, _ in here}
    unseen = Grave.objects.filter(is_live=True, seen_at=None)
    about = unseen.filter(Q(theme__in=themes) | Q(issues__in=list(known))).distinct()
    before = list(about.select_related("icb").prefetch_related(Prefetch("issues", Issue.objects.annotate(of=OF))))
    if not known and not before:
        return
    known |= {one.pk: one.of for each in before for one in each.issues.all() if one.of}
    found = [{one.pk for one in each.issues.all()} for each in before]
    found += [{issue for issue in known if known[issue] == theme} for theme in sorted(themes)]
    icb = Theme.objects.select_related("icb").filter(pk__in=themes)[0].icb
    kept = {one.pk for one in tell(icb, found, known=known)}
    unseen.filter(pk__in=[one.pk for one in before]).exclude(pk__in=kept).update(is_live=False)


def keep(icb: Organisation, issues: Collection[int], *, on: date, sentence: str, known: Mapping[int, int]) -> Grave:
    """The row for these issues: the same issues are raised once, and not again when some of them have grown old."""
    before = next((one for one in _seen(icb) if set(issues) <= {each.pk for each in one.issues.all()}), None)
    return before or _raised(icb, issues, on=on, sentence=sentence, known=known)


def _seen(icb: Organisation) -> QuerySet[Grave]:
    return Grave.objects.filter(icb=icb, seen_at__isnull=False).prefetch_related("issues")


def _raised(
    icb: Organisation, issues: Collection[int], *, on: date, sentence: str, known: Mapping[int, int]
) -> Grave:
    key = hashlib.sha256(",".join(map(str, sorted(issues))).encode()).hexdigest()
    facts = {"on": on, "sentence": sentence, "is_live": True, "theme_id": _theme(issues, known)}
    facts["problem"] = _problem(issues)
    one, is_new = Grave.objects.update_or_create(icb=icb, key=key, defaults=facts)
    if is_new:
        one.issues.set(issues)
    _replace_what_it_tells(one, issues)
    return one


def _theme(issues: Collection[int], known: Mapping[int, int]) -> int | None:
    """The theme of more than half of these issues."""
    (theme, count), *_ = Counter(known.get(issue) for issue in issues).most_common(1)
    return theme if 2 * count > len(issues) else None


def _problem(issues: Collection[int]) -> str:
    """The known problem that most of them are likest."""
    placed = Vector.objects.filter(issue__in=issues, space=space()).exclude(data=UNREADABLE).order_by("pk")
    stored = [bytes(data) for data in placed.values_list("data", flat=True)]
    return reasons.common_problem(vectors.unpack_all(stored)) if stored else ""


def _replace_what_it_tells(one: Grave, issues: Collection[int]) -> None:
    """An earlier one that holds no other issues, or some of these and is of the same theme, is told anew by this."""
    others = Grave.objects.filter(icb=one.icb_id, is_live=True, seen_at=None).exclude(pk=one.pk)
    for other in others.prefetch_related("issues"):
        told = {each.pk for each in other.issues.all()}
        is_of_theme = one.theme_id is not None and other.theme_id == one.theme_id
        if told <= set(issues) or (is_of_theme and told & set(issues)):
            other.is_live = False
            other.save(update_fields=["is_live"])


def to_look_at(user: User) -> list[Grave]:
    """The latest that nobody has looked at, for those who may; each with issues that this reader may read.

    One more than are shown, where there are more.
    """
    return _latest(user, _unseen(user)) if rules.can_see_grave(user) else []


def of_theme(user: User, theme: Theme) -> list[Grave]:
    """The same of one theme."""
    return _latest(user, _unseen(user).filter(theme=theme)) if rules.can_see_grave(user) else []


def shown(graves: list[Grave]) -> dict:
    """For a page: those that it shows, and whether others follow once these have been looked at."""
    return {"graves": graves[:MOST_SHOWN], "has_more_graves": len(graves) > MOST_SHOWN}


def mine(user: User) -> QuerySet[Grave]:
    """All that was raised in the ICBs whose interface team this person is in."""
    return Grave.objects.filter(icb__in=standing(user).interface_team_of)


def _unseen(user: User) -> QuerySet[Grave]:
    return Grave.objects.filter(icb=standing(user).icb, is_live=True, seen_at=None)


def _latest(user: User, graves: QuerySet[Grave]) -> list[Grave]:
    latest = Issue.objects.visible_to(user).select_related("theme_link__theme", "vector__looks_like")
    latest = latest.defer("vector__data").order_by("-pk")[:MOST_SHOWN]
    readable = Prefetch("issues", latest, to_attr="readable")
    found = list(graves.prefetch_related(readable).select_related("theme")[: MOST_SHOWN + 1])
    for grave in found:
        for issue in grave.readable:
            issue.lies = _lies(issue, grave.theme)
    return found


def _lies(issue: Issue, theme: Theme | None) -> str:
    """Where an issue is now, if it is not in the theme under which it is raised."""
    link, vector = getattr(issue, "theme_link", None), getattr(issue, "vector", None)
    like = vector.looks_like if vector else None
    if link:
        return "" if link.theme == theme else f"in the theme “{link.theme}”"
    if like:
        return f"looks like {'this theme' if like == theme else f'“{like}”'}; not yet in it"
    return "in no theme" if theme else ""


@transaction.atomic
def look_at(*, grave: Grave, by: User) -> Grave:
    """Say that a person has looked at it; it leaves the board until another report joins it."""
    require(rules.can_look_at(by, grave))
    grave = Grave.objects.select_for_update().get(pk=grave.pk)
    if grave.seen_at is None:
        grave.seen_at, grave.seen_by = timezone.now(), by
        grave.save(update_fields=["seen_at", "seen_by"])
        if grave.theme:
            grave.theme.entries.create(by=by, verb="looked", text=grave.sentence)
    return grave

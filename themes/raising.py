"""What is rare but severe is put before a person at once: harm of one kind, reported by two people."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, When
from django.db.models import Value as V
from django.db.models.functions import Coalesce
from django.utils import timezone

from issues.models import Issue
from language import finding, severity
from people.models import Organisation, User
from people.refusing import require
from people.standing import standing
from themes import bonding, piling, rules
from themes.models import Grave, Theme

MOST_SHOWN = 20  # at once, and issues of each
OF = Coalesce("theme_link__theme", "vector__looks_like")  # the theme that an issue is in, or looks like


def write(*, icb: Organisation, found: Iterable[finding.Grave], known: Mapping[int, int], today: date) -> None:
    """Keep what a run found. What it tells in one with more stands by itself no longer; nor does what a person has
    looked at and is long ago. What nobody has looked at stays whole.

    `known`: the theme of each issue that has one.
    """
    told = [{int(one.partition("+")[0]) for one in each.issues} for each in found]
    kept = tell(icb, told, known=known, is_parting=True)
    others = Grave.objects.filter(icb=icb, is_live=True).exclude(pk__in=[one.pk for one in kept])
    long_ago = today - timedelta(days=severity.WITHIN)
    others.filter(seen_at__isnull=False, on__lt=long_ago).update(is_live=False)


def tell(
    icb: Organisation,
    found: Sequence[set[int]],
    *,
    known: Mapping[int, int],
    among: Collection[int] = (),
    is_parting: bool = False,
) -> list[Grave]:
    """Raise these issues, of one kind each: those of a theme under it. Only with one of `among`, if it has any.

    What stands in an alarm that nobody has looked at stays together, also what a look does not know, because it came
    since the look began or its text has no place in today's space yet. Where `is_parting`, what was raised of a theme
    is told under the themes of now, if that leaves out none of it; what belongs together by what it says stays so.
    """
    issues = Issue.objects.filter(pk__in=set().union(*found)).order_by()
    by = dict(issues.values_list("pk", "reporter"))
    piles = piling.piles([one & by.keys() for one in found], known, by)
    piles = [pile for pile in piles if not among or pile.intersection(among)]
    unseen = list(_standing(icb))
    parted = [one for one in unseen if is_parting and one.theme_id and one.harmed <= set().union(*piles)]
    whole = [one for one in unseen if one not in parted]
    standing = [one.harmed for one in whole if one.harmed]
    alike = [some for one in parted for some in bonding.alike(one.harmed)]
    groups = piling.grown(piles, standing + alike)
    groups += piling.left([some for some in alike if len({by[one] for one in some}) > 1], standing + groups)
    kept = [_told(icb, group) for group in groups]
    _end([one for one in parted if one.harmed <= set().union(*groups)], kept)
    _end([one for one in whole if any(one.harmed <= group for group in groups)], kept)
    bonding.name_anew(_unseen_of(icb))
    return kept


def _told(icb: Organisation, group: Collection[int]) -> Grave:
    """The alarm of these reports, with who told of them until when."""
    rows = Issue.objects.filter(pk__in=group).annotate(inside=F("theme_link__theme"), of=OF).order_by()
    told = list(rows.values_list("pk", "reporter", "created_at", "inside", "of"))
    days = [timezone.localdate(at) for _, _, at, _, _ in told]
    inside, of = {pk: theme for pk, *_, theme, _ in told}, {pk: like for pk, *_, like in told}
    people = len({who for _, who, *_ in told})
    sentence = severity.sentence(people, max(days), bonding.bond(group, inside, of), first=min(days))
    return _row(icb, group, on=max(days), sentence=sentence, known=of)


def _standing(icb: Organisation) -> Iterator[Grave]:
    """The alarms that nobody has looked at, each with its reports of harm; what was withdrawn stands no longer."""
    harmed = Prefetch("issues", _harmed().only("pk"), to_attr="reports")
    for one in _unseen_of(icb).order_by("pk").prefetch_related(harmed):
        one.harmed = {issue.pk for issue in one.reports}
        yield one


def _end(told: Iterable[Grave], kept: Iterable[Grave]) -> None:
    """What is told whole elsewhere is no longer shown by itself."""
    ended = {one.pk for one in told} - {one.pk for one in kept}
    Grave.objects.filter(pk__in=ended).update(is_live=False)


def _harmed() -> QuerySet[Issue]:
    """The reports of harm, however old: what stands in an alarm counts in it until a person has looked."""
    return Issue.objects.filter(harm__in=Issue.HARMS, withdrawn_at=None, category__is_thanks=False)


def _lately() -> QuerySet[Issue]:
    """Those that count today for a new alarm."""
    return _harmed().filter(created_at__gte=timezone.now() - timedelta(days=severity.WITHIN))


def renew(themes: Collection[int]) -> None:
    """Tell the harm of these themes anew after a person's act, each report under the theme that it is in now.

    An alarm that was raised only because its reports were of one theme may be parted by that; others stay whole.
    """
    if not themes:
        return
    icb = Theme.objects.select_related("icb").filter(pk__in=themes)[0].icb
    here = _lately().annotate(of=OF).filter(of__in=themes).order_by().values_list("pk", "of")
    known = dict(here)
    about = _unseen_of(icb).filter(Q(theme__in=themes) | Q(issues__in=list(known))).distinct()
    before = list(about.prefetch_related(Prefetch("issues", Issue.objects.annotate(of=OF))))
    if not known and not before:
        return
    known |= {one.pk: one.of for each in before for one in each.issues.all() if one.of}
    told = [(one.theme_id, {each.pk for each in one.issues.all()}) for one in before]
    found = [issues for theme, issues in told if not theme]
    found += [{issue for issue in known if known[issue] == theme} for theme in sorted(themes)]
    found += [issues for theme, issues in told if theme]
    tell(icb, found, known=known, is_parting=True)


def keep(icb: Organisation, issues: Collection[int], *, on: date, sentence: str, known: Mapping[int, int]) -> Grave:
    """The row for these issues: the same issues are raised once, and not again when some of them have grown old."""
    one = _row(icb, issues, on=on, sentence=sentence, known=known)
    if not one.seen_at:
        _replace_what_it_tells(one, issues)
    return one


def _row(icb: Organisation, issues: Collection[int], **facts) -> Grave:
    before = next((one for one in _seen(icb) if set(issues) <= {each.pk for each in one.issues.all()}), None)
    return before or _raised(icb, issues, **facts)


def _seen(icb: Organisation) -> QuerySet[Grave]:
    return Grave.objects.filter(icb=icb, seen_at__isnull=False).prefetch_related("issues")


def _raised(
    icb: Organisation, issues: Collection[int], *, on: date, sentence: str, known: Mapping[int, int]
) -> Grave:
    key = hashlib.sha256(",".join(map(str, sorted(issues))).encode()).hexdigest()
    facts = {"on": on, "sentence": sentence, "is_live": True, "theme_id": _theme(issues, known)}
    facts["problem"] = bonding.problem(issues)
    one, is_new = Grave.objects.update_or_create(icb=icb, key=key, defaults=facts)
    if is_new:
        one.issues.set(issues)
    return one


def _theme(issues: Collection[int], known: Mapping[int, int]) -> int | None:
    return bonding.most(issues, known)


def _replace_what_it_tells(one: Grave, issues: Collection[int]) -> None:
    """An earlier one that holds no other issues, or some of these and is of the same theme, is told anew by this."""
    for other in _unseen_of(one.icb).exclude(pk=one.pk).prefetch_related("issues"):
        told = {each.pk for each in other.issues.all()}
        is_of_theme = one.theme_id is not None and other.theme_id == one.theme_id
        if told <= set(issues) or (is_of_theme and told & set(issues)):
            other.is_live = False
            other.save(update_fields=["is_live"])


def to_look_at(user: User) -> list[Grave]:
    """The gravest that nobody has looked at, for those who may; each with issues that this reader may read.

    One more than are shown, where there are more.
    """
    return _gravest(user, _unseen(user)) if rules.can_see_grave(user) else []


def of_theme(user: User, theme: Theme) -> list[Grave]:
    """The same of one theme: each that holds a report of it, its own first."""
    if not rules.can_see_grave(user):
        return []
    about = Grave.objects.unseen().about(theme.pk).order_by().values("pk")
    own = Case(When(theme=theme, then=0), default=1)
    return _gravest(user, _unseen(user).filter(pk__in=about), own)


def many_of(theme: Theme) -> int:
    """How many stand of a theme, or hold a report of it, and nobody has looked at."""
    return Grave.objects.unseen().about(theme.pk).order_by().values("pk").distinct().count()


def shown(graves: list[Grave]) -> dict:
    """For a page: those that it shows, and whether others follow once these have been looked at."""
    return {"graves": graves[:MOST_SHOWN], "has_more_graves": len(graves) > MOST_SHOWN}


def mine(user: User) -> QuerySet[Grave]:
    """All that was raised in the ICBs whose interface team this person is in."""
    return Grave.objects.filter(icb__in=standing(user).interface_team_of)


def _unseen_of(icb: Organisation) -> QuerySet[Grave]:
    return Grave.objects.unseen().filter(icb=icb)


def _unseen(user: User) -> QuerySet[Grave]:
    return _unseen_of(standing(user).icb)


def _gravest_first(graves: QuerySet[Grave], *before: Case) -> QuerySet[Grave]:
    """Where somebody died, then severe harm, then the others; of each the latest. `before`: what counts more."""
    told = Grave.issues.through.objects.filter(grave=OuterRef("pk"))
    worst = [Exists(told.filter(issue__harm=harm)) for harm in (Issue.Harm.DEATH, Issue.Harm.SEVERE)]
    rank = Case(*[When(has, then=V(at)) for at, has in enumerate(worst)], default=V(len(worst)))
    return graves.order_by(*before, rank, "-on", "-pk")


def _gravest(user: User, graves: QuerySet[Grave], *before: Case) -> list[Grave]:
    latest = Issue.objects.visible_to(user).select_related("theme_link__theme", "vector__looks_like")
    latest = latest.defer("vector__data").order_by("-pk")[:MOST_SHOWN]
    readable = Prefetch("issues", latest, to_attr="readable")
    found = list(_gravest_first(graves, *before).prefetch_related(readable).select_related("theme")[: MOST_SHOWN + 1])
    for grave in found:
        for issue in grave.readable:
            issue.lies = _lies(issue, grave.theme)
    elsewhere = _elsewhere([grave.theme_id for grave in found if grave.theme_id])
    for grave in found:
        grave.elsewhere = elsewhere[grave.theme_id]
    return found


def _elsewhere(themes: Collection[int]) -> Counter[int | None]:
    """How many reports of each of these themes stand only in an alarm that is not the theme's own."""
    if not themes:
        return Counter()
    held = Grave.issues.through.objects.filter(grave__in=Grave.objects.unseen(), issue__harm__in=Issue.HARMS)
    held = held.filter(issue__withdrawn_at=None, issue__category__is_thanks=False)
    held = held.annotate(of=Coalesce("issue__theme_link__theme", "issue__vector__looks_like")).filter(of__in=themes)
    rows = list(held.order_by().values_list("of", "issue", "grave__theme"))
    own = {(of, issue) for of, issue, theme in rows if of == theme}
    return Counter(of for of, _ in {(of, issue) for of, issue, _ in rows} - own)


def _lies(issue: Issue, theme: Theme | None) -> str:
    """Where an issue is now, if it is not in the theme under which it is raised."""
    link, vector = getattr(issue, "theme_link", None), getattr(issue, "vector", None)
    like = vector.looks_like if vector else None
    if link:
        return "" if link.theme == theme else f"in the theme “{link.theme}”"
    if like:
        name = "this theme" if like == theme else f"“{like}”"
        left_out = f"near {name}; the last search read it and left it out"
        return left_out if vector.is_left_out else f"looks like {name}; not yet in it"
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

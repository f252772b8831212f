"""What people decide about which issues belong together. Every later run obeys it, until somebody takes it back."""

import base64
import hashlib
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from issues.models import Issue
from language.constraints import Decided
from people.models import Organisation, User
from people.refusing import Refused, require
from themes import acting, certainty, ending, holding, parting, putting, renaming
from themes.models import Decision, Pin, Theme, ThemeIssue
from themes.naming import open_label, require_free, require_kept
from themes.rules import can_curate

Kind = Decision.Kind
MOST_APART = 5  # issues of each of two themes that the engine is told to keep apart


@transaction.atomic
def confirm(*, theme: Theme, by: User, seen: str = "") -> Theme:
    """Say that this is one problem: the theme lives on, and the issues that it has now stay in it.

    `seen`: the `edition` that was shown. Changed where somebody did anything to it since.
    """
    (theme,) = _locked(by, theme)
    require_on_board(theme)
    if certainty.is_confirmed(theme):
        return theme
    acting.require_seen(theme, seen)
    issues = _members(theme)
    _decide(Kind.CONFIRMED, theme, by, dict.fromkeys(issues, theme))
    theme.entries.create(by=by, verb="confirmed", text=_counted(len(issues)))
    return theme


@transaction.atomic
def merge(*, theme: Theme, other: Theme, by: User) -> Theme:
    """Say that the other is the same problem: all its issues come here and stay, and it is no longer a theme.

    If it was published, its address leads on from now, and is its own again once this is taken back. A theme that no
    search finds any more can be merged too: it has no issues, and its address leads on.
    """
    theme, other = _two(theme, other, by, may_be_gone=True)
    if _apart(theme, other).exists():
        raise Refused("Somebody decided that these two are never one. Take that back first.")
    issues = _members(other)
    was_live = other.is_live
    _decide(Kind.MERGED, theme, by, dict.fromkeys(issues | _members(theme), theme), other)
    other.remembered = sorted(issues) if was_live else other.remembered
    other.is_live, other.merged_into = False, theme
    other.save(update_fields=["is_live", "remembered", "merged_into"])
    theme.entries.create(by=by, verb="merged", text=f"{other}, {_counted(len(issues))}")
    other.entries.create(by=by, verb="absorbed", text=str(theme))
    return theme


@transaction.atomic
def split(*, theme: Theme, issues: Collection[Issue], label: str, by: User) -> Theme:
    """Make a theme of its own of these issues, under this name; the others stay. Returns the new one."""
    (theme,) = _locked(by, theme)
    require_on_board(theme)
    own = _members(theme)
    chosen = {issue.pk for issue in issues} & own
    if not chosen:
        raise Refused("Choose at least one issue of the theme.")
    if chosen == own:
        raise Refused("These are all its issues. Leave at least one, or rename the theme instead.")
    require_free(theme, label)
    require_kept(theme, label)
    first = Issue.objects.filter(pk__in=chosen).earliest("created_at", "pk")
    day = timezone.localdate(first.created_at)
    new = Theme.objects.create(
        icb_id=theme.icb_id,
        key=_new_key(first.pk),
        label=open_label(label),
        given_label=open_label(label),
        is_thanks=theme.is_thanks,
        first_on=day,
        last_on=day,
    )
    _decide(Kind.SPLIT, new, by, dict.fromkeys(own, theme) | dict.fromkeys(chosen, new), theme)
    new.why = f"{by.name} split them off from “{theme}”."
    parting.tell_apart(theme, new)
    new.entries.create(by=by, verb="split", text=f"from {theme}, {_counted(len(chosen))}")
    theme.entries.create(by=by, verb="shed", text=f"{new}, {_counted(len(chosen))}")
    return new


@transaction.atomic
def keep_apart(*, theme: Theme, other: Theme, by: User) -> Theme:
    """Say that these are two problems: the issues that each has now stay in it, and no run makes one of them."""
    theme, other = _two(theme, other, by)
    if _apart(theme, other).exists():
        return theme
    _decide(
        Kind.APART, theme, by, dict.fromkeys(_members(theme), theme) | dict.fromkeys(_members(other), other), other
    )
    theme.entries.create(by=by, verb="apart", text=str(other))
    other.entries.create(by=by, verb="apart", text=str(theme))
    return theme


@transaction.atomic
def add(*, theme: Theme, issue: Issue, by: User) -> Theme:
    """Put an issue into the theme, out of any other. It stays there, whatever later runs make of it."""
    require(can_curate(by, theme) and issue.icb_id == theme.icb_id)
    left = ThemeIssue.objects.filter(issue=issue).values("theme")
    both = Theme.objects.select_for_update().filter(Q(pk=theme.pk) | Q(pk__in=left)).order_by("pk")
    theme, *others = sorted(both, key=lambda one: one.pk != theme.pk)
    require_on_board(theme, "This theme is not on the board, so nothing can be added to it.")
    if issue.category.is_thanks != theme.is_thanks:
        raise Refused("What works well and what is a problem are kept in themes of their own.")
    if _held([issue.pk]).get(issue.pk) == theme.pk:
        return theme
    _decide(Kind.MOVED, theme, by, {issue.pk: theme})
    theme.entries.create(by=by, verb="added", issue=issue)
    for one in others:
        one.entries.create(by=by, verb="left", text=str(theme), issue=issue)
    return theme


@transaction.atomic
def undo(*, decision: Decision, by: User) -> Decision:
    """Take a decision back: what it held goes where it would be without it."""
    require(can_curate(by, decision.theme))
    decision = Decision.objects.select_for_update(of=("self",)).select_related("theme", "other").get(pk=decision.pk)
    if decision.undone_at:
        return decision
    theme, other = decision.theme, decision.other
    list(Theme.objects.select_for_update().filter(pk__in=holding.concerned(decision)).order_by("pk"))
    if decision.kind == Kind.RENAMED:
        renaming.take_back(decision)
    if decision.kind == Kind.MERGED:
        had = decision.pins.filter(came_from=other).exists()
        Theme.objects.filter(pk=other.pk).update(merged_into=None, **({"remembered": []} if had else {}))
    freed = holding.release(decision)
    decision.undone_at, decision.undone_by = timezone.now(), by
    decision.save(update_fields=["undone_at", "undone_by"])
    putting.put_back(freed, now=timezone.now())
    for one in (theme, other):
        if one:
            _settle(one)
            one.entries.create(by=by, verb="undone", text=decision.words_of(one).lower())
    return decision


def of_dismissal(*, theme: Theme, by: User) -> None:
    """Hold a dismissed theme's issues, so that no run shows them as a theme again under another key."""
    free = _members(theme)
    _decide(Kind.DISMISSED, theme, by, dict.fromkeys(free - set(_held(free)), theme))


def dismissal_of(theme: Theme) -> QuerySet[Decision]:
    return theme.decisions.filter(kind=Kind.DISMISSED, undone_at=None)


def standing_of(theme: Theme) -> QuerySet[Decision]:
    """What was decided about a theme and stands, newest first; a dismissal is taken back by restoring."""
    return ever_about(theme).filter(undone_at=None)


def ever_about(theme: Theme) -> QuerySet[Decision]:
    """The same with what was taken back since."""
    about = Decision.objects.filter(Q(theme=theme) | Q(other=theme)).exclude(kind=Kind.DISMISSED)
    return about.select_related("theme", "other", "by", "undone_by").order_by("-pk")


def decided(icb: Organisation, *, is_thanks: bool, held: Mapping[int, int]) -> Decided:
    """All that stands about problems, or about thanks, as the engine takes it. `held`: issues and their themes."""
    keys = dict(Theme.objects.filter(icb=icb, is_thanks=is_thanks).values_list("pk", "key"))
    held = {issue: theme for issue, theme in held.items() if theme in keys}
    pairs = Decision.objects.filter(kind=Kind.APART, undone_at=None, theme__in=keys).values_list("theme", "other")
    apart: list[tuple[str, str]] = []
    for pair in pairs:
        ones, others = ([issue for issue in held if held[issue] == which][:MOST_APART] for which in pair)
        apart += [(str(one), str(two)) for one in ones for two in others]
    dismissed = Theme.objects.filter(pk__in=keys, dismissed_at__isnull=False)
    return Decided(
        confirmed={str(issue): keys[theme] for issue, theme in held.items()},
        apart=tuple(apart),
        closed=tuple(dismissed.values_list("key", flat=True)),
    )


def some_held(icb: Organisation, *, is_thanks: bool, most: int) -> set[int]:
    """Issues that people put into a theme: of each the latest so many."""
    kept: dict[int, set[int]] = {}
    pins = Pin.objects.filter(theme__icb=icb, theme__is_thanks=is_thanks).order_by("-pk")
    for issue, theme in pins.values_list("issue", "theme"):
        if len(kept.setdefault(theme, set())) < most:
            kept[theme].add(issue)
    return set().union(*kept.values())


def _decide(kind: Kind, theme: Theme, by: User, put: Mapping[int, Theme], other: Theme | None = None) -> Decision:
    """Keep the decision and its pins, and put the issues where they belong now."""
    now = timezone.now()
    decision = Decision.objects.create(kind=kind, theme=theme, other=other, by=by, at=now)
    came = dict(ThemeIssue.objects.filter(issue__in=put).values_list("issue", "theme"))
    Pin.objects.bulk_create(
        [
            Pin(decision=decision, issue_id=issue, theme=here, came_from_id=came.get(issue))
            for issue, here in sorted(put.items())
        ]
    )
    putting.put({issue: here.pk for issue, here in put.items()}, now=now)
    for one in (theme, other):
        if one:
            _settle(one)
            one.refresh_from_db()
    return decision


def _settle(theme: Theme) -> None:
    """Confirmed as long as somebody's own word says so: no other decision makes a theme certain."""
    latest = theme.decisions.filter(kind=Kind.CONFIRMED, undone_at=None).order_by("-pk").first()
    Theme.objects.filter(pk=theme.pk).update(confirmed_at=latest.at if latest else None)


def _held(issues: Collection[int]) -> dict[int, int]:
    """The theme in which each of these issues is held; the latest decision holds."""
    return dict(Pin.objects.filter(issue__in=issues).order_by("pk").values_list("issue", "theme"))


def _members(theme: Theme) -> set[int]:
    return set(theme.members.values_list("issue", flat=True))


def kept_apart(theme: Theme) -> set[int]:
    """The themes that are never to be one with it."""
    pairs = standing_of(theme).filter(kind=Kind.APART).values_list("theme", "other")
    return {one for pair in pairs for one in pair} - {theme.pk}


def _apart(theme: Theme, other: Theme) -> QuerySet[Decision]:
    pair = Q(theme=theme, other=other) | Q(theme=other, other=theme)
    return Decision.objects.filter(pair, kind=Kind.APART, undone_at=None)


def _two(theme: Theme, other: Theme, by: User, *, may_be_gone: bool = False) -> tuple[Theme, Theme]:
    if theme.pk == other.pk:
        raise Refused("Choose another theme.")
    theme, other = _locked(by, theme, other)
    require_on_board(theme)
    if not may_be_gone or other.is_live or other.dismissed_at or ending.of(other):
        require_on_board(other)
    if theme.is_thanks != other.is_thanks or theme.icb_id != other.icb_id:
        raise Refused("What works well and what is a problem are kept in themes of their own.")
    return theme, other


def _locked(by: User, *themes: Theme) -> list[Theme]:
    for theme in themes:
        require(can_curate(by, theme))
    rows = {
        one.pk: one
        for one in Theme.objects.select_for_update().filter(pk__in=[one.pk for one in themes]).order_by("pk")
    }
    return [rows[theme.pk] for theme in themes]


def require_on_board(theme: Theme, words: str = "This theme is not on the board.") -> None:
    """Go on only with a theme that lives and was not dismissed."""
    if theme.dismissed_at or not theme.is_live:
        raise Refused(f"This is no longer a theme. {ended}" if (ended := ending.of(theme)) else words)


def _new_key(first: int) -> str:
    """A key like those of runs, which no theme has."""
    for turn in range(1, 1000):
        digest = hashlib.sha256(f"split {first} {turn}".encode()).digest()
        key = base64.b32encode(digest).decode()[:8].lower()
        if not Theme.objects.filter(key=key).exists():
            return key
    raise Refused("No name is left for another theme.")


def _counted(number: int) -> str:
    return f"{number} issue{'' if number == 1 else 's'}"

"""What a reader is shown of themes. What they may not see is left out here and never reaches a template."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.utils import timezone

from issues.models import Issue
from people.models import User
from themes import (
    acting,
    certainty,
    deciding,
    drawing,
    explaining,
    library,
    middles,
    open_pages,
    queries,
    raising,
    reasoning,
    renaming,
    rules,
    taking_out,
    whereabouts,
)
from themes.counting import counted, openly, written
from themes.ending import Ending
from themes.excerpts import is_cut, shortened
from themes.models import Decision, Theme, ThemeEntry
from themes.weeks import Weeks

MEMBERS = 20
MOVED = "Its issues are others since {day}; the next search works it out anew."
COLOURS = {"emerging": "red", "growing": "orange", "steady": "blue", "quiet": "grey"}
COLUMNS = [
    *["Theme", "State", "Kind", "People", "Organisations", "First reported", "Last reported"],
    *["Projects started", "Address"],
]


@dataclass(frozen=True)
class Row:
    """One theme on the board, as this reader may see it."""

    name: str
    path: str
    state: str
    colour: str
    is_thanks: bool
    people: int | str
    organisations: int | str
    first: str
    last: str
    projects: int
    signal: str
    spark: dict[str, str] | None

    @property
    def who(self) -> str:
        return counted(self.people, "person", "people")

    @property
    def where(self) -> str:
        return counted(self.organisations, "organisation", "organisations")

    @property
    def size(self) -> str:
        return f"{self.who} in {self.where}"

    def cells(self, site: str) -> list:
        kind = "Thanks" if self.is_thanks else "Problem"
        return [
            *[self.name, self.state, kind, self.people, self.organisations, self.first, self.last],
            *[self.projects, site + self.path],
        ]


@dataclass(frozen=True)
class Member:
    """One issue of a theme: the issue itself only for those who may read it, else a masked excerpt alone.

    `is_cut`: there is more of it, which this reader may not read.
    """

    excerpt: str
    issue: Issue | None
    reason: str = ""
    is_example: bool = False
    is_cut: bool = False


def rows(themes: Iterable[Theme], user: User, *, today: date) -> list[Row]:
    """The board's rows, with one statement for all their small charts and two for how many projects there are."""
    themes = list(themes)
    inside = [theme.pk for theme in themes if rules.is_inside(user, theme)]
    weeks = queries.weeks_of(inside, today=today) if inside else {}
    many = queries.count_projects(themes)
    return [
        _inside_row(theme, weeks[theme.pk], many[theme.pk]) if theme.pk in weeks else _open_row(theme, many[theme.pk])
        for theme in themes
    ]


def _inside_row(theme: Theme, weeks: Weeks, projects: int) -> Row:
    return Row(
        **_both(theme, projects),
        people=theme.reporters,
        organisations=theme.organisations,
        first=written(theme.first_on),
        last=written(theme.last_on),
        signal=_signal(theme, weeks),
        spark=drawing.sparkline(weeks),
    )


def _signal(theme: Theme, weeks: Weeks) -> str:
    """Why a theme is said to be emerging or growing: what was noticed when it began, and how it is now.

    Nothing of one without issues. Of one whose issues are others by now the sentence says so.
    """
    if not theme.size or not theme.signal_sentence or theme.state not in {"emerging", "growing"}:
        return ""
    lately = weeks.fours[-1]
    who = counted(lately, "person", "people") if lately else "Nobody"
    when = f"Noticed on {written(theme.signal_on)}:"
    noticed = f"{when} {theme.signal_sentence} {who} reported it in the last four weeks."
    if not theme.moved_at:
        return noticed
    return f"{noticed} {MOVED.format(day=written(timezone.localdate(theme.moved_at)))}"


def _open_row(theme: Theme, projects: int) -> Row:
    return Row(
        **_both(theme, projects),
        people=openly(theme.reporters),
        organisations=openly(theme.organisations),
        first=f"{theme.first_on:%B %Y}",
        last=f"{theme.last_on:%B %Y}",
        signal="",
        spark=None,
    )


def _both(theme: Theme, projects: int) -> dict:
    return {
        "name": str(theme),
        "path": theme.get_absolute_url(),
        "state": "Dismissed" if theme.dismissed_at else theme.get_state_display(),
        "colour": COLOURS["quiet" if theme.dismissed_at else theme.state],
        "is_thanks": theme.is_thanks,
        "projects": projects,
    }


def published(theme: Theme, *, today: date) -> dict:
    """A published theme for anyone: its given name and summary, its chart and size with small numbers suppressed."""
    seeds = list(queries.projects(theme))
    weeks = queries.weeks_in(getattr(theme, "portrait", None), today=today)
    return {"row": _open_row(theme, len(seeds)), "summary": theme.published_summary, "is_live": theme.is_live} | {
        "whereabouts": whereabouts.of(theme),
        "chart": drawing.openly(weeks, seeds, today=today) if theme.is_live else None,
        "seeds": seeds,
    }


def inside(theme: Theme, user: User, *, page: str | None, today: date) -> dict:
    """A theme for somebody who works in its ICB."""
    seeds = list(queries.projects(theme))
    portrait = getattr(theme, "portrait", None)
    weeks = queries.weeks_in(portrait, today=today)
    issues = _Members(theme, user).get_page(page)
    beside = middles.beside(theme, portrait)
    reasons = reasoning.of(theme, portrait, list(issues), beside)
    listed = [_member(issue, reasons[issue.pk]) for issue in issues]
    sides, entries = portrait.sides if portrait else {}, _history(theme, user)
    return {
        "theme": theme,
        "row": _inside_row(theme, weeks, len(seeds)),
        "chart": drawing.weekly(weeks, seeds, today=today),
        "page": issues,
        "has_hidden": any(one.issue is None for one in listed),
        "typical": [one for one in listed if one.is_example],
        "members": [one for one in listed if not one.is_example],
        "is_unsettled": theme.is_live and explaining.is_unsettled(portrait),
        "why": explaining.why(theme, portrait),
        "certainty": explaining.certainty(theme, portrait),
        "facts": explaining.facts(portrait),
        "neighbours": explaining.neighbours(portrait, beside),
        "signals": explaining.signals(theme),
        "sides": [("Reported from", sides.get("from", {})), ("About", sides.get("about", {}))],
        "seeds": seeds,
        "is_inside": True,
        "whereabouts": whereabouts.of(theme),
        "entries": entries,
        **raising.shown(raising.of_theme(user, theme) if theme.is_grave else []),
        "can_look_at": rules.can_curate(user, theme),
        "can_curate": rules.can_curate(user, theme),
        "decisions": _decisions(theme, user),
        "edition": acting.edition_among(entries),
        "can_confirm": rules.can_curate(user, theme) and theme.is_live and not certainty.is_confirmed(theme),
        "is_proposed": rules.can_curate(user, theme) and library.is_proposed(theme),
        "can_seed": rules.can_seed(user, theme),
        "can_read_organisations": rules.can_read_organisations(user, theme),
    }


def ended(theme: Theme, user: User, how: Ending) -> dict:
    """A theme that a person ended: what became of it, what was started from it, and no count of before."""
    seeds = list(queries.projects(theme))
    told = {"entries": _history(theme, user), "decisions": _decisions(theme, user)}
    can_withdraw = bool(theme.published_at) and rules.can_curate(user, theme)
    led = open_pages.led(theme)
    return {
        "theme": theme,
        "ending": how,
        "seeds": seeds,
        "is_inside": True,
        "led": led,
        "can_withdraw": can_withdraw,
    } | told


def _decisions(theme: Theme, user: User) -> list[Decision]:
    """What stands, for those who may take it back: each in words from the side of this theme, with the other one
    or the name given, and why it cannot be taken back.
    """
    decisions = list(deciding.standing_of(theme)) if rules.can_curate(user, theme) else []
    names = renaming.given(theme, decisions)
    newest = next(iter(names), None)
    for decision in decisions:
        decision.words, decision.name = decision.words_of(theme), names.get(decision.pk, "")
        decision.why_not = renaming.LATER if decision.pk in names and decision.pk != newest else ""
        decision.facing = decision.theme if decision.other == theme else decision.other
    return decisions


def _history(theme: Theme, user: User) -> list[ThemeEntry]:
    """What happened to it, latest first; which issue it was, and what is offered, only for those who may."""
    entries = list(theme.entries.select_related("by", "taken_out_by").order_by("-pk"))
    can_curate = rules.can_curate(user, theme)
    about = {entry.issue_id for entry in entries if entry.issue_id}
    readable = Issue.objects.visible_to(user).in_bulk(about) if about else {}
    for entry in entries:
        entry.which = readable.get(entry.issue_id)
        entry.can_be_taken_out = can_curate and taking_out.can_be(entry, theme)
    return entries


class _Members(Paginator):
    """Pages of a theme's issues; how many there are stands in the theme."""

    def __init__(self, theme: Theme, user: User) -> None:
        super().__init__([], MEMBERS)
        self.theme, self.user = theme, user
        self.count = theme.size if theme.is_live else 0

    def page(self, number) -> Page:
        number = self.validate_number(number)
        start = (number - 1) * MEMBERS
        return self._get_page(queries.members(self.theme, self.user, start, start + MEMBERS), number, self)


def _member(issue: Issue, reason: str) -> Member:
    excerpt = shortened(issue.text)
    if issue.is_readable:
        return Member(excerpt, issue, reason, issue.is_example)
    if issue.is_confidential:
        return Member("Reported in confidence.", None, reason, issue.is_example)
    return Member(excerpt, None, reason, issue.is_example, is_cut(issue.text))

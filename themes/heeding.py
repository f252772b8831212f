"""What a search found, put right by what people decided, before it or while it ran."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from language import emergence, finding
from themes.knowing import Heard, Voice
from themes.models import Pin, Theme

MOSTLY = 0.5  # share of a theme's issues that a search must have known elsewhere, to have known nothing of the theme
Behind = Mapping[int, Collection[Voice]]


@dataclass(frozen=True)
class Group:
    """A theme as this run found it, with its issues and the people behind them."""

    found: finding.Theme
    is_thanks: bool
    issues: tuple[int, ...]
    reporters: int
    organisations: int

    @classmethod
    def of(cls, found: finding.Theme, behind: Behind, *, is_thanks: bool) -> "Group":
        issues = tuple(dict.fromkeys(issue_of(one) for one in found.issues))
        return cls(found, is_thanks, (), 0, 0).holding(issues, behind)

    def holding(self, issues: Iterable[int], behind: Behind) -> "Group":
        """The same theme with these issues, those who stand behind them, and since when and until when they spoke."""
        issues = tuple(issues)
        voices = [voice for issue in issues for voice in behind[issue]]
        days = [voice.on for voice in voices]
        return replace(
            self,
            found=replace(self.found, first_on=min(days), last_on=max(days)) if days else self.found,
            issues=issues,
            reporters=len({voice.reporter for voice in voices}),
            organisations=len({voice.organisation for voice in voices}),
        )


def issue_of(report: str) -> int:
    """The issue that a report stands for; "12+7" is what person 7 added to issue 12."""
    return int(report.partition("+")[0])


def as_found(theme: Theme) -> finding.Theme:
    """A theme as it stands, as a run would have found it."""
    return finding.Theme(
        key=theme.key,
        label=theme.label,
        keywords=tuple(theme.keywords),
        issues=(),
        examples=(),
        first_on=theme.first_on,
        last_on=theme.last_on,
        state=theme.state,
        signal=None,
        why=theme.why,
    )


@dataclass(frozen=True)
class Heeded:
    """The groups as people put them, and the keys of the themes that they changed while the search ran."""

    groups: list[Group]
    changed: set[str]


def heed(
    groups: Sequence[Group],
    heard: Sequence[Heard],
    known: Mapping[str, Theme],
    *,
    links: Mapping[int, int],
    lives: Collection[int],
    today: date,
) -> Heeded:
    """Each issue in the theme where a decision holds it, or where people put it or let it go while the search ran.

    What people said is a theme lives though no run finds it, and what they ended meanwhile does not. No theme is
    without an issue. `links`: the theme of each issue as it is now. `lives`: themes of which a decision stands.
    """
    key_of = {theme.pk: key for key, theme in known.items()}
    held = dict(Pin.objects.filter(theme__in=key_of).order_by("pk").values_list("issue", "theme"))
    then = ((one.issue, one.theme if one.theme in key_of else None, one.held) for one in heard)
    altered = {issue for issue, *was in then if was != [links.get(issue), held.get(issue)]}
    freed = {issue: key_of.get(links.get(issue, 0)) for issue in altered - held.keys()}
    behind = {one.issue: one.voices for one in heard}
    ended = _ended(known, {one.theme for one in heard})
    found = {group.found.key for group in groups} - ended.keys()
    unknown = _unknown(freed, links, key_of) - ended.keys()
    kept = {
        key
        for key, one in known.items()
        if key not in found | ended.keys() and (one.pk in lives or one.dismissed_at or key in unknown)
    }
    place: dict[int, str | None] = {issue: key_of[pk] for issue, pk in held.items() if key_of[pk] in found | kept}
    place |= {issue: key if key in found | kept else None for issue, key in freed.items()}
    here: dict[str, list[int]] = {key: [] for key in found | kept}
    for group in groups:
        usual = ended.get(group.found.key, group.found.key)
        for issue in group.issues:
            if issue in behind and (there := place.get(issue, usual)) in here:
                here[there].append(issue)
    for issue, there in place.items():
        if there and issue in behind:
            here[there].append(issue)
    whole = [one.holding(dict.fromkeys(here[one.found.key]), behind) for one in groups if one.found.key in here]
    whole += [_kept(known[key], dict.fromkeys(here[key]), behind, today) for key in sorted(kept) if here[key]]
    return _as_told(whole, {one.found.key: set(one.issues) for one in groups}, known, altered, behind, today)


def _ended(known: Mapping[str, Theme], had: Collection[int | None]) -> dict[str, str | None]:
    """Themes that people ended, each with the one that it is part of now; None where that is none.

    `had`: the themes that had issues when the search began.
    """
    gone = {one.pk: one for one in known.values() if not one.is_live}
    by_number = {one.pk: one for one in known.values()}
    ended: dict[str, str | None] = {}
    for pk, theme in gone.items():
        whole = theme
        while whole.pk in gone and whole.merged_into_id:
            whole = by_number[whole.merged_into_id]
        if whole is not theme or pk in had:
            ended[theme.key] = whole.key if whole is not theme else None
    return ended


def _unknown(freed: Collection[int], links: Mapping[int, int], key_of: Mapping[int, str]) -> set[str]:
    """Themes of which the search knew little, as most of their issues were elsewhere or held when it began."""
    came = Counter(links[issue] for issue in freed if issue in links)
    size = Counter(links.values())
    return {key_of[theme] for theme, many in came.items() if theme in key_of and many >= MOSTLY * size[theme]}


def _kept(theme: Theme, issues: Collection[int], behind: Behind, today: date) -> Group:
    """A theme that only people hold together, with the issues that they put into it."""
    group = Group(as_found(theme), theme.is_thanks, (), 0, 0).holding(issues, behind)
    return replace(group, found=replace(group.found, state=_calm(group, today)))


def _calm(group: Group, today: date) -> str:
    """Its state where nothing is noticed of it."""
    return emergence.state([emergence.Voice(group.found.last_on, "")], None, now=today)


def _as_told(
    groups: Sequence[Group],
    found: Mapping[str, Collection[int]],
    known: Mapping[str, Theme],
    altered: Collection[int],
    behind: Behind,
    today: date,
) -> Heeded:
    """Whatever people changed while the search ran is told as it stood: what the search says is of other issues."""
    changed, told = set(), []
    for group in groups:
        key = group.found.key
        moved = altered & (set(group.issues) ^ set(found.get(key, ())))
        if moved and key in known:
            changed.add(key)
            calm, stood = _calm(group, today), as_found(known[key])
            state = calm if "quiet" in (calm, stood.state) else stood.state
            group = replace(group, found=replace(stood, state=state)).holding(group.issues, behind)
        if len(group.issues) > (key not in known):
            told.append(group)
    return Heeded(told, changed)

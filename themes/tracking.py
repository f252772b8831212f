"""Themes keep their identity from run to run. A run is written whole or not at all, and what changed is said."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from language import emergence, finding
from people.faults import faultpoint
from people.models import Organisation
from people.refusing import Refused
from themes import hearing, lasting_names, leaving_out, narrating, portraying, raising, signalling
from themes.knowing import Heard, Voice
from themes.lasting import lasting
from themes.models import Pin, Run, Theme, ThemeEntry, ThemeIssue

LABEL = Theme._meta.get_field("label").max_length
BATCH, MOST_ADDED = 500, 10_000  # links in one statement; that are made at once


@dataclass(frozen=True)
class Group:
    """A theme as this run found it, with its issues and the people behind them."""

    found: finding.Theme
    is_thanks: bool
    issues: tuple[int, ...]
    reporters: int
    organisations: int

    @classmethod
    def of(cls, found: finding.Theme, behind: Mapping[int, Collection[Voice]], *, is_thanks: bool) -> "Group":
        issues = tuple(dict.fromkeys(_issue(one) for one in found.issues))
        return cls(found, is_thanks, (), 0, 0).holding(issues, behind)

    def holding(self, issues: Iterable[int], behind: Mapping[int, Collection[Voice]]) -> "Group":
        """The same theme with these issues, and those who stand behind them."""
        issues = tuple(issues)
        voices = [voice for issue in issues for voice in behind[issue]]
        return replace(
            self,
            issues=issues,
            reporters=len({voice.reporter for voice in voices}),
            organisations=len({voice.organisation for voice in voices}),
        )


def _issue(report: str) -> int:
    """The issue that a report stands for; "12+7" is what person 7 added to issue 12."""
    return int(report.partition("+")[0])


def earlier(icb: Organisation, *, is_thanks: bool, among: Collection[int]) -> dict[str, set[str]]:
    """Every key ever given, with those of these issues that speak for it: its own, or, once gone, its last ones."""
    themes = Theme.objects.in_bulk(field_name="key")
    of_kind = {
        theme.pk: key for key, theme in themes.items() if theme.icb_id == icb.pk and theme.is_thanks == is_thanks
    }
    found: dict[str, set[str]] = {key: set() for key in themes}
    taken = set()
    links = ThemeIssue.objects.filter(theme__icb=icb).order_by().values_list("theme", "issue")
    for theme, issue in links.iterator():
        if issue in among:
            taken.add(issue)
            if theme in of_kind:
                found[of_kind[theme]].add(str(issue))
    for key in of_kind.values():
        last = set(themes[key].remembered).intersection(among) - taken
        found[key] |= {str(issue) for issue in last}
    return found


@transaction.atomic
def write(
    *,
    run: Run,
    groups: Sequence[Group],
    heard: Sequence[Heard],
    grave: Sequence[finding.Grave] = (),
    now: datetime,
) -> Run:
    """Make the themes what this run found, save what people decided. Refused where the run was taken for dead.

    `heard` are all issues of the ICB that were placed; what was erased since is left out. What is being read anew
    since is not among the issues that the run knows, so that the next one comes once it has its place again.
    """
    run = Run.objects.select_for_update().filter(pk=run.pk, finished_at__isnull=True).first()
    if run is None:
        raise Refused("This search for themes took too long; another has taken its place.")
    known = {theme.key: theme for theme in Theme.objects.select_for_update().filter(icb=run.icb_id).order_by("pk")}
    heard = hearing.still_there(run.icb, heard)
    today, behind = timezone.localdate(now), {one.issue: one.voices for one in heard}
    grave = [one for one in grave if behind.keys() >= set(map(_issue, one.issues))]
    groups = _as_people_put_them(groups, behind, known, lasting(run.icb_id), today)
    before = dict(ThemeIssue.objects.filter(theme__icb=run.icb).values_list("issue", "theme"))
    groups = lasting_names.kept(groups, known, before, now)
    entries = [*_born(run, groups, known, now), *_gone(groups, known, now)]
    typical: set[int] = set()
    for kind in (False, True):
        members = {known[group.found.key]: group.issues for group in groups if group.is_thanks is kind}
        typical |= portraying.write(members, {one.issue: one for one in heard if one.is_thanks is kind}, today=today)
    of = {issue: known[group.found.key].pk for group in groups for issue in group.issues}
    _relink(run, of, typical, now)
    leaving_out.mark(run, known=behind, themed=of)
    signalling.write(groups, known)
    raising.write(icb=run.icb, found=grave, known=of, today=today)
    themes = {theme.pk: theme for theme in known.values()}
    ThemeEntry.objects.bulk_create(narrating.explain(entries, before, of, themes, now))
    run.issues, run.themes = min(len(behind), hearing.placed(run.icb).count()), len(groups)
    run.unthemed = len(behind) - sum(len(group.issues) for group in groups)
    run.finished_at = timezone.now()
    run.save()
    return run


def _as_people_put_them(
    groups: Sequence[Group],
    behind: Mapping[int, Collection[Voice]],
    known: Mapping[str, Theme],
    lives: Collection[int],
    today: date,
) -> list[Group]:
    """Each issue in the theme where a decision holds it; what people said is a theme lives though no run finds it.

    No theme is without an issue.
    """
    found = {group.found.key for group in groups}
    kept = {key: one for key, one in known.items() if key not in found and (one.pk in lives or one.dismissed_at)}
    kept = {key: one for key, one in kept.items() if one.merged_into_id is None}
    here: dict[str, list[int]] = {key: [] for key in found | set(kept)}
    pins = Pin.objects.filter(theme__key__in=here).order_by("pk").values_list("issue", "theme__key")
    put = {issue: key for issue, key in pins if issue in behind}
    for issue, key in put.items():
        here[key].append(issue)
    whole = []
    for group in groups:
        there = [issue for issue in group.issues if issue in behind]
        own = [issue for issue in there if put.get(issue, group.found.key) == group.found.key]
        whole.append(group.holding(dict.fromkeys(own + here[group.found.key]), behind))
    whole += [_kept(one, here[key], behind, today) for key, one in sorted(kept.items()) if here[key]]
    return [group for group in whole if group.issues]


def _kept(theme: Theme, issues: Sequence[int], behind: Mapping[int, Collection[Voice]], today: date) -> Group:
    """A theme that only people hold together, with the issues that they put into it."""
    heard = sorted(voice.on for issue in issues for voice in behind[issue])
    state = emergence.state([emergence.Voice(heard[-1], "")], None, now=today)
    found = replace(as_found(theme), first_on=heard[0], last_on=heard[-1], state=state)
    return Group(found, theme.is_thanks, (), 0, 0).holding(issues, behind)


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


def _born(run: Run, groups: Iterable[Group], known: dict[str, Theme], now: datetime) -> list[ThemeEntry]:
    """Bring each found theme up to date, adding the new ones to the known. Returns what there is to say of it."""
    entries, new, old = [], [], []
    for group in groups:
        theme = known.get(group.found.key)
        if theme is None:
            theme = known[group.found.key] = Theme(icb_id=run.icb_id, key=group.found.key)
            new.append(theme)
            entries.append(ThemeEntry(theme=theme, at=now, verb="born", text=group.found.label[:LABEL]))
        else:
            old.append(theme)
            if not theme.is_live:
                entries.append(ThemeEntry(theme=theme, at=now, verb="back"))
            if theme.label != group.found.label[:LABEL] and not theme.given_label:
                entries.append(ThemeEntry(theme=theme, at=now, verb="relabelled", text=group.found.label[:LABEL]))
        _update(theme, group)
    Theme.objects.bulk_create(new)
    Theme.objects.bulk_update(old, FOUND, batch_size=100)
    return entries


FOUND = [
    *["label", "keywords", "why", "state", "is_thanks", "first_on", "last_on"],
    *["size", "reporters", "organisations", "is_live", "remembered"],
]


def _update(theme: Theme, group: Group) -> None:
    theme.label = group.found.label[:LABEL]
    theme.keywords = list(group.found.keywords)
    theme.why = group.found.why
    theme.state = group.found.state
    theme.is_thanks = group.is_thanks
    theme.first_on, theme.last_on = group.found.first_on, group.found.last_on
    theme.size, theme.reporters, theme.organisations = len(group.issues), group.reporters, group.organisations
    theme.is_live, theme.remembered = True, []


def _gone(groups: Iterable[Group], known: Mapping[str, Theme], now: datetime) -> list[ThemeEntry]:
    """Themes that this run did not find remember their last issues, so that they can come back."""
    found = {group.found.key for group in groups}
    gone = [theme for key, theme in known.items() if theme.is_live and key not in found]
    members: dict[int, list[int]] = {}
    for theme, issue in ThemeIssue.objects.filter(theme__in=gone).values_list("theme", "issue"):
        members.setdefault(theme, []).append(issue)
    for theme in gone:
        theme.is_live, theme.remembered = False, members.get(theme.pk, [])
    Theme.objects.bulk_update(gone, ["is_live", "remembered"], batch_size=100)
    return [ThemeEntry(theme=theme, at=now, verb="gone") for theme in gone]


def _relink(run: Run, of: Mapping[int, int], typical: Collection[int], now: datetime) -> None:
    """Each issue to the theme it was found in. Links that stay are not touched."""
    rows = ThemeIssue.objects.filter(theme__icb=run.icb_id).order_by()
    links = {issue: link for issue, *link in rows.values_list("issue", "pk", "theme", "is_example").iterator()}
    changed, new = [], []
    for issue, theme in of.items():
        link, is_example = links.pop(issue, None), issue in typical
        if link is None:
            new.append((theme, issue, is_example))
        elif link[1:] != [theme, is_example]:
            changed.append((link[0], theme, is_example, link[1] != theme))
    _delete([link for link, *_ in links.values()])
    _add(new[: len(new) // 2], now)
    faultpoint("theme.assign")
    _add(new[len(new) // 2 :], now)
    _change(changed, now)


def _delete(links: Sequence[int]) -> None:
    for start in range(0, len(links), BATCH):
        ThemeIssue.objects.filter(pk__in=links[start : start + BATCH]).delete()


def _add(new: Sequence[tuple[int, int, bool]], now: datetime) -> None:
    """Theme, issue and whether it is an example."""
    for start in range(0, len(new), MOST_ADDED):
        ThemeIssue.objects.bulk_create(
            [
                ThemeIssue(theme_id=theme, issue_id=issue, is_example=is_example, since=now)
                for theme, issue, is_example in new[start : start + MOST_ADDED]
            ]
        )


def _change(links: Sequence[tuple[int, int, bool, bool]], now: datetime) -> None:
    """Link, theme, whether it is an example and whether it came there now."""
    told: dict[tuple[int, bool, bool], list[int]] = {}
    for link, *values in links:
        told.setdefault(tuple(values), []).append(link)
    for (theme, is_example, has_come), some in told.items():
        values = {"theme": theme, "is_example": is_example} | ({"since": now} if has_come else {})
        for start in range(0, len(some), BATCH):
            ThemeIssue.objects.filter(pk__in=some[start : start + BATCH]).update(**values)

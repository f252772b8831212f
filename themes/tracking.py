"""Themes keep their identity from run to run. A run is written whole or not at all, and what changed is said."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from language import finding
from people.faults import faultpoint
from people.models import Organisation
from people.refusing import Refused
from themes import departing, hearing, lasting_names, leaving_out, narrating, parting, portraying, raising, signalling
from themes.heeding import Group, heed, issue_of
from themes.knowing import Heard
from themes.lasting import lasting
from themes.models import Portrait, Run, Theme, ThemeEntry, ThemeIssue

LABEL = Theme._meta.get_field("label").max_length
BATCH, MOST_ADDED = 500, 10_000  # links in one statement; that are made at once


def earlier(icb: Organisation, *, is_thanks: bool, heard: Iterable[Heard]) -> dict[str, set[str]]:
    """Every key ever given, with those of these issues that speak for it: its own, or, once gone, its last ones."""
    themes = Theme.objects.in_bulk(field_name="key")
    of_kind = {
        theme.pk: key for key, theme in themes.items() if theme.icb_id == icb.pk and theme.is_thanks == is_thanks
    }
    found: dict[str, set[str]] = {key: set() for key in themes}
    free = set()
    for one in heard:
        if one.theme in of_kind:
            found[of_kind[one.theme]].add(str(one.issue))
        elif one.theme is None:
            free.add(one.issue)
    for key in of_kind.values():
        found[key] |= {str(issue) for issue in free.intersection(themes[key].remembered)}
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

    `heard` are all issues of the ICB that were placed; what was erased or withdrawn since is left out. What people
    decided or took back since it was read stands as they left it (`heeding`). What is being read anew since is not
    among the issues that the run knows, so that the next one comes once it has its place again.
    """
    run = Run.objects.select_for_update().filter(pk=run.pk, finished_at__isnull=True).first()
    if run is None:
        raise Refused("This search for themes took too long; another has taken its place.")
    known = {theme.key: theme for theme in Theme.objects.select_for_update().filter(icb=run.icb_id).order_by("pk")}
    heard = hearing.still_there(run.icb, heard)
    today, there = timezone.localdate(now), {one.issue for one in heard}
    grave = [one for one in grave if there.issuperset(map(issue_of, one.issues))]
    before = dict(ThemeIssue.objects.filter(theme__icb=run.icb).values_list("issue", "theme"))
    heeded = heed(groups, heard, known, links=before, lives=lasting(run.icb_id), today=today)
    groups = lasting_names.kept(heeded.groups, known, before, now)
    unsettled = Portrait.objects.filter(theme__key__in=heeded.changed, moved_at__isnull=False)
    unknown = set(unsettled.values_list("theme", flat=True))
    entries = [*_born(run, groups, known, now), *_gone(groups, known, now)]
    typical: set[int] = set()
    for kind in (False, True):
        members = {known[group.found.key]: group.issues for group in groups if group.is_thanks is kind}
        typical |= portraying.write(members, {one.issue: one for one in heard if one.is_thanks is kind}, today=today)
    parting.forget(unknown)
    Portrait.objects.filter(theme__icb=run.icb).exclude(known={}).update(known={})
    of = {issue: known[group.found.key].pk for group in groups for issue in group.issues}
    _relink(run, of, typical, now)
    departing.write(run.icb, before, of, now)
    leaving_out.mark(run, known=there, themed=of)
    signalling.write(groups, known)
    raising.write(icb=run.icb, found=grave, known=of, today=today)
    themes = {theme.pk: theme for theme in known.values()}
    ThemeEntry.objects.bulk_create(narrating.explain(entries, before, of, themes, now))
    run.issues, run.themes = min(len(there), hearing.placed(run.icb).count()), len(groups)
    run.unthemed = len(there) - sum(len(group.issues) for group in groups)
    run.finished_at = timezone.now()
    run.save()
    return run


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

"""Issues go into themes by people's acts. The themes concerned are counted anew at once; the rest waits."""

from collections.abc import Collection, Mapping
from datetime import datetime

from themes import parting, portraying, raising
from themes.models import Theme, ThemeIssue


def put(issues: Mapping[int, int], *, now: datetime) -> None:
    """Link each issue to this theme at once, and count all themes concerned anew. They must be locked."""
    links = {link.issue_id: link for link in ThemeIssue.objects.filter(issue__in=issues)}
    moved = [link for issue, link in links.items() if link.theme_id != issues[issue]]
    left = {link.theme_id for link in moved}
    came = {issues[link.issue_id] for link in moved} | {issues[one] for one in issues if one not in links}
    parting.remember(left | came)
    for link in moved:
        link.theme_id, link.is_example, link.since = issues[link.issue_id], False, now
    ThemeIssue.objects.bulk_update(moved, ["theme", "is_example", "since"], batch_size=200)
    new = [ThemeIssue(issue_id=one, theme_id=there, since=now) for one, there in issues.items() if one not in links]
    ThemeIssue.objects.bulk_create(new, batch_size=500)
    parting.forget(left | came)
    _recount(left | set(issues.values()))


def put_back(issues: Mapping[int, int | None], *, now: datetime) -> None:
    """Link each issue to where it was, unless a search ended that; None was in no theme.

    A theme that people had left empty is a theme again.
    """
    themes = Theme.objects.filter(pk__in=set(issues.values()) - {None})
    themes.filter(is_live=False, merged_into=None, remembered=[]).update(is_live=True)
    live = set(themes.filter(is_live=True).values_list("pk", flat=True))
    touched = set(ThemeIssue.objects.filter(issue__in=issues).values_list("theme", flat=True))
    nowhere = [issue for issue, theme in issues.items() if theme is None]
    loose = ThemeIssue.objects.filter(issue__in=nowhere)
    emptier = set(loose.values_list("theme", flat=True))
    parting.remember(emptier)
    parting.forget(emptier)
    loose.delete()
    put({issue: theme for issue, theme in issues.items() if theme in live}, now=now)
    _recount(touched)


def _recount(themes: Collection[int]) -> None:
    """Count these themes anew, in the database as it is. One that is left empty is no more."""
    for theme, heard in portraying.renew(themes).items():
        voices = [voice for one in heard for voice in one.voices]
        days = [voice.on for voice in voices]
        Theme.objects.filter(pk=theme).update(
            size=len(heard),
            reporters=len({voice.reporter for voice in voices}),
            organisations=len({voice.organisation for voice in voices}),
            **({"first_on": min(days), "last_on": max(days)} if days else {}),
        )
    Theme.objects.filter(pk__in=themes, size=0).update(is_live=False)
    parting.recall(themes)
    raising.renew(themes)

"""What people's decisions make of the open pages of published themes, in words for whoever decides."""

from collections.abc import Collection, Mapping

from themes.counting import counted
from themes.models import Theme, ThemeIssue

CHANGED = "“{theme}” is published, and the figures that anyone reads have changed with it."
BACK = "“{theme}” is published again, at the address that it had."
FILLED = "Published. Once issues are added, the figures on its open page change for everybody who reads it."
READS = "reads that it has become part of another theme, which is not published"


CLOSES = (
    "This theme is published. Once it is dismissed its open page closes for everybody who reads it, "
    "and putting the theme back on the board does not open it again: somebody must publish it anew."
)


def before_dismissal(theme: Theme, *, alarms: int) -> list[str]:
    """What is told of a theme before it is dismissed: that its open page closes, and what nobody has looked at."""
    unseen = counted(alarms, "alarm", "alarms")
    are = "stands" if alarms == 1 else "stand"
    harm = f"{unseen} of harm that nobody has looked at yet {are} in this theme. Look at what was reported first."
    return [CLOSES] * bool(theme.published_at) + [harm[0].upper() + harm[1:]] * bool(alarms)


def survivor(theme: Theme) -> Theme:
    """The theme that a merged one is part of now, through all merges since."""
    while theme.merged_into and not theme.is_live:
        theme = theme.merged_into
    return theme


def hint(into: Theme) -> str:
    """What is told of a published theme before it is merged into another."""
    leads = "is led to the open page of this one" if into.published_at else READS
    return f"Published. Once it is merged, anyone outside your area who opens its address {leads}."


def led(theme: Theme) -> str:
    """What a reader of the open side finds at the address of a merged theme; "" if it was not published."""
    if not theme.published_at:
        return ""
    into = survivor(theme)
    leads = f"is led to the open page of “{into}”" if into.published_at else READS
    return f"“{theme}” was published. Anyone outside your area who opens its address {leads}."


def places(**which: object) -> dict[int, int]:
    """The theme that each of these issues is in."""
    return dict(ThemeIssue.objects.filter(**which).order_by().values_list("issue", "theme"))


def of(themes: Collection[int]) -> list[Theme]:
    """Those of them that are published."""
    return list(Theme.objects.published().filter(pk__in=themes).order_by("pk")) if themes else []


def changed(before: Mapping[int, int], after: Mapping[int, int]) -> list[str]:
    """A sentence for each published theme that issues came into or left."""
    moved = {issue for issue in before | after if before.get(issue) != after.get(issue)}
    themes = {where[issue] for where in (before, after) for issue in moved & where.keys()}
    return [CHANGED.format(theme=one) for one in of(themes)]

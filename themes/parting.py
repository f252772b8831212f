"""What is still said of a theme when people have moved issues: nothing that holds only of those it had before."""

import hashlib
from collections.abc import Collection, Iterable, Sequence

from django.utils import timezone

from issues.models import Issue
from language import reasons
from themes.models import Portrait, Theme, ThemeIssue

DRAWN = ("facts", "neighbours", "at_home")


def remember(themes: Collection[int]) -> None:
    """Before issues move: keep what is known of these themes, for the case that all of them come back."""
    settled = list(Portrait.objects.filter(theme__in=themes, moved_at=None).select_related("theme"))
    held = _held([one.pk for one in settled])
    for one in settled:
        one.known = {name: getattr(one, name) for name in DRAWN} | {
            "why": one.theme.why,
            "keywords": one.theme.keywords,
            "issues": _mark(held.get(one.pk, [])),
            "examples": [issue for issue, is_example in held.get(one.pk, []) if is_example],
        }
    Portrait.objects.bulk_update(settled, ["known"], batch_size=100)


def recall(themes: Collection[int]) -> None:
    """After issues moved: a theme that has those again which it had is known as it was."""
    moved = (
        Portrait.objects.filter(theme__in=themes, moved_at__isnull=False).exclude(known={}).select_related("theme")
    )
    moved = list(moved)
    held = _held([one.pk for one in moved])
    same = [one for one in moved if one.known["issues"] == _mark(held.get(one.pk, []))]
    for one in same:
        for name in DRAWN:
            setattr(one, name, one.known[name])
        one.theme.why, one.theme.keywords = one.known["why"], one.known["keywords"]
        ThemeIssue.objects.filter(theme=one.theme, issue__in=one.known["examples"]).update(is_example=True)
        one.moved_at, one.known = None, {}
    Theme.objects.bulk_update([one.theme for one in same], ["why", "keywords"], batch_size=100)
    Portrait.objects.bulk_update(same, [*DRAWN, "moved_at", "known"], batch_size=100)


def _held(themes: Collection[int]) -> dict[int, list[tuple[int, bool]]]:
    """The issues of each, in order, and whether each is an example."""
    found: dict[int, list[tuple[int, bool]]] = {}
    links = ThemeIssue.objects.filter(theme__in=themes).order_by("issue")
    for theme, *link in links.values_list("theme", "issue", "is_example"):
        found.setdefault(theme, []).append(tuple(link))
    return found


def _mark(held: Iterable[tuple[int, bool]]) -> str:
    """By which the same issues are known again."""
    return hashlib.sha256(" ".join(str(issue) for issue, _ in held).encode()).hexdigest()


def forget(themes: Collection[int]) -> None:
    """Why they belong together, how sure that is, facts and neighbours: not known until the next search."""
    Theme.objects.filter(pk__in=themes).update(why="")
    Portrait.objects.filter(theme__in=themes).update(facts=[], neighbours=[], at_home=None, moved_at=timezone.now())


def tell_apart(theme: Theme, new: Theme) -> None:
    """Each keeps those words of before that its own issues say as often as the other's; a search finds others."""
    words = theme.keywords
    here, there = _shares(words, _texts(theme)), _shares(words, _texts(new))
    theme.keywords = [word for word in words if here[word] and here[word] >= there[word]]
    new.keywords = [word for word in words if there[word] and there[word] >= here[word]]
    for one in (theme, new):
        one.save(update_fields=["keywords", "why"])


def _texts(theme: Theme) -> list[str]:
    return list(Issue.objects.filter(theme_link__theme=theme).order_by().values_list("text", flat=True))


def _shares(words: Iterable[str], texts: Sequence[str]) -> dict[str, float]:
    return {word: sum(bool(reasons.shared([word], text)) for text in texts) / len(texts) for word in words}

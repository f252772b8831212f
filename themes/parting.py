"""What is still said of a theme when people have moved issues: nothing that holds only of those it had before."""

from collections.abc import Collection, Iterable, Sequence

from django.utils import timezone

from issues.models import Issue
from language import reasons
from themes.models import Portrait, Theme


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

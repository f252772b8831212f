"""What sets two themes apart when issues of one have become the other: nothing is said that only the whole was."""

from collections.abc import Iterable, Sequence

from issues.models import Issue
from language import reasons
from themes.models import Portrait, Theme


def tell_apart(theme: Theme, new: Theme) -> None:
    """Of the words of before each keeps those that its own issues say as often as the other's; a search finds more.

    Facts, neighbours and how sure it is were those of the whole, and are not known until then.
    """
    words = theme.keywords
    here, there = _shares(words, _texts(theme)), _shares(words, _texts(new))
    theme.keywords = [word for word in words if here[word] and here[word] >= there[word]]
    new.keywords = [word for word in words if there[word] and there[word] >= here[word]]
    for one in (theme, new):
        one.save(update_fields=["keywords"])
    Portrait.objects.filter(theme__in=[theme, new]).update(facts=[], neighbours=[], at_home=None)


def _texts(theme: Theme) -> list[str]:
    return list(Issue.objects.filter(theme_link__theme=theme).order_by().values_list("text", flat=True))


def _shares(words: Iterable[str], texts: Sequence[str]) -> dict[str, float]:
    return {word: sum(bool(reasons.shared([word], text)) for text in texts) / len(texts) for word in words}

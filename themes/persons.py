"""People who are named in words that anyone may read, or that stand in a theme's history for good."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from issues.models import Issue, IssueEntry
from language import people_named
from people.models import ORGANISATION_WORDS, Organisation, User
from people.refusing import Refused
from routing.models import Holder
from themes.excerpts import shortened
from themes.models import Theme

MOST_SHOWN = 5


def trouble(text: str, theme: Theme | None = None) -> str:
    """Whom the text names, in a sentence; "" if nobody. Of those about a theme also by one name alone."""
    known = User.objects.filter(name__contains=" ").order_by().values_list("name", flat=True)
    titled = [one for one in people_named.people_named(text) if not _is_in_an_organisation(one, text)]
    told = people_named.said_of(set(known.iterator()), text)
    alone = people_named.alone_of(set(_about(theme).iterator()), text) if theme else []
    return _sentence([*titled, *told, *(one for one in alone if not _is_in_an_organisation(one, text))])


def _about(theme: Theme) -> QuerySet:
    """The names of the holders of the theme's area, and of who reported its issues or did anything about them."""
    issues = Issue.objects.filter(theme_link__theme=theme)
    holders = Holder.objects.filter(Q(desk__organisation=theme.icb_id) | Q(desk__organisation__icb=theme.icb_id))
    acted = IssueEntry.objects.filter(issue__in=issues.values("pk"), by__isnull=False).order_by().values("by")
    people = User.objects.filter(
        Q(pk__in=holders.order_by().values("user")) | Q(pk__in=issues.order_by().values("reporter")) | Q(pk__in=acted)
    )
    return people.filter(name__contains=" ").order_by().values_list("name", flat=True)


def trouble_in_a_name(text: str, theme: Theme | None = None) -> str:
    """The same of a name, which holds no number or address of anybody and no patient's surname either."""
    if words := trouble(text, theme):
        return words
    return _sentence(one for one in people_named.in_a_name(text) if not _is_in_an_organisation(one, text))


def require_nobody(*texts: str, theme: Theme | None = None) -> None:
    """Go on only if none of these texts names a person."""
    for text in texts:
        if words := trouble(text, theme):
            raise Refused(f"{words}.")


def _is_in_an_organisation(words: str, text: str) -> bool:
    """Whether it is of an organisation's name, which the text says as a whole."""
    named = Organisation.objects.filter(ORGANISATION_WORDS.says(words)).order_by().values_list("name", flat=True)
    return any(name.lower() in text.lower() for name in named[:100])


def _sentence(found: Iterable[str]) -> str:
    some = sorted(set(found), key=len, reverse=True)
    whole = [one for at, one in enumerate(some) if not any(one in other for other in some[:at])]
    words = "; ".join(f"“{shortened(one)}”" for one in whole[:MOST_SHOWN])
    return f"This names a person, or how to reach one: {words}. Say the role or the organisation" if words else ""

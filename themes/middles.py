"""Where the themes of an area lie, for whoever compares an issue with all of them."""

from themes.models import Portrait, Theme

TOLD = ["key", "label", "given_label", "portrait__category", "portrait__centre", "portrait__space"]


def current(icb: int, *, is_thanks: bool) -> list[Theme]:
    """The themes of this kind on the ICB's board, each with its portrait. One SQL statement."""
    themes = Theme.objects.current().filter(icb=icb, is_thanks=is_thanks, portrait__isnull=False)
    return list(themes.select_related("portrait").only(*TOLD).order_by("pk"))


def beside(theme: Theme, portrait: Portrait | None) -> list[Theme]:
    """What a theme stands beside, itself among them; nothing is asked where the last search found no other."""
    return current(theme.icb_id, is_thanks=theme.is_thanks) if portrait and portrait.neighbours else []


def lying_in(space: str, themes: list[Theme]) -> list[Theme]:
    """Those of them whose middle is known in this space."""
    return [one for one in themes if one.portrait.space == space and one.portrait.centre]

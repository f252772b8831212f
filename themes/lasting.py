"""Which themes live on whatever runs find: those about which a decision of people stands."""

from themes.models import Decision

Kind = Decision.Kind
LASTING = (Kind.CONFIRMED, Kind.MERGED, Kind.SPLIT, Kind.APART)  # of one moved issue no theme lives
BOTH = (Kind.SPLIT, Kind.APART)  # what is said of the other theme as well


def lasting(icb: int) -> set[int]:
    """The themes of an ICB that people said are themes, whether or not they said how sure it is. One statement."""
    stands = Decision.objects.filter(theme__icb=icb, kind__in=LASTING, undone_at=None)
    found: set[int] = set()
    for kind, theme, other in stands.values_list("kind", "theme", "other"):
        found |= {theme, other} if kind in BOTH else {theme}
    return found

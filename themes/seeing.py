"""Which themes exist for a reader."""

from django.db.models import Q, QuerySet

from people.models import User
from people.standing import standing

MERGED = Q(is_live=False, merged_into__isnull=False)  # by a person, and that stands


class ThemeQuerySet(QuerySet):
    """Questions about themes that read as a sentence."""

    def visible_to(self, user: User) -> "ThemeQuerySet":
        """All themes of one's own ICB, and what is published anywhere. Of the latter, small numbers stay hidden."""
        icb = standing(user).icb if user.is_authenticated else None
        return self.filter(Q(icb=icb) | Q(published_at__isnull=False) & ~MERGED) if icb else self.published()

    def of_icb(self, user: User) -> "ThemeQuerySet":
        """The themes of one's own ICB, with all their numbers."""
        icb = standing(user).icb if user.is_authenticated else None
        return self.filter(icb=icb) if icb else self.none()

    def published(self) -> "ThemeQuerySet":
        return self.filter(~MERGED, published_at__isnull=False)

    def leading_on(self) -> "ThemeQuerySet":
        """What was published and then merged into another theme: its address says where it is now."""
        return self.filter(MERGED, published_at__isnull=False)

    def dismissed(self) -> "ThemeQuerySet":
        return self.filter(dismissed_at__isnull=False)

    def current(self) -> "ThemeQuerySet":
        return self.filter(is_live=True, dismissed_at__isnull=True)

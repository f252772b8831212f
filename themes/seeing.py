"""Which themes exist for a reader."""

from django.db.models import QuerySet

from people.models import User
from people.standing import standing


class ThemeQuerySet(QuerySet):
    """Questions about themes that read as a sentence."""

    def visible_to(self, user: User) -> "ThemeQuerySet":
        """Signed in: all live themes of one's ICB. Otherwise: the published ones."""
        if not user.is_authenticated:
            return self.published()
        icb = standing(user).icb
        return self.filter(icb=icb) if icb else self.none()

    def published(self) -> "ThemeQuerySet":
        return self.filter(published_at__isnull=False)

    def current(self) -> "ThemeQuerySet":
        return self.filter(is_live=True, dismissed_at__isnull=True)

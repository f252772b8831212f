"""What every page is given."""

from django.conf import settings
from django.http import HttpRequest


def every_page(request: HttpRequest) -> dict:
    """The site's name, and whether this is the demonstration."""
    return {"site_name": settings.SITE_NAME, "is_demonstration": settings.DEMONSTRATION}

"""What every page is given, where its header and footer lead, and how many notices are unread."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from people.models import Branding, Notice
from people.standing import standing

MOST_COUNTED = 99
SIGNED_OUT = (
    ("Report an issue", "issues:report"),
    ("Who is responsible", "routing:find"),
    ("Themes", "themes:board"),
    ("Projects", "archive:projects"),
)
SIGNED_IN = (
    ("Report", "issues:report"),
    ("My issues", "issues:mine"),
    ("Inbox", "issues:inbox"),
    ("Themes", "themes:board"),
    ("Projects", "archive:projects"),
    ("Registry", "routing:registry"),
)
LEADING = (("Responsiveness", "issues:responsiveness"),)
FOOTER = (
    ("Who is responsible", "routing:find"),
    ("Tour", "tour"),
    ("About", "about"),
    ("Accessibility", "accessibility"),
    ("Privacy", "privacy"),
    ("API", "api_docs"),
)


def every_page(request: HttpRequest) -> dict:
    """The site's name, as the reader's ICB calls it, and whether this is the demonstration."""
    own = branding_of(request)
    return {"site_name": own and own.name or settings.SITE_NAME, "is_demonstration": settings.DEMONSTRATION}


def branding_of(request: HttpRequest) -> Branding | None:
    """How the reader's ICB presents itself, if it says so; nothing signed out. Read with the reader's standing."""
    icb = standing(request.user).icb if is_signed_in(request) else None
    return getattr(icb, "branding", None)


def notices_unread(request: HttpRequest) -> int:
    """How many notices the signed-in person has not read, counted up to 99: the header's only query.

    A page that has just counted them itself has said so.
    """
    if (known := getattr(request, "notices_unread", None)) is not None:
        return min(known, MOST_COUNTED)
    unread = Notice.objects.filter(recipient=request.user, read_at__isnull=True).order_by()
    return unread[:MOST_COUNTED].count()


def is_signed_in(request: HttpRequest) -> bool:
    """Whether the reader is known; false on errors that happen before that is asked."""
    return hasattr(request, "user") and request.user.is_authenticated


def navigation(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """Where the header leads; those who lead see how soon issues are answered."""
    if not is_signed_in(request):
        return SIGNED_OUT
    return SIGNED_IN + LEADING if standing(request.user).is_leader else SIGNED_IN


def links(named: tuple[tuple[str, str], ...], path: str = "") -> list[dict]:
    """Links for the header and footer, the one the reader stands on or under marked."""
    found = [{"text": text, "href": reverse(name)} for text, name in named]
    own_only = reverse("issues:mine")  # an issue below it may be anybody's
    above = (link["href"] for link in found if path.startswith(link["href"]) and link["href"] != own_only)
    here = path if path == own_only else max(above, key=len, default=None)
    for link in found:
        if link["href"] == here:
            link["current" if path == here else "active"] = True
    return found

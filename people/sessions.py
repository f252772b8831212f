"""How long a person stays signed in, and where one who has not yet said who they are is led."""

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from people.standing import standing

WHOLE_SESSION = timedelta(hours=12)
WRITTEN_EVERY = 60
CLOCKS_DIFFER = 60  # seconds that one machine's clock may be ahead of another's
SEEN = "seen_at"
OPEN_TO_NEWCOMERS = {
    "people:welcome",
    "people:stop",
    "people:receipts",
    "routing:suggest",
    "account_logout",
    "health",
    "about",
    "accessibility",
    "privacy",
    "api_docs",
}


def begin_session(request: HttpRequest) -> None:
    """A session ends twelve hours after signing in, whatever happens, and earlier when it is left alone."""
    request.session.set_expiry(timezone.now() + WHOLE_SESSION)
    request.session[SEEN] = timezone.now().timestamp()


def keep_session(request: HttpRequest) -> None:
    """End a session that nobody used for a while; else note that it is used, at most once a minute.

    One that was last used in the future ends too: the clock was set back, and it would live longer by as much.
    """
    seen = request.session.get(SEEN)
    if seen is None:
        return
    idle = timezone.now().timestamp() - seen
    if not -CLOCKS_DIFFER <= idle <= settings.SESSION_IDLE_SECONDS:
        logout(request)
    elif idle > WRITTEN_EVERY:
        request.session[SEEN] = timezone.now().timestamp()


class FirstSignInMiddleware:
    """Keeps time, and leads a person without a name or an organisation to the page that asks for them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        keep_session(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        page = request.resolver_match
        if "api" in page.namespaces or page.view_name in OPEN_TO_NEWCOMERS or not request.user.is_authenticated:
            return None
        if request.user.name and standing(request.user).organisation:
            return None
        onwards = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
        return redirect(reverse("people:welcome") + onwards)

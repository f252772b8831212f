"""Acts of people whose session has ended meanwhile: their words are kept, masked, and given back after signing in."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from issues import acts, drafting, issue_page
from issues.reading import find_issue


def kept_when_signed_out(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that does an act of an issue. Whoever is signed out sees nothing of it but the way to sign in."""

    @login_not_required
    @wraps(page)
    def opened(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
        act = f"{reference.upper()}/{verb}"
        if not request.user.is_authenticated:
            return _sign_in_first(request, reference, verb, act)
        key = request.GET.get("words", "")
        words = drafting.words_for(by=request.user, key=key, act=act) if request.method == "GET" and key else {}
        if words:
            return issue_page.show_given_back(request, find_issue(request.user, reference), acts.ACTS[verb], words)
        return page(request, reference=reference, verb=verb)

    return opened


def _sign_in_first(request: HttpRequest, reference: str, verb: str, act: str) -> HttpResponse:
    back, is_sent = reverse("issues:act", args=[reference, verb]), request.method == "POST"
    if is_sent and (draft := drafting.keep_words(act=act, fields=request.POST, form=acts.ACTS[verb].form)):
        back = f"{back}?{urlencode({'words': draft.key})}"
    return redirect_to_login(back)

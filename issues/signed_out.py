"""Acts of people whose session has ended meanwhile: their words are kept, masked, and given back after signing in."""

from collections.abc import Callable, Mapping
from functools import wraps
from types import MappingProxyType

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from issues import acts, drafting, issue_page
from issues.reading import find_issue, say_kept

NOTHING: Mapping[str, str] = MappingProxyType({})


def kept_when_signed_out(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that does an act of an issue. Whoever is signed out sees nothing of it but the way to sign in."""

    @login_not_required
    @wraps(page)
    def opened(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
        act = f"{reference.upper()}/{verb}"
        if not request.user.is_authenticated:
            address = reverse("issues:act", args=[reference, verb])
            return sign_in_first(request, address, act=act, form=acts.ACTS[verb].form)
        key = request.GET.get("words", "")
        words = drafting.words_for(by=request.user, key=key, act=act) if request.method == "GET" and key else {}
        if words:
            return issue_page.show_given_back(request, find_issue(request.user, reference), acts.ACTS[verb], words)
        return page(request, reference=reference, verb=verb)

    return opened


def sign_in_first(
    request: HttpRequest, address: str, *, act: str, form: type[Form], beside: Mapping[str, str] = NOTHING
) -> HttpResponse:
    """Keep what was written, masked, and lead to sign in; after that to the address, with the key of the words."""
    asked = dict(beside)
    if request.method == "POST" and (draft := drafting.keep_words(act=act, fields=request.POST, form=form)):
        asked["words"] = draft.key
        say_kept(request)
    return redirect_to_login(f"{address}?{urlencode(asked)}" if asked else address)

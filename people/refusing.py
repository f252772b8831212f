"""The three ways to say no: not visible (404), not allowed (403), not now (Refused). Rendered in one place."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from people import unready
from people.limits import TooMany

LONGEST = 4000  # characters of an address: twice what the longest filter of a list needs


class Refused(Exception):
    """Not now, for a reason that the person asking is told in one sentence.

    `typed` is what they wrote, each with its question, to be given back; unsaid, it is guessed from what was sent.
    `beside` is what another system is told with the sentence.
    """

    typed: Sequence[tuple[str, str]] = ()
    beside: Mapping[str, object] = MappingProxyType({})


def require(allowed: bool) -> None:
    """Go on only if a rule allows it; else 403."""
    if not allowed:
        raise PermissionDenied


class RefusalMiddleware:
    """Shows a refusal, and what the database cannot do just now, as a page that says why, with the way back.

    So is an address that is only sent to, and was opened; and one that is too long, which goes no further:
    not even to signing in, whose own address would be longer by it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if isinstance(answer, HttpResponseNotAllowed):
            answer.content = render(request, "405.html").content
        return answer

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        return render(request, "414.html", status=414) if len(request.get_full_path()) > LONGEST else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            guessed = [("", words) for words in request.POST.values() if " " in words]  # what is picked has none
            typed = exception.typed or guessed
            return render(request, "refused.html", {"reason": str(exception), "typed": typed}, status=409)
        is_fast = isinstance(exception, TooMany)
        trouble = unready.too_many(exception.wait) if is_fast else unready.noted(exception)
        return unready.page(request, trouble) if trouble else None

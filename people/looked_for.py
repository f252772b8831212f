"""Words that somebody looks for in a list: what identifies a patient is not looked for, and stands in no address.

A list's form is posted, so that an address holds only what was left once such words were taken out.
"""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode

from language.identifiers import screen
from language.short_lines import unmasked_rest

NOTHING_TO_FIND = (
    "This portal keeps no patient’s name or number, so there is nothing to find by it. "
    "Look for what happened instead, or for a colleague with their title, such as Dr or Sister."
)
LONGEST = 500  # characters that are looked at; more than any list takes
LEFT_OUT = "left_out_of_search"


def left_of(words: str) -> str:
    """The words, without what identifies a patient and the names beside it."""
    return unmasked_rest(words) if screen(words).found else words


def moved(
    request: HttpRequest, *, left_of: Callable[[str], str] = left_of, longest: int = LONGEST
) -> HttpResponse | None:
    """To the address of the list that was asked for, without what identifies a patient; None where this is it.

    `left_of` says what is left of words, where a list looks for more than others do; `longest`: of how many of them.
    """
    asked = request.POST if request.method == "POST" else request.GET
    words = asked.get("q", "")[:longest]
    left = left_of(words)
    if left != words:
        request.session[LEFT_OUT] = True
    elif request.method == "GET":
        return None
    fields = {name: value for name, value in asked.items() if name != "csrfmiddlewaretoken"} | {"q": left}
    return redirect(f"{request.path}?{urlencode({name: value for name, value in fields.items() if value})}")


def say(request: HttpRequest, form: forms.Form) -> None:
    """Say beside the words of a list that has been narrowed that some of them were left out, once."""
    if request.session.pop(LEFT_OUT, False):
        form.add_error("q", NOTHING_TO_FIND)

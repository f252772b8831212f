"""How other systems are let in: tokens with scopes, throttles, and refusals that say what to do."""

import io
from http import HTTPStatus
from math import ceil

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.db.models import Model
from django.http import Http404
from django.utils import timezone
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import (
    APIException,
    AuthenticationFailed,
    MethodNotAllowed,
    NotAcceptable,
    NotAuthenticated,
    NotFound,
    ParseError,
    PermissionDenied,
    Throttled,
    UnsupportedMediaType,
    ValidationError,
)
from rest_framework.fields import CharField
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import JSONParser
from rest_framework.permissions import BasePermission
from rest_framework.relations import SlugRelatedField
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle

from people import limits, unready
from people.keys import find_key
from people.models import Token
from people.refusing import Refused
from people.rows import known
from people.wording import has_words

ANSWERS = {
    ValidationError: ("Some of this is not right", "Correct the fields named under errors, then send it again."),
    ParseError: ("This could not be read", "Send one JSON document in UTF-8."),
    NotAuthenticated: ("No key was given", "Send the header Authorization: Bearer KEY. Keys are made under /keys/."),
    AuthenticationFailed: ("This key does not work", "Make a new key under /keys/."),
    PermissionDenied: ("Not allowed", "You may see this, but it is for somebody else to do."),
    NotFound: ("Not found", "There is no such thing, or it is not yours to see."),
    MethodNotAllowed: ("Not done this way", "Use one of the methods in the Allow header."),
    NotAcceptable: ("Not in this format", "Ask for application/json."),
    UnsupportedMediaType: ("Not in this format", "Send JSON with the header Content-Type: application/json."),
    Throttled: ("Too many calls", "Wait, then go on more slowly."),
}


class TooBig(APIException):
    status_code = 413
    default_detail = "Send less at a time."


class Document(JSONParser):
    """One JSON document, no bigger and no deeper than anybody needs."""

    def parse(self, stream, media_type=None, parser_context=None):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(most + 1)
        if len(raw) > most:
            raise TooBig(f"This is too big. Send no more than {most // 1024} kB at a time.")
        try:
            return super().parse(io.BytesIO(raw), media_type, parser_context)
        except RecursionError as error:
            raise ParseError("This is nested too deeply.") from error


class KnownField(SlugRelatedField):
    """One of all there are of a model, by a key of letters, in plain SQL."""

    def to_internal_value(self, data) -> Model:
        found = known(self.queryset.model, self.slug_field, data) if isinstance(data, str) else None
        return found or super().to_internal_value(data)


class WordsField(CharField):
    """Free text that says something: marks, pictures and what nobody sees are no words."""

    default_error_messages = {"in_words": "Write this in a few words."}

    def to_internal_value(self, data) -> str:
        words = super().to_internal_value(data)
        if not has_words(words):
            self.fail("in_words")
        return words


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer KEY`. Only the key's SHA-256 is stored."""

    def authenticate(self, request):
        kind, _, key = get_authorization_header(request).decode("latin-1").partition(" ")
        if kind.lower() != "bearer":
            return None
        token = find_key(key.strip())
        if token is None or not token.user.is_active:
            raise AuthenticationFailed("This key is not known or was revoked. Make a new one under /keys/.")
        today = timezone.localdate()
        if token.last_used_on != today:
            Token.objects.filter(pk=token.pk).update(last_used_on=today)
        return token.user, token

    def authenticate_header(self, request) -> str:
        return "Bearer"


class DescribedTokens(OpenApiAuthenticationExtension):
    """How the API's description names the keys."""

    target_class = TokenAuthentication
    name = "key"

    def get_security_definition(self, auto_schema) -> dict:
        return {"type": "http", "scheme": "bearer"}


class HasScope(BasePermission):
    """The key carries the scope that the view names; a signed-in person in a browser has all of their own.

    A view that names no scope is closed to keys. The scope "open" needs no key.
    """

    def has_permission(self, request, view) -> bool:
        scope = getattr(view, "scope", None)
        if scope == "open":
            return True
        if not request.user.is_authenticated:
            return False
        self.message = f"This key may not do this: it lacks the scope {scope}. Make one that has it under /keys/."
        return request.auth is None or scope in request.auth.scopes


class Pages(PageNumberPagination):
    page_size_query_param = "per_page"
    max_page_size = 100


class Filters(DjangoFilterBackend):
    """Narrows a list; what is not understood is refused, with what could be said instead."""

    def filter_queryset(self, request, queryset, view):
        filters = self.get_filterset(request, queryset, view)
        if filters is None:
            return queryset
        refuse_unknown(filters.form)
        return filters.qs


def refuse_unknown(form: forms.Form) -> None:
    """A 400 that says of each filter what is wrong, and where one of a list was asked for, the list."""
    if form.is_valid():
        return
    said = {}
    for name, faults in form.errors.as_data().items():
        known = [str(value) for value, _ in getattr(form.fields.get(name), "choices", ()) if str(value)]
        is_none = known and any(fault.code == "invalid_choice" for fault in faults)
        one_of = f"“{form.data.get(name)}” is none of these: {', '.join(known)}."
        said["filter" if name == NON_FIELD_ERRORS else name] = [one_of] if is_none else form.errors[name]
    raise ValidationError(said)


class PerPerson(UserRateThrottle):
    """So many calls per person, or per network where nobody is signed in. Without a cache, nobody is held up."""

    scope = "person"

    def allow_request(self, request, view) -> bool:
        return bool(limits.without_cache(lambda: super(PerPerson, self).allow_request(request, view), True))


def problem(exc: Exception, context: dict) -> Response | None:
    """Every refusal as a problem document (RFC 9457). What is not a refusal is a bug and stays one."""
    if isinstance(exc, Refused):
        return _document(409, "Not now", str(exc), **exc.beside)
    if isinstance(exc, limits.TooMany):
        exc = Throttled(exc.wait)
    elif trouble := unready.noted(exc):
        detail = f"{trouble.reason} Wait, then send the same again."
        return _document(trouble.status, trouble.title, detail, {"Retry-After": str(trouble.wait)})
    if isinstance(exc, Http404):
        exc = NotFound()
    elif isinstance(exc, DjangoPermissionDenied):
        exc = PermissionDenied()
    if not isinstance(exc, APIException):
        return None
    title, what_to_do = ANSWERS.get(type(exc), (HTTPStatus(exc.status_code).phrase, ""))
    headers = {"WWW-Authenticate": exc.auth_header} if getattr(exc, "auth_header", None) else {}
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = str(ceil(wait))
        what_to_do = f"You made too many calls. Wait {ceil(wait)} seconds, then go on more slowly."
    if isinstance(exc, ValidationError):
        return _document(exc.status_code, title, what_to_do, errors=_by_field(exc.detail))
    said = str(exc.detail) if exc.detail != exc.default_detail or not what_to_do else ""
    detail = what_to_do if isinstance(exc, (NotAuthenticated, Throttled)) else said or what_to_do
    return _document(exc.status_code, title, detail, headers)


def _by_field(detail) -> dict:
    return detail if isinstance(detail, dict) else {"non_field_errors": detail}


def _document(status: int, title: str, detail: str, headers: dict | None = None, **more) -> Response:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail} | more
    return Response(body, status=status, headers=headers, content_type="application/problem+json")

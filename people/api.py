"""How other systems are let in: tokens with scopes, throttles, and refusals that say what to do."""

import hashlib

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.http import Http404
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import APIException, AuthenticationFailed, NotFound, PermissionDenied
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import BasePermission
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle

from people.models import Token
from people.refusing import Refused


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer KEY`. Only the key's SHA-256 is stored."""

    def authenticate(self, request):
        kind, _, key = get_authorization_header(request).decode("latin-1").partition(" ")
        if kind.lower() != "bearer":
            return None
        digest = hashlib.sha256(key.strip().encode()).hexdigest()
        token = Token.objects.select_related("user").filter(digest=digest, revoked_at__isnull=True).first()
        if token is None or not token.user.is_active:
            raise AuthenticationFailed("This key is not known or was revoked. Make a new one under API keys.")
        today = timezone.localdate()
        if token.last_used_on != today:
            Token.objects.filter(pk=token.pk).update(last_used_on=today)
        return token.user, token

    def authenticate_header(self, request) -> str:
        return "Bearer"


class HasScope(BasePermission):
    """The key carries the scope that the view names; a signed-in person in a browser has all of their own."""

    message = "This key does not have the scope that this needs."

    def has_permission(self, request, view) -> bool:
        scope = getattr(view, "scope", None)
        if scope == "open":
            return True
        if not request.user.is_authenticated:
            return False
        return request.auth is None or scope in request.auth.scopes


class Pages(PageNumberPagination):
    page_size_query_param = "per_page"
    max_page_size = 100


class PerPerson(UserRateThrottle):
    scope = "person"


def problem(exc: Exception, context: dict) -> Response | None:
    """Every refusal as a problem document (RFC 9457). What is not a refusal is a bug and stays one."""
    if isinstance(exc, Http404):
        exc = NotFound()
    elif isinstance(exc, DjangoPermissionDenied):
        exc = PermissionDenied()
    if isinstance(exc, Refused):
        return _document(409, "Not now", str(exc))
    if not isinstance(exc, APIException):
        return None
    return _document(exc.status_code, exc.default_detail, exc.detail)


def _document(status: int, title: str, detail) -> Response:
    body = {"type": "about:blank", "title": str(title), "status": status}
    body |= {"detail": detail} if isinstance(detail, str) else {"errors": detail}
    return Response(body, status=status, content_type="application/problem+json")

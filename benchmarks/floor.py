"""The least that Django can do for a create: one INSERT in one transaction, and a tiny page."""

import secrets

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from issues.models import Draft

PAGE = "<!doctype html><title>Sent</title><h1>Sent</h1><p>{{ key }}</p>"


def create(request: HttpRequest) -> HttpResponse:
    """Store the text and say so."""
    with transaction.atomic():
        draft = Draft.objects.create(key=secrets.token_hex(16), fields={"text": request.POST["text"]})
    return HttpResponse(engines["django"].from_string(PAGE).render({"key": draft.key}))


urlpatterns = [path("create/", create)]

"""All addresses, by app."""

from contextlib import suppress

from django.urls import include, path

from interface import api, views
from interface.health import health

urlpatterns = [
    path("", views.start, name="start"),
    path("health/", health, name="health"),
    path("tour/", views.tour, name="tour"),
    path("api/", api.docs, name="api_docs"),
    path("api/v1/", include("interface.api_urls")),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
for app in ("people", "routing", "issues", "themes", "archive"):
    with suppress(ImportError):
        urlpatterns.append(path("", include(f"{app}.urls")))

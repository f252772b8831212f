"""All addresses, by app."""

from django.urls import include, path

from interface import api, views
from interface.health import health

handler500 = "people.unready.server_error"
urlpatterns = [
    path("", views.start, name="start"),
    path("health/", health, name="health"),
    path("tour/", views.tour, name="tour"),
    path("api/", api.docs, name="api_docs"),
    path("api/v1/", include("interface.api_urls")),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("", include("people.urls")),
    path("", include("routing.urls")),
    path("", include("issues.urls")),
    path("", include("themes.urls")),
    path("", include("archive.urls")),
]

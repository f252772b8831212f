"""Addresses of the archive."""

from django.urls import path, re_path

from archive import acts, views

app_name = "archive"
urlpatterns = [
    path("projects/", views.projects, name="projects"),
    path("projects/new/", views.propose, name="propose"),
    path("projects/<slug:slug>/", views.project, name="project"),
    path("projects/<slug:slug>/edit/", views.edit, name="edit"),
    re_path(rf"^projects/(?P<slug>[-\w]+)/(?P<verb>{'|'.join(acts.ACTS)})/$", views.act, name="act"),
]

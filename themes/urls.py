"""Addresses of themes."""

from django.urls import path

from themes import adding, report_views, views

app_name = "themes"
urlpatterns = [
    path("issues/new/check/", report_views.check, name="check"),
    path("issues/new/known/", report_views.known, name="known"),
    path("themes/", views.board, name="board"),
    path("themes/themes.csv", views.export, name="export"),
    path("themes/add/", adding.add, name="add"),
    path("themes/<slug:key>/", views.theme, name="theme"),
    path("themes/<slug:key>/start-a-project/", views.seed, name="seed"),
    path("themes/<slug:key>/rename/", views.rename, name="rename"),
    path("themes/<slug:key>/publish/", views.publish, name="publish"),
    path("themes/<slug:key>/withdraw/", views.withdraw, name="withdraw"),
    path("themes/<slug:key>/dismiss/", views.dismiss, name="dismiss"),
    path("themes/<slug:key>/restore/", views.restore, name="restore"),
]

"""Addresses of themes."""

from django.urls import path

from themes import abbreviation_pages, adding, decision_pages, history_pages, library_pages, report_views, views

app_name = "themes"
urlpatterns = [
    path("issues/new/check/", report_views.check, name="check"),
    path("issues/new/known/", report_views.known, name="known"),
    path("themes/", views.board, name="board"),
    path("themes/themes.csv", views.export, name="export"),
    path("themes/add/", adding.add, name="add"),
    path("themes/known-problems/", library_pages.known, name="known_problems"),
    path("themes/abbreviations/", abbreviation_pages.listed, name="abbreviations"),
    path("themes/abbreviations/<int:number>/", abbreviation_pages.take_back, name="take_back_abbreviation"),
    path("themes/harm/<int:number>/looked-at/", views.look_at, name="look_at"),
    path("themes/<slug:key>/", views.theme, name="theme"),
    path("themes/<slug:key>/start-a-project/", views.seed, name="seed"),
    path("themes/<slug:key>/rename/", views.rename, name="rename"),
    path("themes/<slug:key>/confirm/", decision_pages.confirm, name="confirm"),
    path("themes/<slug:key>/merge/", decision_pages.merge, name="merge"),
    path("themes/<slug:key>/split/", decision_pages.split, name="split"),
    path("themes/<slug:key>/keep-apart/", decision_pages.apart, name="apart"),
    path("themes/<slug:key>/decisions/<int:number>/undo/", decision_pages.undo, name="undo"),
    path("themes/<slug:key>/history/<int:number>/take-out/", history_pages.take_out_name, name="take_out_name"),
    path("themes/<slug:key>/known-problem/", library_pages.take_in, name="take_in"),
    path("themes/<slug:key>/known-problem/take-out/", library_pages.take_out, name="take_out"),
    path("themes/<slug:key>/publish/", views.publish, name="publish"),
    path("themes/<slug:key>/withdraw/", views.withdraw, name="withdraw"),
    path("themes/<slug:key>/dismiss/", views.dismiss, name="dismiss"),
    path("themes/<slug:key>/restore/", views.restore, name="restore"),
]

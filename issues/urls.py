"""Addresses of issues. Changing an issue is a POST to its own address."""

from django.urls import path, re_path

from issues import acts, views

app_name = "issues"
verbs = "|".join(acts.ACTS)

urlpatterns = [
    path("issues/", views.mine, name="mine"),
    path("issues/new/", views.report, name="report"),
    path("issues/new/send/", views.send, name="send"),
    path("inbox/", views.inbox, name="inbox"),
    path("registry/health/issues/", views.gaps, name="gaps"),
    path("issues/<slug:reference>/", views.issue, name="issue"),
    path("issues/<slug:reference>/me-too/", views.me_too, name="me_too"),
    re_path(rf"^issues/(?P<reference>[\w-]+)/(?P<verb>{verbs})/$", views.act, name="act"),
]

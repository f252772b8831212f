"""Addresses of signing in, and of pages about oneself."""

from django.urls import include, path

from people import entrance, views

about_oneself = [
    path("welcome/", views.welcome, name="welcome"),
    path("details/", views.details, name="details"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_notices, name="read_notices"),
    path("keys/", views.keys, name="keys"),
    path("keys/<int:number>/revoke/", views.revoke, name="revoke_key"),
]

urlpatterns = [
    path("sign-in/", entrance.sign_in, name="account_request_login_code"),
    path("sign-in/code/", entrance.code, name="account_confirm_login_code"),
    path("sign-out/", entrance.sign_out, name="account_logout"),
    path("", include((about_oneself, "people"))),
]

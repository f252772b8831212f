"""Addresses of signing in, and of pages about oneself."""

from django.urls import include, path

from people import entrance, mail_views, views

about_oneself = [
    path("welcome/", views.welcome, name="welcome"),
    path("details/", views.details, name="details"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_notices, name="read_notices"),
    path("notices/settings/", mail_views.settings_page, name="notice_settings"),
    path("notices/stop/", mail_views.stop, name="stop"),
    path("notices/refused/", mail_views.refused, name="refused"),
    path("notices/refused/<int:bounce>/try-again/", mail_views.try_again, name="try_again"),
    path("notices/receipts/", mail_views.receipts, name="receipts"),
    path("keys/", views.keys, name="keys"),
    path("keys/<int:number>/revoke/", views.revoke, name="revoke_key"),
]

urlpatterns = [
    path("sign-in/", entrance.sign_in, name="account_request_login_code"),
    path("sign-in/code/", entrance.code, name="account_confirm_login_code"),
    path("sign-out/", entrance.sign_out, name="account_logout"),
    path("", include((about_oneself, "people"))),
]

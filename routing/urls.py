"""Addresses of the registry."""

from django.urls import path

from routing import away_views, desk_pages, rule_pages, trying_pages, views

app_name = "routing"
urlpatterns = [
    path("who-is-responsible/", views.find, name="find"),
    path("who-is-responsible/<str:code>/", views.organisation, name="organisation"),
    path("organisations/suggest/", views.suggest, name="suggest"),
    path("registry/", views.registry, name="registry"),
    path("registry/health/", views.health, name="health"),
    path("registry/what-if/", trying_pages.what_if, name="what_if"),
    path("registry/coverage/", trying_pages.coverage, name="coverage"),
    path("registry/desks/<int:number>/", desk_pages.desk, name="desk"),
    path("registry/desks/<int:number>/edit/", desk_pages.edit, name="edit_desk"),
    path("registry/desks/<int:number>/confirm/", desk_pages.confirm, name="confirm_desk"),
    path("registry/desks/<int:number>/seat/", desk_pages.seat, name="seat"),
    path("registry/holders/<int:holder>/unseat/", desk_pages.unseat, name="unseat"),
    path("registry/organisations/<str:code>/desks/new/", desk_pages.add, name="add_desk"),
    path("registry/rules/begin/", rule_pages.begin, name="begin_draft"),
    path("registry/rules/draft/", rule_pages.draft, name="draft"),
    path("registry/rules/draft/rule/", rule_pages.rule, name="rule"),
    path("registry/rules/draft/take-out/", rule_pages.take_out, name="take_out_rule"),
    path("registry/rules/draft/up-to-date/", rule_pages.bring_up_to_date, name="bring_up_to_date"),
    path("registry/rules/draft/discard/", rule_pages.discard, name="discard_draft"),
    path("registry/rules/draft/publish/", rule_pages.publish, name="publish_draft"),
    path("registry/rules/versions/", rule_pages.versions, name="versions"),
    path("registry/rules/versions/<int:number>/", rule_pages.version, name="version"),
    path("registry/rules/versions/<int:number>/again/", rule_pages.go_back, name="go_back"),
    path("away/", away_views.away, name="away"),
    path("away/<int:number>/back/", away_views.come_back, name="come_back"),
]

"""Addresses of the registry."""

from django.urls import path

from routing import (
    area_views,
    away_views,
    desk_pages,
    finding_views,
    names_views,
    rule_pages,
    service_views,
    trying_pages,
    views,
)

app_name = "routing"
urlpatterns = [
    path("who-is-responsible/", finding_views.find, name="find"),
    path("who-is-responsible/<str:code>/", finding_views.organisation, name="organisation"),
    path("organisations/suggest/", finding_views.suggest, name="suggest"),
    path("who-is-responsible/<str:code>/print/", finding_views.one_page, name="one_page"),
    path("registry/services/of/<str:code>/", service_views.services, name="services"),
    path("registry/services/change/<int:number>/", service_views.service, name="service"),
    path("registry/services/remove/<int:number>/", service_views.remove_service, name="remove_service"),
    path("registry/", views.registry, name="registry"),
    path("registry/health/", views.health, name="health"),
    path("registry/names/", names_views.names, name="names"),
    path("registry/names/not-recognised/<int:number>/", names_views.teach, name="teach"),
    path("registry/names/remove/<int:number>/", names_views.remove_name, name="remove_name"),
    path("registry/names/<str:code>/", names_views.names_of, name="names_of"),
    path("registry/area/", area_views.area, name="area"),
    path("registry/area/switch/", area_views.switch, name="switch"),
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

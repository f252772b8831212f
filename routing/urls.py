"""Addresses of the registry."""

from django.urls import path

from routing import area_views, away_views, finding_views, names_views, service_views, views

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
    path("away/", away_views.away, name="away"),
    path("away/<int:number>/back/", away_views.come_back, name="come_back"),
]

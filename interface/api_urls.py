"""Addresses of the API, version 1. A breaking change would get a new version."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView

from archive import api as archive
from interface.api import Nothing
from issues import api as issues
from issues import file_api as files
from routing import api as routing
from themes import api as themes

app_name = "api"

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("route/", issues.Route.as_view(), name="route"),
    path("issues/", issues.Issues.as_view(), name="issues"),
    path("issues/<slug:reference>/", issues.OneIssue.as_view(), name="issue"),
    path("issues/<slug:reference>/files/", files.Files.as_view(), name="files"),
    path("issues/<slug:reference>/files/<uuid:key>/", files.OneFile.as_view(), name="file"),
    path("issues/<slug:reference>/acknowledge/", issues.Acknowledge.as_view(), name="acknowledge"),
    path("issues/<slug:reference>/answer/", issues.Answer.as_view(), name="answer"),
    path("issues/<slug:reference>/correct/", issues.Correct.as_view(), name="correct"),
    path("issues/<slug:reference>/reroute/", issues.Reroute.as_view(), name="reroute"),
    path("issues/<slug:reference>/me-too/", issues.MeToo.as_view(), name="me_too"),
    path("issues/<slug:reference>/withdraw/", issues.Withdraw.as_view(), name="withdraw"),
    path("desk/issues/", issues.DeskIssues.as_view(), name="desk_issues"),
    path("themes/", themes.Themes.as_view(), name="themes"),
    path("themes/<slug:key>/", themes.OneTheme.as_view(), name="theme"),
    path("categories/", routing.Categories.as_view(), name="categories"),
    path("organisations/", routing.Organisations.as_view(), name="organisations"),
    path("organisations/<slug:code>/", routing.OneOrganisation.as_view(), name="organisation"),
    path("projects/", archive.Projects.as_view(), name="projects"),
    path("projects/<slug:slug>/", archive.OneProject.as_view(), name="project"),
    re_path(r"^", Nothing.as_view(), name="nothing"),
]

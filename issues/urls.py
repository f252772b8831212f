"""Addresses of issues. Changing an issue is a POST to its own address."""

from django.urls import path, re_path

from issues import (
    acts,
    comparison,
    files,
    holds_page,
    inbox,
    leaving_page,
    report_views,
    responsiveness_views,
    rules_pages,
    sent_pages,
    take_out_page,
    templates_pages,
    views,
    withdraw_page,
)

app_name = "issues"
verbs = "|".join(acts.ACTS)

urlpatterns = [
    path("issues/", views.mine, name="mine"),
    path("issues/new/", report_views.report, name="report"),
    path("issues/new/send/", report_views.send, name="send"),
    path("issues/drafts/delete/", report_views.delete_draft, name="delete_draft"),
    path("issues/sent/<slug:key>/", sent_pages.sent, name="sent"),
    path("responsiveness/", responsiveness_views.responsiveness_page, name="responsiveness"),
    path("inbox/", inbox.show, name="inbox"),
    path("inbox/together/", inbox.together, name="together"),
    path("inbox/filters/", inbox.save_filter, name="save_filter"),
    path("inbox/filters/<int:number>/remove/", inbox.remove_filter, name="remove_filter"),
    path("inbox/templates/", templates_pages.templates, name="templates"),
    path("inbox/templates/new/", templates_pages.add, name="add_template"),
    path("inbox/templates/begin/", templates_pages.begin, name="begin_templates"),
    path("inbox/templates/<int:number>/", templates_pages.template, name="template"),
    path("inbox/templates/<int:number>/remove/", templates_pages.remove, name="remove_template"),
    path("registry/health/issues/", views.gaps, name="gaps"),
    path("registry/holders/<int:holder>/take-off/", leaving_page.take_off, name="take_off"),
    path("registry/rules/", rules_pages.rules, name="rules"),
    path("registry/rules/draft/preview/", rules_pages.preview, name="preview_draft"),
    path("issues/merged/", comparison.merged, name="merged"),
    path("issues/<slug:reference>/", views.issue, name="issue"),
    path("issues/<slug:reference>/compare/", comparison.compare, name="compare"),
    path("issues/<slug:reference>/merge/", comparison.merge, name="merge"),
    path("issues/<slug:reference>/relate/", comparison.relate, name="relate"),
    path("issues/<slug:reference>/unrelate/", comparison.unrelate, name="unrelate"),
    path("issues/<slug:reference>/receipt/", sent_pages.receipt, name="receipt"),
    path("issues/<slug:reference>/withdraw/", withdraw_page.withdraw, name="withdraw"),
    path("issues/<slug:reference>/take-out/", take_out_page.take_out, name="take_out"),
    path("issues/<slug:reference>/holds/", holds_page.holds, name="holds"),
    path("issues/<slug:reference>/me-too/", views.me_too, name="me_too"),
    path("issues/<slug:reference>/not-me-too/", views.take_back, name="take_back"),
    path("issues/<slug:reference>/follow/", views.follow, name="follow"),
    path("issues/<slug:reference>/unfollow/", views.unfollow, name="unfollow"),
    path("issues/<slug:reference>/files/", files.add, name="files"),
    path("issues/<slug:reference>/files/<uuid:key>/", files.file, name="file"),
    path("issues/<slug:reference>/files/<uuid:key>/remove/", files.remove, name="remove_file"),
    path("issues/<slug:reference>/assign/", inbox.assign, name="assign"),
    re_path(rf"^issues/(?P<reference>[\w-]+)/(?P<verb>{verbs})/$", views.act, name="act"),
]

"""The header and footer of every page, from the same official components."""

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from interface.nhsuk import component
from interface.page import FOOTER, branding_of, is_signed_in, links, navigation, notices_unread

register = template.Library()


@register.simple_tag(takes_context=True)
def page_header(context: template.Context) -> SafeString:
    """The NHS header: the service's name, where to go, and the reader's account."""
    request = context["request"]
    params = {
        "service": {"text": context["site_name"], "href": "/"},
        "account": {"items": _account(request)},
        "navigation": {"items": links(navigation(request), request.path)},
    }
    own = branding_of(request)
    if own:
        params["classes"] = f"header-{own.colour}"
        params |= {"organisation": {"name": own.logo_text}} if own.logo_text else {}
    return component("header", params)


@register.simple_tag(takes_context=True)
def page_footer(context: template.Context) -> SafeString:
    """The NHS footer."""
    about = f"{context['site_name']}: issues between primary and secondary care, and what is done about them."
    return component("footer", {"meta": {"items": links(FOOTER)}, "copyright": {"text": about}})


def _account(request: HttpRequest) -> list[dict]:
    if not is_signed_in(request):
        return links((("Sign in", "account_request_login_code"),))
    items = [{"text": str(request.user), "icon": True, "href": reverse("people:details")}]
    unread = notices_unread(request)
    items += links(((f"Notices ({unread})" if unread else "Notices", "people:notices"),))
    return [*items, {"html": render_to_string("components/sign_out.html", request=request)}]

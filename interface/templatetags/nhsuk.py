"""NHS components in templates: `{% nhsuk "button" text="Send" %}`; a double underscore reaches inside."""

from django import template
from django.core.paginator import Page, Paginator
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.utils.safestring import SafeString

from interface import fields
from interface.nhsuk import component, merged, nested

register = template.Library()


@register.simple_tag
def nhsuk(which: str, params: dict | None = None, **more) -> SafeString:
    """One component. `params` gives parameters as a dictionary, keywords give or override single ones."""
    return component(which, merged(params or {}, nested(more)))


@register.simple_block_tag
def nhsuk_block(content: SafeString, which: str, into: str = "html", **more) -> SafeString:
    """One component around a piece of the template: `{% nhsuk_block "details" summaryText="Why" %}…`."""
    return component(which, merged(nested(more), nested({into: content})))


@register.simple_tag
def nhsuk_field(bound: BoundField, heading: bool = False, **more) -> SafeString:
    """A form field with label, hint and error; keywords override the component's parameters."""
    return fields.field(bound, heading=heading, **nested(more))


@register.filter
def error_list(form: BaseForm, files: BaseForm | None = None) -> list[dict]:
    """The errors of a form for the error summary; with those of its files, which a browser forgets."""
    forgotten = fields.summary(files) if files else []
    again = [error | {"text": f"Choose your files again: {error['text']}"} for error in forgotten]
    return [*fields.summary(form), *again]


@register.filter
def outermost(form: BaseForm) -> list[BoundField]:
    """The fields of a form that stand by themselves."""
    return fields.outermost(form)


@register.filter
def page_links(page: Page, query: QueryDict | None = None) -> dict:
    """The links of a list's pages, keeping the reader's filters."""

    def address(number: int) -> str:
        asked = query.copy() if query is not None else QueryDict(mutable=True)
        asked["page"] = number
        return f"?{asked.urlencode()}"

    params: dict = {"items": [], "landmarkLabel": "Pages"}
    if page.has_previous():
        params["previous"] = {"href": address(page.previous_page_number())}
    if page.has_next():
        params["next"] = {"href": address(page.next_page_number())}
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if number == Paginator.ELLIPSIS:
            params["items"].append({"ellipsis": True})
        else:
            params["items"].append({"number": number, "href": address(number), "current": number == page.number})
    return params

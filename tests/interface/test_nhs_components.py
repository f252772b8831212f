"""The NHS components behind the template tags."""

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines
from django.utils.safestring import SafeString

from interface import nhsuk
from interface.nhsuk import component, merged, nested

HOSTILE = '<b title="">'


def drawn(source: str, **context) -> str:
    return " ".join(engines["django"].from_string("{% load nhsuk %}" + source).render(context).split())


def test_a_component_comes_in_official_markup():
    assert 'class="nhsuk-tag nhsuk-tag--green"' in drawn('{% nhsuk "tag" text="Open" colour="green" %}')


def test_text_is_always_escaped():
    assert "&lt;b&gt;" in drawn('{% nhsuk "tag" text=word %}', word="<b>")
    assert "&amp;amp;" in drawn('{% nhsuk "tag" text="&amp;" %}')


def test_words_of_people_are_escaped_even_where_markup_is_expected():
    assert "<b>" not in drawn('{% nhsuk "inset-text" html=word %}', word="<b>")
    assert "<b>" not in drawn('{% nhsuk "tabs" params=p %}', p={"items": [{"label": "A", "panel": {"html": "<b>"}}]})


def test_markup_of_templates_is_kept():
    assert "<p>&lt;b&gt;</p>" in drawn(
        '{% nhsuk_block "inset-text" %}<p>{{ word }}</p>{% endnhsuk_block %}', word="<b>"
    )


def test_attributes_cannot_be_broken_out_of():
    made = drawn('{% nhsuk "button" text="A" attributes__title=word %}', word="\"'><script>")
    assert "<script>" not in made
    assert 'title="&#34;&#39;&gt;&lt;script&gt;"' in made


def test_an_unknown_parameter_is_an_error():
    with pytest.raises(ValueError, match="tag has no color"):
        component("tag", {"color": "green"})


def test_the_same_component_is_made_once_and_never_taken_for_another():
    nhsuk._made.cache_clear()
    first = [component("tag", {"text": "Open"}) for _ in range(3)]
    assert len(set(first)) == 1 and nhsuk._made.cache_info().misses == 1
    assert "nhsuk-tag--green" in component("tag", {"text": "Open", "colour": "green"})
    rows = [component("textarea", {"name": "a", "label": {"text": "A"}, "rows": rows}) for rows in (1, True, "1")]
    assert ['rows="True"' in one for one in rows] == [False, True, False]
    assert component("tag", {"text": SafeString("&amp;")}) == component("tag", {"text": "&amp;"})


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("input", {"name": "a", "label": {"text": "A"}, "value": "Mrs Smith"}),
        ("textarea", {"name": "a", "label": {"text": "A"}, "errorMessage": {"text": "Not Mrs Smith"}}),
        ("error-summary", {"errorList": [{"text": "Not Mrs Smith"}]}),
        ("radios", {"name": "a", "items": [{"value": "b", "text": "B", "conditional": {"html": "Mrs Smith"}}]}),
    ],
)
def test_what_somebody_typed_is_not_kept(name, params):
    nhsuk._made.cache_clear()
    assert "Mrs Smith" in component(name, params)
    assert nhsuk._made.cache_info().currsize == 0


def test_parameters_nest_by_double_underscores():
    assert nested({"label__text": "A", "label__size": "l"}) == {"label": {"text": "A", "size": "l"}}
    assert merged({"a": {"b": 1, "c": 2}}, {"a": {"c": 3}}) == {"a": {"b": 1, "c": 3}}


def test_pages_of_a_list_keep_the_filters():
    page, query = Paginator(range(50), 10).page(2), QueryDict("state=open&page=2")
    made = drawn('{% include "components/pagination.html" %}', page=page, query=query)
    assert 'href="?state=open&amp;page=1"' in made
    assert 'href="?state=open&amp;page=3"' in made
    assert made.count('aria-current="page"') == 1


@pytest.mark.parametrize(
    ("name", "params"),
    [
        (
            "radios",
            {"name": "a", "items": [{"value": "b", "text": HOSTILE}], "fieldset": {"legend": {"text": HOSTILE}}},
        ),
        ("checkboxes", {"name": "a", "items": [{"value": HOSTILE, "text": HOSTILE}]}),
        ("input", {"name": "a", "value": HOSTILE, "label": {"text": HOSTILE}, "errorMessage": {"text": HOSTILE}}),
        ("textarea", {"name": "a", "value": HOSTILE, "label": {"text": HOSTILE}, "hint": {"text": HOSTILE}}),
        ("select", {"name": "a", "label": {"text": HOSTILE}, "items": [{"value": HOSTILE, "text": HOSTILE}]}),
        ("card", {"heading": HOSTILE, "href": HOSTILE, "clickable": True, "description": HOSTILE}),
        ("button", {"text": HOSTILE, "href": HOSTILE}),
        ("back-link", {"text": HOSTILE, "href": HOSTILE}),
        ("tag", {"text": HOSTILE}),
        ("notification-banner", {"text": HOSTILE, "titleText": HOSTILE}),
        ("header", {"navigation": {"items": [{"text": HOSTILE, "href": HOSTILE}]}, "service": {"text": HOSTILE}}),
    ],
)
def test_no_component_prints_words_as_markup(name, params):
    markup = component(name, params)
    assert "<b title" not in markup
    assert "&lt;b title=&#34;&#34;&gt;" in markup
    assert "&amp;lt;" not in markup

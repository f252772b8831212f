"""The NHS look: official macros behind one function, and one renderer for all forms.

Templates reach it through `{% load nhsuk %}`. No component of the NHS is copied by hand.
"""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from jinja2 import ChainableUndefined, Environment, PackageLoader, select_autoescape
from markupsafe import Markup, escape

MACRO_NAMES = {"tables": "table", "images": "image", "do-dont-list": "list"}
QUOTING = {"errorMessage", "errorList"}
MOST_KEPT = 1024  # pieces of markup that a process keeps


class FormRenderer(TemplatesSetting):
    """Renders stock Django fields as NHS components."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


def component(name: str, params: dict) -> SafeString:
    """The official markup of one component. A parameter the component does not know is an error."""
    macro, known = _macro(name)
    unknown = sorted(set(params) - known)
    if unknown:
        raise ValueError(
            f"The NHS component {name} has no {', '.join(unknown)}; it knows {', '.join(sorted(known))}."
        )
    cleaned = _clean(params)
    if name in MACRO_NAMES or cleaned.get("value") or _may_hold_words(cleaned):
        return SafeString(macro(cleaned))
    return _made(name, _Given(_fixed(cleaned), cleaned))


@dataclass(frozen=True)
class _Given:
    """Cleaned parameters of a component, equal where the macro cannot tell them apart."""

    fixed: tuple
    params: dict = field(compare=False)


@lru_cache(maxsize=MOST_KEPT)
def _made(name: str, given: _Given) -> SafeString:
    """Markup follows from the parameters alone, and pages show the same header, buttons and questions."""
    return SafeString(_macro(name)[0](given.params))


def _may_hold_words(value) -> bool:
    """Whether it says what somebody typed, which is never kept: errors quote it, and markup may be anything."""
    if isinstance(value, dict):
        return any(name in QUOTING or name.lower().endswith("html") or _may_hold_words(value[name]) for name in value)
    return isinstance(value, list) and any(map(_may_hold_words, value))


def _fixed(value) -> tuple:
    """Cleaned parameters as something that can be looked up; `True` is not 1."""
    if isinstance(value, dict):
        return (dict, *((name, _fixed(inner)) for name, inner in value.items()))
    if isinstance(value, list):
        return (list, *map(_fixed, value))
    return type(value), value


def nested(params: dict) -> dict:
    """`{"label__text": "Name"}` as `{"label": {"text": "Name"}}`."""
    whole: dict = {}
    for key, value in params.items():
        *path, last = key.split("__")
        inner = whole
        for step in path:
            inner = inner.setdefault(step, {})
        inner[last] = value
    return whole


def merged(first: dict, second: dict) -> dict:
    """Two sets of parameters as one, deeply; the second wins."""
    both = dict(first)
    for key, value in second.items():
        both[key] = merged(both[key], value) if isinstance(both.get(key), dict) and isinstance(value, dict) else value
    return both


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"),
        autoescape=select_autoescape(default=True),
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # The macros indent nested markup for looks, which would also indent the words in a text area.
    made.filters["indent"] = lambda text, *_, **__: text
    return made


@cache
def _macro(name: str):
    folder = f"nhsuk/components/{name}"
    module = _environment().get_template(f"{folder}/macro.jinja").module
    head, *rest = name.split("-")
    macro = getattr(module, MACRO_NAMES.get(name, head + "".join(map(str.title, rest))))
    source = _environment().loader.get_source(_environment(), f"{folder}/template.jinja")[0]
    known = set(re.findall(r'params(?:\.get\("|\.)(\w+)', source)) - {"get"}
    return macro, frozenset(known)


def _clean(value, key: str = ""):
    """Text is escaped here, once: some macros print even text as it is. Parameters named html may be safe markup."""
    if isinstance(value, dict):
        return {name: _clean(inner, name) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(inner, key) for inner in value]
    if key.lower().endswith("html") and value:
        return Markup(conditional_escape(value))
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return escape(str(value) + "")  # the sum with a plain string is plain, however safe the value claims to be

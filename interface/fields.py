"""One form field as the parameters of one NHS component: label, hint, error and input together."""

from datetime import date

from django.forms import BoundField, widgets
from django.utils.safestring import SafeString

from interface.nhsuk import component, merged

DROPPED = {"placeholder", "required", "aria-invalid", "aria-describedby", "id", "maxlength", "class", "cols"}
DJANGO_ROWS = "10"  # what Django gives a text area whose form says nothing; the NHS default is 5
HIDDEN = " nhsuk-radios__conditional--hidden"
OWN_PARAMETERS = {"rows", "autocomplete", "inputmode", "spellcheck", "autocapitalize", "pattern"}


def field(bound: BoundField, *, heading: bool = False, **more) -> SafeString:
    """The whole group of a field. `heading` makes its label the heading of a single-question page."""
    widget = bound.field.widget
    if bound.is_hidden:
        return bound.as_widget()
    for kinds, name, describe in KINDS:
        if isinstance(widget, kinds):
            params = merged(describe(bound, widget, heading), more)
            return _without_expanding(component(_counted(name, bound, params), params))
    raise TypeError(f"No NHS component is known for {type(widget).__name__} of the field {bound.name}.")


def _without_expanding(made: SafeString) -> SafeString:
    """The group as site.css shows it: what a choice brings appears with the choice, with scripts or without.

    The design system's script would mark radio buttons as expanded, which ARIA does not know.
    """
    if "data-aria-controls" not in made:
        return made
    return SafeString(made.replace(" data-aria-controls=", " data-brings=").replace(HIDDEN, ""))


def summary(form) -> list[dict]:
    """Every error of a form, with a link to where it can be mended."""
    errors = [{"text": error} for error in form.non_field_errors()]
    for bound in form:
        errors += [{"text": error, "href": f"#{bound.auto_id}"} for error in bound.errors]
    return errors


def _common(bound: BoundField) -> dict:
    params = {"name": bound.html_name}
    if bound.help_text:
        params["hint"] = _words(bound.help_text)
    if bound.errors:
        params["errorMessage"] = {"text": " ".join(bound.errors)}
    return params


def _words(words) -> dict:
    return {"html" if isinstance(words, SafeString) else "text": words}


def _titled(bound: BoundField, heading: bool) -> dict:
    return _words(bound.label) | ({"isPageHeading": True, "size": "l"} if heading else {})


def _attributes(bound: BoundField, widget: widgets.Widget) -> dict:
    attrs = bound.build_widget_attrs(widget.attrs, widget)
    kept = {name: {"value": value, "optional": True} for name, value in attrs.items() if name not in DROPPED}
    params = {name: kept.pop(name)["value"] for name in OWN_PARAMETERS & set(kept)}
    if "class" in attrs:
        params["classes"] = attrs["class"]
    return params | ({"attributes": kept} if kept else {})


def _single(bound: BoundField, widget: widgets.Widget, heading: bool) -> dict:
    params = _common(bound) | _attributes(bound, widget)
    if bound.errors:
        params.setdefault("attributes", {})["aria-invalid"] = "true"
    return params | {"id": bound.auto_id, "label": _titled(bound, heading)}


def _input(bound: BoundField, widget: widgets.Input, heading: bool) -> dict:
    is_date = isinstance(widget, widgets.DateInput)
    value = bound.value()
    if isinstance(value, date) and is_date:
        value = value.isoformat()
    params = _single(bound, widget, heading) | {"type": "date" if is_date else widget.input_type}
    if is_date:
        params.setdefault("classes", "nhsuk-input--width-10")
    return params if value is None or widget.input_type == "password" else params | {"value": value}


def _textarea(bound: BoundField, widget: widgets.Textarea, heading: bool) -> dict:
    value = bound.value()
    if widget.attrs.get("rows") == DJANGO_ROWS:
        widget.attrs.pop("rows")
    return {"rows": 5} | _single(bound, widget, heading) | {"value": "" if value is None else value}


def _counted(name: str, bound: BoundField, params: dict) -> str:
    """A text area with a limit counts characters as people write."""
    limit = getattr(bound.field, "max_length", None)
    if name != "textarea" or not limit:
        return name
    params.setdefault("maxlength", limit)
    params.setdefault("threshold", 75)
    return "character-count"


def _file(bound: BoundField, widget: widgets.FileInput, heading: bool) -> dict:
    return _single(bound, widget, heading)


def _select(bound: BoundField, widget: widgets.Select, heading: bool) -> dict:
    items: list[dict] = []
    chosen = _chosen(bound)
    for group, options, _ in widget.optgroups(bound.html_name, chosen):
        if group:
            items.append({"value": "", "text": group, "disabled": True, "selected": False})
        items += [
            {"value": option["value"], "text": option["label"], "selected": option["selected"]} | _marked(option)
            for option in options
        ]
    return _single(bound, widget, heading) | {"items": items}


def _marked(option: dict) -> dict:
    """What an option is marked with for a script."""
    marks = {name: value for name, value in option["attrs"].items() if name.startswith("data-")}
    return {"attributes": marks} if marks else {}


def _options(bound: BoundField, widget: widgets.ChoiceWidget, heading: bool) -> dict:
    hints, brings = getattr(bound.field, "choice_hints", {}), getattr(bound.field, "brings", {})
    items = [
        {"value": option["value"], "checked": option["selected"]}
        | _words(option["label"])
        | ({"hint": _words(hints[option["value"]])} if option["value"] in hints else {})
        | ({"conditional": _brought(bound, brings[option["value"]])} if option["value"] in brings else {})
        for _, options, _ in widget.optgroups(bound.html_name, _chosen(bound))
        for option in options
    ]
    legend = {"size": "s"} | _titled(bound, heading)
    params = _common(bound) | _attributes(bound, widget)
    return params | {"idPrefix": bound.auto_id, "fieldset": {"legend": legend}, "items": items}


def _brought(bound: BoundField, names: list[str]) -> dict:
    """Fields that a choice brings with it, shown below it; to all who have no JavaScript."""
    return {"html": SafeString("".join(field(bound.form[name]) for name in names))}


def outermost(form) -> list[BoundField]:
    """The fields that no choice of another field brings with it."""
    brings = [getattr(each, "brings", {}) for each in form.fields.values()]
    inner = {name for each in brings for names in each.values() for name in names}
    return [bound for bound in form.visible_fields() if bound.name not in inner]


def _checkbox(bound: BoundField, widget: widgets.CheckboxInput, heading: bool) -> dict:
    item = {"value": "on", "checked": bool(bound.value())} | _words(bound.label)
    params = _common(bound)
    if "hint" in params:
        item["hint"] = params.pop("hint")
    return params | {"idPrefix": bound.auto_id, "items": [item]}


def _chosen(bound: BoundField) -> list[str]:
    return bound.field.widget.format_value(bound.value())


KINDS = (
    (widgets.CheckboxSelectMultiple, "checkboxes", _options),
    (widgets.RadioSelect, "radios", _options),
    (widgets.Select, "select", _select),
    (widgets.CheckboxInput, "checkboxes", _checkbox),
    (widgets.FileInput, "file-upload", _file),
    (widgets.Textarea, "textarea", _textarea),
    (widgets.Input, "input", _input),
)

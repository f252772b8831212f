"""The NHS look: official macros behind one template tag, and one renderer for all forms."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Renders stock Django fields as NHS components."""

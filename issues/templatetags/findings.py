"""What was found in somebody's words, as a page shows it: what is stored instead, and a box to keep it."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from issues.looking import Found
from issues.previewing import Preview, marks
from language.identifiers import Screened
from language.reading.view import MASKS

register = template.Library()
KINDS = {
    "NHS_NUMBER": "an NHS number",
    "NAME": "a patient's name",
    "DOB": "a date of birth",
    "ADDRESS": "a patient's address",
    "POSTCODE": "a patient's postcode",
    "PHONE": "a patient's phone number",
    "EMAIL": "a patient's e-mail address",
    "HOSPITAL_NUMBER": "a hospital number",
    "REFERENCE": "a reference number of one patient",
}


@register.simple_tag
def marked(screened: Screened) -> SafeString:
    """The text with each finding struck out and followed by what is stored instead."""
    parts, at = [], 0
    for finding in screened.found:
        found = screened.text[finding.start : finding.end]
        parts.append(format_html("{}<del>{}</del> ", screened.text[at : finding.start], found))
        parts.append(format_html("<ins>{}</ins>", MASKS[finding.kind]))
        at = finding.end
    parts.append(format_html("{}", screened.text[at:]))
    return format_html("<bdi>{}</bdi>", format_html_join("", "{}", ((part,) for part in parts)))


@register.filter
def marks_of(found: Found) -> list[str]:
    """The mark of each finding, as a form says that it was shown."""
    return [mark for name, one in found.screened.items() for mark in marks(name, one)]


@register.filter
def releasable(found: Preview | Found) -> list[dict]:
    """The findings that the writer may keep: all but NHS numbers."""
    return [
        {
            "value": mark,
            "words": screened.text[finding.start : finding.end],
            "kind": KINDS[finding.kind],
        }
        for name, screened in found.screened.items()
        for finding, mark in zip(screened.found, marks(name, screened), strict=True)
        if finding.kind != "NHS_NUMBER"
    ]

"""What is too long is said in the house's words, in every form."""

import pytest
from django import forms
from django.urls import reverse

from people.plain_forms import Plainly
from tests import make
from tests.shape.addresses import addresses

OURS = ("archive", "interface", "issues", "people", "routing", "themes")


def every_form() -> set[type[forms.BaseForm]]:
    """The forms of all pages, which are imported once the addresses are known."""
    assert addresses()
    found, left = set(), [forms.BaseForm]
    while left:
        left += (more := left.pop().__subclasses__())
        found |= {each for each in more if each.__module__.split(".")[0] in OURS}
    return found


def test_no_form_says_what_is_too_long_in_the_words_of_the_framework():
    assert len(every_form()) > 40
    silent = [
        f"{form.__module__}.{form.__name__}: {name}"
        for form in every_form()
        if not issubclass(form, Plainly)
        for name, field in form.base_fields.items()
        if getattr(field, "max_length", None)
        and not isinstance(field, forms.EmailField)
        and "max_length" not in field.error_messages
        and not field.widget.is_hidden
    ]
    assert silent == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "field", "most"),
    [("issues:report", "about_words", 200), ("routing:find", "q", 200), ("issues:mine", "q", 80)],
)
def test_a_page_says_how_long_an_answer_may_be_and_how_long_it_is(client, name, field, most):
    client.force_login(make.user())
    asked = {field: "x" * 400}
    page = (client.post if name == "issues:report" else client.get)(reverse(name), asked).text
    assert f"Write at most {most} characters. You wrote 400" in page
    assert "Ensure this value" not in page

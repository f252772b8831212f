"""Stock Django fields come as NHS components."""

from datetime import date

from django import forms
from django.template import engines
from django.utils.html import format_html

HARMS = [("none", "No harm"), ("low", "Low harm")]


class Everything(forms.Form):
    text = forms.CharField(label="What happened?", widget=forms.Textarea, max_length=4000, help_text="No <names>")
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email", "placeholder": "x"}))
    on = forms.DateField(label="When did it happen?")
    harm = forms.ChoiceField(label="Was a patient harmed?", choices=HARMS, widget=forms.RadioSelect)
    category = forms.ChoiceField(choices=[("", "Choose one"), ("Letters", [("late", "Late letter")])])
    about = forms.MultipleChoiceField(choices=HARMS, widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField(label="I am sure", help_text="You cannot undo this")
    note = forms.FileField(required=False)
    key = forms.CharField(widget=forms.HiddenInput)


def drawn(name: str, form: forms.Form | None = None) -> str:
    return " ".join((form or Everything())[name].as_field_group().split())


def on_a_page(source: str, form: forms.Form) -> str:
    return " ".join(engines["django"].from_string("{% load nhsuk %}" + source).render({"form": form}).split())


def test_a_text_has_label_hint_and_count():
    made = drawn("text")
    assert '<label class="nhsuk-label" for="id_text"> What happened? </label>' in made
    assert "No &lt;names&gt;" in made
    assert 'data-maxlength="4000"' in made
    assert 'rows="5"' in made
    assert 'aria-describedby="id_text-info id_text-hint"' in made


def test_words_that_were_typed_come_back_as_they_were():
    words = "One\n  two & <b>three</b>\n\nfour"
    made = Everything({"text": words})["text"].as_field_group()
    assert ">One\n  two &amp; &lt;b&gt;three&lt;/b&gt;\n\nfour</textarea>" in made


def test_an_error_is_said_and_described():
    made = drawn("email", Everything({}))
    assert "nhsuk-form-group--error" in made
    assert '<span class="nhsuk-u-visually-hidden">Error:</span> This field is required.' in made
    assert 'aria-describedby="id_email-error"' in made
    assert 'aria-invalid="true"' in made


def test_attributes_of_the_form_are_kept_but_no_placeholder():
    made = drawn("email")
    assert 'autocomplete="email"' in made
    assert 'type="email"' in made
    assert "placeholder" not in made


def test_a_date_is_asked_for_with_the_date_field_of_the_browser():
    made = drawn("on", Everything(initial={"on": date(2026, 3, 3)}))
    assert 'type="date"' in made
    assert 'value="2026-03-03"' in made


def test_choices_are_a_group_with_a_legend_and_hints():
    form = Everything({"harm": "low"})
    form.fields["harm"].choice_hints = {"low": "Needed more care"}
    made = drawn("harm", form)
    assert "<fieldset" in made
    assert "Was a patient harmed? </legend>" in made
    assert made.count("checked") == 1
    assert 'value="low" checked' in made
    assert "Needed more care" in made


def test_a_choice_shows_the_fields_that_it_brings_with_it_below_it_and_only_there():
    form = Everything({"harm": "low"})
    form.fields["harm"].brings = {"low": ["on"]}
    made = on_a_page("{{ form }}", form)
    assert made.count('name="on"') == 1
    assert made.index('class="nhsuk-radios__conditional"') < made.index('name="on"') < made.index('name="category"')


def test_a_list_to_choose_from_shows_its_groups():
    made = drawn("category", Everything({"category": "late"}))
    assert '<option value="" disabled>Letters</option>' in made
    assert '<option value="late" selected>Late letter</option>' in made


def test_several_may_be_ticked():
    assert drawn("about", Everything({"about": ["none", "low"]})).count(" checked") == 2


def test_one_box_has_its_label_beside_it():
    made = drawn("sure", Everything({"sure": "on"}))
    assert "checked" in made
    assert "I am sure </label>" in made
    assert "You cannot undo this" in made


def test_files_and_hidden_fields_have_their_own_markup():
    assert 'type="file"' in drawn("note")
    assert drawn("key", Everything({"key": '"x'})) == '<input type="hidden" name="key" value="&quot;x" id="id_key">'


def test_the_label_can_be_the_heading_of_a_page_with_one_question():
    made = on_a_page("{% nhsuk_field form.email heading=True %}", Everything())
    assert '<h1 class="nhsuk-label-wrapper">' in made


def test_a_page_can_change_what_a_component_is_given():
    made = on_a_page(
        '{% nhsuk_field form.email hint__text="At work" classes="nhsuk-input--width-20" %}', Everything()
    )
    assert "At work" in made
    assert "nhsuk-input--width-20" in made


def test_markup_in_a_label_counts_only_if_it_is_safe():
    form = Everything()
    form.fields["email"].label = format_html("<em>{}</em>", "<b>")
    assert "<em>&lt;b&gt;</em>" in drawn("email", form)


def test_the_summary_links_every_error_to_its_field():
    form = Everything({})
    form.add_error(None, "Nothing was filled in.")
    made = on_a_page('{% include "components/error_summary.html" with form=form only %}', form)
    assert "There is a problem" in made
    assert "Nothing was filled in." in made
    for name in ("text", "email", "harm", "sure"):
        assert f'href="#id_{name}"' in made
        assert f'id="id_{name}"' in drawn(name, form)


def test_a_form_without_errors_has_no_summary():
    assert on_a_page('{% include "components/error_summary.html" with form=form only %}', Everything()) == ""

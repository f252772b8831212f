"""Plain sentences for what is wrong in a form, where its fields have none of their own."""

from django.core.exceptions import ValidationError
from django.forms import CharField, Field

from people.wording import has_words

TOO_LONG = "Write at most %(limit_value)d characters. You wrote %(show_value)d"


IN_WORDS = "Write it in a few words, or leave it empty"


class InWords(CharField):
    """Free text that says something: marks, pictures and what nobody sees are no words."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not has_words(value):
            raise ValidationError(self.required and self.error_messages["required"] or IN_WORDS, code="required")


class Plainly:
    """Mixed into a form, before it: names the question that was left open, and how long an answer may be."""

    fields: dict[str, Field]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == Field.default_error_messages["required"]:
                label = str(field.label or name.replace("_", " ").capitalize()).rstrip("?")
                field.error_messages["required"] = f"Give an answer to “{label}”"
            field.error_messages.setdefault("max_length", TOO_LONG)

"""Plain sentences for what is wrong in a form, where its fields have none of their own."""

from django.forms import Field

TOO_LONG = "Write at most %(limit_value)d characters. You wrote %(show_value)d"


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

"""The form for choosing files. It only gathers them; what they are is looked at by the verb."""

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from issues.examining import too_large
from issues.file_kinds import SUFFIXES
from issues.file_names import given_name
from issues.receiving import dropped

LOOKED = "I have looked through these files: nothing in them identifies a patient"
NO_ROOM = "There is no room for it just now. Please try again later."


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if isinstance(files, MultiValueDict) else files.get(name, [])


class FilesField(forms.FileField):
    """A list of files, each as it was uploaded."""

    widget = FilesInput

    def clean(self, data, initial=None) -> list:
        if not data and self.required:
            raise forms.ValidationError(self.error_messages["required"])
        return list(data or [])


class FilesForm(forms.Form):
    """Files for an issue. `answering`: the person may keep them from the reporter. `optional`: there need be none."""

    files = FilesField(
        label="Choose files",
        help_text=(
            f"Up to {settings.FILES_AT_ONCE} at a time, each up to {settings.FILE_BYTES // 1024 // 1024} MB: PDF, "
            "pictures, Word, Excel, PowerPoint, OpenDocument, e-mail messages as .eml. We look for what identifies a "
            "patient in their text, and take place, camera and author out of pictures, PDFs and office documents. "
            "We cannot read pictures, scans or handwriting: look through those yourself."
        ),
        error_messages={"required": "Choose at least one file"},
        widget=FilesInput(attrs={"accept": ",".join(SUFFIXES)}),
    )
    looked_through = forms.BooleanField(
        label=LOOKED,
        help_text="Needed for pictures, scans and messages, and where we say that we found something in a file.",
        required=False,
    )
    is_internal = forms.BooleanField(
        label="Only for the answering side", help_text="The reporter never sees them.", required=False
    )

    def __init__(self, *args, request=None, answering: bool = False, optional: bool = False, **kwargs):
        super().__init__(*args, auto_id="add-%s", **kwargs)
        self.request = request
        if optional:
            self.fields["files"].required = False
            self.fields["files"].label = "Add files (optional)"
            self.fields["files"].help_text += " Your own name is not taken out of them, even if you hide it below."
        if not answering:
            del self.fields["is_internal"]

    def clean(self) -> dict:
        """Says of each file that did not arrive why it did not."""
        answers = super().clean()
        missing = lost(self.request) if self.request else []
        if missing:
            self._errors.pop("files", None)  # they were chosen, they did not arrive
            self.add_error("files", missing)
        return answers


def chosen_names(request: HttpRequest) -> list[str]:
    """The names of all files of a request, also of those that did not arrive, as their owner knows them."""
    arrived = [one.name for one in request.FILES.getlist("files")]
    return arrived + [name for name, _ in dropped(request)]


def lost(request: HttpRequest) -> list[str]:
    """A sentence for each file of a request that did not arrive."""
    return [
        f"{given_name(name)}: {too_large(settings.FILE_BYTES) if why == 'too_large' else NO_ROOM}"
        for name, why in dropped(request)
    ]

"""The files that go with a report while it is written: kept from step to step, asked for again if lost."""

from collections.abc import Collection
from uuid import UUID

from django.http import HttpRequest

from issues import attaching
from issues.file_forms import FilesForm, chosen_names
from issues.file_names import given_name

MOST_NAMES = 20
WITHOUT = "without_files"


def with_files(request: HttpRequest, *, key: str, names: Collection[str]) -> FilesForm:
    """Keep the files that were chosen until the report of this key is sent. Refusals go to the form of the files.

    `names` are those of patients that the report tells, in small letters.
    """
    files = FilesForm(request.POST, request.FILES, request=request, optional=True)
    if "leave_out" in request.POST:
        attaching.unstage(by=request.user, key=key, file=as_key(request.POST["leave_out"]))
    if files.is_valid() and files.cleaned_data["files"]:
        try:
            attaching.stage(by=request.user, key=key, names=names, **files.cleaned_data)
        except attaching.FilesRefused as refused:
            files.add_error("files", refused.errors)
    return files


def are_left_behind(request: HttpRequest, files: FilesForm) -> bool:
    """Whether files that were chosen once, and lost, would be missing from what is sent, and nobody said so yet."""
    return WITHOUT not in request.POST and bool(_again(request, files))


def on_check(request: HttpRequest, files: FilesForm | None, *, are_left: bool) -> dict:
    """What the check shows of files. `are_left`: it was not sent, as files would be missing from it."""
    is_refused = bool(files and files.errors)
    return {
        "files": files or FilesForm(optional=True),
        "files_again": _again(request, files),
        "files_fine": _fine(request, files) if files and is_refused else [],
        "files_refused": is_refused or "files_refused" in request.POST,
        "files_left": are_left,
        "without_files": are_left or (WITHOUT in request.POST and not is_refused),
    }


def as_key(words: str) -> UUID:
    """The key of a file; nobody's where the words are none."""
    try:
        return UUID(words)
    except ValueError:
        return UUID(int=0)


def _again(request: HttpRequest, files: FilesForm | None) -> list[str]:
    """Names of the files that were chosen and not kept, to be chosen again; none once others were kept."""
    if files and not files.errors and files.cleaned_data.get("files"):
        return []
    now = _chosen(request) if files and files.errors else []
    return list(dict.fromkeys([*now, *request.POST.getlist("files_again")]))[:MOST_NAMES]


def _fine(request: HttpRequest, files: FilesForm) -> list[str]:
    """Names of the files that were chosen with one that is refused by its name, and that nothing is said against."""
    said = [str(error) for error in files.errors.get("files", [])]
    chosen = _chosen(request)
    fine = [name for name in chosen if not any(one.startswith(f"{name}: ") for one in said)]
    return fine if len(fine) < len(chosen) else []


def _chosen(request: HttpRequest) -> list[str]:
    return [given_name(name) for name in chosen_names(request)]

"""The files of an issue: adding them, and handing them out one by one to who may see them."""

import logging
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from issues import attaching, keeping, queries, rules
from issues.attaching import FilesRefused
from issues.file_forms import FilesForm
from issues.file_kinds import KINDS
from issues.forms import in_confidence
from issues.models import Attachment, Issue
from issues.reading import find_issue, post_only
from people.models import User
from people.refusing import Refused, require
from people.tasks import nudge

log = logging.getLogger(__name__)
PIECE = 64 * 1024
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@post_only
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add files to an issue; what cannot be taken is said next to the field."""
    found = find_issue(request.user, reference)
    require(rules.can_attach(request.user, found))
    form = _form(request.user, found, request)
    if form.is_valid():
        try:
            there = set(found.attachments.values_list("pk", flat=True))
            kept = attaching.attach(issue=found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("files", refused.errors if isinstance(refused, FilesRefused) else str(refused))
        else:
            nudge()
            known = [one.name for one in kept if one.pk in there]
            if added := len(kept) - len(known):
                done = "The file has been added." if added == 1 else f"{added} files have been added."
                messages.success(request, done)
            if known:
                names = ", ".join(f"“{name}”" for name in known)
                one = f"It is there already, as {names}. Nothing was added."
                messages.info(request, one if len(kept) == 1 else f"There already, and not added again: {names}.")
            return redirect(found)
    context = {"issue": found, "form": form}
    return render(request, "issues/add_files.html", context, status=422)


@require_safe
def file(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """One file, to be saved and never shown in the page's own name. Who may see it is asked every time."""
    return hand_out(find(request.user, reference, key))


@post_only
def remove(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """Delete a file for good."""
    attaching.remove(attachment=find(request.user, reference, key), by=request.user)
    messages.success(request, "The file has been removed.")
    return redirect("issues:issue", reference)


def find(user: User, reference: str, key: UUID) -> Attachment:
    """The file, if this person may see it and its issue."""
    found = queries.files(user, find_issue(user, reference)).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def hand_out(attachment: Attachment) -> FileResponse:
    """The file's content as a download; Refused while it is being checked, and once it has been removed."""
    if attachment.removed_at:
        raise Refused("This file has been removed.")
    if not attachment.can_be_opened:
        raise Refused("This file is being checked for viruses. Try again in a few minutes.")
    try:
        content = keeping.open_file(attachment.key)
    except FileNotFoundError as error:
        log.error("File %s is missing", attachment.key)
        raise Refused("This file cannot be found just now. Please tell those who run this portal.") from error
    kind = KINDS[attachment.kind]
    answer = FileResponse(content, as_attachment=True, filename=attachment.name, content_type=kind.mime)
    answer.block_size = PIECE
    for name, value in HEADERS.items():
        answer[name] = value
    return answer


def on_page(request: HttpRequest, found: Issue, *, has_files: bool) -> dict:
    """What the page of an issue shows of its files."""
    user = request.user
    rows = list(queries.files(user, found)) if has_files else []
    for row in rows:
        row.may_remove = row.removed_at is None and rules.can_remove_file(user, found, row.by_id)
    return {"files": rows, "files_form": _form(user, found) if rules.can_attach(user, found) else None}


def _form(user: User, found: Issue, request: HttpRequest | None = None) -> FilesForm:
    sent = (request.POST, request.FILES) if request else (None, None)
    form = FilesForm(*sent, request=request, answering=rules.can_read_notes(user, found))
    return in_confidence(form, of=found, by=user)

"""The words of e-mails: what happened, a link to it, who sent it and how to be told less. Never an issue's text."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import formatdate
from itertools import groupby
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.urls import reverse

from people.choosing import KINDS, Kind, link_to_stop
from people.models import Choice, Digest, Notice

NAMED = re.compile(r"<((?:notice|digest)-[0-9]{1,18})(?:\.[0-9]{1,12})?@")
signer = signing.Signer(salt="people.composing.seal")


@dataclass(frozen=True)
class Mail:
    """An e-mail to one address."""

    subject: str
    body: str
    to: list[str]
    headers: dict[str, str]


def mail_of(notice: Notice) -> Mail:
    """One notice as an e-mail. Its Message-ID is the row's, however often it is sent."""
    link = settings.SITE_URL + notice.path if notice.path else ""
    stop = link_to_stop(notice.recipient, [notice.kind], Choice.How.NOW) if _may_stop(notice) else ""
    return Mail(
        subject=notice.subject,
        body=_body(notice.text or _sentence(notice.subject), link, _footer(_how_to_stop(notice, stop))),
        to=[notice.recipient.email if notice.recipient else notice.address],
        headers=_headers(notice, notice.created_at, stop),
    )


def digest_mail(digest: Digest, notices: list[Notice]) -> Mail:
    """Several notices as one e-mail, by kind. Its Message-ID is the digest's, however often it is sent."""
    kinds = [kind.value for kind in KINDS]
    rows = sorted(notices, key=lambda notice: (kinds.index(notice.kind), notice.pk))
    groups = [(kind, list(told)) for kind, told in groupby(rows, key=lambda notice: notice.kind)]
    stop = link_to_stop(digest.recipient, [kind for kind, _ in groups], Choice.How.DAILY)
    count = "1 notice" if len(rows) == 1 else f"{len(rows)} notices"
    return Mail(
        subject=f"{count} from {settings.SITE_NAME}",
        body=_body(*[_group(digest, kind, told) for kind, told in groups], _footer(_settings())),
        to=[digest.recipient.email],
        headers=_headers(digest, digest.slot, stop),
    )


def message_id(name: str, at: datetime) -> str:
    """Of a row by its name and time: a restored database gives the keys of rows that it has lost once more."""
    return f"<{name}.{int(at.timestamp())}@{urlsplit(settings.SITE_URL).hostname}>"


def name_in(message_id: str) -> str:
    """The name of the row that was sent under this Message-ID, or nothing."""
    found = NAMED.search(message_id)
    return found[1] if found else ""


def unseal(seal: str) -> str:
    """The name of the row in whose e-mail this header stood, or nothing if we did not write it."""
    try:
        return signer.unsign(seal.strip())
    except signing.BadSignature:
        return ""


def _may_stop(notice: Notice) -> bool:
    return notice.recipient is not None and notice.kind != Kind.SIGN_IN


def _headers(row: Notice | Digest, at: datetime, stop: str) -> dict[str, str]:
    headers = {
        "Message-ID": message_id(row.name, at),
        "Date": formatdate(at.timestamp()),
        "Auto-Submitted": "auto-generated",
        "X-Notice": signer.sign(row.name),  # comes back with a bounce, and shows that we sent what bounced
    }
    if stop:
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers


def _sentence(subject: str) -> str:
    return subject if subject.endswith(("?", ".", "!")) else f"{subject}."


def _body(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _group(digest: Digest, kind: str, told: list[Notice]) -> str:
    lines = [f"{Kind(kind).label}:"]
    lines += [f"* {one.subject}" + (f"\n  {settings.SITE_URL}{one.path}" if one.path else "") for one in told]
    return "\n".join([*lines, f"Fewer emails of this kind: {link_to_stop(digest.recipient, [kind], 'daily')}"])


def _how_to_stop(notice: Notice, stop: str) -> str:
    if stop:
        return f"Fewer emails of this kind: {stop}\n{_settings()}"
    return "" if notice.kind == Kind.SIGN_IN else "The interface team keeps this mailbox in the registry."


def _settings() -> str:
    return f"How you are told: {settings.SITE_URL}{reverse('people:notice_settings')}"


def _footer(more: str) -> str:
    lines = [settings.SITE_NAME, settings.SITE_URL, more]
    lines.append("Please do not reply to this e-mail: nobody reads replies.")
    return "\n".join(["-- ", *[line for line in lines if line]])

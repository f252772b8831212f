"""What is said of e-mails that did not arrive: in delivery status notifications (RFC 3464) and Notify's receipts."""

import json
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from people.composing import name_in, unseal

LARGEST = 1_000_000


@dataclass(frozen=True)
class Undelivered:
    """One e-mail that did not arrive: the name of its row, why, and whether its address refuses for good."""

    name: str
    reason: str
    for_good: bool


def read_bounce(raw: bytes) -> Undelivered | None:
    """What a delivery status notification says of an e-mail of ours; None unless that failed for good.

    Anybody can write one. It is believed only if it returns the header by which we know our own e-mails.
    """
    report = message_from_bytes(raw[:LARGEST], policy=policy.compat32)
    parts = list(report.walk())
    failed = [block for part in parts for block in _blocks(part) if _is_failure(block)]
    name = next((name for part in parts if (name := unseal(_returned_seal(part)))), "")
    if not failed or not name:
        return None
    said = failed[0].get("Diagnostic-Code") or f"status {failed[0]['Status']}"
    return Undelivered(name, str(said).partition(";")[2].strip() or str(said), for_good=True)


def read_receipt(raw: bytes) -> Undelivered | None:
    """What a delivery receipt of GOV.UK Notify says; None if the e-mail arrived or the receipt is none."""
    try:
        facts = json.loads(raw)
        name, status = name_in(str(facts["reference"])), str(facts["status"])
    except (ValueError, KeyError, TypeError):
        return None
    if not name or not status.endswith("-failure"):
        return None
    return Undelivered(name, f"GOV.UK Notify: {status}", for_good=status == "permanent-failure")


def _blocks(part: EmailMessage) -> list:
    """The groups of fields of a delivery status; the first is about the message, each other about a recipient."""
    is_status = part.get_content_type() == "message/delivery-status" and part.is_multipart()
    return part.get_payload() if is_status else []


def _is_failure(block) -> bool:
    is_permanent = str(block.get("Status", "")).strip().startswith("5.")
    return is_permanent and str(block.get("Action", "")).strip().lower() == "failed"


def _returned_seal(part: EmailMessage) -> str:
    """Our header in a returned e-mail, of which some servers send all and some only the headers."""
    if part.get_content_type() == "text/rfc822-headers":
        text = part.get_payload(decode=True) or b""
        part = message_from_bytes(text, policy=policy.compat32)
    return str(part.get("X-Notice", ""))

"""Keys for the API: made once, shown once, revoked for good. Only a key's SHA-256 is kept."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from language.identifiers import screen
from people.models import Token, User
from people.refusing import Refused
from people.rows import read
from people.standing import AS_THEY_STAND, MODELS, SEATS, of_rows

MOST_KEYS = 20
SCOPES = {
    "route.preview": "See who an issue would go to",
    "issues.read": "Read your issues",
    "issues.write": "Report issues, say “me too”, add files, take back what you reported",
    "desk.read": "Read the issues that come to you",
    "desk.write": "Acknowledge and answer them, send them on",
    "themes.read": "Read themes",
    "organisations.read": "Read organisations",
    "projects.read": "Read projects",
    "projects.write": "Propose and update projects",
}


KEY = f"""
SELECT {{key}}, {AS_THEY_STAND}
FROM people_token AS key JOIN people_user AS person ON person.id = key.user_id {SEATS}
WHERE key.digest = %s AND key.revoked_at IS NULL ORDER BY seat.id
"""


def digest_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def find_key(key: str) -> Token | None:
    """The key with this text, unless it was revoked; whose it is, with their standing. One SQL statement."""
    rows = read(KEY, [digest_of(key)], key=Token, **MODELS)
    if not rows:
        return None
    found: Token = rows[0][0]
    found.user = of_rows([row[1:] for row in rows])
    return found


@transaction.atomic
def make_key(*, by: User, name: str, scopes: list[str]) -> tuple[Token, str]:
    """A new key of this person with these scopes, and its text, which cannot be had again."""
    User.objects.select_for_update().get(pk=by.pk)
    if by.tokens.filter(revoked_at__isnull=True).count() >= MOST_KEYS:
        raise Refused(f"You have {MOST_KEYS} keys. Revoke one that you no longer use, then make a new one.")
    if not scopes or not set(scopes) <= set(SCOPES):
        raise Refused("Choose at least one thing that the key may do, from the list.")
    key = f"ip_{secrets.token_urlsafe(32)}"
    chosen = [scope for scope in SCOPES if scope in scopes]
    name = screen(name).masked[: Token._meta.get_field("name").max_length]
    return Token.objects.create(user=by, name=name, digest=digest_of(key), scopes=chosen), key


def revoke_key(*, by: User, token: Token) -> Token:
    """Stop a key from working, now and for good. Revoking it twice changes nothing."""
    by.tokens.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
    return by.tokens.get(pk=token.pk)

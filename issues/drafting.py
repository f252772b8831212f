"""Reports that are not sent yet. Only masked text is kept, for seven days, also when the session has ended."""

import secrets
from datetime import timedelta

from django.utils import timezone

from issues.models import Draft
from issues.reporting import mask
from people.models import User
from people.wording import without_numbers

KEPT = timedelta(days=7)
TEXTS = ("text", "wanted", "about_words")
FIELDS = (*TEXTS, "category", "harm", "happened_on")
LONGEST = 8000


def keep(*, by: User, fields: dict[str, str]) -> Draft:
    """Keep what was typed, masked. A person who is not signed in gets a draft that only its key finds."""
    kept = {name: str(fields.get(name, ""))[:LONGEST].replace("\0", "") for name in FIELDS}
    kept = {name: without_numbers(words) for name, words in kept.items()}
    masked = mask({name: kept[name] for name in TEXTS}, {})
    owner = by if by.is_authenticated else None
    return Draft.objects.create(key=secrets.token_urlsafe(16), user=owner, fields=kept | masked)


def find(*, by: User, key: str) -> Draft | None:
    """The draft of this key, if it is this person's or was kept while nobody was signed in."""
    draft = Draft.objects.filter(key=key.replace("\0", "")).first()
    return draft if draft and draft.user_id in {None, by.pk} else None


def discard(*, by: User, key: str) -> None:
    """Forget a draft that has been sent."""
    draft = find(by=by, key=key)
    if draft:
        draft.delete()


def tidy() -> int:
    """Forget drafts older than seven days; returns how many."""
    return Draft.objects.filter(saved_at__lt=timezone.now() - KEPT).delete()[0]

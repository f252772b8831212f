"""Reports that are not sent yet, and words for an act of an issue whose writer's session had ended.

Only masked text is kept, for seven days.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import CharField, Form
from django.utils import timezone
from django.utils.text import Truncator

from issues import carrying, on_behalf, previewing
from issues.file_names import kept_name
from issues.models import Draft, Issue
from issues.reporting import mask
from language.identifiers import names_in, screen_together
from people.models import User
from people.wording import without_numbers
from routing.models import Category

KEPT = timedelta(days=7)
TEXTS = ("text", "wanted", "about_words")
FIELDS = (*TEXTS, "category", "harm", "happened_on")
LONGEST = 8000
MOST_FILES = 20  # whose names are kept
LONGEST_ACT = Draft._meta.get_field("act").max_length
SHORT = 80
PICKED = re.compile(r"[-\w]{1,40}", re.ASCII)
WRITER = signing.TimestampSigner(salt="writer of a report")
IS_SENT = Q(Exists(Issue.objects.filter(reporter=OuterRef("user"), key=OuterRef("key"))))


def signature(writer: User) -> str:
    """Who a form was made for: goes with it, so that a draft has its writer also when the session has ended."""
    return WRITER.sign(writer.pk)


def keep(*, by: User, fields: Mapping[str, str], key: str = "", files: Iterable[str] = ()) -> Draft:
    """Keep what was typed, masked. Of a person who is not signed in, it is a draft of whoever signed the form.

    `key`: that of the form, which the report will have too. Kept under it once, it is kept there again; of a person
    who is not signed in, the files that were kept under it follow. `files`: names of those that were not.
    """
    writer = by if by.is_authenticated else _writer(fields.get("writer", ""))
    kept = _masked(fields, files, keeps=writer is not None)
    if not by.is_authenticated:
        kept |= {"files_key": key}
    if writer is None:
        return Draft.objects.create(key=_new_key(), fields=kept)
    facts = {"user": writer, "fields": kept, "saved_at": timezone.now()}
    return Draft.objects.update_or_create(key=_own_key(writer, key), defaults=facts)[0]


def says_something(fields: Mapping[str, str]) -> bool:
    """Whether anything of a report is there to be kept."""
    return any(fields.get(name, "").strip() for name in FIELDS if name != "harm")


def _masked(fields: Mapping[str, str], files: Iterable[str], *, keeps: bool) -> dict:
    """What was typed and chosen, as it may be stored. `keeps`: but for what its writer said identifies nobody."""
    kept = {name: _plain(fields.get(name, "")) for name in FIELDS}
    chosen = [(name, one.replace("\0", "")) for name, one in carrying.carried(fields)]
    words = {name: _plain(one) for name, one in carrying.words_of(chosen).items()}
    marks = [one for name, one in chosen if name == "release"] if keeps else []
    texts = {name: kept[name] for name in TEXTS} | words
    masked = mask(texts, previewing.released(marks, kept))
    found = carrying.kept(chosen, masked)
    if for_whom := dict(chosen).get("on_behalf_of"):
        names = names_in(screen_together(texts).values())
        found["on_behalf_of"] = [on_behalf.screened(_plain(for_whom), patients=names).masked[: on_behalf.LONGEST]]
    if again := [*files, *(one for name, one in chosen if name == "files_again")]:
        names = names_in(screen_together(texts).values())
        found["files_again"] = [kept_name(_plain(one), names) for one in again[:MOST_FILES]]
    if carrying.is_from_check(fields):
        found["asked_about"] = [masked["about_words"] if carrying.is_same_asked(fields) else ""]
    return kept | {name: masked[name] for name in TEXTS} | {"chosen": found}


def _plain(words: str) -> str:
    """Words of any length and kind as they may be looked through: without an NHS number."""
    return without_numbers(str(words)[:LONGEST].replace("\0", "").replace("\r\n", "\n"))


def take_up(*, by: User, key: str) -> Draft | None:
    """This person's draft of this key. One without a known writer belongs to the first who takes it up."""
    Draft.objects.filter(key=key.replace("\0", ""), user=None, act="").update(user=by)
    return find(by=by, key=key)


def find(*, by: User, key: str) -> Draft | None:
    """The draft of this key, if it is this person's."""
    return Draft.objects.filter(key=key.replace("\0", ""), user=by, act="").first()


def sent_as(*, by: User, key: str) -> Issue | None:
    """The issue that this person's draft of this key became."""
    return Issue.objects.filter(reporter=by, key=key.replace("\0", "")).first()


def discard(*, by: User, key: str) -> None:
    """Forget a draft that has been sent, or that its writer does not want."""
    draft = find(by=by, key=key)
    if draft:
        draft.delete()


def _writer(signed: str) -> User | None:
    """Whom a form was made for, if that is known."""
    try:
        return User.objects.filter(pk=WRITER.unsign(signed, max_age=KEPT), is_active=True).first()
    except signing.BadSignature:
        return None


def _own_key(by: User, key: str) -> str:
    """This key, unless it is another's, or that of a report which was sent."""
    is_anothers = Draft.objects.filter(key=key, user__isnull=False).exclude(user=by).exists()
    return _new_key() if not key or is_anothers or sent_as(by=by, key=key) else key


def _new_key() -> str:
    return secrets.token_urlsafe(16)


def unsent(user: User) -> QuerySet[Draft]:
    """This person's drafts that became no issue yet, the newest first."""
    return user.drafts.filter(act="").exclude(IS_SENT)


def told(drafts: Iterable[Draft]) -> list[tuple[Draft, str]]:
    """Each draft with its kind and its first words."""
    drafts = list(drafts)
    kinds = Category.objects.in_bulk({one.fields["category"] for one in drafts}) if drafts else {}
    return [(one, _in_short(one.fields, kinds.get(one.fields["category"]))) for one in drafts]


def _in_short(fields: Mapping[str, str], kind: Category | None) -> str:
    words = next((" ".join(fields[name].split()) for name in TEXTS if fields[name].strip()), "")
    return ": ".join(filter(None, [str(kind or ""), Truncator(words).chars(SHORT)])) or "Nothing written yet"


@transaction.atomic
def keep_words(*, act: str, fields: Mapping[str, str], form: type[Form]) -> Draft | None:
    """Keep, masked, what somebody who was signed out wrote for an act (`7KQ2M/answer`) of an issue, in place of what
    they wrote for it before. Only theirs who was signed in when the form was made: nothing of anybody unknown.
    """
    writer, asked = _writer(fields.get("writer", "")), form.base_fields.items()
    given = {name: _plain(fields.get(name, "")) for name, field in asked if not field.widget.is_hidden}
    texts = {name: words for name, words in given.items() if isinstance(form.base_fields[name], CharField)}
    picked = {name: one for name, one in given.items() if name not in texts and PICKED.fullmatch(one)}
    if writer is None or len(act) > LONGEST_ACT or not any(texts.values()):
        return None
    forget_words(by=writer, act=act)
    return Draft.objects.create(key=_new_key(), user=writer, act=act, fields=picked | mask(texts, {}))


def words_for(*, by: User, key: str, act: str) -> dict[str, str]:
    """What this person wrote for an act before they were signed out; nothing where it is not kept."""
    draft = Draft.objects.filter(key=key.replace("\0", ""), user=by, act=act).exclude(act="").first()
    return draft.fields if draft else {}


def forget_words(*, by: User, act: str) -> None:
    """Forget what was written for an act, now that it is done."""
    Draft.objects.filter(user=by, act=act).exclude(act="").delete()


def tidy() -> int:
    """Forget drafts that were sent, or are older than seven days; returns how many."""
    return Draft.objects.filter(IS_SENT | Q(saved_at__lt=timezone.now() - KEPT)).delete()[0]

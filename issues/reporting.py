"""Reporting an issue: masked, routed, clocked and told in one transaction, once for each key."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from issues import attaching, on_behalf, relating, rules, sent_again
from issues.masking import told_of
from issues.models import Copy, Issue, IssueEntry
from issues.watching import Clock
from language.identifiers import names_in, screen, screen_together
from language.lexicon import tells_what_happened
from people import notices
from people.faults import faultpoint
from people.models import Notice, Organisation, User
from people.refusing import Refused, require
from people.standing import standing
from routing import learning, registry
from routing.desks import interface_desk_of
from routing.facts import Facts, Route
from routing.models import Category, Desk
from routing.queries import holders_now

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is misheard or misread
LONG_AGO = timedelta(days=3653)  # ten years
TELL_MORE = "Say in a sentence what happened, for example: The discharge letter did not come"
Spans = Collection[tuple[int, int]]


class GoesElsewhere(Refused):
    """It would go to somebody else than the reporter was shown."""


def unfit_day(happened_on: date | None) -> str:
    """What is wrong with the day on which something is said to have happened; nothing where it may be so."""
    today = timezone.localdate()
    if happened_on and happened_on > today:
        return "This date is in the future. Give the day on which it happened."
    if happened_on and happened_on < today - LONG_AGO:
        return "This date is more than ten years ago. Give a later one, or leave it empty and say when in your words."
    return ""


def unfit_harm(category: Category, harm: str) -> str:
    """What is wrong with thanks that tell of harm; nothing where a kind of thing and a harm go together."""
    if category.is_thanks and harm not in {"", Issue.Harm.UNKNOWN, Issue.Harm.NONE}:
        return "Thanks do not ask about harm. If a patient was harmed, choose the kind of problem that it is"
    return ""


def unfit_words(text: str) -> str:
    """What is wrong with a text of which nobody could tell what happened; nothing where they could."""
    return "" if tells_what_happened(text) else TELL_MORE


def facts_of(
    *,
    by: User,
    category: Category,
    about: Organisation | None = None,
    about_words: str = "",
    service: str = "",
    harm: str = Issue.Harm.UNKNOWN,
) -> Facts:
    """What the registry needs to know to route an issue that this person reports."""
    own = standing(by)
    return Facts(
        icb=own.icb,
        category=category.slug,
        reporter_organisation=own.organisation,
        reporter_kind=own.organisation.kind,
        reporter_place=own.organisation.place,
        about=about,
        about_words=about_words,
        service=service,
        harm=harm,
    )


def report(
    *,
    by: User,
    key: str,
    category: Category,
    text: str,
    about: Organisation | None = None,
    about_words: str = "",
    wanted: str = "",
    service: str = "",
    harm: str = Issue.Harm.UNKNOWN,
    released: Mapping[str, Spans] | None = None,
    others: Collection[Organisation] = (),
    on_behalf_of: str = "",
    elsewhere: str = "",
    files_key: str = "",
    shown_to: str = "",
    came_back: Collection[Issue] = (),
    tell: bool = True,
    is_watched: bool | None = None,
    created_at: datetime | None = None,
    **facts,
) -> Issue:
    """Log an issue. The same person's same key gives back the issue that the first call made; with any other answer
    it is refused, and what is stored stands.

    `released` are findings, by field, that identify nobody. `others` are further organisations that it is about,
    `elsewhere` whose the reporter thinks it is, `files_key` the form that files were kept for. `shown_to` is
    where the reporter was shown that it goes (`Route.goes_to`): if that has changed, nothing is sent. `came_back` are
    issues whose problem it is, again where they are settled. `facts` are further fields: when it happened, whether
    it is confidential. `created_at` and `tell=False` are for logs that are older than the portal. Whether its clock
    is watched goes by whether it is told, where `is_watched` does not say.
    """
    require(rules.can_report(by))
    if unfit := unfit_words(text):
        raise Refused(f"{unfit}.")
    released = released or {}
    texts = {"text": text, "wanted": wanted, "about_words": about_words, "elsewhere": elsewhere}
    screened = screen_together(texts, release=released)
    names = names_in(screen_together(texts).values()) if on_behalf_of or files_key else ()
    screened["on_behalf_of"] = on_behalf.screened(on_behalf_of, patients=names)
    masked = {name: one.masked for name, one in screened.items()}
    masked["on_behalf_of"] = masked["on_behalf_of"][: on_behalf.LONGEST]
    known = facts_of(
        by=by, category=category, about=about, about_words=masked["about_words"], service=service, harm=harm
    )
    route = copied(registry.route(known), known, others=others, to_interface_desk=bool(elsewhere))
    if shown_to not in {"", route.goes_to} and not Issue.objects.filter(reporter=by, key=key).exists():
        raise GoesElsewhere("Who gets it has changed since you looked.")
    facts["released"] = sum(map(len, released.values()))
    facts |= masked | {"category": category, "about": about, "service": service, "harm": harm}
    facts["sent_digest"] = sent_again.digest(facts, others)
    facts |= {"reporter_organisation": known.reporter_organisation, "created_at": created_at or timezone.now()}
    is_watched = tell if is_watched is None else is_watched
    beside = {"files_key": files_key, "names": names, "came_back": came_back, "is_watched": is_watched}
    for _ in range(5):
        try:
            issue = _write(by=by, key=key, route=route, others=others, tell=tell, facts=facts, **beside)
        except IntegrityError:
            earlier = Issue.objects.filter(reporter=by, key=key).first()
            if earlier:
                same = {"sent_digest": facts["sent_digest"], "files_key": files_key, "by": by}
                issue = _with(came_back, sent_again.require_the_same(earlier, **same))
                issue.masked_out = told_of(screened)
                return issue
        else:
            faultpoint("report.after_commit")
            issue.masked_out = told_of(screened)
            return issue
    raise IntegrityError("No free reference was found in five tries.")


def _with(came_back: Collection[Issue], issue: Issue) -> Issue:
    """The issue, linked with those whose problem it is again; also where that is said at a second press only."""
    for settled in sorted(came_back, key=lambda one: one.pk):
        relating.come_back(issue=issue, of=settled, by=issue.reporter)
    return issue


@transaction.atomic
def _write(
    *,
    by: User,
    key: str,
    route: Route,
    others: Collection[Organisation],
    files_key: str,
    names: Collection[str],
    came_back: Collection[Issue],
    tell: bool,
    is_watched: bool,
    facts: dict,
) -> Issue:
    """The issue, its history, its route, its clock and its notices, or nothing. `names` are those of patients."""
    faultpoint("route.before_commit")
    at = facts["created_at"]
    days = {"acknowledge_days": route.acknowledge_days, "answer_days": route.answer_days}
    facts |= Clock.started(at, **days, run=int(is_watched and not facts["category"].is_thanks))
    issue = Issue.objects.create(
        reference=new_reference(),
        icb=route.icb,
        reporter=by,
        key=key,
        desk=route.desk,
        rulebook_id=route.book and route.book.key,
        **facts,
    )
    decided = {"desk": route.desk, "rule": route.rule, "reasons": list(route.reasons), "gap": route.gap}
    IssueEntry.objects.create(issue=issue, verb="report", by=by, state=issue.state, at=at, **decided)
    Copy.objects.bulk_create([Copy(issue=issue, desk=desk) for desk in route.copies])
    if others:
        issue.others.set(others)
    if route.gap == "unknown_name":
        learning.note(icb=route.icb, words=issue.about_words)
    if files_key:
        attaching.adopt(issue=issue, key=files_key, by=by, names=names)
    _with(came_back, issue)
    colleagues = on_behalf.follow_for(issue) if issue.on_behalf_of else []
    if tell:
        _tell(issue, route, colleagues)
    faultpoint("report.before_commit")
    return issue


def copied(route: Route, facts: Facts, *, others: Collection[Organisation], to_interface_desk: bool) -> Route:
    """The route with copies to whoever would answer for the other organisations, and to the interface team if asked.

    All by the same version of the rules. Two SQL statements for each other organisation, none without any.
    """
    more = [one.desk for one in routes_of_others(route, facts, others)]
    if to_interface_desk:
        more.append(interface_desk_of(route.icb))
    copies = dict.fromkeys([*route.copies, *(desk for desk in more if desk != route.desk)])
    return replace(route, copies=tuple(copies)) if more else route


def routes_of_others(route: Route, facts: Facts, others: Collection[Organisation]) -> list[Route]:
    """Where it would go if it were about each of the other organisations, by the version of the rules of `route`."""
    facts = replace(facts, icb=route.icb, about_words="")
    return [registry.route(replace(facts, about=other), book=route.book) for other in others]


def new_reference() -> str:
    """Five characters that can be spoken. One in 28 million; a taken one is refused by the database.

    None reads as a postcode, which would be masked wherever somebody writes of the issue.
    """
    while screen(f"issue {(made := _five_characters())}").found:
        pass
    return made


def _five_characters() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(5))


def mask(texts: Mapping[str, str], released: Mapping[str, Spans]) -> dict[str, str]:
    """The texts as they may be stored: identifiers masked, save the wrong findings that the writer released."""
    return {name: one.masked for name, one in screen_together(texts, release=released).items()}


def _tell(issue: Issue, route: Route, colleagues: Collection[User]) -> None:
    """The desk's people, or its mailbox; who gets a copy, and that it is one; the reporter, and whom it is for."""
    path, came = issue.get_absolute_url(), f"{issue.in_full} has come to {route.desk.title}"
    facts = {"kind": Notice.Kind.ASSIGNED, "event": f"issue:{issue.reference}:assigned:{route.desk.pk}", "path": path}
    told = [person for person in route.people if person.pk != issue.reporter_id]
    mailboxes = () if route.people or not route.desk.mailbox else (route.desk.mailbox,)
    to_desk = notices.lines(told, subject=came, mailboxes=mailboxes, **facts)
    copies = {desk.pk: desk.title for desk in route.copies}
    passed_by = {issue.reporter_id, *(person.pk for person in told)}
    for holder in holders_now(list(copies)):
        if holder.user.pk not in passed_by:
            passed_by.add(holder.user.pk)
            subject = f"{came}. {_why_copied(issue, route, holder.desk_id, copies[holder.desk_id])}"
            to_desk += notices.lines([holder.user], subject=subject, **facts)
    to_reporter = notices.lines(
        [issue.reporter],
        kind=Notice.Kind.RECEIVED,
        event=f"issue:{issue.reference}:received",
        subject=f"Your {issue.noun} {issue.reference} has gone to {route.desk.title}",
        path=path,
    )
    to_colleagues = notices.lines(
        [person for person in colleagues if person.pk not in passed_by],
        kind=Notice.Kind.RECEIVED,
        event=f"issue:{issue.reference}:received",
        subject=f"{issue.in_full} was {_sent(issue)} for you. It has gone to {route.desk.title}",
        path=path,
    )
    notices.write(to_desk + to_reporter + to_colleagues)


def _sent(issue: Issue) -> str:
    return "reported" if issue.has_clock else "sent"


def _why_copied(issue: Issue, route: Route, key: int, title: str) -> str:
    """What a copy is for: the interface team decides where it is said to belong elsewhere."""
    is_team = any(desk.pk == key and desk.kind == Desk.Kind.INTERFACE_TEAM for desk in route.copies)
    if issue.elsewhere and is_team:
        return "Its reporter says that somebody else should get it: see why, and send it on if so"
    return f"{title} sees a copy and need not answer"

"""A project begins: an idea that anybody can read from this moment on."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from archive import vetting
from archive.models import Project
from archive.rules import can_propose_for
from archive.wording import free_slug, open_address, open_line, open_texts, open_title
from people.models import Organisation, User
from people.refusing import Refused, require

TRIES = 5
IN_WORDS = ("title", "summary", "aim", "topic")  # of it, what is typed freely
SAID = ("title", "summary", "aim", "topic", "organisation", "source_address")


def propose(
    *,
    by: User,
    title: str,
    summary: str,
    organisation: Organisation,
    aim: str = "",
    topic: str = "",
    partners: Iterable[Organisation] = (),
    source_address: str = "",
    key: str = "",
    is_vetted: bool = False,
) -> Project:
    """Start a project at the stage of an idea, led by the person who proposes it.

    The same `key` again leads to the project that was started with it; other words with it are refused.
    Unfit, with nothing begun, where the words cannot stand on an open page, unless whoever asks has seen to that.
    """
    require(can_propose_for(by, organisation))
    heading = open_title(title, 160)
    if not heading:
        raise Refused("A project needs a title.")
    facts = {
        "title": heading,
        **open_texts(summary=summary, aim=aim),
        "organisation": organisation,
        "topic": open_line(topic, 80),
        "source_address": open_address(source_address),
        "lead": by,
        "proposer": by,
        "year": timezone.localdate().year,
        "key": key,
    }
    if before := _started(facts):
        return before
    if not is_vetted:
        vetting.require_fit(None, by=by, said={question: facts[question] for question in IN_WORDS})
    with transaction.atomic():
        try:
            project = create_with_a_slug(facts)
        except IntegrityError:
            if before := _started(facts):
                return before
            raise
        project.partners.set([partner for partner in partners if partner != organisation])
        project.entries.create(verb="propose", by=by, state=project.state)
    return project


def _started(facts: dict) -> Project | None:
    """The project that this person started with this key. Other words than it has are refused, not dropped."""
    before = facts["key"] and Project.objects.filter(proposer=facts["proposer"], key=facts["key"]).first()
    if before and any(getattr(before, name) != facts[name] for name in SAID):
        raise Refused(
            f"You have published this already, as “{before.title}”. What you wrote now was not published: "
            "change the project on its own page, or start again."
        )
    return before or None


def create_with_a_slug(facts: dict) -> Project:
    """Save a new project under a slug of its own, also when another of the same title is saved meanwhile."""
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return Project.objects.create(slug=free_slug(facts["title"]), **facts)
        except IntegrityError as error:
            if "slug" not in str(error):
                raise
    raise Refused("Other projects with this title are being added just now. Try again.")

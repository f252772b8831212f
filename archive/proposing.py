"""A project begins: an idea that anybody can read from this moment on."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from archive.models import Project
from archive.rules import can_propose_for
from archive.wording import free_slug, open_address, open_line, open_text
from people.models import Organisation, User
from people.refusing import Refused, require

TRIES = 5


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
) -> Project:
    """Start a project at the stage of an idea, led by the person who proposes it."""
    require(can_propose_for(by, organisation))
    heading = open_line(title, 160)
    if not heading:
        raise Refused("A project needs a title.")
    facts = {
        "title": heading,
        "summary": open_text(summary),
        "organisation": organisation,
        "aim": open_text(aim),
        "topic": open_line(topic, 80),
        "source_address": open_address(source_address),
        "lead": by,
        "proposer": by,
        "year": timezone.localdate().year,
    }
    with transaction.atomic():
        project = create_with_a_slug(facts)
        project.partners.set([partner for partner in partners if partner != organisation])
        project.entries.create(verb="propose", by=by, state=project.state)
    return project


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

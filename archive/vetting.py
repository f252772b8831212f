"""The one way by which words of a project reach its open page. Settings name who is asked about them before."""

from collections.abc import Mapping

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from archive.models import Project, ProjectEntry
from people.models import User
from people.refusing import Refused
from people.trail import advance


class Unfit(Refused):
    """Some of the words cannot be written: by question, why."""

    def __init__(self, troubles: Mapping[str, str]):
        super().__init__(" ".join(f"{one}." for one in troubles.values()))
        self.troubles = troubles


def write(
    project: Project, *, verb: str, by: User, text: str, said: Mapping[str, str], **facts
) -> tuple[Project, ProjectEntry | None]:
    """Take a project on by a step of its table. `said`, by question: what was typed and anyone will read.

    Unfit, with nothing written, where whoever knows more about the project has something against these words.
    """
    words = {question: one for question, one in said.items() if one}
    if troubles := words and import_string(settings.OPEN_WORDS_VETTED_BY)(project, words):
        raise Unfit(troubles)
    facts["changed_at"] = timezone.now()
    return advance(project, verb=verb, by=by, moves=Project.MOVES, changes=lambda row: facts, text=text)

"""By what way words of a project reach its open page. Settings name who is asked about them before."""

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


def require_fit(project: Project | None, *, by: User | None, said: Mapping[str, str]) -> None:
    """Unfit where whoever knows more has something against what this person says, by question, in a project.

    It is none yet while it begins; a file is read by nobody.
    """
    words = {question: one for question, one in said.items() if one}
    if troubles := words and import_string(settings.OPEN_WORDS_VETTED_BY)(project, words, by):
        raise Unfit(troubles)


def write(
    project: Project, *, verb: str, by: User, text: str, said: Mapping[str, str], **facts
) -> tuple[Project, ProjectEntry | None]:
    """Take a project on by a step of its table. `said`, by question: what was typed and anyone will read.

    Unfit, with nothing written, where `require_fit` does not go on.
    """
    require_fit(project, by=by, said=said)
    facts["changed_at"] = timezone.now()
    return advance(project, verb=verb, by=by, moves=Project.MOVES, changes=lambda row: facts, text=text)

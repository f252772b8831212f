"""An area's own known problems: confirmed themes propose themselves, the interface team words them."""

from collections.abc import Sequence
from functools import cache

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models import Value as V
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone

from archive.wording import open_line, open_text, trouble_with_title
from language import known_problems
from language.known_problems import FEWEST_WORDINGS, LONGEST_WORDING, KnownProblem
from people.models import Organisation, User
from people.refusing import Refused, require
from people.standing import standing
from themes import persons, quoting
from themes.models import OwnProblem, Theme
from themes.rules import can_curate

ENOUGH, ENOUGH_REPORTERS = 10, 5  # issues of a confirmed theme that proposes itself, and people behind them


def own(icb: Organisation) -> tuple[KnownProblem, ...]:
    """The area's own known problems, as the engine takes them."""
    return tuple(
        KnownProblem(one.slug, one.name, one.definition, one.is_not, one.standard, one.owner, tuple(one.wordings))
        for one in OwnProblem.objects.filter(icb=icb).order_by("pk")
    )


def kept(user: User) -> QuerySet[OwnProblem]:
    """The own known problems of the reader's area, and of those whose interface team they are in."""
    icb, here = standing(user).icb, standing(user).interface_team_of
    areas = here | {icb.pk} if icb else here
    return OwnProblem.objects.filter(icb__in=areas).select_related("theme", "by")


def proposed(user: User) -> QuerySet[Theme]:
    """Confirmed themes with enough issues that nobody has taken in, the largest first; none that is known by name."""
    themes = Theme.objects.current().filter(icb__in=standing(user).interface_team_of, own_problem=None)
    enough = themes.filter(confirmed_at__isnull=False, is_thanks=False, size__gte=ENOUGH)
    named = enough.filter(reporters__gte=ENOUGH_REPORTERS).annotate(
        known_as=Lower(Coalesce(NullIf("given_label", V("")), "label"))
    )
    also = OwnProblem.objects.filter(icb=OuterRef("icb")).annotate(known_as=Lower("name"))
    return named.exclude(known_as__in=names()).exclude(Exists(also.filter(known_as=OuterRef("known_as"))))


def is_proposed(theme: Theme) -> bool:
    """Confirmed, with enough issues, not taken in yet, and not known by its name."""
    enough = theme.size >= ENOUGH and theme.reporters >= ENOUGH_REPORTERS
    on_board = theme.is_live and not theme.dismissed_at and not theme.is_thanks
    if not (enough and on_board and theme.confirmed_at) or str(theme).lower() in names():
        return False
    taken = OwnProblem.objects.filter(Q(theme=theme) | Q(icb=theme.icb_id, name__iexact=str(theme)))
    return not taken.exists()


@cache
def names() -> frozenset[str]:
    """What the problems that every area has are called, in small letters."""
    return frozenset(one.name.lower() for one in known_problems.library())


def require_confirmed(theme: Theme) -> None:
    """Go on only if the theme can become a known problem."""
    if not theme.is_live or theme.dismissed_at or theme.is_thanks:
        raise Refused("Only a theme of problems that is on the board can become a known problem.")
    if not theme.confirmed_at:
        raise Refused(
            "Only a confirmed theme can become a known problem. "
            "Confirm first that its issues are one problem: the button stands below “Curate this theme”."
        )


def proposal(theme: Theme) -> dict:
    """What the form begins with: what was taken in, else the theme's name. No report is copied into it."""
    taken_in = OwnProblem.objects.filter(theme=theme).first()
    if taken_in is None:
        return {"name": str(theme), "definition": f"{theme}.", "seen": edition(None)}
    words = {name: getattr(taken_in, name) for name in ("name", "definition", "is_not", "standard", "owner")}
    return words | {"wordings": "\n".join(taken_in.wordings), "seen": edition(taken_in)}


def trouble_with_name(theme: Theme, name: str) -> str:
    """Why the known problem that a theme becomes cannot be called that; "" if it can, as by the name that it has."""
    name = " ".join(name.split())
    others = OwnProblem.objects.filter(icb=theme.icb_id, name__iexact=name)
    own = OwnProblem.objects.filter(theme=theme, name__iexact=name).exists()
    if own or not (name.lower() in names() or others.exists()):
        return ""
    return "Another known problem has this name. Choose a name that tells the two apart"


def trouble_with_reports(theme: Theme, *texts: str) -> str:
    """Which of these texts copies a report of the theme, in a sentence; "" if none does."""
    return next((words for text in texts if (words := quoting.trouble(theme, text))), "")


def _require_fit(theme: Theme, name: str, definition: str, wordings: Sequence[str], *others: str) -> None:
    """Go on only if nothing of it copies a report, names a person, or has to be masked, and the name is its own."""
    for text in (name, definition, *wordings, *others):
        if words := trouble_with_title(text) or persons.trouble(text):
            raise Refused(f"{words}.")
    if words := trouble_with_name(theme, name) or trouble_with_reports(theme, definition, *wordings):
        raise Refused(f"{words}.")


def edition(entry: OwnProblem | None) -> str:
    """Which wording a known problem has now, or that it has none yet."""
    return entry.at.isoformat() if entry else "none"


class Changed(Refused):
    """Somebody else has worded it since it was shown."""


def _slugs(icb: Organisation) -> set[str]:
    return set(OwnProblem.objects.filter(icb=icb).values_list("slug", flat=True))


@transaction.atomic
def take_in(
    *,
    theme: Theme,
    by: User,
    name: str,
    definition: str,
    is_not: str,
    standard: str,
    owner: str,
    wordings: Sequence[str],
    seen: str = "",
) -> OwnProblem:
    """Make the confirmed theme a known problem of its area in these words, or change them; searches use it.

    `seen`: the edition that was shown to whoever writes. Changed where another stands by now. The same again is once.
    """
    require(can_curate(by, theme))
    theme = Theme.objects.select_for_update().get(pk=theme.pk)
    require_confirmed(theme)
    _require_fit(theme, name, definition, wordings, is_not, standard, owner)
    lines = list(dict.fromkeys(line for one in wordings if (line := open_line(one, LONGEST_WORDING))))
    if len(lines) < FEWEST_WORDINGS:
        raise Refused("Give at least three different wordings, one on each line.")
    words = {"name": open_line(name, 160), "owner": open_line(owner, 160), "wordings": lines}
    words |= {"definition": open_text(definition), "is_not": open_text(is_not), "standard": open_text(standard)}
    if not words["name"] or not words["definition"]:
        raise Refused("A known problem needs a name and a sentence that says what it is.")
    entry = OwnProblem.objects.filter(theme=theme).first()
    if entry and all(getattr(entry, field) == value for field, value in words.items()):
        return entry
    if seen and seen != edition(entry):
        raise Changed("Somebody else worded this known problem while you were writing.")
    if entry is None:
        slug = known_problems.propose(words["name"], lines, taken=_slugs(theme.icb)).slug
        entry = OwnProblem(icb_id=theme.icb_id, theme=theme, slug=slug[:80])
    for field, value in (words | {"by": by, "at": timezone.now()}).items():
        setattr(entry, field, value)
    entry.save()
    theme.entries.create(by=by, verb="taken in", text=words["name"])
    return entry


@transaction.atomic
def take_out(*, theme: Theme, by: User) -> None:
    """It is no known problem of its area any more; the theme stays as it is."""
    require(can_curate(by, theme))
    if OwnProblem.objects.filter(theme=theme).delete()[0]:
        theme.entries.create(by=by, verb="taken out")

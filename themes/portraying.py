"""What a run works out about each theme once, so that pages count nothing: weeks, sides, neighbours, certainty."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import numpy as np
from django.utils import timezone

from issues.models import Follower, Issue
from language import centres, vectors
from people.models import Organisation
from routing.models import Category
from routing.sides import SERVICE_NAMES
from themes import hearing
from themes.editions import space
from themes.knowing import Heard, Voice
from themes.models import Portrait, Theme, ThemeIssue
from themes.weeks import counted_weeks, monday

CHUNK = 500
MOST_DRAWN = 200  # issues of one theme that show where it lies, taken evenly
OFTEN, MORE_OFTEN = 0.5, 1.5  # share of a theme's issues that have a fact; and how many times that of all issues
CLEAR, LIKELY = 0.8, 0.5  # share of a theme's issues that lie nearest to its own centre
SAME_WORDS = 6


def write(members: Mapping[Theme, Sequence[int]], spoken: Mapping[int, Heard], *, today: date) -> set[int]:
    """The portraits of these themes, anew. Returns the issues that are most typical of theirs."""
    themes = [theme for theme in members if members[theme]]
    if not themes:
        return set()
    drawn = {theme: members[theme][:: 1 + (len(members[theme]) - 1) // MOST_DRAWN] for theme in themes}
    placed = {theme: hearing.with_rows([spoken[issue] for issue in drawn[theme]]) for theme in themes}
    overall, organisations, names = _facts(spoken.values()), _organisations(spoken.values()), _names()
    portraits = {}
    for theme in themes:
        heard = [spoken[issue] for issue in members[theme]]
        portraits[theme] = Portrait(
            theme=theme,
            **_weeks(heard, today),
            sides=_sides(heard, organisations),
            category_id=_category(heard),
            has_harm=_has_harm(heard),
            facts=_apart(heard, overall, len(spoken), names),
        )
    typical = _place({portraits[theme]: one for theme, one in placed.items() if one[0]})
    fields = [one.name for one in Portrait._meta.fields if one.name != "theme"]
    Portrait.objects.bulk_create(
        portraits.values(), update_conflicts=True, unique_fields=["theme"], update_fields=fields, batch_size=100
    )
    return typical


def _place(placed: Mapping[Portrait, tuple[Sequence[Heard], np.ndarray]]) -> set[int]:
    """Say in these portraits where their themes lie, by the issues drawn. Returns those that are most typical.

    A theme of which no issue has a place just now, because all are being read anew, is none of these.
    """
    if not placed:
        return set()
    portraits, typical = list(placed), set()
    points = {portrait: centres.points(rows) for portrait, (_, rows) in placed.items()}
    middles = np.stack([centres.centre(points[portrait]) for portrait in portraits])
    near = centres.neighbours(middles)
    for at, portrait in enumerate(portraits):
        there = placed[portrait][0]
        first = [one.voices[0] for one in there]
        speakers, places = [str(one.reporter) for one in first], [str(one.organisation) for one in first]
        typical |= {there[one].issue for one in centres.typical(points[portrait], speakers, places)}
        portrait.centre, portrait.space = vectors.pack(middles[at]), space()
        portrait.at_home = round(centres.at_home(points[portrait], at, middles), 3)
        portrait.oneness = centres.oneness(placed[portrait][1])
        portrait.neighbours = [_neighbour(portrait.theme, portraits[other].theme) for other in near[at]]
    return typical


def renew(themes: Collection[int]) -> dict[int, list[Heard]]:
    """Count the weeks, sides and harm of these themes anew after a person's act, and return who is heard in each.

    The rest waits for the next run.
    """
    today = timezone.localdate()
    links: dict[int, list[int]] = {theme: [] for theme in themes}
    for theme, issue in ThemeIssue.objects.filter(theme__in=links).order_by("pk").values_list("theme", "issue"):
        links[theme].append(issue)
    said = _said(links)
    organisations = _organisations(said.values())
    found = {theme: [said[issue] for issue in issues] for theme, issues in links.items()}
    for theme, heard in found.items():
        counted = _weeks(heard, today) | {"sides": _sides(heard, organisations), "has_harm": _has_harm(heard)}
        Portrait.objects.update_or_create(theme_id=theme, defaults=counted)
    return found


def _said(themes: Iterable[int]) -> dict[int, Heard]:
    """Each issue of these themes as the database has it now, without its words."""
    said: dict[int, list[Voice]] = {}
    rest: dict[int, dict] = {}
    rows = Issue.objects.filter(theme_link__theme__in=themes).order_by()
    for pk, at, left, who, where, about, harm in rows.values_list(
        "pk", "created_at", "withdrawn_at", "reporter", "reporter_organisation", "about", "harm"
    ):
        said[pk] = [] if left else [Voice(timezone.localdate(at), who, where)]
        rest[pk] = {"about": about, "facts": {"harm": harm}, "is_reported": not left}
    followed = Follower.objects.filter(is_affected=True, issue__theme_link__theme__in=themes).order_by()
    for pk, at, who, where in followed.values_list("issue", "at", "user", "organisation"):
        said[pk].append(Voice(timezone.localdate(at), who, where))
    return {pk: Heard(pk, tuple(voices), **rest[pk]) for pk, voices in said.items()}


def _weeks(heard: Sequence[Heard], today: date) -> dict:
    voices = ((voice.on, voice.reporter) for one in heard for voice in one.voices)
    return {"until": monday(today)} | counted_weeks(voices, today=today)


def _has_harm(heard: Sequence[Heard]) -> bool:
    return any(one.is_reported and one.facts.get("harm") in Issue.HARMS for one in heard)


def _category(heard: Sequence[Heard]) -> str | None:
    """That of more than half of the issues, if one is."""
    found = Counter(one.facts.get("category") for one in heard).most_common(1)
    return found[0][0] if found and 2 * found[0][1] > len(heard) else None


def _facts(spoken: Iterable[Heard]) -> Counter:
    return Counter((name, value) for one in spoken for name, value in one.facts.items() if value)


def _apart(heard: Sequence[Heard], overall: Counter, everybody: int, names: Mapping[str, Mapping[str, str]]) -> list:
    """What its issues have in common and most others have not, as name and two shares in a hundred."""
    found = []
    for (name, value), count in _facts(heard).most_common():
        here, elsewhere = count / len(heard), overall[name, value] / everybody
        if here >= OFTEN and here >= MORE_OFTEN * elsewhere and name in names:
            found.append([names[name].get(value, value), round(100 * here), round(100 * elsewhere)])
    return found


def _names() -> dict[str, dict[str, str]]:
    """Facts in words."""
    return {
        "category": {slug: f"Category: {name}" for slug, name in Category.objects.values_list("slug", "name")},
        "about_kind": {kind: f"About: {name}" for kind, name in Organisation.Kind.choices},
        "service": {slug: f"Service: {name}" for slug, name in SERVICE_NAMES.items()},
        "harm": {harm: f"Harm: {name.lower()}" for harm, name in Issue.Harm.choices},
    }


def _neighbour(theme: Theme, other: Theme) -> dict:
    """A near theme and the words that only it has."""
    return {"theme": other.pk, "there": [word for word in other.keywords if word not in theme.keywords][:SAME_WORDS]}


def _organisations(spoken: Iterable[Heard]) -> dict[int, tuple[str, str | None, str]]:
    """Kind, Place and name of every organisation concerned."""
    spoken = list(spoken)
    wanted = {voice.organisation for one in spoken for voice in one.voices}
    keys = sorted(wanted | {one.about for one in spoken if one.about})
    found: dict[int, tuple[str, str | None, str]] = {}
    for start in range(0, len(keys), CHUNK):
        rows = Organisation.objects.filter(pk__in=keys[start : start + CHUNK])
        found |= {pk: rest for pk, *rest in rows.values_list("pk", "kind", "place__name", "name")}
    return found


def _sides(heard: Sequence[Heard], organisations: Mapping[int, tuple]) -> dict:
    return {
        "from": _side((voice.organisation for one in heard for voice in one.voices), organisations),
        "about": _side((one.about for one in heard if one.about), organisations),
    }


def _side(keys: Iterable[int], organisations: Mapping[int, tuple]) -> dict:
    labels = dict(Organisation.Kind.choices)
    rows = [organisations[key] for key in set(keys)]
    return {
        "kinds": _counts(labels[kind] for kind, _, _ in rows),
        "places": _counts(place for _, place, _ in rows if place),
        "names": sorted(name for _, _, name in rows),
    }


def _counts(names: Iterable[str]) -> list[list]:
    return [list(pair) for pair in sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))]

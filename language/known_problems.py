"""The library of problems that the interface is known to have, each with a name, a definition and wordings."""

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from language import lexicon
from language.lexicon import normalise

FEWEST_WORDINGS, LONGEST_WORDING = 3, 300  # of an entry that is proposed; characters
FILE = Path(__file__).with_name("data") / "known_problems.json"
REPORTS = Path(__file__).with_name("data") / "made_up_reports.jsonl"


@dataclass(frozen=True)
class KnownProblem:
    """One entry: `is_not` says what it is easily taken for, `standard` what applies, `owner` whose it usually is."""

    slug: str
    name: str
    definition: str
    is_not: str
    standard: str
    owner: str
    wordings: tuple[str, ...]


@cache
def library() -> tuple[KnownProblem, ...]:
    """Every known problem, in the order of the file."""
    entries = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(KnownProblem(**{**entry, "wordings": tuple(entry["wordings"])}) for entry in entries)


def propose(name: str, examples: Sequence[str], *, taken: Collection[str] = ()) -> KnownProblem | None:
    """A confirmed theme as an entry for a curator to complete, its typical reports as wordings; None if too few.

    What it is not, the standard and the owner are left for people. `taken`: slugs in use besides the library's.
    """
    wordings = tuple(dict.fromkeys(text.strip()[:LONGEST_WORDING] for text in examples if text.strip()))
    if len(wordings) < FEWEST_WORDINGS:
        return None
    words = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "problem"
    used = {entry.slug for entry in library()} | set(taken)
    slug = next(
        one for turn in range(1, len(used) + 2) if (one := words if turn == 1 else f"{words}_{turn}") not in used
    )
    return KnownProblem(slug, name, f"{name}.", "", "", "", wordings)


@cache
def lines() -> tuple[tuple[int, str], ...]:
    """The library's own lines in plain words, each with its entry's place: definitions first, then wordings."""
    entries = library()
    definitions = [(at, normalise(f"{entry.name}. {entry.definition}")) for at, entry in enumerate(entries)]
    wordings = [(at, normalise(line)) for at, entry in enumerate(entries) for line in entry.wordings]
    return tuple(definitions + wordings)


@cache
def made_up_reports() -> tuple[tuple[str, str], ...]:
    """Reports that nobody sent, as clinicians write them: the problem of each and its text.

    Most are of the library's problems, by their slugs; the others are of problems that it does not hold.
    """
    rows = map(json.loads, REPORTS.read_text(encoding="utf-8").splitlines())
    return tuple((row["problem"], row["text"]) for row in rows)


@cache
def lessons() -> tuple[tuple[int, str], ...]:
    """All that tells what a known problem sounds like, in plain words, each with its entry's place.

    The definitions first; then entry by entry its wordings and the made-up reports of it.
    """
    places = {entry.slug: at for at, entry in enumerate(library())}
    told = [(places[problem], normalise(text)) for problem, text in made_up_reports() if problem in places]
    definitions, wordings = lines()[: len(places)], lines()[len(places) :]
    return (*definitions, *sorted([*wordings, *told], key=lambda lesson: lesson[0]))


@cache
def edition() -> str:
    """A short mark that changes when the library, its reports or the lexicon do."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in (FILE, REPORTS, lexicon.FILE))).hexdigest()[:8]

"""Finds what identifies a patient in a text and masks it: the working of `language.identifiers`.

Nothing here stores or sends; a text is stored only as `masked`. An NHS number can never be released.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from language.names.casing import Casing, casing_of
from language.names.in_other_letters import names_in_other_letters
from language.names.person_names import names
from language.names.repeated import Told, is_only_a_name
from language.names.signatures import senders_closing, signatures, within
from language.particulars.dates import dates_of_birth
from language.particulars.homes import homes, rest_of_addresses
from language.particulars.hospital_numbers import hospital_numbers, small_hospital_numbers
from language.particulars.house_names import house_names
from language.particulars.mail import dictated_emails, emails
from language.particulars.numbers import nhs_numbers
from language.particulars.papers import numbers_of_papers
from language.particulars.phones import phones
from language.particulars.places import addresses
from language.particulars.postcodes import at_the_edge_of_a_postcode, postcodes
from language.particulars.references import numbers_of_bookings, numbers_of_specimens
from language.particulars.small_places import small_addresses
from language.particulars.visits import visited_homes
from language.reading.view import ANY_MASK, MASKS, View, spaced, view_of, words_of
from language.recognised import recognised_spans

ROUNDS, CLOSE_READINGS = 6, 3  # at most
_OF_THE_WRITER = ("EMAIL", "PHONE", "ADDRESS", "POSTCODE")
Span = tuple[int, int]
_MASKED = re.compile(f"[{ANY_MASK}]")


@dataclass(frozen=True)
class Finding:
    """A span of the input (code points, end exclusive) that identifies a patient."""

    start: int
    end: int
    kind: str
    certain: bool


@dataclass(frozen=True)
class Screened:
    """A text, what may be stored of it, what was found in order of place, and whom it names, in small letters."""

    text: str
    masked: str
    found: tuple[Finding, ...]
    names: frozenset[str] = frozenset()
    staff: frozenset[str] = frozenset()


def screen(
    text: str, *, release: Collection[Span] = (), known: Collection[str] = (), closely: bool = True
) -> Screened:
    """Mask every identifier in the text; spans in `release` are kept, unless they hold an NHS number.

    `known` are names of patients that were told along with it, in small letters: they are found wherever they stand.
    Read `closely`, what the rules leave is read once more in its context, which takes some ten times as long.
    """
    if not text.strip():
        return Screened(text=text, masked=text, found=())
    found: list[Finding] = []
    casing, told, readings = casing_of(text), Told(names=set(known)), 0
    for _ in range(ROUNDS):
        masked, begins = _masked(text, found)
        fresh = [_moved(finding, begins) for finding in _detect(masked, casing, told)]
        told.names |= _names_of(text, fresh)
        kept = [piece for finding in fresh for piece in _unreleased(finding, release)]
        if not kept and closely and readings < CLOSE_READINGS:
            readings += 1
            read = [_moved(finding, begins) for finding in _read_closely(masked, told)]
            kept = [piece for finding in read for piece in _unreleased(finding, release)]
            told.names |= _names_of(text, kept)
        if not kept:
            break
        found = _joined(sorted([*found, *kept], key=lambda finding: finding.start))
    own = frozenset(told.names.difference(known, told.staff))
    return Screened(text, _masked(text, found)[0], tuple(found), names=own, staff=frozenset(told.staff))


def screen_together(
    texts: Mapping[str, str], *, release: Mapping[str, Collection[Span]] | None = None
) -> dict[str, Screened]:
    """Each text of what somebody sends: whoever is named in one of them is found in the others too."""
    release = release or {}
    screened = {name: screen(text, release=release.get(name, ())) for name, text in texts.items()}
    known = names_in(screened.values())
    return {
        name: screen(one.text, release=release.get(name, ()), known=known) if known - one.names else one
        for name, one in screened.items()
    }


def names_in(screened: Iterable[Screened]) -> frozenset[str]:
    """The names of patients in texts that were sent together, save those of staff."""
    found = list(screened)
    return frozenset().union(*(one.names for one in found)).difference(*(one.staff for one in found))


def _names_of(text: str, found: Iterable[Finding]) -> set[str]:
    """The words of what was found as a name that are only names."""
    said = {text[one.start : one.end] for one in found if one.kind == "NAME"}
    return {word.low for name in said for word in words_of(view_of(name).text) if is_only_a_name(word.low)}


def _detect(text: str, casing: Casing, told: Told) -> list[Finding]:
    """Findings of one reading, not overlapping: what is named first keeps its place."""
    view = view_of(text)
    covered = bytearray(len(view.text))
    for mask in _MASKED.finditer(view.text):
        covered[mask.start()] = 1
    text = spaced(view.text)
    signed, closing = signatures(text), senders_closing(text)
    found: list[Finding] = []
    for hits in (
        nhs_numbers,
        emails,
        dictated_emails,
        dates_of_birth,
        numbers_of_papers,
        numbers_of_bookings,
        numbers_of_specimens,
        hospital_numbers,
        phones,
        postcodes,
        addresses,
        homes,
        house_names,
        visited_homes,
        rest_of_addresses,
        *(() if casing is Casing.USUAL else (small_addresses, small_hospital_numbers)),
        names_in_other_letters,
        partial(names, casing=casing, told=told),
    ):
        for start, end, kind, certain in sorted(hits(view.text if hits is emails else text)):
            if within(closing if kind == "EMAIL" else signed, start) and kind in _OF_THE_WRITER:
                continue
            if kind == "ADDRESS":
                end = at_the_edge_of_a_postcode(text, end)
            for first, last in _left_over(view, start, end, covered):
                found.append(Finding(*view.back(first, last), kind, certain))
    return sorted(found, key=lambda finding: finding.start)


def _read_closely(text: str, told: Told) -> list[Finding]:
    """What the rules leave, and a closer reading takes for an identifier."""
    view = view_of(text)
    plain = spaced(view.text)
    signed = signatures(plain)
    return [
        Finding(*view.back(start, end), kind, certain)
        for start, end, kind, certain in recognised_spans(view.text, told.staff, told.left)
        if not within(signed, start)  # whoever writes is at work
    ]


def _left_over(view: View, start: int, end: int, covered: bytearray) -> list[Span]:
    """The parts of a hit that no earlier hit covers; they are covered from now on."""
    free: list[Span] = []
    at = start
    while at < end:
        if covered[at]:
            at += 1
            continue
        stop = at
        while stop < end and not covered[stop]:
            covered[stop] = 1
            stop += 1
        free.append((at, stop))
        at = stop
    if free == [(start, end)]:
        return free
    trimmed = (_trimmed(view.text, first, last) for first, last in free)
    return [span for span in trimmed if span[0] < span[1]]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _joined(found: Iterable[Finding]) -> list[Finding]:
    """Findings of one kind without anything between them are one: 'opposite Tesco, ' and '22b High Street'."""
    joined: list[Finding] = []
    for one in found:
        if joined and joined[-1].end == one.start and joined[-1].kind == one.kind:
            before = joined.pop()
            one = Finding(before.start, one.end, one.kind, before.certain or one.certain)
        joined.append(one)
    return joined


def _masked(text: str, found: Iterable[Finding]) -> tuple[str, list[tuple[int, int]]]:
    """The masked text, and where each kept stretch of it begins: (in the masked text, in the original)."""
    pieces: list[str] = []
    begins: list[tuple[int, int]] = []
    length = position = 0
    for finding in found:
        begins.append((length, position))
        pieces += (text[position : finding.start], MASKS[finding.kind])
        length += finding.start - position + len(MASKS[finding.kind])
        position = finding.end
    begins.append((length, position))
    pieces.append(text[position:])
    return "".join(pieces), begins


def _first(pair: tuple[int, int]) -> int:
    return pair[0]


def _moved(finding: Finding, begins: list[tuple[int, int]]) -> Finding:
    """A finding in a masked text as a finding in the original."""
    masked, original = begins[bisect_right(begins, finding.start, key=_first) - 1]
    shift = original - masked
    return Finding(finding.start + shift, finding.end + shift, finding.kind, finding.certain)


def _unreleased(finding: Finding, release: Collection[Span]) -> list[Finding]:
    """What is left of a finding once the writer's released spans are taken out; NHS numbers stay whole."""
    if finding.kind == "NHS_NUMBER":
        return [finding]
    spans = [(finding.start, finding.end)]
    for first, last in release:
        spans = (
            [
                piece
                for start, end in spans
                for piece in ((start, min(end, first)), (max(start, last), end))
                if piece[0] < piece[1]
            ]
            if first < last
            else spans
        )
    return [Finding(start, end, finding.kind, finding.certain) for start, end in spans]

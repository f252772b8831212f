"""Rows of records pasted with a heading line: which columns hold names of patients, and which never do."""

import re
from collections.abc import Iterator

from language.reading.name_knowledge import cue_words
from language.reading.record_fields import EMPTY

Span = tuple[int, int]
_PEOPLE = cue_words("columns_of_people")
_WORK = cue_words("columns_of_work")
_OF_STAFF = frozenset(("role", "job", "job title", "post", "grade", "band", "designation", "profession"))
_NOT_A_PERSONS = cue_words("not_a_persons")
_DELIMITERS = ("\t", "|", ";", ",")
_MOST_CELLS = 24
_LONGEST_LABEL = 28
_LONGEST_NAME = 48
_ROW_LABEL = re.compile(r"[a-z/' ]+")


class Tables:
    """What the columns of tables say: `people` are names, `work` are headings, staff, places and medicines."""

    def __init__(self, text: str) -> None:
        self.people: list[Span] = []
        self.work: list[Span] = []
        if "\n" in text and any(delimiter in text for delimiter in _DELIMITERS):
            self._read(text)

    def _read(self, text: str) -> None:
        labels: list[str] = []
        delimiter = heading = ""
        start = 0
        for line in text.split("\n"):
            if labels:
                cells = list(_cells(line, delimiter))
                if len(cells) == len(labels):
                    self._row(text, start, labels, cells)
                    start += len(line) + 1
                    continue
                labels = []
            delimiter, labels = _heading(line)
            heading = line
            if labels:
                self.work.append((start, start + len(heading)))
            start += len(line) + 1

    def _row(self, text: str, start: int, labels: list[str], cells: list[Span]) -> None:
        staff = not _OF_STAFF.isdisjoint(labels)
        for label, (first, last) in zip(labels, cells, strict=True):
            span = start + first, start + last
            value = text[span[0] : span[1]]
            if not value or len(value) > _LONGEST_NAME or any(char.isdigit() for char in value):
                continue
            if (
                of_people(label)
                and not staff
                and value.lower() not in EMPTY
                and any(char.isalpha() for char in value)
            ):
                self.people.append(span)
            elif of_work(label) or staff and of_people(label):
                self.work.append(span)


def of_people(label: str) -> bool:
    """Does a column with this heading hold names of patients or relatives?"""
    words = label.split()
    if not words or not _WORK.isdisjoint(words):
        return False
    return (
        words[-1] in _PEOPLE and (words[-1] != "name" or _NOT_A_PERSONS.isdisjoint(words)) or label == "next of kin"
    )


def of_work(label: str) -> bool:
    """Does a column with this heading hold staff, places or medicines?"""
    words = label.split()
    return not _WORK.isdisjoint(words) or words[-1:] == ["by"] and len(words) > 1


def _heading(line: str) -> tuple[str, list[str]]:
    """The delimiter and the labels of a heading line; no labels if it is none."""
    for delimiter in _DELIMITERS:
        if delimiter not in line:
            continue
        cells = list(_cells(line, delimiter))
        labels = [line[first:last].lower().strip(" .#") for first, last in cells]
        if not 2 <= len(labels) <= _MOST_CELLS or any(len(label) > _LONGEST_LABEL for label in labels):
            continue
        known = sum(of_people(label) or of_work(label) for label in labels)
        plain = all(_ROW_LABEL.fullmatch(label) or not label for label in labels)
        prose = delimiter == "," and ", " in line and (known < 2 or len(labels) < 3)
        if known and plain and not prose:
            return delimiter, labels
    return "", []


def _cells(line: str, delimiter: str) -> Iterator[Span]:
    """Where each cell of a row stands, without its quotation marks and spaces."""
    at, count = 0, 0
    while at <= len(line) and count <= _MOST_CELLS:
        quoted = re.match(r'\s*"', line[at : at + 4])
        close = line.find('"', at + quoted.end()) if quoted else -1
        stop = line.find(delimiter, close if close > 0 else at)
        stop = len(line) if stop < 0 else stop
        first, last = at, stop
        while first < last and line[first] in ' "':
            first += 1
        while last > first and line[last - 1] in ' "':
            last -= 1
        yield first, last
        at, count = stop + 1, count + 1

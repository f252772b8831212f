"""Finds ODS files in folders and archives and reads them row by row. Every fault names its file and line."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from routing.ods import layouts, resources, workbooks
from routing.ods.records import BadRow, Found, Source

MOST_FAULTS_OF_A_FILE = 1000
EDITION = re.compile(r"[-_ ]20\d\d-?[01]\d(?:-?\d\d)?")
IN_ARCHIVES = (".csv", ".json", ".xlsx")
Rows = Iterator[tuple[int, Any]]  # each with its line
READ = (*IN_ARCHIVES, ".zip")


class NothingToRead(Exception):
    """No file was given that is known."""


def read(paths: Iterable[Path]) -> Found:
    """All that these files, folders and archives say. A file that says something in passing is read last."""
    found = Found()
    for name, content in _newest(_contents(paths), found):
        read_file(name, content, found)
    resources.tie(found)
    if not found.files:
        known = ", ".join(sorted(layouts.BY_NAME))
        raise NothingToRead(f"No ODS file is among these. Known by their names: {known}; others by their header.")
    return found


def read_file(name: str, content: bytes, found: Found) -> None:
    """Add what one file says to what was found."""
    if name.lower().endswith(".xlsx"):
        _read_workbook(name, content, found)
        return
    text = _decoded(content)
    if name.lower().endswith(".json"):
        _read_json(name, text, found)
        return
    plain = layouts_of(name, text)
    if plain is None:
        found.pass_over(f"files of a layout that is not known ({name})")
        return
    _read_rows(name, *plain, found)


def layouts_of(name: str, text: str) -> tuple[Callable, int, Rows] | None:
    """How a row of this file is read, how many columns it must have where no header names them, and the rows.

    Nothing where neither its name nor its header is known.
    """
    stem = Path(name).stem.lower()
    if stem.startswith(layouts.NOT_READ):
        return None
    separator = "¬" if "¬" in text[: text.find("\n")] else ","
    header = _named(next(csv.reader(io.StringIO(text), delimiter=separator), []))
    if layout := _layout_with(header):
        return layout, 0, _named_rows(text, header, separator)
    for beginning in sorted(layouts.BY_NAME, key=len, reverse=True):
        if stem.startswith(beginning):
            width = layouts.WIDTHS.get(beginning, layouts.STANDARD)
            return layouts.BY_NAME[beginning], width, _plain_rows(text)
    return None


def _named(header: Iterable[str]) -> list[str]:
    """Names of columns in one spelling: workbooks break them over several lines."""
    return [" ".join(column.split()).lower() for column in header]


def _layout_with(header: list[str]) -> Callable | None:
    return next((layout for columns, layout in layouts.BY_HEADER.items() if set(columns) <= set(header)), None)


def _read_rows(name: str, layout: Callable, width: int, rows: Rows, found: Found) -> None:
    faults, count = [], 0
    try:
        for line, row in rows:
            count += 1
            source = Source(name, line)
            try:
                if len(row) < width:
                    raise BadRow(f"has {len(row)} columns, where {width} are expected")
                for said in layout(row, source, found):
                    found.add(said)
            except BadRow as bad:
                faults.append(f"{source}: {bad}.")
    except csv.Error as bad:
        faults.append(f"{name} after row {count}: {bad}.")
    found.files[name] = count
    found.faults += faults[:MOST_FAULTS_OF_A_FILE]
    if len(faults) > MOST_FAULTS_OF_A_FILE:
        found.faults.append(f"{name}: {len(faults) - MOST_FAULTS_OF_A_FILE} more rows like these.")


def _plain_rows(text: str) -> Rows:
    reader = csv.reader(io.StringIO(text))
    for row in reader:
        is_header = reader.line_num == 1 and row and row[0].strip().lower() in {"organisation code", "org_code"}
        if row and not is_header:
            yield reader.line_num, row


def _named_rows(text: str, header: list[str], separator: str) -> Rows:
    quoting = csv.QUOTE_NONE if separator == "¬" else csv.QUOTE_MINIMAL
    reader = csv.reader(io.StringIO(text), delimiter=separator, quoting=quoting)
    next(reader)
    for row in reader:
        if row:
            yield reader.line_num, _by_column(header, row)


def _by_column(header: list[str], row: list[str]) -> dict[str, str]:
    padded = [cell.strip() for cell in row] + [""] * (len(header) - len(row))
    return dict(zip(header, padded, strict=False))


def _read_workbook(name: str, content: bytes, found: Found) -> None:
    """The sheets of a workbook whose first row names columns that are known."""
    try:
        sheets = workbooks.sheets_of(content)
    except workbooks.NoWorkbook:
        found.faults.append(f"{name}: is not a workbook.")
        return
    for title, (first, *rows) in sheets.items():
        header = _named(first)
        if layout := _layout_with(header):
            named = ((line, _by_column(header, row)) for line, row in enumerate(rows, start=2) if any(row))
            _read_rows(f"{name}, {title}", layout, 0, named, found)
        else:
            found.pass_over(f"sheets of a layout that is not known ({name}, {title})")


def _read_json(name: str, text: str, found: Found) -> None:
    try:
        held = json.loads(text)
    except ValueError as bad:
        found.faults.append(f"{name}: is not JSON ({bad}).")
        return
    count = 0
    for count, resource in enumerate(resources.each(held), start=1):
        source = Source(name, count)
        try:
            for said in resources.read(resource, source, found):
                found.add(said)
        except BadRow as bad:
            found.faults.append(f"{name} resource {count}: {bad}.")
        except (AttributeError, KeyError, TypeError) as bad:
            found.faults.append(f"{name} resource {count}: is not an organisation as ODS writes them ({bad!r}).")
    found.files[name] = count


def _contents(paths: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        if path.is_dir():
            yield from _contents(sorted(each for each in path.iterdir() if each.suffix.lower() in READ))
        elif path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                for member in archive.namelist():
                    if member.lower().endswith(IN_ARCHIVES):
                        yield Path(member).name, archive.read(member)
        else:
            yield path.name, path.read_bytes()


def _newest(contents: Iterable[tuple[str, bytes]], found: Found) -> list[tuple[str, bytes]]:
    """Of several editions of a file (etr_2025-07.csv, etr_2026-07.csv), the newest; what only names others last."""
    kept: dict[str, tuple[str, bytes]] = {}
    for name, content in sorted(contents, key=lambda one: one[0]):
        plain = EDITION.sub("", name)
        if plain != name and plain in kept:
            found.pass_over(f"older editions, of which only names are read ({kept[plain][0]})")
            older = Found()
            read_file(*kept[plain], older)
            found.former_names |= {code: record.name for code, record in older.records.items()}
        kept[plain if plain != name else name] = (name, content)
    return sorted(kept.values(), key=lambda one: (one[0].startswith(("gp-reg", "nhsuk")), one[0]))


def _decoded(content: bytes) -> str:
    """ODS has written both UTF-8 and Windows letters."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")

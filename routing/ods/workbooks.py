"""The sheets of an Excel workbook as rows of text."""

import datetime as dt
import io
import zipfile
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

NOT_ONE = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError)


class NoWorkbook(Exception):
    """The content is not a workbook that can be read."""


def sheets_of(content: bytes) -> dict[str, list[list[str]]]:
    """By title, the rows of every sheet that has any."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = {
            sheet.title: [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            for sheet in book.worksheets
        }
    except NOT_ONE as bad:
        raise NoWorkbook from bad
    return {title: rows for title, rows in sheets.items() if rows}


def _text(cell: Any) -> str:
    """A day as 2019-07-01, a whole number without a point, nothing as no text."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()

"""Lists as spreadsheets, safe against cells that a spreadsheet program would run."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.http import StreamingHttpResponse
from django.utils import timezone

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")


class _Line:
    """A file that hands back what is written to it, for the csv module."""

    def write(self, line: str) -> str:
        return line


def cell(value) -> str:
    """A value as text that no spreadsheet program takes for a formula."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def spreadsheet(name: str, columns: Iterable[str], rows: Iterable[Iterable]) -> StreamingHttpResponse:
    """A CSV download of the rows, under the columns' names."""
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(columns)
        for row in rows:
            yield writer.writerow([cell(value) for value in row])

    return StreamingHttpResponse(
        lines(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )

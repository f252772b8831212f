"""Searching the archive by words: one small interface over FTS5 (SQLite) and tsvector (PostgreSQL)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db import connection

from archive.models import Project
from people.searching import tokens, written

MOST_PAIRED = 8
START, END = "\x02", "\x03"  # around a match: wording.py keeps control characters out of the archive

SQLITE = """
    SELECT rowid, snippet(archive_search, 2, char(2), char(3), ' … ', 30)
    FROM archive_search WHERE archive_search MATCH %s
    ORDER BY bm25(archive_search, 10.0, 4.0, 1.0), rowid DESC LIMIT %s
"""
POSTGRESQL = """
    WITH best AS (
        SELECT p.id, p.summary, p.aim, p.result, q.words, ts_rank_cd(p.search_words, q.words) AS rank
        FROM archive_project p, to_tsquery('english', %s) AS q(words)
        WHERE p.search_words @@ q.words ORDER BY rank DESC, p.id DESC LIMIT %s
    )
    SELECT id, ts_headline('english', concat_ws(' ', summary, aim, result,
        (SELECT string_agg(text, ' ' ORDER BY id) FROM archive_lesson WHERE project_id = best.id)), words,
        'StartSel="' || chr(2) || '", StopSel="' || chr(3) || '", MaxWords=30, MinWords=12')
    FROM best ORDER BY rank DESC, id DESC
"""


@dataclass(frozen=True)
class Piece:
    """A part of a snippet, and whether it is a word that was looked for."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class Hit:
    """A project that was found, and the part of its text that fits best."""

    project: Project
    snippet: tuple[Piece, ...]


@dataclass(frozen=True)
class Found:
    """Snippets by project key, best first; whether every word was found in each of them."""

    snippets: dict[int, tuple[Piece, ...]]
    has_every_word: bool


def search(words: str, limit: int = 20) -> list[Hit]:
    """What has been tried before: projects with all of these words or, if there are none, with some, best first."""
    return _hits(find(words, limit).snippets)


def alike(title: str, limit: int = 5) -> list[Hit]:
    """Projects that share two telling words with this title, for somebody about to start another."""
    found = tokens(title)[:MOST_PAIRED]
    return _hits(_ask(list(combinations(found, 2)) or [(token,) for token in found], limit))


def find(words: str, limit: int) -> Found:
    """The keys of at most `limit` projects. Any input is harmless: every word is cut out, quoted and bound."""
    wanted = tokens(words)
    if rows := _ask([wanted], limit):
        return Found(rows, True)
    return Found(_ask([[token] for token in wanted], limit), len(wanted) < 2)


def _hits(snippets: dict[int, tuple[Piece, ...]]) -> list[Hit]:
    projects = Project.objects.select_related("organisation").in_bulk(snippets)
    return [Hit(projects[key], snippet) for key, snippet in snippets.items() if key in projects]


def _ask(groups: Sequence[Sequence[str]], limit: int) -> dict[int, tuple[Piece, ...]]:
    """Projects with all the words of at least one of the groups."""
    if not any(groups):
        return {}
    with connection.cursor() as cursor:
        cursor.execute(SQLITE if connection.vendor == "sqlite" else POSTGRESQL, [written(groups), limit])
        return {key: _pieces(snippet or "") for key, snippet in cursor.fetchall()}


def _pieces(snippet: str) -> tuple[Piece, ...]:
    """Cut at the sentinels. The page escapes every piece."""
    pieces = []
    for index, text in enumerate(re.split(f"[{START}{END}]", snippet)):
        if text:
            pieces.append(Piece(text, index % 2 == 1))
    return tuple(pieces)

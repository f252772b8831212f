"""Many questions to an index of words at once: which rows answer each, a few of every question."""

import json
import re
from collections.abc import Collection, Iterator, Sequence

from django.db import connection, models

from people.searching import WordsIndex

_WORDS = re.compile(r"[^\W_]+")
Question = Sequence[str]  # phrases, all of which stand in a row that answers it
AT_ONCE = 200  # questions of one statement, which has its time even where very many rows answer each

SQLITE = """
    SELECT asked.key, answers.value FROM json_each(%(questions)s) AS asked, json_each((
        SELECT json_group_array(pk) FROM (
            SELECT {table}.{key} AS pk FROM {index} CROSS JOIN {table} ON {table}.{key} = {index}.rowid
            WHERE {index} MATCH asked.value AND {table}.{column} IN (SELECT value FROM json_each(%(among)s))
            ORDER BY {index}.rowid DESC LIMIT %(each)s
        )
    )) AS answers
"""
POSTGRESQL = """
    SELECT asked.place, answers.pk
    FROM unnest(%(questions)s::text[]) WITH ORDINALITY AS asked(words, place) CROSS JOIN LATERAL (
        SELECT {table}.{key} AS pk FROM {table}
        WHERE {table}.{index} @@ to_tsquery('english', asked.words) AND {table}.{column} = ANY(%(among)s)
        LIMIT %(each)s
    ) AS answers
"""


def answers(
    index: WordsIndex, questions: Collection[Question], *, of: models.ForeignKey, among: Collection[int], each: int
) -> list[list[int]]:
    """For each question that has answers the keys of rows that answer it, at most `each`.

    One SQL statement for every AT_ONCE questions. `of` and `among`: a key of the rows, and which of its
    values count.
    """
    asked = [words for one in questions if (words := _written(one))]
    if not asked or not among:
        return []
    return [
        keys
        for start in range(0, len(asked), AT_ONCE)
        for keys in _ask(index, asked[start:][:AT_ONCE], of, among, each)
    ]


def _ask(
    index: WordsIndex, asked: Sequence[str], of: models.ForeignKey, among: Collection[int], each: int
) -> Iterator[list[int]]:
    is_sqlite, quoted = connection.vendor == "sqlite", connection.ops.quote_name
    names = {"table": of.model._meta.db_table, "key": of.model._meta.pk.column, "column": of.column}
    names = {name: quoted(one) for name, one in (names | {"index": index.name}).items()}
    of_vendor = json.dumps if is_sqlite else list
    found: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            (SQLITE if is_sqlite else POSTGRESQL).format(**names),
            {"questions": of_vendor(asked), "among": of_vendor(sorted(among)), "each": each},
        )
        for place, key in cursor.fetchall():
            found.setdefault(place, []).append(key)
    yield from found.values()


def _written(question: Question) -> str:
    """In the database's language, and harmless for any words."""
    quote, both = ('"', " AND ") if connection.vendor == "sqlite" else ("'", " & ")
    phrases = (" ".join(_WORDS.findall(one)) for one in question)
    return both.join(f"{quote}{phrase}{quote}" for phrase in phrases if phrase)

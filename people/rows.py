"""Rows of plain SQL as objects, for the few questions that nearly every page asks.

Django takes longer to put such a statement together than the database takes to answer it.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from django.db import DataError, connection
from django.db.models import Model
from django.db.models.expressions import Col


class Part(NamedTuple):
    """Where in a row one model's columns are, and how they become an object."""

    model: type[Model]
    begin: int
    end: int
    names: list[str]
    key: int  # where its primary key is
    converters: list[tuple]  # each: which column, its converter, what it is a column of


def read(sql: str, params: Sequence = (), **models: type[Model]) -> list[tuple]:
    """Each row: an object of each model, None where an outer join found none, then its other columns as they are.

    `{name}` in the statement stands for all columns of the model that is given by this name, the alias of its table.
    They come first, in the order in which the models are given. A parameter that is a list stands for all that it
    holds; an empty one for NULL, which nothing equals. One SQL statement.
    """
    many = [one or [None] if isinstance(one, list) else [one] for one in params]
    statement, parts = _prepared(sql, tuple(map(len, many)), tuple(models.items()))
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for values in many for value in values])
        rows = cursor.fetchall()
    rest = parts[-1].end if parts else 0
    return [(*[_made(part, row) for part in parts], *row[rest:]) for row in rows]


def known(model: type[Model], key: str, value: str) -> Model | None:
    """The one of a model that has this value in a column that nothing else has it in. One SQL statement."""
    try:
        found = read(f"SELECT {{one}} FROM {model._meta.db_table} AS one WHERE {key} = %s", [value], one=model)
    except (ValueError, DataError):  # what no database keeps
        return None
    return found[0][0] if found else None


def _made(part: Part, row: tuple) -> Model | None:
    values = list(row[part.begin : part.end])
    if values[part.key] is None:
        return None
    for at, convert, column in part.converters:
        values[at] = convert(values[at], column, connection)
    return part.model.from_db(connection.alias, part.names, values)


@lru_cache(maxsize=256)
def _prepared(
    sql: str, lengths: tuple[int, ...], models: tuple[tuple[str, type[Model]], ...]
) -> tuple[str, list[Part]]:
    """The statement with every column by name, since one that asks for all breaks once a release adds one."""
    parts: list[Part] = []
    columns = {}
    for name, model in models:
        fields = model._meta.concrete_fields
        begin = parts[-1].end if parts else 0
        made_of = [Col(name, field) for field in fields]
        columns[name] = ", ".join(f"{name}.{field.column}" for field in fields)
        converters = [(at, convert, column) for at, column in enumerate(made_of) for convert in _converters(column)]
        names = [field.attname for field in fields]
        parts.append(Part(model, begin, begin + len(fields), names, fields.index(model._meta.pk), converters))
    before, *after = sql.format(**columns).split("%s")
    marks = (", ".join(["%s"] * length) for length in lengths)
    return before + "".join(mark + words for mark, words in zip(marks, after, strict=True)), parts


def _converters(column: Col) -> list:
    """What makes a database's value of a column Python's: the database's own converters, then the field's."""
    return connection.ops.get_db_converters(column) + column.get_db_converters(connection)

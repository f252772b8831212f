"""Searching rows by words (FTS5 on SQLite, GIN on PostgreSQL) or by how a text begins: indexes over a model's texts.

Declared in a model's Meta, they are made by migrations and kept in step by the database. They know nobody: whoever
asks narrows the rows to what the reader may see.
"""

import re
import sys
from collections.abc import Sequence

from django.db import connection, models
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BooleanField, F, Func, Q

MOST_WORDS = 20
LONGEST_WORD = 40
SHORTEST_STEM = 4  # from this length on, a word also finds longer ones that begin with it
LITTLE = re.compile("a|an|and|are|as|at|be|by|for|from|in|is|it|its|of|on|or|that|the|this|to|was|with")

ADDED = "INSERT INTO %(name)s (rowid, %(columns)s) VALUES (new.%(key)s, %(new)s);"
GONE = "INSERT INTO %(name)s (%(name)s, rowid, %(columns)s) VALUES ('delete', old.%(key)s, %(old)s);"
SQLITE = (
    "DROP TABLE IF EXISTS %(name)s",
    "CREATE VIRTUAL TABLE %(name)s USING fts5(%(columns)s, content=%(table)s, content_rowid=%(key)s, "
    "tokenize = 'porter unicode61 remove_diacritics 2')",
    f"CREATE TRIGGER %(name)s_added AFTER INSERT ON %(table)s BEGIN {ADDED} END",
    f"CREATE TRIGGER %(name)s_gone AFTER DELETE ON %(table)s BEGIN {GONE} END",
    f"CREATE TRIGGER %(name)s_changed AFTER UPDATE OF %(columns)s ON %(table)s BEGIN {GONE} {ADDED} END",
    "INSERT INTO %(name)s (%(name)s) VALUES ('rebuild')",
)
SQLITE_BACK = ("added", "gone", "changed")
POSTGRESQL = (
    "ALTER TABLE %(table)s ADD COLUMN %(name)s tsvector; "
    "UPDATE %(table)s SET %(name)s = to_tsvector('pg_catalog.english', %(joined)s); "
    "CREATE INDEX %(name)s ON %(table)s USING gin (%(name)s); "
    "CREATE TRIGGER %(name)s BEFORE INSERT OR UPDATE ON %(table)s FOR EACH ROW "
    "EXECUTE FUNCTION tsvector_update_trigger(%(name)s, 'pg_catalog.english', %(columns)s)"
)
POSTGRESQL_BACK = "DROP TRIGGER %(name)s ON %(table)s; ALTER TABLE %(table)s DROP COLUMN %(name)s"


def tokens(words: str) -> list[str]:
    """At most twenty letters-and-digits words, without the little ones unless there are no others."""
    found = [word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", words[:2000].lower())]
    telling = [word for word in found if len(word) > 1 and not LITTLE.fullmatch(word)]
    return list(dict.fromkeys(telling or found))[:MOST_WORDS]


def written(groups: Sequence[Sequence[str]]) -> str:
    """All the words of at least one group, in the database's language. Harmless for any words that `tokens` gave."""
    is_sqlite = connection.vendor == "sqlite"
    quote, beginning, both, either = ('"', "*", " AND ", " OR ") if is_sqlite else ("'", ":*", " & ", " | ")

    def word(token: str) -> str:
        return f"{quote}{token}{quote}" + beginning * (len(token) >= SHORTEST_STEM)

    return either.join(f"({both.join(map(word, group))})" for group in groups)


def settle(*changed: type[models.Model]) -> None:
    """After very many rows were written: PostgreSQL learns how they are spread, and takes new words into its indexes.

    It would do so by itself within minutes, and searches would be slow until then.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in changed:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
            for index in model._meta.indexes:
                if isinstance(index, WordsIndex):
                    cursor.execute("SELECT gin_clean_pending_list(%s)", [index.name])


def any_of(*found: models.QuerySet) -> models.QuerySet:
    """What at least one of these finds, in one statement; each may have an order and a limit of its own."""
    first, *others = (each.model.objects.filter(pk__in=each.values("pk")).order_by() for each in found)
    return first.union(*others)


class WordsIndex(models.Index):
    """An index over the words of text columns that are never null."""

    def says(self, words: str) -> Q:
        """Rows that say all of these words, or longer ones that begin with them."""
        return self.says_one_of([tokens(words)])

    def says_one_of(self, groups: Sequence[Sequence[str]]) -> Q:
        """Rows that say all words of at least one group. Words as `tokens` gives them."""
        asked = [group for group in groups if group]
        return Q(_Says(self, written(asked))) if asked else Q(pk__in=[])

    def create_sql(self, model, schema_editor, using="", **kwargs):
        parts = self._parts(model, schema_editor)
        if schema_editor.connection.vendor != "sqlite":
            return Statement(POSTGRESQL, **parts)
        # SQLite takes one statement at a time, and the table may still be renamed: all of them wait until the end.
        schema_editor.deferred_sql += [Statement(sql, **parts) for sql in SQLITE]
        return "SELECT 1"

    def remove_sql(self, model, schema_editor, **kwargs):
        if schema_editor.connection.vendor != "sqlite":
            return Statement(POSTGRESQL_BACK, **self._parts(model, schema_editor))
        for when in SQLITE_BACK:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name}_{when}")
        return f"DROP TABLE IF EXISTS {self.name}"

    def _parts(self, model, schema_editor) -> dict:
        columns = [schema_editor.quote_name(model._meta.get_field(name).column) for name in self.fields]
        return {
            "name": self.name,
            "table": Table(model._meta.db_table, schema_editor.quote_name),
            "key": schema_editor.quote_name(model._meta.pk.column),
            "columns": ", ".join(columns),
            "new": ", ".join(f"new.{column}" for column in columns),
            "old": ", ".join(f"old.{column}" for column in columns),
            "joined": " || ' ' || ".join(columns),
        }


class BeginningsIndex(models.Index):
    """An index over how one text column begins, whatever its case."""

    def begins(self, words: str) -> Q:
        """Rows whose text begins with these words."""
        return Q(_Begins(self.fields[0], words))

    def create_sql(self, model, schema_editor, using="", **kwargs):
        column = schema_editor.quote_name(model._meta.get_field(self.fields[0]).column)
        sort = " text_pattern_ops" if schema_editor.connection.vendor == "postgresql" else ""
        table = Table(model._meta.db_table, schema_editor.quote_name)
        sql = f"CREATE INDEX {self.name} ON %(table)s (UPPER({column}){sort})"
        return Statement(sql, table=table)


class _Begins(Func):
    """Whether a text begins with words, asked in such a way that the database uses a BeginningsIndex."""

    output_field = BooleanField()

    def __init__(self, field: str, words: str):
        super().__init__(F(field))
        self.words = words

    def as_sqlite(self, compiler, connection, **context):
        column, params = compiler.compile(self.source_expressions[0])
        sql = f"UPPER({column}) >= UPPER(%s) AND UPPER({column}) < UPPER(%s)"
        return sql, [*params, self.words, *params, self.words + chr(sys.maxunicode)]

    def as_postgresql(self, compiler, connection, **context):
        column, params = compiler.compile(self.source_expressions[0])
        pattern = connection.ops.prep_for_like_query(self.words) + "%"
        return f"UPPER({column}) LIKE UPPER({_standing(pattern, connection)})", params


class _Says(Func):
    """Whether the index finds a row."""

    output_field = BooleanField()

    def __init__(self, index: WordsIndex, query: str):
        super().__init__(F("pk"))
        self.name, self.query = index.name, query

    def as_sqlite(self, compiler, connection, **context):
        key, params = compiler.compile(self.source_expressions[0])
        return f"{key} IN (SELECT rowid FROM {self.name} WHERE {self.name} MATCH %s)", [*params, self.query]

    def as_postgresql(self, compiler, connection, **context):
        table = compiler.quote_name_unless_alias(self.source_expressions[0].alias)
        return f"{table}.{self.name} @@ to_tsquery('english', {_standing(self.query, connection)})", []


def _standing(text: str, connection) -> str:
    """A text that stands in the statement itself, so that PostgreSQL plans for how common these very words are."""
    connection.ensure_connection()
    return connection.ops.compose_sql("%s", [text.replace("\0", "")]).replace("%", "%%")

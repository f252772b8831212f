"""The search index, kept in step by triggers: FTS5 on SQLite, a tsvector column with GIN on PostgreSQL."""

SQLITE_REFRESH = """
    DELETE FROM archive_search WHERE rowid = {id};
    INSERT INTO archive_search (rowid, title, topic, body)
    SELECT p.id, p.title, p.topic || ' ' || p.organisation_name || ' ' || coalesce(o.name, ''),
        p.summary || char(10) || p.aim || char(10) || p.result || char(10)
            || coalesce((SELECT group_concat(l.text, char(10)) FROM archive_lesson l WHERE l.project_id = p.id), '')
    FROM archive_project p LEFT JOIN people_organisation o ON o.id = p.organisation_id
    WHERE p.id = {id};
"""

SQLITE_REFRESH_OF_ORGANISATION = """
    UPDATE archive_project SET title = title WHERE organisation_id = new.id;
"""

WATCHED = "title, topic, organisation_name, organisation_id, summary, aim, result"

SQLITE_TRIGGERS = {
    "archive_search_project_added": ("AFTER INSERT ON archive_project", SQLITE_REFRESH.format(id="new.id")),
    "archive_search_project_changed": (
        f"AFTER UPDATE OF {WATCHED} ON archive_project",
        SQLITE_REFRESH.format(id="new.id"),
    ),
    "archive_search_project_gone": (
        "AFTER DELETE ON archive_project",
        "DELETE FROM archive_search WHERE rowid = old.id;",
    ),
    "archive_search_lesson_added": ("AFTER INSERT ON archive_lesson", SQLITE_REFRESH.format(id="new.project_id")),
    "archive_search_lesson_changed": (
        "AFTER UPDATE OF text ON archive_lesson",
        SQLITE_REFRESH.format(id="new.project_id"),
    ),
    "archive_search_lesson_gone": ("AFTER DELETE ON archive_lesson", SQLITE_REFRESH.format(id="old.project_id")),
    "archive_search_organisation_renamed": (
        "AFTER UPDATE OF name ON people_organisation WHEN new.name <> old.name",
        SQLITE_REFRESH_OF_ORGANISATION,
    ),
}

SQLITE_TABLE = """
    CREATE VIRTUAL TABLE archive_search USING fts5(
        title, topic, body, tokenize = 'porter unicode61 remove_diacritics 2'
    )
"""

POSTGRESQL = """
ALTER TABLE archive_project ADD COLUMN search_words tsvector;
CREATE INDEX archive_project_search ON archive_project USING gin (search_words);

CREATE FUNCTION archive_project_index() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search_words :=
        setweight(to_tsvector('english', NEW.title), 'A')
        || setweight(to_tsvector('english', concat_ws(' ', NEW.topic, NEW.organisation_name,
            (SELECT name FROM people_organisation WHERE id = NEW.organisation_id))), 'B')
        || setweight(to_tsvector('english', concat_ws(' ', NEW.summary, NEW.aim, NEW.result,
            (SELECT string_agg(text, ' ' ORDER BY id) FROM archive_lesson WHERE project_id = NEW.id))), 'D');
    RETURN NEW;
END $$;
CREATE TRIGGER archive_search_project BEFORE INSERT OR UPDATE OF title, topic, organisation_name, organisation_id,
    summary, aim, result ON archive_project FOR EACH ROW EXECUTE FUNCTION archive_project_index();

CREATE FUNCTION archive_lesson_index() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE archive_project SET title = title WHERE id = coalesce(NEW.project_id, OLD.project_id);
    RETURN NULL;
END $$;
CREATE TRIGGER archive_search_lesson AFTER INSERT OR DELETE OR UPDATE OF text ON archive_lesson
    FOR EACH ROW EXECUTE FUNCTION archive_lesson_index();

CREATE FUNCTION archive_organisation_index() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE archive_project SET title = title WHERE organisation_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER archive_search_organisation AFTER UPDATE OF name ON people_organisation
    FOR EACH ROW WHEN (NEW.name IS DISTINCT FROM OLD.name) EXECUTE FUNCTION archive_organisation_index();
"""

POSTGRESQL_BACK = """
DROP TRIGGER archive_search_organisation ON people_organisation;
DROP TRIGGER archive_search_lesson ON archive_lesson;
DROP TRIGGER archive_search_project ON archive_project;
DROP FUNCTION archive_organisation_index;
DROP FUNCTION archive_lesson_index;
DROP FUNCTION archive_project_index;
ALTER TABLE archive_project DROP COLUMN search_words;
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE_TABLE)
        for name, (when, body) in SQLITE_TRIGGERS.items():
            schema_editor.execute(f"CREATE TRIGGER {name} {when} BEGIN {body} END")
    else:
        schema_editor.execute(POSTGRESQL, params=None)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in SQLITE_TRIGGERS:
            schema_editor.execute(f"DROP TRIGGER {name}")
        schema_editor.execute("DROP TABLE archive_search")
    else:
        schema_editor.execute(POSTGRESQL_BACK, params=None)

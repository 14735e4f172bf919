"""The search index: FTS5 with triggers on SQLite, a GIN index over a tsvector on PostgreSQL.

The words in `folded` are ready made (base.search), so no parser of either database may split them again:
PostgreSQL's splits 44 of 3,000 random codes (5e10x becomes 5e10 and x), hence array_to_tsvector.

A later migration that alters base_searchrow on SQLite makes the table anew and so drops the triggers:
it must end with `create` below (a test counts them).
"""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE base_search USING fts5("
    "folded, content='base_searchrow', content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
    "CREATE VIRTUAL TABLE base_search_words USING fts5vocab('base_search', 'row')",
    "CREATE TRIGGER base_search_insert AFTER INSERT ON base_searchrow BEGIN "
    "INSERT INTO base_search(rowid, folded) VALUES (new.id, new.folded); END",
    "CREATE TRIGGER base_search_delete AFTER DELETE ON base_searchrow BEGIN "
    "INSERT INTO base_search(base_search, rowid, folded) VALUES ('delete', old.id, old.folded); END",
    "CREATE TRIGGER base_search_update AFTER UPDATE ON base_searchrow BEGIN "
    "INSERT INTO base_search(base_search, rowid, folded) VALUES ('delete', old.id, old.folded); "
    "INSERT INTO base_search(rowid, folded) VALUES (new.id, new.folded); END",
]
POSTGRESQL = [
    "CREATE FUNCTION base_search_words(folded text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE "
    "RETURN array_to_tsvector(array_remove(string_to_array(folded, ' '), ''))",
    "CREATE INDEX base_search ON base_searchrow USING gin (base_search_words(folded))",
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER base_search_update",
        "DROP TRIGGER base_search_delete",
        "DROP TRIGGER base_search_insert",
        "DROP TABLE base_search_words",
        "DROP TABLE base_search",
    ],
    "postgresql": ["DROP INDEX base_search", "DROP FUNCTION base_search_words(text)"],
}


def create(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]

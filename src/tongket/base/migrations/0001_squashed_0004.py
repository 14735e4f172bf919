"""Accounts, the ledger, files, series, the search: what four steps made before the first release.

The search index: FTS5 with triggers on SQLite, a GIN index over a tsvector on PostgreSQL.

The words in `folded` are ready made (base.search), so no parser of either database may split them again:
PostgreSQL's splits 44 of 3,000 random codes (5e10x becomes 5e10 and x), hence array_to_tsvector.

A later migration that alters base_searchrow on SQLite makes the table anew and so drops the triggers:
it must end with `create` below (a test counts them).
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from tongket.base.tables import CreateModels


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

    replaces = [('base', '0001_initial'), ('base', '0002_search'), ('base', '0003_own_password'), ('base', '0004_sent_form')]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Account',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('username', models.CharField(max_length=60, unique=True)),
                        ('name', models.CharField(max_length=120)),
                        ('name_key', models.CharField(db_index=True, max_length=240)),
                        ('email', models.EmailField(blank=True, max_length=254)),
                        ('keeper', models.BooleanField(default=False, help_text='keeps the site: accounts, hosts, settings; reads no case')),
                        ('is_active', models.BooleanField(default=True, help_text='closed when the last post ends')),
                        ('language', models.CharField(default='vi', max_length=2)),
                        ('must_change', models.BooleanField(default=False, help_text='the password was given out by the keeper and is good for one sign-in')),
                        ('salt', models.BinaryField(default=b'', help_text='for the commitment to the names, which alone the ledger holds')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='CalendarDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(unique=True)),
                        ('working', models.BooleanField()),
                        ('name', models.CharField(max_length=120)),
                        ('source', models.CharField(max_length=200)),
                    ],
                ),
                migrations.CreateModel(
                    name='Checkpoint',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('size', models.BigIntegerField(unique=True)),
                        ('root', models.BinaryField()),
                        ('frontier', models.BinaryField()),
                        ('note', models.TextField(help_text='the signed text that anyone may keep')),
                        ('at', models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name='File',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('sha256', models.CharField(db_index=True, max_length=64)),
                        ('size', models.BigIntegerField()),
                        ('type', models.CharField(max_length=100)),
                        ('name', models.CharField(max_length=255)),
                        ('unit_id', models.BigIntegerField(db_index=True, null=True)),
                        ('access', models.CharField(choices=[('public', 'public'), ('office', 'officers'), ('unit', 'own unit and above')], default='office', max_length=10)),
                        ('salt', models.BinaryField(help_text='for the commitment that the public sees of a file it may not read')),
                        ('kept_at', models.DateTimeField()),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Lock',
                    fields=[
                        ('name', models.CharField(max_length=60, primary_key=True, serialize=False)),
                    ],
                ),
                migrations.CreateModel(
                    name='Outbox',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=120, unique=True)),
                        ('kind', models.CharField(choices=[('mail', 'mail'), ('webhook', 'webhook')], max_length=20)),
                        ('payload', models.JSONField()),
                        ('due', models.DateTimeField(db_index=True)),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('tries', models.PositiveSmallIntegerField(default=0)),
                        ('fault', models.TextField(blank=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='RuleCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('rule', models.CharField(max_length=20)),
                        ('rule_from', models.DateField()),
                        ('unit_id', models.BigIntegerField(null=True)),
                        ('value', models.CharField(blank=True, max_length=60)),
                        ('checked_by', models.UUIDField(help_text='appointment')),
                        ('checked_on', models.DateField()),
                        ('note', models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Schedule',
                    fields=[
                        ('name', models.CharField(max_length=60, primary_key=True, serialize=False)),
                        ('every_seconds', models.PositiveIntegerField()),
                        ('next_at', models.DateTimeField(db_index=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(max_length=60)),
                        ('subject', models.UUIDField(db_index=True)),
                        ('at', models.DateTimeField()),
                        ('actor', models.UUIDField(help_text='the appointment under which it was done; none for the system', null=True)),
                        ('body', models.BinaryField(help_text='canonical bytes: what the leaf of the log is the hash of')),
                        ('position', models.BigIntegerField(null=True, unique=True)),
                        ('entered', models.DateTimeField(help_text='when the row was written; differs from `at` for dated history')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('position', None)), fields=['id'], name='entry_waiting')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('position', None), ('position__gte', 0), _connector='OR'), name='entry_position')],
                    },
                ),
                migrations.CreateModel(
                    name='Installation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200)),
                        ('main_host', models.CharField(max_length=200)),
                        ('unit_id', models.BigIntegerField(null=True)),
                        ('demo', models.BooleanField(default=False)),
                        ('made_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_installation')],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('unit_id', models.BigIntegerField(db_index=True)),
                        ('code', models.CharField(max_length=60)),
                        ('values', models.JSONField(default=dict)),
                        ('link', models.CharField(blank=True, max_length=200)),
                        ('at', models.DateTimeField()),
                        ('read_at', models.DateTimeField(null=True)),
                        ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='SearchRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=30)),
                        ('ref', models.UUIDField(unique=True)),
                        ('unit_id', models.BigIntegerField(db_index=True, null=True)),
                        ('access', models.CharField(choices=[('public', 'public'), ('office', 'officers'), ('unit', 'own unit and above')], max_length=10)),
                        ('folded', models.TextField()),
                        ('shown', models.TextField()),
                        ('note', models.TextField(blank=True, help_text='the second line of a result')),
                        ('url', models.CharField(max_length=200)),
                        ('sort_key', models.CharField(max_length=300)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['kind', 'sort_key'], name='base_search_kind_61f2ab_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='Series',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('unit_id', models.BigIntegerField()),
                        ('kind', models.CharField(max_length=20)),
                        ('term', models.CharField(max_length=20)),
                        ('next_number', models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('unit_id', 'kind', 'term'), name='one_series')],
                    },
                ),
                migrations.CreateModel(
                    name='SeriesNumber',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('subject', models.UUIDField(null=True)),
                        ('gap_reason', models.CharField(blank=True, max_length=300)),
                        ('at', models.DateTimeField()),
                        ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='base.series')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('series', 'number'), name='one_number'), models.CheckConstraint(condition=models.Q(('subject__isnull', False), models.Q(('gap_reason', ''), _negated=True), _connector='OR'), name='gap_has_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='SentForm',
                    fields=[
                        ('key', models.UUIDField(primary_key=True, serialize=False)),
                        ('digest', models.CharField(max_length=64)),
                        ('led_to', models.TextField(blank=True, help_text='the page after it; empty while it is under way')),
                        ('at', models.DateTimeField(db_index=True)),
                    ],
                ),
            ],
        ),
        migrations.RunPython(create, drop),
    ]

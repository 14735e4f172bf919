"""Indicators, forms, reports, figures: what five steps made before the first release.

A figure is never changed, deleted or replaced: both databases refuse it. To replace one by an insertion, or to empty
the table, fires no trigger of a change or deletion, so each of them has its own.
"""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from tongket.base.tables import CreateModels


SQLITE = [
    "CREATE TRIGGER figure_no_update BEFORE UPDATE ON figures_figure "
    "BEGIN SELECT RAISE(ABORT, 'a figure is never changed'); END",
    "CREATE TRIGGER figure_no_delete BEFORE DELETE ON figures_figure "
    "BEGIN SELECT RAISE(ABORT, 'a figure is never deleted'); END",
    "CREATE TRIGGER figure_no_replace BEFORE INSERT ON figures_figure "
    "WHEN EXISTS (SELECT 1 FROM figures_figure "
    "WHERE id = NEW.id OR ref = NEW.ref OR supersedes_id = NEW.supersedes_id) "
    "BEGIN SELECT RAISE(ABORT, 'a figure is never replaced'); END",
]
POSTGRESQL = [
    "CREATE FUNCTION figure_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'a figure is never changed or deleted'; END $$",
    "CREATE TRIGGER figure_append_only BEFORE UPDATE OR DELETE ON figures_figure "
    "FOR EACH ROW EXECUTE FUNCTION figure_refuse()",
    "CREATE TRIGGER figure_no_truncate BEFORE TRUNCATE ON figures_figure "
    "FOR EACH STATEMENT EXECUTE FUNCTION figure_refuse()",
]


def protect(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)
    apps.get_model("figures", "Breakdown").objects.get_or_create(id=0, defaults={"first": "", "second": ""})


class Migration(migrations.Migration):

    replaces = [('figures', '0001_initial'), ('figures', '0002_figures_are_append_only'), ('figures', '0003_typed_text_is_longer'), ('figures', '0004_due_keeps_its_rule'), ('figures', '0005_figures_are_not_replaced')]

    initial = True

    dependencies = [
        ('base', '0001_squashed_0004'),
        ('programmes', '0001_squashed_0005'),
        ('units', '0001_squashed_0002'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Segment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('generation', models.PositiveIntegerField()),
                        ('name', models.CharField(max_length=120, unique=True)),
                        ('sha256', models.CharField(max_length=64)),
                        ('rows', models.PositiveIntegerField()),
                        ('written_at', models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name='Breakdown',
                    fields=[
                        ('id', models.PositiveIntegerField(primary_key=True, serialize=False)),
                        ('first', models.CharField(blank=True, help_text='giới tính: nữ', max_length=60)),
                        ('second', models.CharField(blank=True, max_length=60)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='one_breakdown')],
                    },
                ),
                migrations.CreateModel(
                    name='Form',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('version', models.PositiveSmallIntegerField(default=1)),
                        ('start', models.DateField()),
                        ('title', models.CharField(max_length=300)),
                        ('period_kind', models.CharField(help_text='kind of viet.Period', max_length=20)),
                        ('due_days', models.PositiveSmallIntegerField(help_text="working days after the period's end, where no rule of law decides")),
                        ('due_rule', models.CharField(blank=True, help_text='rule of law on which the due day rests', max_length=20)),
                        ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forms', to='programmes.programme')),
                        ('unit', models.ForeignKey(help_text='who asks', on_delete=django.db.models.deletion.PROTECT, related_name='forms', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('programme', 'version'), name='one_form_version')],
                    },
                ),
                migrations.CreateModel(
                    name='Due',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('period', models.CharField(max_length=40)),
                        ('period_start', models.DateField()),
                        ('period_end', models.DateField()),
                        ('due_at', models.DateTimeField()),
                        ('frozen_at', models.DateTimeField()),
                        ('extended_to', models.DateTimeField(null=True)),
                        ('extension_reason', models.CharField(blank=True, max_length=300)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dues', to='units.unit')),
                        ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dues', to='figures.form')),
                        ('rule', models.CharField(blank=True, help_text='key of the rule of law it was judged by', max_length=20)),
                        ('rule_from', models.DateField(help_text='with the key, the version of that rule', null=True)),
                        ('rule_value', models.CharField(blank=True, help_text='what the rule set then: 2 wd', max_length=20)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['period', 'unit'], name='figures_due_period_1de83a_idx')],
                        'constraints': [models.UniqueConstraint(fields=('form', 'unit', 'period'), name='one_due'), models.CheckConstraint(condition=models.Q(('extended_to', None), models.Q(('extension_reason', ''), _negated=True), _connector='OR'), name='extension_has_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Indicator',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('code', models.CharField(max_length=40)),
                        ('version', models.PositiveSmallIntegerField(default=1)),
                        ('start', models.DateField(help_text='the day from which this version is asked for')),
                        ('name', models.CharField(max_length=300)),
                        ('folded', models.CharField(max_length=300)),
                        ('measure', models.CharField(help_text='đơn vị tính: hộ, km², %', max_length=60)),
                        ('decimals', models.PositiveSmallIntegerField(default=0)),
                        ('nature', models.CharField(choices=[('stock', 'as of a day'), ('flow', 'of a period')], max_length=5)),
                        ('over_time', models.CharField(choices=[('sum', 'sum'), ('mean', 'mean'), ('last', 'last'), ('min', 'least'), ('max', 'greatest')], max_length=4)),
                        ('over_tree', models.CharField(choices=[('sum', 'sum'), ('mean', 'mean'), ('min', 'least'), ('max', 'greatest'), ('own', "the unit's own figure"), ('weighted', 'weighted by another indicator'), ('ratio', 'ratio of two roll-ups')], max_length=8)),
                        ('counted_by', models.CharField(blank=True, help_text='name of a measure in base.measures', max_length=60)),
                        ('note', models.TextField(blank=True)),
                        ('denominator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='figures.indicator')),
                        ('numerator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='figures.indicator')),
                        ('unit', models.ForeignKey(help_text='who defines it', on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='units.unit')),
                        ('weight', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='figures.indicator')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='one_indicator_version'), models.CheckConstraint(condition=models.Q(('decimals__lte', 9)), name='indicator_decimals'), models.CheckConstraint(condition=models.Q(models.Q(('over_tree', 'weighted'), _negated=True), ('weight__isnull', False), _connector='OR'), name='weighted_has_weight'), models.CheckConstraint(condition=models.Q(models.Q(('over_tree', 'ratio'), _negated=True), models.Q(('denominator__isnull', False), ('numerator__isnull', False)), _connector='OR'), name='ratio_has_parts')],
                    },
                ),
                migrations.CreateModel(
                    name='FormItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField()),
                        ('section', models.CharField(blank=True, max_length=200)),
                        ('required', models.BooleanField(default=True)),
                        ('low', models.BigIntegerField(help_text='a value below is refused', null=True)),
                        ('high', models.BigIntegerField(null=True)),
                        ('breakdown', models.ForeignKey(default=0, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='figures.breakdown')),
                        ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='figures.form')),
                        ('part_of', models.ForeignKey(help_text='its parts must sum to it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='figures.formitem')),
                        ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='figures.indicator')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('form', 'order'), name='item_order'), models.UniqueConstraint(fields=('form', 'indicator', 'breakdown'), name='one_item')],
                    },
                ),
                migrations.CreateModel(
                    name='Report',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('returned', 'returned'), ('approved', 'approved')], default='draft', max_length=10)),
                        ('words', models.TextField(blank=True)),
                        ('submitted_at', models.DateTimeField(help_text='the first time: what in time means', null=True)),
                        ('approved_at', models.DateTimeField(null=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('due', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='report', to='figures.due')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='units.unit')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Figure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('period', models.CharField(max_length=40)),
                        ('period_start', models.DateField()),
                        ('period_end', models.DateField()),
                        ('kind', models.CharField(choices=[('estimate', 'estimate'), ('final', 'final')], default='final', max_length=8)),
                        ('source', models.CharField(choices=[('counted', 'counted by the system'), ('reported', 'reported by the unit'), ('taken_over', 'taken over from a document')], max_length=10)),
                        ('value', models.BigIntegerField(null=True)),
                        ('entered', models.DateTimeField(help_text='the moment from which it counts')),
                        ('actor', models.UUIDField(help_text='the appointment that approved or took it over', null=True)),
                        ('reason', models.CharField(blank=True, max_length=300)),
                        ('evidence_text', models.CharField(blank=True, help_text='document and article, or how it was counted', max_length=300)),
                        ('note', models.CharField(blank=True, max_length=300)),
                        ('breakdown', models.ForeignKey(db_index=False, default=0, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='figures.breakdown')),
                        ('entry', models.ForeignKey(help_text='the ledger entry that holds its hash', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.entry')),
                        ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.file')),
                        ('supersedes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='figures.figure')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='units.unit')),
                        ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='figures.indicator')),
                        ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='figures.report')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['indicator', 'period', 'unit'], name='figures_fig_indicat_bbac27_idx'), models.Index(fields=['unit', 'indicator'], name='figures_fig_unit_id_671bf0_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('supersedes', None), models.Q(('reason', ''), _negated=True), _connector='OR'), name='correction_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('source', 'taken_over'), _negated=True), models.Q(('evidence_text', ''), _negated=True), _connector='OR'), name='taken_over_names_its_source')],
                    },
                ),
                migrations.CreateModel(
                    name='Unstored',
                    fields=[
                        ('figure', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='unstored', serialize=False, to='figures.figure')),
                    ],
                ),
                migrations.CreateModel(
                    name='Cell',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('blank', 'not reported'), ('value', 'value'), ('na', 'not applicable')], default='blank', max_length=5)),
                        ('typed', models.CharField(blank=True, max_length=300)),
                        ('value', models.BigIntegerField(null=True)),
                        ('note', models.CharField(blank=True, max_length=300)),
                        ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.file')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='figures.formitem')),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='figures.report')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('report', 'item'), name='one_cell'), models.CheckConstraint(condition=models.Q(('value', None), ('state', 'value'), _connector='OR'), name='only_a_value_has_a_value')],
                    },
                ),
                migrations.CreateModel(
                    name='ReportEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('opened', 'opened'), ('submitted', 'submitted'), ('returned', 'returned'), ('approved', 'approved'), ('corrected', 'corrected')], max_length=10)),
                        ('at', models.DateTimeField()),
                        ('actor', models.UUIDField(null=True)),
                        ('reason', models.TextField(blank=True)),
                        ('cells', models.JSONField(default=list, help_text='orders of the form items a return concerns')),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='figures.report')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ],
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]

"""Programmes, parties, tasks with their events, targets: what five steps made before the first release."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from tongket.base.tables import CreateModels


class Migration(migrations.Migration):

    replaces = [('programmes', '0001_initial'), ('programmes', '0002_tasks_have_sources'), ('programmes', '0003_tasks_from_papers_that_came'), ('programmes', '0004_tasks_by_stage'), ('programmes', '0005_task_out_of_a_review')]

    initial = True

    dependencies = [
        ('base', '0001_squashed_0004'),
        ('directives', '0001_squashed_0006'),
        ('units', '0001_squashed_0002'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Programme',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('slug', models.SlugField(help_text='what the shell calls it', max_length=80, unique=True)),
                        ('kind', models.CharField(choices=[('programme', 'programme'), ('plan', 'plan'), ('agreement', 'coordination programme'), ('work', 'work programme')], max_length=10)),
                        ('title', models.CharField(max_length=300)),
                        ('folded', models.CharField(max_length=300)),
                        ('summary', models.TextField(blank=True)),
                        ('term', models.CharField(help_text='canonical text of a Period', max_length=40)),
                        ('term_start', models.DateField()),
                        ('term_end', models.DateField()),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('running', 'running'), ('closed', 'closed')], default='draft', max_length=10)),
                        ('signed_on', models.DateField(null=True)),
                        ('public', models.BooleanField(default=False)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='directives.directive')),
                        ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='programmes.programme')),
                        ('unit', models.ForeignKey(help_text='the lead unit', on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('term_start__lt', models.F('term_end'))), name='programme_term')],
                    },
                ),
                migrations.CreateModel(
                    name='Party',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('part', models.CharField(choices=[('lead', 'lead'), ('co', 'co-worker'), ('signatory', 'signatory')], max_length=10)),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='party_to', to='units.unit')),
                        ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='programmes.programme')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('programme', 'unit'), name='one_party')],
                    },
                ),
                migrations.CreateModel(
                    name='Ground',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('clause', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grounded', to='directives.clause')),
                        ('directive', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grounded', to='directives.directive')),
                        ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grounds', to='programmes.programme')),
                    ],
                ),
                migrations.CreateModel(
                    name='Target',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('indicator', models.UUIDField(db_index=True, help_text='ref of figures.Indicator, one room higher')),
                        ('period', models.CharField(max_length=40)),
                        ('period_start', models.DateField()),
                        ('period_end', models.DateField()),
                        ('kind', models.CharField(choices=[('assigned', 'assigned'), ('pledged', 'pledged')], max_length=8)),
                        ('sense', models.CharField(choices=[('at_least', 'at least'), ('at_most', 'at most'), ('between', 'between')], max_length=8)),
                        ('basis', models.CharField(choices=[('value', 'the value itself'), ('reduction', 'per cent fewer than in the base period')], default='value', max_length=9)),
                        ('base_period', models.CharField(blank=True, max_length=40)),
                        ('low', models.BigIntegerField(null=True)),
                        ('high', models.BigIntegerField(null=True)),
                        ('decimals', models.PositiveSmallIntegerField(default=0)),
                        ('clause', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='directives.clause')),
                        ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='programmes.programme')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('programme', 'indicator', 'unit', 'period', 'kind'), name='one_target'), models.CheckConstraint(condition=models.Q(models.Q(('low__isnull', False), ('sense', 'at_least')), models.Q(('high__isnull', False), ('sense', 'at_most')), models.Q(('high__isnull', False), ('low__isnull', False), ('low__lte', models.F('high')), ('sense', 'between')), _connector='OR'), name='target_has_its_bounds'), models.CheckConstraint(condition=models.Q(('basis', 'value'), models.Q(('base_period', ''), _negated=True), _connector='OR'), name='reduction_has_a_base')],
                    },
                ),
                migrations.CreateModel(
                    name='Task',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('order', models.PositiveIntegerField(default=0, help_text='in its programme')),
                        ('content', models.TextField()),
                        ('product', models.CharField(blank=True, max_length=300)),
                        ('due', models.DateField(help_text='the first; none: regularly (thường xuyên)', null=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('clause', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='directives.clause')),
                        ('co_workers', models.ManyToManyField(related_name='co_tasks', to='units.unit')),
                        ('follower', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_tasks', to='units.unit')),
                        ('programme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='programmes.programme')),
                        ('unit', models.ForeignKey(help_text='the lead (chủ trì)', on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='units.unit')),
                        ('asked', models.DateField(help_text='to which day the lead asks to extend it', null=True)),
                        ('changed_on', models.DateField(help_text='the day of its last event', null=True)),
                        ('cited', models.CharField(blank=True, help_text='how the conclusion or review is cited', max_length=300)),
                        ('directive', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='directives.directive')),
                        ('done_hour', models.TimeField(null=True)),
                        ('done_on', models.DateField(null=True)),
                        ('due_hour', models.TimeField(help_text='on the clock of Viet Nam; none: all day', null=True)),
                        ('due_now', models.DateField(null=True)),
                        ('giver', models.ForeignKey(help_text='who gave it out', on_delete=django.db.models.deletion.PROTECT, related_name='given_tasks', to='units.unit')),
                        ('held', models.CharField(blank=True, help_text='suspended, stopped, or neither', max_length=10)),
                        ('meeting', models.UUIDField(help_text='ref of reviews.Meeting, one room higher', null=True)),
                        ('product_kind', models.CharField(blank=True, help_text='TTr, KH, BC …, as in products.py', max_length=10)),
                        ('source', models.CharField(choices=[('document', 'document'), ('conclusion', 'conclusion of a meeting'), ('review', 'review of the period before'), ('work', 'work programme'), ('programme', 'programme or plan')], max_length=10)),
                        ('stage', models.CharField(choices=[('given', 'not yet accepted'), ('sent_back', 'sent back as not ours'), ('accepted', 'accepted'), ('handed_in', 'product handed in'), ('returned', 'product returned'), ('confirmed', 'confirmed')], default='given', max_length=10)),
                        ('incoming', models.ForeignKey(help_text="the leader's instruction on it", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='directives.incoming')),
                        ('review', models.UUIDField(help_text='ref of reviews.Review, one room higher', null=True)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['unit', 'held', 'done_on', 'due_now'], name='programmes__unit_id_713f16_idx'), models.Index(fields=['unit', 'stage', 'held', 'done_on', 'due_now'], name='programmes__unit_id_7b2a9a_idx'), models.Index(fields=['follower', 'stage', 'held', 'done_on', 'asked', 'due_now', 'unit'], name='programmes__followe_fcf391_idx'), models.Index(fields=['giver', 'stage', 'held', 'done_on', 'asked', 'due_now', 'unit', 'follower'], name='programmes__giver_i_d61898_idx')],
                        'constraints': [models.UniqueConstraint(fields=('programme', 'order'), name='task_order'), models.CheckConstraint(condition=models.Q(('due_hour', None), ('due__isnull', False), _connector='OR'), name='task_hour_has_its_day'), models.CheckConstraint(condition=models.Q(('programme__isnull', False), ('directive__isnull', False), ('incoming__isnull', False), ('meeting__isnull', False), ('review__isnull', False), _connector='OR'), name='task_has_a_source')],
                    },
                ),
                migrations.CreateModel(
                    name='TaskEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('given', 'given'), ('accepted', 'accepted'), ('sent_back', 'sent back as not ours'), ('progress', 'progress'), ('extension_asked', 'extension asked'), ('extended', 'extension granted'), ('not_extended', 'extension refused'), ('handed_in', 'product handed in'), ('confirmed', 'confirmed'), ('returned', 'product returned'), ('reopened', 'reopened'), ('suspended', 'suspended'), ('stopped', 'stopped')], max_length=16)),
                        ('at', models.DateTimeField()),
                        ('day', models.DateField(help_text='the day in Vietnam; rates count by it')),
                        ('actor', models.UUIDField(null=True)),
                        ('note', models.TextField(blank=True)),
                        ('old_due', models.DateField(null=True)),
                        ('new_due', models.DateField(null=True)),
                        ('product', models.CharField(blank=True, help_text='what was handed in: its symbol, or words', max_length=300)),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.file')),
                        ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='programmes.task')),
                        ('decision', models.CharField(blank=True, help_text='the paper that suspends or stops it', max_length=60)),
                        ('decision_on', models.DateField(null=True)),
                        ('lead', models.ForeignKey(help_text='to whom it was given', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                        ('product_on', models.DateField(help_text='the day of the numbered paper', null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Explanation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('monday', models.DateField()),
                        ('text', models.TextField()),
                        ('at', models.DateTimeField()),
                        ('actor', models.UUIDField(null=True)),
                        ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='explanations', to='programmes.task')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('task', 'monday'), name='one_explanation')],
                    },
                ),
                migrations.CreateModel(
                    name='Reminder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('due', models.DateField()),
                        ('left', models.PositiveSmallIntegerField(help_text='7, 3 or 0 days')),
                        ('at', models.DateTimeField()),
                        ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='programmes.task')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('task', 'due', 'left'), name='one_reminder')],
                    },
                ),
            ],
        ),
    ]

"""Directives, what comes in and goes out, work files: what six steps made before the first release."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from tongket.base.tables import CreateModels


class Migration(migrations.Migration):

    replaces = [('directives', '0001_initial'), ('directives', '0002_kept_by_an_office'), ('directives', '0003_papers'), ('directives', '0004_composed_papers'), ('directives', '0005_partners'), ('directives', '0006_outgoing_registers')]

    initial = True

    dependencies = [
        ('base', '0001_squashed_0004'),
        ('units', '0001_squashed_0002'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Directive',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('symbol', models.CharField(blank=True, help_text='as law.symbol prints it: 09-CT/TW', max_length=60)),
                        ('symbol_key', models.CharField(blank=True, db_index=True, max_length=60)),
                        ('name', models.CharField(blank=True, help_text='where it is cited by name', max_length=300)),
                        ('form', models.CharField(choices=[('party', 'Party document'), ('state', 'State document')], max_length=5)),
                        ('kind', models.CharField(blank=True, help_text='type code: NQ, CT, KH …', max_length=10)),
                        ('issuer', models.CharField(max_length=200)),
                        ('issued_on', models.DateField(null=True)),
                        ('in_force_from', models.DateField(null=True)),
                        ('in_force_to', models.DateField(null=True)),
                        ('abstract', models.TextField()),
                        ('folded', models.TextField()),
                        ('source', models.CharField(blank=True, help_text='where the text or the facts were taken from', max_length=300)),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.file')),
                        ('unit', models.ForeignKey(help_text='the level it was issued at', on_delete=django.db.models.deletion.PROTECT, related_name='directives', to='units.unit')),
                        ('kept_by', models.ForeignKey(help_text='whose office put it into the register', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('symbol_key', ''), _negated=True), fields=('symbol_key', 'issued_on', 'issuer'), name='one_directive'), models.CheckConstraint(condition=models.Q(('name', ''), ('symbol', ''), _negated=True), name='directive_is_cited_somehow')],
                    },
                ),
                migrations.CreateModel(
                    name='Clause',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('number', models.CharField(help_text='as printed: II.1, Điều 2 khoản 1', max_length=20)),
                        ('order', models.PositiveSmallIntegerField()),
                        ('text', models.TextField()),
                        ('who', models.CharField(blank=True, max_length=200)),
                        ('due', models.DateField(null=True)),
                        ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clauses', to='directives.directive')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('directive', 'order'), name='clause_order')],
                    },
                ),
                migrations.CreateModel(
                    name='Briefing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('on', models.DateField(null=True)),
                        ('group', models.CharField(max_length=200)),
                        ('reached', models.PositiveIntegerField(null=True)),
                        ('of', models.PositiveIntegerField(null=True)),
                        ('percent', models.CharField(blank=True, help_text='where only a share was told', max_length=10)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                        ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='briefings', to='directives.directive')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Duty',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('due', models.DateField(null=True)),
                        ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='directives.directive')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('directive', 'unit'), name='one_duty')],
                    },
                ),
                migrations.CreateModel(
                    name='Implements',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('carrier', models.CharField(choices=[('directive', 'directive'), ('programme', 'programme'), ('task', 'task')], max_length=10)),
                        ('carrier_ref', models.UUIDField(db_index=True)),
                        ('on', models.DateField(null=True)),
                        ('clause', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='carried_by', to='directives.clause')),
                        ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='carried_by', to='directives.directive')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Link',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('continues', 'continues'), ('replaces', 'replaces'), ('amends', 'amends'), ('guides', 'guides'), ('grounds', 'rests on'), ('reviews', 'reviews')], max_length=12)),
                        ('earlier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='later_links', to='directives.directive')),
                        ('later', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier_links', to='directives.directive')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('later', 'earlier', 'kind'), name='one_link')],
                    },
                ),
                migrations.CreateModel(
                    name='Incoming',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('year', models.PositiveSmallIntegerField(help_text='of the arrival book')),
                        ('number', models.PositiveIntegerField(help_text='arrival number of our series', null=True)),
                        ('number_there', models.CharField(blank=True, help_text='arrival number of the document system, where that keeps the book', max_length=20)),
                        ('arrived_on', models.DateField()),
                        ('sender', models.CharField(max_length=200)),
                        ('symbol', models.CharField(blank=True, help_text='as the paper bears it', max_length=60)),
                        ('symbol_key', models.CharField(blank=True, db_index=True, max_length=60)),
                        ('issued_on', models.DateField(null=True)),
                        ('kind', models.CharField(blank=True, help_text='type code; empty for a letter', max_length=10)),
                        ('abstract', models.TextField()),
                        ('folded', models.TextField()),
                        ('due', models.DateField(help_text='by when the sender asks for an answer', null=True)),
                        ('urgency', models.CharField(choices=[('normal', 'ordinary'), ('urgent', 'urgent'), ('very_urgent', 'very urgent'), ('flash', 'flash')], default='normal', max_length=12)),
                        ('source', models.CharField(choices=[('typed', 'entered here'), ('here', 'sent from this installation'), ('register', 'register of the document system'), ('edxml', 'edXML package')], default='typed', max_length=10)),
                        ('foreign_id', models.CharField(blank=True, help_text="the document system's own id", max_length=120)),
                        ('unit', models.ForeignKey(help_text='whose arrival book', on_delete=django.db.models.deletion.PROTECT, related_name='incoming', to='units.unit')),
                        ('outgoing', models.ForeignKey(help_text='sent from here', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='directives.outgoing')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['unit', 'arrived_on'], name='directives__unit_id_474706_idx')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('unit', 'year', 'number'), name='one_arrival_number'), models.UniqueConstraint(condition=models.Q(('foreign_id', ''), _negated=True), fields=('unit', 'foreign_id'), name='one_foreign_paper'), models.CheckConstraint(condition=models.Q(('number__isnull', False), models.Q(('number_there', ''), _negated=True), _connector='OR'), name='arrival_is_numbered'), models.UniqueConstraint(condition=models.Q(('outgoing__isnull', False)), fields=('unit', 'outgoing'), name='one_arrival_a_paper')],
                    },
                ),
                migrations.CreateModel(
                    name='Outgoing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(help_text='type code; CV for a letter', max_length=10)),
                        ('office', models.CharField(blank=True, help_text="drafting office in a letter's symbol: VX", max_length=20)),
                        ('abstract', models.CharField(max_length=500)),
                        ('folded', models.TextField()),
                        ('place', models.CharField(blank=True, help_text='place in the line of place and date', max_length=60)),
                        ('addressees', models.TextField(blank=True, help_text='Kính gửi, one a line')),
                        ('bases', models.TextField(blank=True, help_text='legal bases, one a line')),
                        ('text', models.TextField(blank=True, help_text='paragraphs; empty where a file was uploaded')),
                        ('authority', models.CharField(blank=True, help_text='TM. ỦY BAN NHÂN DÂN', max_length=120)),
                        ('signer_post', models.CharField(max_length=120)),
                        ('signer', models.CharField(max_length=100)),
                        ('others', models.TextField(blank=True, help_text='recipients outside, one a line')),
                        ('urgency', models.CharField(choices=[('normal', 'ordinary'), ('urgent', 'urgent'), ('very_urgent', 'very urgent'), ('flash', 'flash')], default='normal', max_length=12)),
                        ('due', models.DateField(help_text='by when an answer is asked for', null=True)),
                        ('orders', models.BooleanField(default=False, help_text='it orders something: becomes a directive at issue')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('headed', "initialled by the drafter's head"), ('formed', 'initialled for form'), ('submitted', 'laid before the signer'), ('signed', 'signed'), ('numbered', 'numbered'), ('sealed', 'sealed'), ('issued', 'issued'), ('filed', 'filed')], default='draft', max_length=10)),
                        ('term', models.CharField(blank=True, help_text='year or term of the series', max_length=20)),
                        ('number', models.PositiveIntegerField(null=True)),
                        ('symbol', models.CharField(blank=True, max_length=60)),
                        ('issued_on', models.DateField(help_text='the day that the paper bears', null=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('answers', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='directives.incoming')),
                        ('directive', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directives.directive')),
                        ('drafter', models.ForeignKey(help_text='the office that drafts', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                        ('file', models.ForeignKey(help_text='uploaded paper', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.file')),
                        ('issued_file', models.ForeignKey(help_text='what went out, frozen at issue', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.file')),
                        ('unit', models.ForeignKey(help_text='the issuing body', on_delete=django.db.models.deletion.PROTECT, related_name='outgoing', to='units.unit')),
                        ('composed', models.TextField(blank=True, help_text="writer's JSON: what another room composed, after the text: tables, annexes")),
                        ('foreign_id', models.CharField(blank=True, help_text="the document system's own id, where that numbered and issued it", max_length=120)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['unit', 'state'], name='directives__unit_id_f251f5_idx')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('unit', 'kind', 'term', 'number'), name='one_outgoing_number'), models.CheckConstraint(condition=models.Q(models.Q(('issued_on__isnull', True), ('number__isnull', True), ('symbol', '')), models.Q(('issued_on__isnull', False), ('number__isnull', False), models.Q(('symbol', ''), _negated=True)), models.Q(('issued_on__isnull', False), ('number__isnull', True), models.Q(('symbol', ''), _negated=True), models.Q(('foreign_id', ''), _negated=True)), _connector='OR'), name='number_symbol_and_day'), models.UniqueConstraint(condition=models.Q(('foreign_id', ''), _negated=True), fields=('unit', 'foreign_id'), name='one_foreign_outgoing')],
                    },
                ),
                migrations.CreateModel(
                    name='OutgoingStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('drafted', 'drafted'), ('changed', 'draft changed'), ('headed', "initialled by the drafter's head"), ('formed', 'initialled for form'), ('submitted', 'laid before the signer'), ('opinion', 'opinion on the routing slip'), ('sent_back', 'sent back'), ('signed', 'signed'), ('numbered', 'numbered and dated'), ('sealed', 'sealed'), ('issued', 'issued'), ('filed', 'filed')], max_length=10)),
                        ('at', models.DateTimeField()),
                        ('actor', models.UUIDField(help_text='appointment', null=True)),
                        ('note', models.TextField(blank=True)),
                        ('agreed', models.BooleanField(help_text='of an opinion', null=True)),
                        ('content', models.CharField(help_text='SHA-256 of what the paper said at this step', max_length=64)),
                        ('text', models.TextField(blank=True, help_text='the text as it was when it was drafted or changed')),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.file')),
                        ('outgoing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='directives.outgoing')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PaperFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField()),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.file')),
                        ('incoming', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='directives.incoming')),
                    ],
                ),
                migrations.CreateModel(
                    name='Recipient',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('outgoing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='directives.outgoing')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('outgoing', 'unit'), name='one_recipient')],
                    },
                ),
                migrations.CreateModel(
                    name='WorkFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('code', models.CharField(help_text='Số, ký hiệu hồ sơ: 01.2026.TH', max_length=40)),
                        ('title', models.CharField(max_length=300)),
                        ('folded', models.CharField(max_length=340)),
                        ('retention', models.PositiveSmallIntegerField(help_text='years; none: for ever', null=True)),
                        ('ground', models.CharField(help_text='what sets the retention: paper and item', max_length=300)),
                        ('keeper', models.CharField(help_text='who makes the file: the post, as on paper', max_length=120)),
                        ('opened_on', models.DateField()),
                        ('closed_on', models.DateField(null=True)),
                        ('handed_over_on', models.DateField(null=True)),
                        ('handed_to', models.CharField(blank=True, help_text='office or archive that took it', max_length=200)),
                        ('handed_by_post', models.CharField(blank=True, max_length=120)),
                        ('taken_by_post', models.CharField(blank=True, max_length=120)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='work_files', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('unit', 'code'), name='one_work_file'), models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='work_file_days'), models.CheckConstraint(condition=models.Q(models.Q(('handed_over_on__isnull', True), ('handed_to', '')), models.Q(('closed_on__isnull', False), ('handed_over_on__gte', models.F('closed_on')), models.Q(('handed_to', ''), _negated=True)), _connector='OR'), name='handed_over_once_closed')],
                    },
                ),
                migrations.CreateModel(
                    name='WorkPaper',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('order', models.PositiveSmallIntegerField()),
                        ('symbol', models.CharField(blank=True, max_length=60)),
                        ('day', models.DateField(null=True)),
                        ('author', models.CharField(blank=True, max_length=200)),
                        ('abstract', models.TextField(blank=True)),
                        ('pages', models.PositiveSmallIntegerField(null=True)),
                        ('copy', models.BooleanField(default=False, help_text='a copy, not the original')),
                        ('note', models.CharField(blank=True, max_length=200)),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.file')),
                        ('incoming', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='filed_in', to='directives.incoming')),
                        ('outgoing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='filed_in', to='directives.outgoing')),
                        ('work_file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='directives.workfile')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('work_file', 'order'), name='work_paper_order'), models.UniqueConstraint(condition=models.Q(('incoming__isnull', False)), fields=('work_file', 'incoming'), name='one_filed_incoming'), models.UniqueConstraint(condition=models.Q(('outgoing__isnull', False)), fields=('work_file', 'outgoing'), name='one_filed_outgoing'), models.CheckConstraint(condition=models.Q(models.Q(('abstract', ''), ('incoming__isnull', False), ('outgoing__isnull', True)), models.Q(('abstract', ''), ('incoming__isnull', True), ('outgoing__isnull', False)), models.Q(('incoming__isnull', True), ('outgoing__isnull', True), models.Q(('abstract', ''), _negated=True)), _connector='OR'), name='work_paper_is_one_thing')],
                    },
                ),
                migrations.CreateModel(
                    name='Instruction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('content', models.TextField()),
                        ('due', models.DateField(null=True)),
                        ('task', models.UUIDField(help_text='ref of programmes.Task', null=True, unique=True)),
                        ('at', models.DateTimeField()),
                        ('actor', models.UUIDField(help_text='appointment', null=True)),
                        ('co_workers', models.ManyToManyField(related_name='+', to='units.unit')),
                        ('follower', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                        ('incoming', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='instructions', to='directives.incoming')),
                        ('lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('due__isnull', True), ('follower__isnull', True), ('lead__isnull', True), ('task__isnull', True)), models.Q(('lead__isnull', False), ('task__isnull', False)), _connector='OR'), name='instruction_has_a_lead')],
                    },
                ),
                migrations.CreateModel(
                    name='Partner',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('start', models.DateField()),
                        ('end', models.DateField()),
                        ('name', models.CharField(max_length=200)),
                        ('folded', models.CharField(max_length=200)),
                        ('code', models.CharField(help_text='000.00.01.H41', max_length=13)),
                        ('unit', models.ForeignKey(help_text='whose office wrote it down', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [models.Index(fields=['unit', 'folded', 'start'], name='directives__unit_id_555dbe_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='directives_partner_days')],
                    },
                ),
            ],
        ),
    ]

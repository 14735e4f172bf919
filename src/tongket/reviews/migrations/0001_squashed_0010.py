"""Reviews, outlines and what units hand in under them: what ten steps made before the first release."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from tongket.base.tables import CreateModels


class Migration(migrations.Migration):

    replaces = [('reviews', '0001_initial'), ('reviews', '0002_review_takes_a_number'), ('reviews', '0003_shown_as_a_sample'), ('reviews', '0004_meeting_closes_reviews'), ('reviews', '0005_review_is_signed'), ('reviews', '0006_outlines'), ('reviews', '0007_outlines_in_word'), ('reviews', '0008_claim_version'), ('reviews', '0009_kept_as_issued'), ('reviews', '0010_piece_in_other_words')]

    initial = True

    dependencies = [
        ('base', '0001_squashed_0004'),
        ('figures', '0001_squashed_0005'),
        ('programmes', '0001_squashed_0005'),
        ('units', '0001_squashed_0002'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Claim',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('period', models.CharField(max_length=40)),
                        ('section', models.CharField(max_length=30)),
                        ('text', models.TextField()),
                        ('figures', models.JSONField(default=list, help_text='refs of figures.Figure')),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='programmes.programme')),
                        ('version', models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Meeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('interim', 'interim review (sơ kết)'), ('final', 'final review (tổng kết)'), ('signing', 'signing'), ('other', 'other meeting')], max_length=8)),
                        ('also', models.CharField(blank=True, choices=[('interim', 'interim review (sơ kết)'), ('final', 'final review (tổng kết)'), ('signing', 'signing'), ('other', 'other meeting')], max_length=8)),
                        ('title', models.CharField(max_length=300)),
                        ('folded', models.CharField(max_length=300)),
                        ('host', models.CharField(max_length=200)),
                        ('held_on', models.DateField(null=True)),
                        ('held_text', models.CharField(blank=True, help_text='--10-27 where the year is not told', max_length=40)),
                        ('held_basis', models.CharField(choices=[('stated', 'stated'), ('inferred', 'worked out'), ('partial', 'year not told'), ('unknown', 'not told')], max_length=8)),
                        ('period', models.CharField(blank=True, max_length=40)),
                        ('years', models.PositiveSmallIntegerField(help_text='N of “N years of carrying out”', null=True)),
                        ('place', models.CharField(blank=True, max_length=200)),
                        ('source', models.CharField(blank=True, max_length=300)),
                        ('programmes', models.ManyToManyField(related_name='meetings', to='programmes.programme')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='units.unit')),
                        ('reviews', models.ManyToManyField(help_text='those it closes', related_name='meetings', to='reviews.review')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Conclusion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('order', models.PositiveSmallIntegerField()),
                        ('text', models.TextField()),
                        ('task', models.UUIDField(help_text='ref of programmes.Task', null=True)),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conclusions', to='reviews.meeting')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Review',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('interim', 'interim review (sơ kết)'), ('final', 'final review (tổng kết)')], max_length=8)),
                        ('period', models.CharField(max_length=40)),
                        ('period_start', models.DateField()),
                        ('period_end', models.DateField()),
                        ('as_of', models.DateTimeField()),
                        ('title', models.CharField(max_length=300)),
                        ('state', models.CharField(choices=[('built', 'built'), ('approved', 'approved'), ('published', 'published'), ('sample', 'sample, not approved')], default='built', max_length=10)),
                        ('built_at', models.DateTimeField()),
                        ('document', models.ForeignKey(help_text='the document model as canonical JSON', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.file')),
                        ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='programmes.programme')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='units.unit')),
                        ('issued_on', models.DateField(null=True)),
                        ('number', models.PositiveIntegerField(help_text="taken from the office's series at the approval", null=True)),
                        ('symbol', models.CharField(blank=True, help_text='as printed: 01/BC-UBND', max_length=60)),
                        ('signed_as', models.CharField(blank=True, help_text='the post as printed: CHỦ TỊCH', max_length=300)),
                        ('signed_by', models.CharField(blank=True, help_text='the name under it', max_length=200)),
                        ('signed_for', models.CharField(blank=True, help_text='authority of who approved it, a line each: TM. ỦY BAN NHÂN DÂN', max_length=300)),
                        ('issued_docx', models.ForeignKey(help_text='as it was published', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.file')),
                        ('issued_pdf', models.ForeignKey(help_text='as it was published, sealed where it is signed', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.file')),
                        ('signed_pdf', models.ForeignKey(help_text='with the digital signature of who approved it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.file')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('programme', 'period', 'as_of'), name='one_review_a_moment'), models.CheckConstraint(condition=models.Q(models.Q(('issued_on', None), ('number', None), ('symbol', '')), models.Q(('issued_on__isnull', False), ('number__isnull', False), models.Q(('symbol', ''), _negated=True)), _connector='OR'), name='number_with_symbol_and_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Shortcoming',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('period', models.CharField(max_length=40)),
                        ('rule', models.CharField(choices=[('target', 'target missed'), ('report', 'report late or missing'), ('task', 'task overdue'), ('clause', 'point that nobody carries out')], max_length=8)),
                        ('subject', models.CharField(max_length=80)),
                        ('order', models.PositiveSmallIntegerField(default=0)),
                        ('text', models.TextField()),
                        ('cause', models.TextField(blank=True)),
                        ('remedy', models.TextField(blank=True)),
                        ('remedy_due', models.DateField(null=True)),
                        ('mended_on', models.DateField(help_text='as an officer says; tasks, reports, points tell themselves', null=True)),
                        ('at', models.DateTimeField(help_text='the moment of the last change')),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shortcomings', to='programmes.programme')),
                        ('remedy_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                        ('review', models.ForeignKey(help_text='the last that lists it', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='shortcomings', to='reviews.review')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('programme', 'period', 'rule', 'subject'), name='one_shortcoming')],
                    },
                ),
                migrations.CreateModel(
                    name='Words',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('period', models.CharField(max_length=40)),
                        ('section', models.CharField(max_length=30)),
                        ('text', models.TextField()),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('actor', models.UUIDField(null=True)),
                        ('at', models.DateTimeField()),
                        ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='programmes.programme')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('programme', 'period', 'section'), name='one_text_a_section')],
                    },
                ),
                migrations.CreateModel(
                    name='Outline',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('period', models.CharField(max_length=40)),
                        ('period_start', models.DateField()),
                        ('period_end', models.DateField()),
                        ('state', models.CharField(choices=[('draft', 'being drawn up'), ('sent', 'sent down')], default='draft', max_length=5)),
                        ('sent_at', models.DateTimeField(help_text='the moment at which the list of who is due was frozen', null=True)),
                        ('due_at', models.DateTimeField(help_text='the last moment that is in time', null=True)),
                        ('made_at', models.DateTimeField()),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outlines', to='programmes.programme')),
                        ('unit', models.ForeignKey(help_text='who asks', on_delete=django.db.models.deletion.PROTECT, related_name='outlines', to='units.unit')),
                        ('layout', models.JSONField(default=dict, help_text="the review's own words where they are not the usual: by part its name; recipients")),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('programme', 'period'), name='one_outline')],
                    },
                ),
                migrations.CreateModel(
                    name='Heading',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('order', models.PositiveSmallIntegerField()),
                        ('title', models.CharField(max_length=300)),
                        ('asked', models.TextField(blank=True)),
                        ('section', models.CharField(choices=[('grounds', 'Guidance and direction'), ('tasks', 'Results of the tasks'), ('results', 'Results of the indicators'), ('shortcomings', 'Shortcomings and their causes'), ('next', 'Tasks of the next period'), ('proposals', 'Recommendations')], default='results', max_length=12)),
                        ('indicators', models.ManyToManyField(related_name='+', to='figures.indicator')),
                        ('outline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='headings', to='reviews.outline')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Piece',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('order', models.PositiveSmallIntegerField()),
                        ('kind', models.CharField(choices=[('take', 'taken as it is'), ('merge', 'merged from several'), ('quote', 'quoted word for word'), ('own', 'put in other words')], max_length=5)),
                        ('text', models.TextField()),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('actor', models.UUIDField(null=True)),
                        ('at', models.DateTimeField()),
                        ('heading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='reviews.heading')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Sent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('purpose', models.CharField(choices=[('comments', 'for comments'), ('upward', 'sent up')], max_length=8)),
                        ('due_at', models.DateTimeField(null=True)),
                        ('at', models.DateTimeField()),
                        ('answered_at', models.DateTimeField(help_text='comments handed in, or the review received', null=True)),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sent', to='reviews.review')),
                        ('unit', models.ForeignKey(help_text='to whom', on_delete=django.db.models.deletion.PROTECT, related_name='reviews_received', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('review', 'unit', 'purpose'), name='sent_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Comment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('place', models.PositiveSmallIntegerField(help_text='of the part in the draft, from 1; 0: the whole')),
                        ('part', models.CharField(blank=True, help_text='its heading; empty: the whole', max_length=300)),
                        ('text', models.TextField()),
                        ('answer', models.CharField(blank=True, choices=[('taken', 'taken up'), ('partly', 'taken up in part'), ('kept', 'not taken up')], max_length=6)),
                        ('reason', models.TextField(blank=True)),
                        ('sent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='reviews.sent')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('sent', 'place'), name='one_comment_a_part'), models.CheckConstraint(condition=models.Q(('answer__in', ['', 'taken']), models.Q(('reason', ''), _negated=True), _connector='OR'), name='answer_has_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Submission',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('state', models.CharField(choices=[('draft', 'not handed in'), ('submitted', 'handed in'), ('returned', 'returned')], default='draft', max_length=10)),
                        ('submitted_at', models.DateTimeField(help_text='the first time: what in time means', null=True)),
                        ('handed_in', models.PositiveSmallIntegerField(default=0, help_text='how often: the version of its words')),
                        ('reason', models.TextField(blank=True, help_text='why it was returned the last time')),
                        ('returned_at', models.DateTimeField(null=True)),
                        ('outline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='reviews.outline')),
                        ('unit', models.ForeignKey(help_text='who writes', on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='units.unit')),
                        ('extended_to', models.DateTimeField(help_text="more time; the outline's own day stays on record", null=True)),
                        ('extension_reason', models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('outline', 'unit'), name='one_submission'), models.CheckConstraint(condition=models.Q(('extended_to', None), models.Q(('extension_reason', ''), _negated=True), _connector='OR'), name='more_time_has_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='PieceSource',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('paragraph', models.PositiveSmallIntegerField(help_text='counted from 1 under its heading')),
                        ('handed_in', models.PositiveSmallIntegerField(help_text="the version of the unit's words")),
                        ('text', models.TextField()),
                        ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='reviews.piece')),
                        ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='used', to='reviews.submission')),
                    ],
                ),
                migrations.CreateModel(
                    name='Passage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField(blank=True)),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('heading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='reviews.heading')),
                        ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='reviews.submission')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('submission', 'heading'), name='one_passage')],
                    },
                ),
            ],
        ),
    ]

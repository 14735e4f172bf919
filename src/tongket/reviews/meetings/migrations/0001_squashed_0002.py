"""Meetings with points, invitations and papers: what two steps made before the first release."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from tongket.base.tables import CreateModels


class Migration(migrations.Migration):

    replaces = [('meetings', '0001_initial'), ('meetings', '0002_book')]

    initial = True

    dependencies = [
        ('base', '0001_squashed_0004'),
        ('directives', '0001_squashed_0006'),
        ('programmes', '0001_squashed_0005'),
        ('reviews', '0001_squashed_0010'),
        ('units', '0001_squashed_0002'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='WeekFeed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('token', models.CharField(max_length=64, unique=True)),
                        ('made_at', models.DateTimeField()),
                        ('unit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='week_feed', to='units.unit')),
                    ],
                ),
                migrations.CreateModel(
                    name='AgendaItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField()),
                        ('minutes', models.PositiveSmallIntegerField()),
                        ('title', models.CharField(max_length=300)),
                        ('who', models.CharField(blank=True, help_text='the post that carries it out', max_length=200)),
                        ('words', models.TextField(blank=True, help_text='for the chair alone: what is said to lead over')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='reviews.meeting')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('meeting', 'order'), name='order_of_items')],
                    },
                ),
                migrations.CreateModel(
                    name='Contribution',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('order', models.PositiveSmallIntegerField()),
                        ('named', models.CharField(help_text='who contributes, as the programme says', max_length=200)),
                        ('title', models.CharField(max_length=300)),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='base.file')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='reviews.meeting')),
                        ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('meeting', 'order'), name='order_of_contributions')],
                    },
                ),
                migrations.CreateModel(
                    name='Invited',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('order', models.PositiveSmallIntegerField()),
                        ('named', models.CharField(help_text='as the invitation addresses it', max_length=300)),
                        ('reply', models.CharField(blank=True, choices=[('comes', 'comes'), ('sends', 'sends a substitute')], max_length=5)),
                        ('substitute', models.CharField(blank=True, help_text='the post that comes in place', max_length=200)),
                        ('replied_at', models.DateTimeField(null=True)),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invited', to='reviews.meeting')),
                        ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('meeting', 'order'), name='order_of_the_invited'), models.UniqueConstraint(condition=models.Q(('unit__isnull', False)), fields=('meeting', 'unit'), name='unit_is_invited_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PlannedReview',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('yearly', 'of one year'), ('interim', 'interim, after 5 years (sơ kết)'), ('final', 'final, after 10 years (tổng kết)')], max_length=8)),
                        ('first_year', models.PositiveSmallIntegerField()),
                        ('last_year', models.PositiveSmallIntegerField()),
                        ('due', models.DateField(db_index=True)),
                        ('directive', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned_reviews', to='directives.directive')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned_reviews', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('unit', 'directive', 'kind', 'last_year'), name='one_planned_review'), models.CheckConstraint(condition=models.Q(('first_year__lte', models.F('last_year'))), name='planned_years')],
                    },
                ),
                migrations.CreateModel(
                    name='Sitting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('planned', 'planned'), ('held', 'held'), ('called_off', 'called off')], default='planned', max_length=10)),
                        ('starts', models.TimeField(help_text='none: recorded afterwards, the hour not told', null=True)),
                        ('lasts', models.PositiveSmallIntegerField(default=120, help_text='minutes, as long as no item says')),
                        ('chair', models.CharField(blank=True, help_text='the post that chairs', max_length=200)),
                        ('secretary', models.CharField(blank=True, help_text='the post that writes the minutes', max_length=200)),
                        ('about', models.TextField(blank=True, help_text='what the invitation says it is about')),
                        ('shown', models.BooleanField(default=False, help_text='stands in the public part of the weekly calendar')),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('symbol', models.CharField(blank=True, help_text='of the invitation', max_length=60)),
                        ('sent_on', models.DateField(null=True)),
                        ('signed_for', models.CharField(blank=True, max_length=300)),
                        ('signed_as', models.CharField(blank=True, max_length=300)),
                        ('signed_by', models.CharField(blank=True, max_length=200)),
                        ('discussed', models.TextField(blank=True, help_text='course of the meeting, for its minutes')),
                        ('ended', models.TimeField(null=True)),
                        ('present', models.PositiveSmallIntegerField(help_text='how many; all that stays', null=True)),
                        ('present_list', models.TextField(blank=True, help_text='destroyed on the day `present_until`')),
                        ('present_until', models.DateField(null=True)),
                        ('present_gone', models.DateTimeField(null=True)),
                        ('agreements', models.ManyToManyField(help_text='those signed at it', related_name='signed_at', to='programmes.programme')),
                        ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sitting', to='reviews.meeting')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('present_list', ''), ('present_until__isnull', False), _connector='OR'), name='list_has_its_end')],
                    },
                ),
                migrations.CreateModel(
                    name='WeekEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('reception', 'reception of citizens'), ('trip', 'work on site'), ('other', 'other work')], max_length=9)),
                        ('day', models.DateField(db_index=True)),
                        ('starts', models.TimeField(help_text='none: all day', null=True)),
                        ('ends', models.TimeField(null=True)),
                        ('content', models.CharField(max_length=300)),
                        ('chair', models.CharField(blank=True, help_text='the post that leads', max_length=200)),
                        ('place', models.CharField(blank=True, max_length=200)),
                        ('who', models.CharField(blank=True, help_text='offices and posts that take part', max_length=300)),
                        ('shown', models.BooleanField(default=False, help_text='stands in the public part')),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='week_entries', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends', None), models.Q(('starts__isnull', False), ('starts__lt', models.F('ends'))), _connector='OR'), name='entry_hours')],
                    },
                ),
            ],
        ),
    ]

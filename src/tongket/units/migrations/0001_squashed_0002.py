"""Units with versions, successions, posts and hosts: what two steps made before the first release."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from tongket.base.tables import CreateModels


class Migration(migrations.Migration):

    replaces = [('units', '0001_initial'), ('units', '0002_decisions_of_posts')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='TreeVersion',
                    fields=[
                        ('line', models.CharField(choices=[('state', 'the State'), ('party', 'the Party'), ('front', 'the Front')], max_length=5, primary_key=True, serialize=False)),
                        ('number', models.PositiveIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name='Unit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('tier', models.CharField(choices=[('nation', 'nation'), ('province', 'province level'), ('district', 'district level'), ('commune', 'commune level'), ('village', 'village'), ('office', 'office')], max_length=10)),
                        ('sample', models.BooleanField(default=False, help_text='invented; marked on every page and in every export')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Succession',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('day', models.DateField()),
                        ('number', models.PositiveIntegerField()),
                        ('what', models.CharField(choices=[('merge', 'merged'), ('split', 'divided'), ('rearrange', 'rearranged'), ('rename', 'renamed'), ('reclassify', 'changed in kind'), ('transfer', 'moved under another unit'), ('abolish', 'dissolved'), ('establish', 'established')], max_length=12)),
                        ('decision', models.CharField(max_length=200)),
                        ('line', models.CharField(choices=[('state', 'the State'), ('party', 'the Party'), ('front', 'the Front')], default='state', max_length=5)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('line', 'day', 'number'), name='succession_order')],
                    },
                ),
                migrations.CreateModel(
                    name='Host',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, unique=True)),
                        ('theme', models.CharField(blank=True, max_length=30)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hosts', to='units.unit')),
                    ],
                ),
                migrations.CreateModel(
                    name='Transfer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('whole', models.BooleanField()),
                        ('share_num', models.BigIntegerField(null=True)),
                        ('share_den', models.BigIntegerField(null=True)),
                        ('ground', models.CharField(blank=True, max_length=300)),
                        ('writes', models.BooleanField(default=False, help_text='the taker that the decision names to carry on the records')),
                        ('succession', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transfers', to='units.succession')),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gave', to='units.unit')),
                        ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='took', to='units.unit')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('succession', 'source', 'target'), name='one_transfer'), models.CheckConstraint(condition=models.Q(models.Q(('share_den', None), ('share_num', None)), models.Q(('share_den__gt', 0), ('share_num__gte', 0), ('share_num__lte', models.F('share_den'))), _connector='OR'), name='share_is_a_fraction')],
                    },
                ),
                migrations.CreateModel(
                    name='Closure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('start', models.DateField()),
                        ('end', models.DateField()),
                        ('line', models.CharField(choices=[('state', 'the State'), ('party', 'the Party'), ('front', 'the Front')], max_length=5)),
                        ('depth', models.PositiveSmallIntegerField()),
                        ('ancestor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='units.unit')),
                        ('descendant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='units.unit')),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [models.Index(fields=['ancestor', 'line', 'start'], name='units_closu_ancesto_ace72a_idx'), models.Index(fields=['descendant', 'line', 'depth'], name='units_closu_descend_c21892_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='units_closure_days')],
                    },
                ),
                migrations.CreateModel(
                    name='Appointment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('start', models.DateField()),
                        ('end', models.DateField()),
                        ('post', models.CharField(help_text='as on paper: Chánh Văn phòng HĐND và UBND', max_length=200)),
                        ('role', models.CharField(choices=[('leader', 'leader'), ('clerk', 'clerk'), ('reporter', 'reporter'), ('approver', 'approver'), ('supervisor', 'supervisor of the Front'), ('legal', 'legal officer'), ('keeper', 'site keeper')], max_length=12)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to=settings.AUTH_USER_MODEL)),
                        ('deputy_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to='units.appointment')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='units.unit')),
                        ('decision', models.CharField(blank=True, help_text='the paper that appoints', max_length=200)),
                        ('end_decision', models.CharField(blank=True, help_text='the paper that ends it', max_length=200)),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [models.Index(fields=['account', 'start'], name='units_appoi_account_bb4e33_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='units_appointment_days')],
                    },
                ),
                migrations.CreateModel(
                    name='UnitCode',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('start', models.DateField()),
                        ('end', models.DateField()),
                        ('scheme', models.CharField(help_text='gso: the national register of administrative units', max_length=20)),
                        ('code', models.CharField(max_length=20)),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='units.unit')),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [models.Index(fields=['scheme', 'code', 'start'], name='units_unitc_scheme_965370_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='units_unitcode_days')],
                    },
                ),
                migrations.CreateModel(
                    name='UnitVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('start', models.DateField()),
                        ('end', models.DateField()),
                        ('line', models.CharField(choices=[('state', 'the State'), ('party', 'the Party'), ('front', 'the Front')], max_length=5)),
                        ('kind', models.CharField(choices=[('nation', 'nation'), ('province', 'province'), ('city', 'centrally run city'), ('district', 'district'), ('urban_district', 'urban district'), ('town', 'town'), ('provincial_city', 'city under a province'), ('commune', 'commune'), ('ward', 'ward'), ('township', 'township'), ('special_zone', 'special zone'), ('village', 'village'), ('office', 'office')], max_length=20)),
                        ('name', models.CharField(help_text='in full: Phường Ba Đình', max_length=200)),
                        ('short_name', models.CharField(help_text='without its kind: Ba Đình', max_length=200)),
                        ('folded', models.CharField(db_index=True, help_text='the short name without marks: ba dinh', max_length=200)),
                        ('sort_key', models.CharField(max_length=400)),
                        ('lat', models.CharField(blank=True, help_text='decimal text, WGS 84', max_length=12)),
                        ('lon', models.CharField(blank=True, max_length=12)),
                        ('decision', models.CharField(blank=True, help_text='the paper on which this version rests', max_length=200)),
                        ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='child_versions', to='units.unit')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='units.unit')),
                    ],
                    options={
                        'abstract': False,
                        'indexes': [models.Index(fields=['unit', 'line', 'start'], name='units_unitv_unit_id_e0f7e6_idx'), models.Index(fields=['parent', 'line', 'start'], name='units_unitv_parent__d59a4a_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='units_unitversion_days'), models.UniqueConstraint(fields=('unit', 'line', 'start'), name='one_version_a_day')],
                    },
                ),
            ],
        ),
    ]

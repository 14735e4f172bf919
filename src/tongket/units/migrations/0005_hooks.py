"""Addresses outside that are told of what happens."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from tongket.base.tables import CreateModels


class Migration(migrations.Migration):

    dependencies = [
        ('units', '0004_look'),
    ]

    operations = [
        CreateModels([migrations.CreateModel(
            name='Hook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('url', models.CharField(max_length=500)),
                ('events', models.JSONField(default=list)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hooks', to='units.unit')),
            ],
            options={
                'abstract': False,
            },
        )]),
    ]

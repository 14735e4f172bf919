"""Tokens of programs."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from tongket.base.tables import CreateModels


class Migration(migrations.Migration):

    dependencies = [
        ('units', '0001_squashed_0002'),
    ]

    operations = [
        CreateModels([migrations.CreateModel(
            name='Token',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('use', models.CharField(help_text="which program sends with it; nobody's name", max_length=120)),
                ('digest', models.CharField(help_text='SHA-256 of the token', max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('expires', models.DateField(help_text='the first day on which it is good no more')),
                ('revoked_at', models.DateTimeField(null=True)),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tokens', to='units.appointment')),
            ],
        )]),
    ]

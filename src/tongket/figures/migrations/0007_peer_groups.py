"""Groups of units that are compared with each other."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0006_asking_and_giving"),
        ("units", "0001_squashed_0002"),
    ]

    operations = [
        migrations.CreateModel(
            name="PeerGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("start", models.DateField()),
                ("end", models.DateField()),
                ("name", models.CharField(max_length=200)),
                (
                    "ground",
                    models.CharField(blank=True, help_text="the paper that names its units", max_length=300),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="who compares",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="peer_groups",
                        to="units.unit",
                    ),
                ),
                ("units", models.ManyToManyField(related_name="+", to="units.unit")),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("start__lt", models.F("end"))), name="figures_peergroup_days"
                    )
                ],
            },
        ),
    ]

"""Offices outside this installation with which an office exchanges papers, by the codes they bear there."""

from django.db import models

from tongket.base.models import Dated, Ref
from tongket.units.models import Unit


class Partner(Ref, Dated):
    """An office outside and its code in the exchange of papers, from a day to a day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="whose office wrote it down")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    code = models.CharField(max_length=13, help_text="000.00.01.H41")

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["unit", "folded", "start"])]

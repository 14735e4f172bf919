"""Django's entry for this room."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "tongket.units"
    label = "units"

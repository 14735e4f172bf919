"""Django's entry for this room."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "tongket.programmes"
    label = "programmes"

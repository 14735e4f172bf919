"""Django's entry for this room."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "tongket.directives"
    label = "directives"

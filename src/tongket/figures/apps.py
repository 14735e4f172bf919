"""Django's entry for this room."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "tongket.figures"
    label = "figures"

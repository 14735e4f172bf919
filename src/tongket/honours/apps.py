"""Django's entry for this room."""

from django.apps import AppConfig


class HonoursConfig(AppConfig):
    name = "tongket.honours"
    label = "honours"

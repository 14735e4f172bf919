"""Django's entry for this room."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "tongket.base"
    label = "base"

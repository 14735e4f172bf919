"""Django's entry for this room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "tongket.portal"
    label = "portal"

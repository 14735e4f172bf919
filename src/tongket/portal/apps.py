"""Django's entry for this room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "tongket.portal"
    label = "portal"

    def ready(self) -> None:
        from tongket.base.schedule import publish_job

        publish_job("portal.results", 60, "tongket.portal.tasks.warm")

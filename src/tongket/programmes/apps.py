"""Django's entry for this room."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "tongket.programmes"
    label = "programmes"

    def ready(self) -> None:
        from tongket.programmes.permissions import GRANTS
        from tongket.units.grants import publish_grants

        publish_grants(GRANTS)

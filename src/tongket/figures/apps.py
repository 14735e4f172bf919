"""Django's entry for this room."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "tongket.figures"
    label = "figures"

    def ready(self) -> None:
        from tongket.figures.permissions import GRANTS
        from tongket.units.grants import publish_grants

        publish_grants(GRANTS)

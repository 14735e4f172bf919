"""Django's entry for this room."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "tongket.programmes"
    label = "programmes"

    def ready(self) -> None:
        from tongket.base.search import publish
        from tongket.programmes.models import Programme
        from tongket.programmes.permissions import GRANTS
        from tongket.units.grants import publish_grants

        publish_grants(GRANTS)
        publish(Programme, Programme.findable)

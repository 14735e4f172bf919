"""Django's entry for this room."""

from django.apps import AppConfig


class HonoursConfig(AppConfig):
    name = "tongket.honours"
    label = "honours"

    def ready(self) -> None:
        from tongket.base.search import publish
        from tongket.base.standing import Watched, watch
        from tongket.honours.models import Award
        from tongket.honours.permissions import GRANTS
        from tongket.units.grants import publish_grants

        publish_grants(GRANTS)
        publish(Award, Award.findable)
        watch(Watched(Award))

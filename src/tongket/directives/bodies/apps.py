"""Django's entry for steering bodies and trainings, which have tables of their own inside the room of directives."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "tongket.directives.bodies"
    label = "bodies"

    def ready(self) -> None:
        from tongket.base.standing import Watched, watch
        from tongket.directives.bodies.models import SteeringBody, Training
        from tongket.directives.bodies.permissions import GRANTS
        from tongket.units.grants import publish_grants

        publish_grants(GRANTS)
        watch(Watched(SteeringBody, parts=("members",)), Watched(Training))

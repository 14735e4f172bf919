"""Django's entry for this room."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "tongket.units"
    label = "units"

    def ready(self) -> None:
        from tongket.base.schedule import publish_job
        from tongket.base.search import publish
        from tongket.base.standing import Watched, watch
        from tongket.units.found import findable
        from tongket.units.grants import publish_grants
        from tongket.units.models import Appointment, Hook, Token, Unit
        from tongket.units.permissions import GRANTS

        publish_grants(GRANTS)
        publish(Unit, findable)
        watch(Watched(Appointment), Watched(Token), Watched(Hook))
        publish_job("units.calendar", 24 * 3600, "tongket.units.tasks.keep_calendar")
        publish_job("units.hooks", 3600, "tongket.units.tasks.end_deaf")
        publish_job("units.accounts", 3600, "tongket.units.tasks.close_accounts")

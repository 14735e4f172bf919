"""Django's entry for this room."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "tongket.programmes"
    label = "programmes"

    def ready(self) -> None:
        from tongket.base.schedule import publish_job
        from tongket.base.search import publish
        from tongket.base.standing import Watched, watch
        from tongket.directives.incoming.given import publish_outcomes
        from tongket.programmes import taking_back
        from tongket.programmes.instruct import outcomes_of
        from tongket.programmes.models import Explanation, Programme
        from tongket.programmes.permissions import GRANTS
        from tongket.units.grants import publish_grants

        publish_grants(GRANTS)
        publish(Programme, Programme.findable)
        watch(Watched(Programme, parts=("grounds", "parties", "opinions")), Watched(Explanation))
        publish_job("programmes.remind", 900, "tongket.programmes.tasks.remind")
        publish_outcomes(outcomes_of)
        taking_back.publish()

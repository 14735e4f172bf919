"""Django's entry for this room."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "tongket.directives"
    label = "directives"

    def ready(self) -> None:
        from tongket.base.search import publish
        from tongket.directives import taking_back
        from tongket.directives.models import Directive, Incoming, Outgoing
        from tongket.directives.permissions import GRANTS
        from tongket.units.grants import publish_grants

        publish_grants(GRANTS)
        publish(Directive, Directive.findable)
        publish(Incoming, Incoming.findable)
        publish(Outgoing, Outgoing.findable)
        taking_back.publish()

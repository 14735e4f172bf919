"""Django's entry for this room."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "tongket.directives"
    label = "directives"

    def ready(self) -> None:
        from tongket.base.models import RuleCheck
        from tongket.base.search import publish
        from tongket.base.standing import Watched, watch
        from tongket.directives import taking_back
        from tongket.directives.models import (
            Briefing,
            Directive,
            Implements,
            Incoming,
            Instruction,
            Outgoing,
            Partner,
            WorkFile,
        )
        from tongket.directives.permissions import GRANTS
        from tongket.units.grants import publish_grants

        publish_grants(GRANTS)
        watch(
            Watched(Directive, parts=("clauses", "duties", "earlier_links")),
            Watched(Implements),
            Watched(Instruction),
            Watched(Briefing),
            Watched(WorkFile, parts=("papers",)),
            Watched(RuleCheck),
            Watched(Partner),
        )
        publish(Directive, Directive.findable)
        publish(Incoming, Incoming.findable)
        publish(Outgoing, Outgoing.findable)
        taking_back.publish()

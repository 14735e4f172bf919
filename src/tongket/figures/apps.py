"""Django's entry for this room."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "tongket.figures"
    label = "figures"

    def ready(self) -> None:
        from tongket.base.measures import publish as publish_measure
        from tongket.base.schedule import publish_job
        from tongket.base.search import publish
        from tongket.base.standing import Watched, watch
        from tongket.figures.measures import MEASURES
        from tongket.figures.models import Form, Indicator, Objection, PeerGroup, Reminder
        from tongket.figures.permissions import GRANTS
        from tongket.units.grants import publish_grants

        publish_grants(GRANTS)
        watch(
            Watched(Indicator),
            Watched(Form, parts=("items",)),
            Watched(Objection),
            Watched(PeerGroup, parts=("units",)),
            Watched(Reminder),
        )
        publish(Indicator, Indicator.findable)
        publish(Form, Form.findable)
        for name, measure in MEASURES.items():
            publish_measure(name, measure)
        publish_job("figures.store", 600, "tongket.figures.tasks.keep_store")

"""Django's entry for this room."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "tongket.base"
    label = "base"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from tongket.base.schedule import publish_job
        from tongket.base.stamped import watch_writes

        connection_created.connect(watch_writes)
        publish_job("base.sequence", 2, "tongket.base.sequencer.sequence")
        publish_job("base.deliver", 5, "tongket.base.outbox.deliver")
        publish_job("base.sweep", 3600, "tongket.base.files.sweep_orphans")
        publish_job("base.once", 86400, "tongket.base.once.forget_old")

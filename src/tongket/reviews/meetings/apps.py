"""Django's entry for meetings, which have their own tables inside the room of reviews."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "tongket.reviews.meetings"
    label = "meetings"

    def ready(self) -> None:
        from tongket.base.schedule import publish_job
        from tongket.reviews.meetings.permissions import GRANTS
        from tongket.units.grants import publish_grants

        publish_grants(GRANTS)
        publish_job("meetings.present", 3600, "tongket.reviews.meetings.held.forget_present")

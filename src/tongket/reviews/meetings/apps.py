"""Django's entry for meetings, which have their own tables inside the room of reviews."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "tongket.reviews.meetings"
    label = "meetings"

    def ready(self) -> None:
        from tongket.base.schedule import publish_job
        from tongket.base.standing import Watched, watch
        from tongket.reviews.meetings.models import PlannedReview, WeekEntry, WeekFeed
        from tongket.reviews.meetings.permissions import GRANTS
        from tongket.reviews.models import Meeting
        from tongket.units.grants import publish_grants

        publish_grants(GRANTS)
        parts = ("sitting", "items", "contributions", "invited", "conclusions", "programmes", "reviews")
        watch(
            Watched(Meeting, parts, without=("present_list", "substitute")),
            Watched(WeekEntry),
            Watched(WeekFeed),
            Watched(PlannedReview),
        )
        publish_job("meetings.present", 3600, "tongket.reviews.meetings.held.forget_present")

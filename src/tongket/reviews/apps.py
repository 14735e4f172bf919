"""Django's entry for this room."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "tongket.reviews"
    label = "reviews"

    def ready(self) -> None:
        from tongket.base.schedule import publish_job
        from tongket.base.search import publish
        from tongket.base.standing import Watched, watch
        from tongket.reviews import resting
        from tongket.reviews.models import Meeting, Review
        from tongket.reviews.outlines.models import Sent
        from tongket.reviews.permissions import GRANTS
        from tongket.units.grants import publish_grants

        publish_grants(GRANTS)
        publish_job("reviews.make", 1, "tongket.reviews.making.make_waiting")
        watch(Watched(Sent, parts=("comments",)))
        publish(Meeting, Meeting.findable)
        publish(Review, Review.findable)
        resting.publish()

"""Django's entry for this room."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "tongket.reviews"
    label = "reviews"

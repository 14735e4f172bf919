"""Django's entry for opinions on draft plans, which have a table of their own inside the room of programmes."""

from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    name = "tongket.programmes.opinions"
    label = "opinions"

"""Addresses of the law in use."""

from django.urls import path

from tongket.directives import rule_views

app_name = "rules"
urlpatterns = [
    path("", rule_views.rules, name="list"),
    path("<slug:rule_id>/", rule_views.rule, name="rule"),
]

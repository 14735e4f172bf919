"""Addresses of the register; one directive and its cascade show several rooms and stand in the portal."""

from django.urls import path

from tongket.directives import views

app_name = "directives"
urlpatterns = [
    path("", views.register, name="list"),
    path("moi/", views.add, name="add"),
]

"""Addresses of the units: the country on a day, and one unit."""

from django.urls import path

from tongket.units import views

app_name = "units"
urlpatterns = [
    path("", views.country, name="list"),
    path("tra-cuu", views.look_up, name="look-up"),
    path("<uuid:ref>/", views.unit_page, name="unit"),
]

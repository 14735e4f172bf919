"""Addresses for programs."""

from django.urls import path

from tongket.api import pages, reading, sending

app_name = "api"
urlpatterns = [
    path("", pages.doors, name="doors"),
    path("openapi.json", pages.document, name="openapi"),
    path("so-lieu/", sending.figures, name="figures"),
    path("dataValueSets", sending.data_value_sets, name="dhis2"),
    path("bieu-mau/", reading.forms, name="forms"),
    path("bao-cao/", reading.reports, name="reports"),
]

"""Addresses of the awards."""

from django.urls import path

from tongket.honours import views

app_name = "honours"
urlpatterns = [
    path("", views.awards, name="list"),
    path("moi/", views.add, name="add"),
    path("<uuid:ref>/rut/", views.take_back, name="take-back"),
]

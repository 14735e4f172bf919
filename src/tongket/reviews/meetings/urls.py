"""Addresses of meetings; they stand among those of the room."""

from django.urls import path

from tongket.reviews import views
from tongket.reviews.meetings import recorded

urlpatterns = [
    path("hoi-nghi/", recorded.meetings, name="meetings"),
    path("hoi-nghi/moi/", recorded.record, name="record"),
    path("hoi-nghi/<uuid:ref>/ket-luan/", recorded.conclusions, name="conclusions"),
    path("hoi-nghi/<uuid:ref>/giao-viec/", recorded.tasks, name="tasks"),
    path("hoi-nghi/<uuid:ref>/", views.meeting, name="meeting"),
]

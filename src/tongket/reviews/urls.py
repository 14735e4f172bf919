"""Addresses of reviews and meetings."""

from django.urls import path

from tongket.reviews import composer, meetings, register, views

app_name = "reviews"
urlpatterns = [
    path("tong-ket/", views.reviews, name="list"),
    path("tong-ket/soan/<slug:slug>/", composer.compose_page, name="compose"),
    path("tong-ket/<uuid:ref>/", views.review, name="review"),
    path("tong-ket/<uuid:ref>/phu-luc/<slug:key>/", views.annex, name="annex"),
    path("tong-ket/<uuid:ref>/tai/<slug:ending>", views.download, name="download"),
    path("tong-ket/<uuid:ref>/phe-duyet", views.approve, name="approve"),
    path("tong-ket/<uuid:ref>/cong-khai/", views.publish, name="publish"),
    path("so-van-ban/", register.register, name="register"),
    path("hoi-nghi/", meetings.meetings, name="meetings"),
    path("hoi-nghi/moi/", meetings.record, name="record"),
    path("hoi-nghi/<uuid:ref>/ket-luan/", meetings.conclusions, name="conclusions"),
    path("hoi-nghi/<uuid:ref>/giao-viec/", meetings.tasks, name="tasks"),
    path("hoi-nghi/<uuid:ref>/", views.meeting, name="meeting"),
]

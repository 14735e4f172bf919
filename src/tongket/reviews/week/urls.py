"""Addresses of the weekly calendar; they stand among those of the room."""

from django.urls import path

from tongket.reviews.week import views

urlpatterns = [
    path("lich-tuan/", views.week, name="week"),
    path("lich-tuan/them/", views.add, name="week-add"),
    path("lich-tuan/dia-chi", views.renew, name="week-renew"),
    path("lich-tuan/<uuid:ref>/", views.change, name="week-change"),
    path("lich-tuan/<uuid:ref>/bo", views.drop, name="week-drop"),
    path("lich-tuan/<str:token>.ics", views.feed, name="week-feed"),
]

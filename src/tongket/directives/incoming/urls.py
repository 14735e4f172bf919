"""Addresses of the arrival book; the leader's instruction gives a task and stands in the room above."""

from django.urls import path

from tongket.directives.incoming import views
from tongket.directives.outgoing import copy_views

app_name = "incoming"
urlpatterns = [
    path("", views.book, name="list"),
    path("moi/", views.add, name="add"),
    path("nhap/", views.door, name="door"),
    path("so.xlsx", views.export, name="export"),
    path("<uuid:ref>/", views.paper, name="paper"),
    path("<uuid:ref>/sua/", views.correct, name="correct"),
    path("<uuid:ref>/sao/", copy_views.of_incoming, name="copy"),
    path("<uuid:ref>/tep/<uuid:kept>/", views.download, name="file"),
]

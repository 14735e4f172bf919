"""Addresses of an officer's own pages."""

from django.urls import path

from tongket.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("lanh-dao/", views.leader, name="leader"),
    path("thong-bao/da-doc", views.read_all, name="read-all"),
    path("thong-bao/<int:pk>/da-doc", views.read, name="read"),
]

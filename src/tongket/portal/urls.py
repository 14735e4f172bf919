"""Addresses of the pages that show several rooms to everybody."""

from django.urls import path

from tongket.portal import checking, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("kiem-tra-van-ban/", checking.check_file, name="check"),
    path("gioi-thieu/", views.about, name="about"),
    path("van-ban/<uuid:ref>/", views.directive, name="directive"),
    path("van-ban/<uuid:ref>/chuoi/", views.cascade_page, name="cascade"),
    path("chuong-trinh/<slug:slug>/", views.programme, name="programme"),
]

"""Addresses of the pages that belong to no room."""

from django.urls import path

from tongket.base import gallery, views

urlpatterns = [
    path("dang-nhap", views.sign_in, name="sign-in"),
    path("dang-xuat", views.sign_out, name="sign-out"),
    path("mat-khau", views.password, name="password"),
    path("ngon-ngu", views.language, name="language"),
    path("mau-sac", views.theme, name="theme"),
    path("chuc-vu", views.hat, name="hat"),
    path("ranh-gioi", views.boundary, name="boundary"),
    path("ban-phim", views.keys, name="keys"),
    path("suc-khoe", views.health, name="health"),
    path("kieu-dang", gallery.show, name="gallery"),
]

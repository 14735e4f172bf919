"""Addresses of the keeper's pages: units, posts, accounts, public host names."""

from django.urls import path

from tongket.units import hook_views, keeper_follow
from tongket.units import keeper_views as views

app_name = "keeper"
urlpatterns = [
    path("", views.board, name="list"),
    path("co-quan/<uuid:ref>/them", views.add, name="add"),
    path("co-quan/<uuid:ref>/bo-nhiem", views.take_up, name="appoint"),
    path("co-quan/<uuid:ref>/ten-mien", views.host, name="host"),
    path("co-quan/<uuid:ref>/noi-nhan-tin", hook_views.hooks, name="hooks"),
    path("sap-xep/<uuid:ref>/<slug:line>", keeper_follow.follow_page, name="follow"),
    path("chuc-vu/<uuid:ref>/thoi", views.lay_down, name="end"),
    path("chuc-vu/<uuid:ref>/mat-khau", views.new_password, name="reset"),
]

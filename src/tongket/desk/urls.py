"""Addresses of an officer's own pages."""

from django.urls import path

from tongket.desk import briefing, chase, views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("lanh-dao/", views.leader, name="leader"),
    path("don-doc/", chase.chase, name="chase"),
    path("don-doc/du-thao", chase.chase_draft, name="chase-draft"),
    path("don-doc/cong-van.<slug:ending>", chase.chase_letter, name="chase-letter"),
    path("giao-ban/", briefing.briefing, name="briefing"),
    path("giao-ban/y-kien", briefing.explain, name="explain"),
    path("giao-ban/danh-sach.<slug:ending>", briefing.briefing_paper, name="briefing-paper"),
    path("thong-bao/", views.notices, name="notices"),
    path("thong-bao/da-doc", views.read_all, name="read-all"),
    path("thong-bao/<int:pk>/da-doc", views.read, name="read"),
]

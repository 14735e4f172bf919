"""Addresses of the register; one directive and its cascade show several rooms and stand in the portal."""

from django.urls import path

from tongket.directives import paper_views, views
from tongket.directives.bodies import views as bodies

app_name = "directives"
urlpatterns = [
    path("", views.register, name="list"),
    path("moi/", views.add, name="add"),
    *bodies.urlpatterns,
    path("<uuid:ref>/diem/", paper_views.points, name="points"),
    path("<uuid:ref>/noi-trien-khai/", paper_views.duties, name="duties"),
    path("<uuid:ref>/quan-triet/", paper_views.briefing, name="briefing"),
    path("<uuid:ref>/lien-ket/", paper_views.link, name="link"),
    path("<uuid:ref>/rut-lai/", paper_views.take_back, name="take-back"),
]

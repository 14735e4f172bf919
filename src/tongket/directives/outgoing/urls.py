"""Addresses of papers that go out."""

from django.urls import path

from tongket.directives.outgoing import copy_views, views

app_name = "outgoing"
urlpatterns = [
    path("", views.papers, name="list"),
    path("moi/", views.add, name="add"),
    path("<uuid:ref>/", views.paper, name="paper"),
    path("<uuid:ref>/sua/", views.change, name="change"),
    path("<uuid:ref>/sao/", copy_views.of_outgoing, name="copy"),
    path("<uuid:ref>/phieu-trinh/", views.slip, name="slip"),
    path("<uuid:ref>/tai/<str:form>/", views.download, name="download"),
]

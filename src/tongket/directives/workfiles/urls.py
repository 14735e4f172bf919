"""Addresses of work files."""

from django.urls import path

from tongket.directives.workfiles import views

app_name = "workfiles"
urlpatterns = [
    path("", views.files, name="list"),
    path("moi/", views.add, name="add"),
    path("<uuid:ref>/", views.work_file, name="file"),
    path("<uuid:ref>/tep/<uuid:paper>/", views.kept, name="kept"),
    path("<uuid:ref>/tai/<str:what>.<str:form>", views.download, name="download"),
]

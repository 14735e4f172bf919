"""Addresses of programmes and tasks; the page of one programme shows several rooms and stands in the portal."""

from django.urls import path

from tongket.programmes import carry, grounds, instruct, task_list, task_views, views
from tongket.programmes.opinions import views as opinions

app_name = "programmes"
urlpatterns = [
    path("chuong-trinh/", views.programmes, name="list"),
    path("chuong-trinh/moi/", views.start, name="start"),
    path("chuong-trinh/<slug:slug>/giao-viec/", task_views.give, name="give"),
    path("van-ban/<uuid:ref>/giao-viec/", task_views.give_from_paper, name="give-from-paper"),
    path("chuong-trinh/<slug:slug>/can-cu/", grounds.ground, name="ground"),
    path("chuong-trinh/<slug:slug>/can-cu/rut-lai/", grounds.take_back, name="take-back"),
    path("van-ban/<uuid:ref>/trien-khai/", carry.carry, name="carry"),
    path("van-ban-den/<uuid:ref>/chi-dao/", instruct.instruct_page, name="instruct"),
    *opinions.urlpatterns,
    path("nhiem-vu/", task_list.tasks, name="tasks"),
    path("nhiem-vu/<uuid:ref>/", task_views.task, name="task"),
]

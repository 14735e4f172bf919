"""The address of the codes in the exchange of papers."""

from django.urls import path

from tongket.directives.exchange import views

app_name = "exchange"
urlpatterns = [path("", views.codes, name="codes")]

"""Addresses of tokens: with them programs send figures in."""

from django.urls import path

from tongket.units import token_views

app_name = "tokens"
urlpatterns = [
    path("", token_views.tokens, name="list"),
    path("<uuid:ref>/thu-hoi", token_views.revoke, name="revoke"),
]

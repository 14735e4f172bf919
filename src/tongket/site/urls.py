"""Every address of the site, room by room."""

from django.urls import URLPattern, URLResolver, include, path

from tongket.site import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tongket.base.urls")),
    path("tim", views.search, name="search"),
    path("don-vi/", include("tongket.units.urls")),
    path("don-vi/", include("tongket.units.urls")),
]

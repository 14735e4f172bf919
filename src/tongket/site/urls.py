"""Every address of the site, room by room."""

from django.urls import URLPattern, URLResolver, include, path

from tongket.portal.views import unit_page
from tongket.site import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tongket.base.urls")),
    path("tim", views.search, name="search"),
    path(
        "don-vi/<uuid:ref>/", unit_page, name="unit"
    ),  # the room's own page, with what stands in rooms above it
    path("don-vi/", include("tongket.units.urls")),
    path("quan-tri/", include("tongket.units.keeper_urls")),
    path("api/", include("tongket.api.urls")),
    path("ma-truy-cap/", include("tongket.units.token_urls")),
    path("van-ban/", include("tongket.directives.urls")),
    path("van-ban-den/", include("tongket.directives.incoming.urls")),
    path("van-ban-di/", include("tongket.directives.outgoing.urls")),
    path("ma-dinh-danh/", include("tongket.directives.exchange.urls")),
    path("ho-so/", include("tongket.directives.workfiles.urls")),
    path("quy-dinh/", include("tongket.directives.rule_urls")),
    path("", include("tongket.programmes.urls")),
    path("so-lieu/", include("tongket.figures.urls")),
    path("khen-thuong/", include("tongket.honours.urls")),
    path("", include("tongket.reviews.urls")),
    path("ban-viec/", include("tongket.desk.urls")),
    path("", include("tongket.portal.urls")),
]

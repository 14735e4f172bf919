"""Addresses of reviews and meetings."""

from django.urls import path

from tongket.reviews import composer, next_views, register, report_paper_views, signing_views, views
from tongket.reviews.meetings import urls as meetings
from tongket.reviews.outlines import urls as outlines
from tongket.reviews.plans import views as plans
from tongket.reviews.week import urls as week

app_name = "reviews"
urlpatterns = [
    path("tong-ket/", views.reviews, name="list"),
    path("tong-ket/soan/<slug:slug>/", composer.compose_page, name="compose"),
    path("tong-ket/<uuid:ref>/", views.review, name="review"),
    path("tong-ket/<uuid:ref>/phu-luc/<slug:key>/", views.annex, name="annex"),
    path("tong-ket/<uuid:ref>/tai/<slug:ending>", views.download, name="download"),
    path("tong-ket/<uuid:ref>/phe-duyet/", signing_views.approve, name="approve"),
    path("tong-ket/<uuid:ref>/cong-khai/", signing_views.publish, name="publish"),
    path("tong-ket/<uuid:ref>/ky-so/", signing_views.sign, name="sign"),
    path("tong-ket/<uuid:ref>/ky-so/ban-de-ky", signing_views.to_sign, name="to-sign"),
    path("tong-ket/<uuid:ref>/lap-lai/", signing_views.since, name="since"),
    path("tong-ket/<uuid:ref>/nhiem-vu-ky-toi/", next_views.next_tasks, name="next-tasks"),
    path("so-lieu/bao-cao/<uuid:ref>/van-ban/", report_paper_views.draft, name="report-paper"),
    path("so-lieu/bao-cao/<uuid:ref>/van-ban/<slug:ending>", report_paper_views.download, name="report-file"),
    path(
        "so-lieu/bieu-mau/<uuid:ref>/<str:period>/van-ban/", report_paper_views.draft_all, name="period-paper"
    ),
    path(
        "so-lieu/bieu-mau/<uuid:ref>/<str:period>/van-ban/<slug:ending>",
        report_paper_views.download_all,
        name="period-file",
    ),
    path("van-ban-di/so/", register.register, name="register"),
    *meetings.urlpatterns,
    *outlines.urlpatterns,
    *week.urlpatterns,
    *plans.urlpatterns,
]

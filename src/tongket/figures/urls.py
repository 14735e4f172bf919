"""Addresses of reports, forms, workbooks and trails."""

from django.urls import path

from tongket.figures.views import (
    asked,
    closing,
    define,
    deputies,
    documents,
    entry,
    estimates,
    history,
    objections,
    periods,
    sums,
    targets,
    term,
    trails,
    waiting,
    workbooks,
)
from tongket.figures.views.seeing_urls import SEEING

app_name = "figures"
urlpatterns = [
    path("", asked.home, name="list"),
    path("chuong-trinh/<slug:slug>/bieu-mau/", define.form_new, name="define"),
    path("chuong-trinh/<slug:slug>/muc-tieu/", targets.targets, name="targets"),
    path("chuong-trinh/<slug:slug>/ky-moi/", term.next_term, name="next-term"),
    path("chuong-trinh/<slug:slug>/ket-thuc/", closing.close, name="close"),
    *SEEING,
    path("bieu-mau/<uuid:ref>/", asked.form_page, name="form"),
    path("bieu-mau/<uuid:ref>/mo-ky/", periods.open_page, name="open"),
    path("bieu-mau/<uuid:ref>/<str:period>/", asked.period_page, name="period"),
    path("bieu-mau/<uuid:ref>/<str:period>/gia-han/", periods.extend_page, name="extend"),
    path("bieu-mau/<uuid:ref>/<str:period>/nhac", waiting.remind, name="remind"),
    path("bieu-mau/<uuid:ref>/<str:period>/duyet/", waiting.approve_many, name="approve-many"),
    path("bieu-mau/<uuid:ref>/<str:period>/tep", workbooks.download, name="workbook"),
    path("lam-thay/", deputies.deputies, name="deputies"),
    path("tai-len/", workbooks.upload, name="upload"),
    path("lich-su/", history.history, name="history"),
    path("bao-cao/<uuid:ref>/", entry.report_page, name="report"),
    path("bao-cao/<uuid:ref>/so-uoc/", estimates.estimates, name="estimates"),
    path("bao-cao/<uuid:ref>/kiem-tra", entry.keep_cells, name="check"),
    path("bao-cao/<uuid:ref>/phan-doi/<int:order>/", objections.objection_page, name="objection"),
    path("bao-cao/<uuid:ref>/giai-trinh/", objections.explanation_page, name="explanation"),
    path("bao-cao/<uuid:ref>/tep", workbooks.download_one, name="report-workbook"),
    path("chi-tieu/<uuid:ref>/", asked.indicator_page, name="indicator"),
    path("chi-tieu/<uuid:ref>/lay-tu-van-ban/", documents.take_over, name="take-over"),
    path("dau-vet/<uuid:ref>/", trails.figure_trail, name="trail"),
    path("dau-vet/<uuid:ref>/minh-chung", trails.evidence, name="evidence"),
    path("dau-vet/r/<uuid:indicator>/<uuid:unit>/<str:period>/<str:source>/", sums.sum_trail, name="sum"),
    path(
        "dau-vet/r/<uuid:indicator>/<uuid:unit>/<str:period>/<str:source>/so-voi/<str:base>/",
        sums.reduction_trail,
        name="reduction",
    ),
]

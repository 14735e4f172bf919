"""Addresses of tables and pictures of figures; one ends as its page, with the form it is taken along in."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from tongket.figures.views import seeing, seeing_peers, seeing_ranks, seeing_reports, seeing_trend


def _both(
    where: str, name: str, page: Callable[..., HttpResponse], file: Callable[..., HttpResponse]
) -> list[URLPattern]:
    return [
        path(f"chuong-trinh/<slug:slug>/{where}/", page, name=f"see-{name}"),
        path(f"chuong-trinh/<slug:slug>/{where}/tai-ve.<slug:ending>", file, name=f"see-{name}-file"),
    ]


SEEING = [
    *_both("bang", "matrix", seeing.matrix, seeing.matrix_file),
    *_both("day-du", "reports", seeing_reports.reports, seeing_reports.reports_file),
    *_both("dien-bien", "trend", seeing_trend.trend, seeing_trend.trend_file),
    *_both("xep-hang", "ranks", seeing_ranks.ranks, seeing_ranks.ranks_file),
    path("nhom-so-sanh/", seeing_peers.peers, name="peers"),
    path("nhom-so-sanh/<uuid:ref>/ket-thuc", seeing_peers.peers_end, name="peers-end"),
]

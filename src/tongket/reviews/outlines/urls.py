"""Addresses of outlines, of what units hand in under them, of comments, and of what fell short."""

from django.urls import path

from tongket.reviews import shortcoming_views
from tongket.reviews.outlines import merge_views, paper_views, sending_views, views, word_views

urlpatterns = [
    path("tong-ket/soan/<slug:slug>/de-cuong/", views.start, name="outline-start"),
    path("tong-ket/soan/<slug:slug>/ton-tai/", shortcoming_views.shortcomings_page, name="shortcomings"),
    path("de-cuong/<uuid:ref>/", views.outline_page, name="outline"),
    path("de-cuong/<uuid:ref>/gui/", views.send_down, name="outline-send"),
    path("de-cuong/<uuid:ref>/bo-cuc/", views.layout_page, name="outline-layout"),
    path("de-cuong/<uuid:ref>/them-thoi-gian/", views.more_time, name="outline-time"),
    path("de-cuong/<uuid:ref>/tai/docx", paper_views.outline_download, name="outline-file"),
    path("de-cuong/<uuid:ref>/tai-len/", paper_views.outline_upload, name="outline-upload"),
    path("de-cuong/<uuid:ref>/tong-hop/<int:order>/", merge_views.merge_page, name="merge"),
    path("bai-viet/<uuid:ref>/", word_views.words_page, name="words"),
    path("bai-viet/<uuid:ref>/tai/docx", paper_views.words_download, name="words-file"),
    path("bai-viet/<uuid:ref>/tai-len/", paper_views.words_upload, name="words-upload"),
    path("tong-ket/<uuid:ref>/nguon/", shortcoming_views.sources_page, name="sources"),
    path("tong-ket/<uuid:ref>/lay-y-kien/", sending_views.ask_comments, name="ask-comments"),
    path("gop-y/<uuid:ref>/", sending_views.comment, name="comment"),
    path("tong-ket/<uuid:ref>/tiep-thu/", sending_views.answers, name="answers"),
    path("tong-ket/<uuid:ref>/tiep-thu/tai/<slug:ending>", sending_views.answers_file, name="answers-file"),
    path("tong-ket/<uuid:ref>/gui-len/", sending_views.send_up, name="send-up"),
    path("tong-ket/da-nhan/<uuid:ref>", sending_views.receive, name="receive"),
]

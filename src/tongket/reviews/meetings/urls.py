"""Addresses of meetings; they stand among those of the room."""

from django.urls import path

from tongket.reviews.meetings import page, prepared, recorded

urlpatterns = [
    path("hoi-nghi/", recorded.meetings, name="meetings"),
    path("hoi-nghi/moi/", recorded.record, name="record"),
    path("hoi-nghi/chuan-bi/", prepared.plan, name="plan"),
    path("hoi-nghi/tra-loi/<uuid:ref>/", page.reply, name="reply"),
    path("hoi-nghi/tra-loi/<uuid:ref>/giay-moi.<slug:ending>", page.own_invitation, name="own-invitation"),
    path("hoi-nghi/tham-luan/<uuid:ref>/", page.contribution, name="contribution"),
    path("hoi-nghi/tham-luan/<uuid:ref>/gui/", prepared.text, name="contribution-text"),
    path("hoi-nghi/tham-luan/<uuid:ref>/bo", prepared.drop, name="drop-contribution"),
    path("hoi-nghi/khach-moi/<uuid:ref>/bo", prepared.drop_guest, name="drop-guest"),
    path("hoi-nghi/<uuid:ref>/sua/", prepared.change, name="change-plan"),
    path("hoi-nghi/<uuid:ref>/chuong-trinh/", prepared.agenda, name="agenda"),
    path("hoi-nghi/<uuid:ref>/tham-luan/", prepared.contributions, name="contributions"),
    path("hoi-nghi/<uuid:ref>/thanh-phan/", prepared.guests, name="guests"),
    path("hoi-nghi/<uuid:ref>/gui-giay-moi/", prepared.send, name="send"),
    path("hoi-nghi/<uuid:ref>/vao-so/<slug:name>", prepared.enter, name="enter-paper"),
    path("hoi-nghi/<uuid:ref>/huy/", prepared.off, name="off"),
    path("hoi-nghi/<uuid:ref>/bien-ban/", prepared.minutes, name="minutes"),
    path("hoi-nghi/<uuid:ref>/in/<slug:name>.<slug:ending>", page.paper, name="paper"),
    path("hoi-nghi/<uuid:ref>/tin-bai/", page.article, name="article"),
    path("hoi-nghi/<uuid:ref>/ket-luan/", recorded.conclusions, name="conclusions"),
    path("hoi-nghi/<uuid:ref>/giao-viec/", recorded.tasks, name="tasks"),
    path("hoi-nghi/<uuid:ref>/", page.meeting, name="meeting"),
]

"""A form sent twice does its work once; what was refused can be sent again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.test import Client
from django.urls import include, path

from tongket.base import clock
from tongket.base.models import Account, SentForm
from tongket.base.once import ShownOnce, forget_old

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

made: list[str] = []
inside, go_on = Event(), Event()


def add(request: HttpRequest) -> HttpResponse:
    if not request.POST["words"]:
        return HttpResponse("điền vào", status=400)
    if request.POST["words"] == "chậm":
        inside.set()
        go_on.wait(5)
    made.append(request.POST["words"])
    return redirect(f"/made/{len(made)}")


def form(request: HttpRequest) -> HttpResponse:
    return render(request, "base/parts.html#confirm", {"text": "?", "action": "Ghi", "cancel": "/"})


def secret(request: HttpRequest) -> HttpResponse:
    made.append(request.POST["words"])
    return ShownOnce(
        render(request, "base/parts.html#confirm", {"text": f"bí số {len(made)}"}), after="/made"
    )


urlpatterns = [
    path("", include("tongket.site.urls")),
    path("add", add),
    path("form", form),
    path("secret", secret),
]


@pytest.fixture
def clerk() -> Account:
    made.clear()
    inside.clear()
    go_on.clear()
    return Account.objects.create_user("vanthu", "lúa chín đầu mùa", name="Lê Thị Mẫu", name_key="mau le thi")


@pytest.fixture
def desk(client: Client, clerk: Account) -> Client:
    client.force_login(clerk)
    return client


def test_the_second_sending_leads_to_what_the_first_made(desk: Client):
    sent = {"words": "lịch họp", "once": "a"}
    assert [desk.post("/add", sent).headers["Location"] for _ in range(3)] == ["/made/1"] * 3
    assert made == ["lịch họp"]
    assert "ghi nhận một lần" in desk.get("/ranh-gioi").text


def test_other_words_from_the_same_form_are_told_where_the_first_are(desk: Client):
    desk.post("/add", {"words": "lịch họp", "once": "a"})
    page = desk.post("/add", {"words": "lịch hop", "once": "a"})
    assert page.status_code == 409
    assert 'href="/made/1"' in page.text
    assert made == ["lịch họp"]


def test_what_was_refused_can_be_sent_again(desk: Client):
    assert desk.post("/add", {"words": "", "once": "a"}).status_code == 400
    assert desk.post("/add", {"words": "nay có", "once": "a"}).headers["Location"] == "/made/1"


def test_the_same_words_from_a_new_form_are_a_new_record(desk: Client):
    for mark in "ab":
        desk.post("/add", {"words": "lịch họp", "once": mark})
    assert len(made) == 2


def test_a_mark_is_good_for_its_own_account_only(desk: Client, clerk: Account):
    desk.post("/add", {"words": "của tôi", "once": "a"})
    other = Account.objects.create_user("duyet", "lúa chín đầu mùa", name="Trần Mẫu", name_key="mau tran")
    desk.force_login(other)
    assert desk.post("/add", {"words": "của tôi", "once": "a"}).headers["Location"] == "/made/2"


@pytest.mark.django_db(transaction=True)
def test_a_double_click_waits_for_what_the_first_click_makes(clerk: Account):
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(clerk)

    def press(client: Client) -> str:
        try:
            return str(client.post("/add", {"words": "chậm", "once": "a"}).headers["Location"])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(press, clients[0])
        assert inside.wait(5)
        second = pool.submit(press, clients[1])
        go_on.set()
        assert [first.result(), second.result()] == ["/made/1", "/made/1"]
    assert made == ["chậm"]


def test_every_form_of_who_is_signed_in_bears_a_mark_of_its_own(desk: Client):
    pages = [desk.get("/form").text for _ in range(2)]
    assert all(page.count('name="once"') == 1 for page in pages)
    assert pages[0] != pages[1]
    assert 'name="once"' not in Client().get("/dang-nhap").text


def test_choices_of_display_are_taken_as_often_as_they_are_made(desk: Client):
    for theme in ("dark", "light"):
        desk.post("/mau-sac", {"theme": theme, "once": "a"})
    assert desk.cookies["theme"].value == "light"


def test_a_second_click_shows_the_secret_of_the_first_again(desk: Client):
    sent = {"words": "mới", "once": "a"}
    pages = [desk.post("/secret", sent) for _ in range(3)]
    assert made == ["mới"]
    assert all("bí số 1" in page.text for page in pages)
    assert "no-store" in pages[1].headers["Cache-Control"]


def test_a_secret_is_shown_in_its_own_session_to_its_own_words_alone(desk: Client, clerk: Account):
    sent = {"words": "mới", "once": "a"}
    desk.post("/secret", sent)
    other = Client()
    other.force_login(clerk)
    elsewhere = other.post("/secret", sent)
    assert elsewhere.headers["Location"] == "/made"
    changed = desk.post("/secret", sent | {"words": "khác"})
    assert changed.status_code == 409
    assert "bí số" not in elsewhere.text + changed.text
    assert made == ["mới"]


def test_a_secret_is_kept_sealed_and_not_in_the_database(desk: Client):
    desk.post("/secret", {"words": "mới", "once": "a"})
    kept = SentForm.objects.get()
    assert "bí số" not in str(SentForm.objects.values())
    assert "bí số 1".encode() not in cache.get(f"base.once.{kept.pk}")


def test_after_a_minute_a_secret_is_gone_and_the_form_leads_on(desk: Client):
    sent = {"words": "mới", "once": "a"}
    desk.post("/secret", sent)
    cache.touch(f"base.once.{SentForm.objects.get().pk}", 0)  # its minute is over
    assert desk.post("/secret", sent).headers["Location"] == "/made"
    assert made == ["mới"]


def test_marks_are_forgotten_after_a_week(desk: Client):
    desk.post("/add", {"words": "lịch họp", "once": "a"})
    assert forget_old(now=clock.now() + timedelta(days=6)) == 0
    assert forget_old(now=clock.now() + timedelta(days=8)) == 1
    assert not SentForm.objects.exists()

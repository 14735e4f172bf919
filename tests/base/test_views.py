"""Signing in and out, choices of display, what a refusal looks like, health."""

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path

from tongket.base import clock
from tongket.base.models import Account, Installation
from tongket.base.views import seen_version
from tongket.viet.fault import Fault, Refusal

pytestmark = pytest.mark.django_db
PASSWORD = "lúa chín đầu mùa"


def refuse(request: HttpRequest, code: str) -> HttpResponse:
    raise Refusal(Fault(code, values={"post": "Công chức", "action": "units.appoint"}))


def crash(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def write_twice(request: HttpRequest) -> HttpResponse:
    for _time in range(2):
        Account.objects.create_user("vanthu2", PASSWORD, name="Lê Thị Mẫu", name_key="mau le thi")
    return HttpResponse()


urlpatterns = [
    path("", include("tongket.site.urls")),
    path("refuse/<str:code>", refuse),
    path("crash", crash),
    path("write-twice", write_twice),
]


@pytest.fixture
def clerk() -> Account:
    return Account.objects.create_user("vanthu", PASSWORD, name="Lê Thị Mẫu", name_key="mau le thi")


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post("/dang-nhap", {"username": "vanthu", "password": password, **more})


def test_an_officer_signs_in_and_out(client: Client, clerk: Account):
    assert sign_in(client, next="/don-vi/").headers["Location"] == "/don-vi/"
    assert "Lê Thị Mẫu" in client.get("/ranh-gioi").text
    client.post("/dang-xuat")
    assert "Lê Thị Mẫu" not in client.get("/ranh-gioi").text


def test_a_wrong_password_says_so_and_keeps_the_name(client: Client, clerk: Account):
    page = sign_in(client, "sai rồi")
    assert page.status_code == 400
    assert "chưa đúng" in page.text
    assert 'value="vanthu"' in page.text
    assert "sai rồi" not in page.text


@pytest.mark.parametrize("name", ["vanthu", "nobody"])
def test_after_five_misses_one_has_to_wait_whether_the_name_exists_or_not(
    client: Client, clerk: Account, name: str
):
    for _ in range(5):
        client.post("/dang-nhap", {"username": name, "password": "x"})
    page = client.post("/dang-nhap", {"username": name, "password": PASSWORD})
    assert page.status_code == 400
    assert "Hãy chờ 1 phút" in page.text


def test_signing_in_leads_to_no_other_site(client: Client, clerk: Account):
    assert "evil" not in sign_in(client, next="https://evil.example/").headers["Location"]


def test_demo_accounts_open_nothing_unless_asked_for(client: Client, clerk: Account, settings: LazySettings):
    Installation.objects.create(pk=1, name="Xã Mẫu", main_host="testserver", demo=True, made_at=clock.now())
    settings.DEMO = False
    assert sign_in(client).status_code == 400
    settings.DEMO = True
    assert sign_in(client).status_code == 302


def test_the_screen_is_vietnamese_until_somebody_chooses(client: Client):
    english_browser = {"HTTP_ACCEPT_LANGUAGE": "en-US,en;q=0.9"}
    page = client.get("/ranh-gioi", **english_browser)
    assert '<html lang="vi"' in page.text
    assert page.headers["Content-Language"] == "vi"
    client.post("/ngon-ngu", {"language": "en", "next": "/ranh-gioi"})
    assert '<html lang="en"' in client.get("/ranh-gioi").text


def test_colours_are_kept_in_a_cookie_and_nothing_else_is_taken(client: Client):
    client.post("/mau-sac", {"theme": "contrast", "next": "/ranh-gioi"})
    assert 'data-theme="contrast"' in client.get("/ranh-gioi").text
    client.post("/mau-sac", {"theme": '"><script>'})
    assert client.cookies["theme"].value == "auto"


def test_choices_are_made_by_post_with_a_token():
    strict = Client(enforce_csrf_checks=True)
    assert strict.get("/mau-sac").status_code == 405
    page = strict.post("/mau-sac", {"theme": "dark"})
    assert page.status_code == 403
    assert "Biểu mẫu đã hết hạn" in page.text


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("code", "status"), [("units.unknown", 404), ("account.no_match", 400), ("grant.refused", 403)]
)
def test_a_refusal_becomes_a_page_with_its_sentence(client: Client, clerk: Account, code: str, status: int):
    client.force_login(clerk)
    page = client.get(f"/refuse/{code}")
    assert page.status_code == status
    assert 'role="alert"' in page.text
    assert "Không có gì bị thay đổi" in page.text


@pytest.mark.urls(__name__)
def test_somebody_unknown_is_asked_to_sign_in_where_a_grant_is_missing(client: Client):
    assert client.get("/refuse/grant.refused").headers["Location"] == "/dang-nhap?next=/refuse/grant.refused"


@pytest.mark.urls(__name__)
def test_a_part_of_a_page_that_is_refused_goes_to_the_top_of_the_page(client: Client):
    page = client.get("/refuse/account.no_match", headers={"HX-Request": "true"})
    assert page.headers["HX-Retarget"] == "#messages"
    assert "<html" not in page.text


@pytest.mark.urls(__name__)
def test_a_fault_of_ours_shows_no_traceback(client: Client):
    client.raise_request_exception = False
    page = client.get("/crash")
    assert page.status_code == 500
    assert "Không dựng được trang này" in page.text
    assert "ZeroDivision" not in page.text


def test_a_page_that_does_not_exist_says_so(client: Client):
    page = client.get("/khong-co")
    assert page.status_code == 404
    assert "Không có trang này" in page.text


def test_health_is_one_word(client: Client):
    assert client.get("/suc-khoe").content == b"ok"


def test_no_page_allows_scripts_of_its_own_text(client: Client, settings):
    assert client.get("/kieu-dang").status_code == 404  # for developers: not on a real installation
    settings.DEMO = True
    page = client.get("/kieu-dang")
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert "<script>" not in page.text
    assert " onclick=" not in page.text


@pytest.mark.parametrize("address", ["/dang-xuat", "/ngon-ngu", "/chuc-vu"])
def test_an_address_that_only_takes_a_form_says_so_when_it_is_opened(client: Client, address: str):
    page = client.get(address)
    assert (page.status_code, page.headers["Allow"]) == (405, "POST")
    assert "bấm nút lần nữa" in page.text


@pytest.mark.parametrize("address", ["/tim?q=xa", "/ranh-gioi", "/suc-khoe"])
def test_what_can_be_read_can_be_asked_for_by_its_head_alone(client: Client, address: str):
    assert client.head(address).status_code == 200


def test_only_a_post_that_is_held_enters_the_session(client: Client, clerk: Account):
    sign_in(client)
    client.post("/chuc-vu", {"hat": "x" * 5000})
    assert client.session["hat"] == ""


@pytest.mark.parametrize(
    ("sent", "seen"), [("7", 7), ("", None), ("-1", None), ("bảy", None), ("9" * 5000, None)]
)
def test_the_version_that_was_seen_is_a_small_number_or_none(rf: RequestFactory, sent: str, seen: int | None):
    assert seen_version(rf.post("/", {"version": sent})) == seen


@pytest.mark.urls(__name__)
@pytest.mark.django_db(transaction=True)
def test_who_writes_what_somebody_else_just_wrote_is_told_to_look_again(client: Client):
    page = client.get("/write-twice")
    assert page.status_code == 400
    assert "cùng lúc" in page.text.lower()

"""Whose host it is, and under which post one acts."""

from datetime import UTC, date, datetime

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tongket.base.models import Account, Installation
from tongket.units.actions import NewUnit, appoint, establish_unit, make_host
from tongket.units.hats import PUBLIC, SYSTEM
from tongket.units.middleware import HatMiddleware, HostMiddleware
from tongket.units.models import Role, Tier

pytestmark = pytest.mark.django_db
START = date(2025, 7, 1)
WHO = {"actor": SYSTEM, "now": datetime(2025, 7, 1, 2, 0, tzinfo=UTC)}


@pytest.fixture
def commune():
    unit = establish_unit(new=NewUnit(Tier.COMMUNE, "Xã Mẫu", None), day=START, decision="", **WHO)
    make_host(name="xa-mau.localhost", unit=unit, **WHO)
    return unit


@pytest.fixture
def account(commune):
    person = Account.objects.create_user("van-thu", "mot hai ba bon", name="Văn thư mẫu", name_key="")
    for post in ("Văn thư", "Ủy viên Ban Thường trực Mặt trận"):
        appoint(account=person, unit=commune, post=post, role=Role.CLERK, start=START, **WHO)
    return person


def unit_of(host: str):
    seen = []

    def see(request):
        seen.append(request.unit)
        return HttpResponse("ok")

    answer = HostMiddleware(see)(RequestFactory().get("/", HTTP_HOST=host))
    return answer, seen[0] if seen else "nobody"


def test_the_host_of_a_commune_gives_the_unit(commune):
    assert unit_of("xa-mau.localhost:8000")[1] == commune
    assert unit_of("XA-MAU.localhost")[1] == commune


def test_the_main_host_gives_none(commune):
    Installation.objects.create(pk=1, name="Tỉnh Mẫu", main_host="tongket.example", made_at=WHO["now"])
    assert unit_of("tongket.example")[1] is None
    assert unit_of("127.0.0.1:8000")[1] is None


def test_an_unknown_host_gets_a_plain_sentence(commune):
    answer, seen = unit_of("evil.example")
    assert answer.status_code == 404
    assert seen == "nobody"
    assert answer["Content-Type"].startswith("text/plain")


def test_on_a_public_host_nobody_is_signed_in_and_no_session_is_set(commune, account):
    client = Client()
    client.force_login(account)
    answer = client.get("/don-vi/", HTTP_HOST="xa-mau.localhost")
    assert "sessionid" not in answer.cookies
    assert answer.wsgi_request.hat == PUBLIC


def test_officers_cannot_sign_in_on_a_public_host(commune):
    assert Client().get("/dang-nhap", HTTP_HOST="xa-mau.localhost").status_code == 404
    assert Client().get("/dang-nhap").status_code == 200


def test_the_first_post_is_worn_until_another_is_chosen(commune, account):
    client = Client()
    client.force_login(account)
    first = client.get("/don-vi/tra-cuu").wsgi_request
    assert [first.hat.post, len(first.hats)] == ["Văn thư", 2]
    client.post("/chuc-vu", {"hat": str(first.hats[1].appointment), "next": "/don-vi/tra-cuu"})
    assert client.get("/don-vi/tra-cuu").wsgi_request.hat.post.startswith("Ủy viên")
    client.post("/chuc-vu", {"hat": "00000000-0000-4000-8000-000000000000"})
    assert client.get("/don-vi/tra-cuu").wsgi_request.hat.post == "Văn thư"


def test_who_is_not_signed_in_wears_nobodys_hat():
    request = Client().get("/don-vi/tra-cuu").wsgi_request
    assert request.hat == PUBLIC
    assert request.hats == []


def test_the_middleware_says_what_day_it_is():
    request = RequestFactory().get("/")
    request.unit = None
    request.user = Account()
    request.session = {}
    HatMiddleware(lambda r: HttpResponse())(request)
    assert isinstance(request.day, date)

"""Registering a directive on the screen: odd symbols are asked about, nothing typed is lost."""

import pytest
from django.test import Client
from tests.world import World

from tongket.directives.models import Directive

pytestmark = pytest.mark.django_db
MORE = ("diem-TOTAL_FORMS", "diem-INITIAL_FORMS")


@pytest.fixture
def clerk(world: World) -> Client:
    return world.client("clerk")


def typed(world: World, cited: str, **more: str) -> dict[str, str]:
    return {
        "cited": cited,
        "issuer": "Ban Bí thư",
        "issued_on": "05/02/2026",
        "level": str(world.units.nation.pk),
        "abstract": "Về công tác dân vận",
        "diem-TOTAL_FORMS": "3",
        "diem-INITIAL_FORMS": "0",
        "diem-0-number": "1",
        "diem-0-text": "Quán triệt đến chi bộ",
        "diem-0-due": "31/3/2026",
        **more,
    }


def test_a_good_symbol_goes_straight_into_the_register(world: World, clerk: Client):
    response = clerk.post("/van-ban/moi/", typed(world, "77-CT/TW"))
    made = Directive.objects.get(symbol="77-CT/TW")
    assert response.url == f"/van-ban/{made.ref}/"
    assert [(c.number, c.text, str(c.due)) for c in made.clauses.all()] == [
        ("1", "Quán triệt đến chi bộ", "2026-03-31")
    ]


def test_a_misprint_is_answered_with_a_suggestion_that_a_button_takes(world: World, clerk: Client):
    response = clerk.post("/van-ban/moi/", typed(world, "77/CT/TW"))
    assert response.status_code == 400
    page = response.content.decode()
    assert 'name="take" value="77-CT/TW"' in page
    assert "Về công tác dân vận" in page
    assert "Quán triệt đến chi bộ" in page
    taken = clerk.post("/van-ban/moi/", typed(world, "77/CT/TW", take="77-CT/TW")).content.decode()
    assert 'value="77-CT/TW"' in taken
    assert "Quán triệt đến chi bộ" in taken
    assert not Directive.objects.filter(symbol="77-CT/TW").exists()


def test_what_is_odd_is_asked_once_and_stands_when_it_is_sent_again(world: World, clerk: Client):
    asked = clerk.post("/van-ban/moi/", typed(world, "7-CT/TW"))
    assert asked.status_code == 200
    assert "Xin xem lại ký hiệu" in asked.content.decode()
    assert not Directive.objects.filter(symbol="07-CT/TW").exists()
    clerk.post("/van-ban/moi/", typed(world, "7-CT/TW", asked="7-CT/TW"))
    assert Directive.objects.filter(symbol="07-CT/TW").exists()


def test_more_rows_keep_what_was_typed_and_judge_nothing_yet(world: World, clerk: Client):
    page = clerk.post("/van-ban/moi/", typed(world, "", more="1")).content.decode()
    assert "Quán triệt đến chi bộ" in page
    assert 'role="alert"' not in page
    assert 'name="diem-3-text"' in page


def test_a_known_directive_is_refused_with_all_that_was_typed(world: World, clerk: Client):
    again = typed(world, "91-CT/TW", issued_on="10/02/2025")
    response = clerk.post("/van-ban/moi/", again)
    assert response.status_code == 400
    assert "đã có trong sổ" in response.content.decode()
    assert "Về công tác dân vận" in response.content.decode()


def test_a_day_that_does_not_exist_is_named_at_its_field(world: World, clerk: Client):
    response = clerk.post("/van-ban/moi/", typed(world, "77-CT/TW", issued_on="31/02/2026"))
    assert response.status_code == 400
    assert "31/02/2026" in response.content.decode()


def test_a_document_dated_ahead_is_not_registered(world: World, clerk: Client):
    response = clerk.post("/van-ban/moi/", typed(world, "77-CT/TW", issued_on="01/01/2150"))
    assert response.status_code == 400
    assert "Ngày 01/01/2150 chưa đến" in response.content.decode()


def test_the_register_says_so_when_nothing_fits(world: World):
    page = world.client("public").get("/van-ban/?tim=khong+co+gi").content.decode()
    assert "Sổ không có văn bản nào như vậy" in page


def test_a_symbol_longer_than_any_is_refused_before_the_database_sees_it(world: World, clerk: Client):
    cited = "12/KH-" + "-".join(["UBND"] * 30)
    response = clerk.post("/van-ban/moi/", typed(world, cited, asked=cited))
    assert response.status_code == 400
    assert not Directive.objects.filter(symbol__startswith="12/KH-UBND-UBND").exists()


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999"])
def test_a_day_far_from_any_working_life_is_asked_about(world: World, clerk: Client, day: str):
    response = clerk.post("/van-ban/moi/", typed(world, "77-CT/TW", issued_on=day))
    assert response.status_code == 400
    assert "quá xa" in response.content.decode()

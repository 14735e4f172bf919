"""The public pages of the units, as the country is loaded."""

from datetime import date

import pytest
from tests.units.conftest import NOW

from tongket.units.actions import NewUnit, establish_unit
from tongket.units.hats import SYSTEM
from tongket.units.models import Kind, Tier
from tongket.units.queries import at_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
EVE = date(2025, 6, 30)


def test_the_country_of_a_day(client):
    now = client.get("/don-vi/?ngay=2025-07-01").content.decode()
    assert "3.321" not in now
    assert "2.621" in now
    assert "Thành phố Cần Thơ" in now
    then = client.get("/don-vi/?ngay=11/06/2025").content.decode()
    assert "Tỉnh Hậu Giang" in then
    assert "7.69" in then


def test_a_day_before_the_first_change_on_record_says_so(client):
    said = "Chưa ghi các thay đổi trước ngày 12/6/2025"
    assert said in client.get("/don-vi/?ngay=01/01/1990").content.decode()
    assert said not in client.get("/don-vi/?ngay=12/06/2025").content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "31/12/1899", "9999-12-31"])
def test_a_day_far_from_any_record_is_refused(client, day: str):
    answer = client.get(f"/don-vi/?ngay={day}")
    assert answer.status_code == 400
    assert day in answer.content.decode()


def test_a_day_that_is_none_gets_a_sentence(client):
    answer = client.get("/don-vi/?ngay=hôm+qua")
    assert answer.status_code == 400
    assert "hôm qua" in answer.content.decode()


def test_the_page_of_a_unit_tells_its_history_with_a_picture(client):
    unit = at_day("Phường Ba Đình", date(2025, 7, 1)).unit
    page = client.get(f"/don-vi/{unit.ref}/").content.decode()
    assert "<h1>Phường Ba Đình</h1>" in page
    assert "Phường Trúc Bạch" in page
    assert "<svg" in page
    assert "00004" in page


def test_a_former_unit_is_shown_as_of_its_last_day(client):
    unit = at_day("Huyện Ngọc Lặc", EVE).unit
    page = client.get(f"/don-vi/{unit.ref}/?ngay=2026-01-01").content.decode()
    assert "30/6/2025" in page
    assert "Thị trấn Ngọc Lặc" in page


def test_long_lists_are_paged(client):
    unit = at_day("Thanh Hóa", date(2025, 7, 1)).unit
    first = client.get(f"/don-vi/{unit.ref}/?ngay=2025-07-01")
    last = client.get(f"/don-vi/{unit.ref}/?ngay=2025-07-01&page=3")
    assert len(first.context["children"]) == 60
    assert len(last.context["children"]) == 46


def test_a_name_that_one_unit_bears_leads_straight_to_it(client):
    unit = at_day("Xã Ngọc Lặc", date(2025, 7, 1)).unit
    answer = client.get("/don-vi/tra-cuu?ten=ngoc+lac&ngay=2025-07-01")
    assert answer.status_code == 302
    assert str(unit.ref) in answer["Location"]


def test_a_name_that_several_bear_is_listed(client):
    page = client.get("/don-vi/tra-cuu?ten=ngoc+lac&ngay=2025-06-30").content.decode()
    assert "Huyện Ngọc Lặc" in page
    assert "Thị trấn Ngọc Lặc" in page


def test_a_long_list_of_namesakes_says_where_each_lies_without_asking_for_each(
    client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        page = client.get("/don-vi/tra-cuu?ten=tan+lap&ngay=2025-06-30")
    assert page.context["count"] > 20
    assert all(", Tỉnh " in above or ", Thành phố " in above for _version, above in page.context["listed"])


def test_a_name_that_nobody_bears_keeps_what_was_typed(client):
    answer = client.get("/don-vi/tra-cuu?ten=xyzxyz&ngay=2025-06-30")
    assert answer.status_code == 404
    assert 'value="xyzxyz"' in answer.content.decode()


def test_an_unknown_unit_is_not_found(client):
    assert client.get("/don-vi/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_reading_takes_no_write_lock_and_few_queries(client, django_assert_max_num_queries):
    unit = at_day("Hà Nội", date(2025, 7, 1)).unit
    # Some 17 are of this room; the portal adds the figures across the break and the records, whose number is fixed.
    with django_assert_max_num_queries(36) as seen:
        client.get(f"/don-vi/{unit.ref}/")
    assert not [q for q in seen if q["sql"].startswith(("INSERT", "UPDATE", "DELETE", "BEGIN"))]


def test_a_sample_unit_says_so(client):
    new = NewUnit(Tier.COMMUNE, "Xã Mẫu", None, kind=Kind.COMMUNE, sample=True)
    unit = establish_unit(new=new, day=EVE, decision="", actor=SYSTEM, now=NOW)
    page = client.get(f"/don-vi/{unit.ref}/").content.decode()
    assert 'class="sample"' in page
    assert 'class="sample"' not in client.get("/don-vi/").content.decode()

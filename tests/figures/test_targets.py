"""The table on which a programme's targets are set."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from tests.figures.conftest import Stage, moment
from tests.figures.screen import browser, text_of

from tongket.base.models import Installation
from tongket.directives.actions import NewClause, register_directive
from tongket.programmes.models import Programme, Target
from tongket.programmes.taking_back import add_ground
from tongket.units.hats import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _installed(stage: Stage):
    Installation.objects.create(
        pk=1, name="Thử", main_host="testserver", unit_id=stage.province.pk, made_at=moment("2025-01-01")
    )


def url(stage: Stage, **more: str) -> str:
    about = {
        "indicator": str(stage.poor.ref),
        "period": "2025",
        "kind": "assigned",
        "sense": "between",
    } | more
    return f"{reverse('figures:targets', args=[stage.programme.slug])}?{urlencode(about)}"


def cell(stage: Stage, end: str, unit: str = "xa_mau") -> str:
    return f"u{getattr(stage, unit).pk}-{end}"


def test_targets_are_typed_in_one_table_by_unit(stage: Stage):
    client = browser(stage.hats.clerk)
    page = text_of(client.get(url(stage)))
    assert cell(stage, "low") in page
    assert cell(stage, "high", "xa_khac") in page
    typed = {
        cell(stage, "low"): "1.000", cell(stage, "high"): "1.200", cell(stage, "low", "xa_khac"): "5",
        cell(stage, "high", "xa_khac"): "5",
    }  # fmt: skip
    answer = client.post(url(stage), typed, follow=True)
    assert "Đã đặt 2 mục tiêu" in text_of(answer)
    made = Target.objects.get(unit=stage.xa_mau)
    assert (made.kind, made.sense, made.low, made.high) == ("assigned", "between", 1000, 1200)
    assert made.period == "2025"
    assert "trong khoảng 1.000 – 1.200" in text_of(answer)


@pytest.mark.parametrize(
    ("sense", "end", "stored"), [("at_least", "low", (7, None)), ("at_most", "high", (None, 7))]
)
def test_each_sense_asks_only_for_its_own_end(
    stage: Stage, sense: str, end: str, stored: tuple[int | None, int | None]
):
    client = browser(stage.hats.clerk)
    other = "high" if end == "low" else "low"
    page = text_of(client.get(url(stage, sense=sense)))
    assert cell(stage, end) in page
    assert cell(stage, other) not in page
    client.post(url(stage, sense=sense), {cell(stage, end): "7", cell(stage, other): "9"})
    made = Target.objects.get()
    assert (made.low, made.high) == stored


def test_what_was_assigned_and_what_was_pledged_stand_side_by_side(stage: Stage):
    client = browser(stage.hats.clerk)
    for kind, number in (("assigned", "6"), ("pledged", "8")):
        client.post(url(stage, kind=kind, sense="at_least"), {cell(stage, "low"): number})
    page = text_of(client.get(url(stage, kind="pledged", sense="at_least")))
    assert '<td data-th="Mức giao">ít nhất 6' in page
    assert '<td data-th="Mức đăng ký">ít nhất 8' in page
    assert cell(stage, "low") not in page, "what is set is not typed over"
    assert {(one.kind, one.low) for one in Target.objects.all()} == {("assigned", 6), ("pledged", 8)}


@pytest.mark.parametrize(
    ("low", "high", "sentence"),
    [
        ("sáu", "9", "“sáu” không phải là số"),
        ("9", "6", "Giá trị lớn nhất nhỏ hơn"),
        ("6", "", "cần cả hai đầu"),
        ("6,5", "7", "6,5"),
        ("", "", "Hãy nhập ít nhất một số"),
    ],
)
def test_a_wrong_row_refuses_the_whole_table_and_nothing_typed_is_lost(
    stage: Stage, low: str, high: str, sentence: str
):
    other = {cell(stage, "low", "xa_khac"): "1", cell(stage, "high", "xa_khac"): "31"} if low or high else {}
    answer = browser(stage.hats.clerk).post(
        url(stage), {cell(stage, "low"): low, cell(stage, "high"): high} | other
    )
    page = text_of(answer)
    assert answer.status_code == 400
    assert sentence in page
    for value in filter(None, (low, high, *other.values())):
        assert f'value="{value}"' in page
    assert not Target.objects.exists()


def test_a_period_outside_the_term_is_not_offered(stage: Stage):
    assert browser(stage.hats.clerk).get(url(stage, period="2031")).status_code == 400


def test_a_closed_programme_takes_no_target(stage: Stage):
    Programme.objects.update(state="closed")
    answer = browser(stage.hats.clerk).post(url(stage), {cell(stage, "low"): "1", cell(stage, "high"): "2"})
    assert answer.status_code == 400
    assert not Target.objects.exists()


@pytest.mark.parametrize("role", ["approver", "leader", "reporter", "stranger"])
def test_only_those_who_run_the_programme_set_its_targets(stage: Stage, role: str):
    client = browser(getattr(stage.hats, role))
    assert client.get(url(stage)).status_code == 403
    assert client.post(url(stage), {cell(stage, "low"): "1", cell(stage, "high"): "2"}).status_code == 403
    assert not Target.objects.exists()


def test_a_target_set_by_mistake_is_taken_back_and_what_was_typed_beside_it_stays(stage: Stage):
    client = browser(stage.hats.clerk)
    client.post(url(stage, sense="at_least"), {cell(stage, "low"): "60"})
    wrong = Target.objects.get()
    assert cell(stage, "low") not in text_of(client.get(url(stage, sense="at_least")))
    typed = {"take_back": str(wrong.ref), cell(stage, "low", "xa_khac"): "7"}
    page = text_of(client.post(url(stage, sense="at_least"), typed))
    assert "Đã rút lại: mục tiêu của Xã Mẫu cho năm 2025" in page
    assert cell(stage, "low") in page
    assert 'value="7"' in page
    assert not Target.objects.exists()
    again = client.post(url(stage, sense="at_least"), typed)
    assert again.status_code == 400
    assert "không còn ở đó" in text_of(again)


def test_a_target_of_per_cent_fewer_names_the_period_it_is_compared_with(stage: Stage):
    client = browser(stage.hats.clerk)
    about = {"basis": "reduction", "base": "2021"}
    page = text_of(client.get(url(stage, **about)))
    assert "giảm bao nhiêu phần trăm so với năm 2021" in page
    typed = {cell(stage, "low"): "60", cell(stage, "high"): "70,5"}
    page = text_of(client.post(url(stage, **about), typed, follow=True))
    assert "giảm trong khoảng 60,0 – 70,5 % so với năm 2021" in page
    made = Target.objects.get()
    assert (made.basis, made.base_period) == ("reduction", "2021")
    assert (made.low, made.high, made.decimals) == (600, 705, 1)


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ({"base": ""}, "Hãy chọn kỳ để so sánh"),
        ({"base": "2025"}, "không so được với chính nó"),
        ({"base": "1900"}, "1900"),
    ],
)
def test_per_cent_fewer_need_another_period(stage: Stage, about: dict[str, str], sentence: str):
    answer = browser(stage.hats.clerk).get(url(stage, basis="reduction", **about))
    assert answer.status_code == 400
    assert sentence in text_of(answer)


def test_more_than_a_hundred_per_cent_cannot_be_fewer(stage: Stage):
    about = url(stage, basis="reduction", base="2021", sense="at_least")
    answer = browser(stage.hats.clerk).post(about, {cell(stage, "low"): "160"})
    assert answer.status_code == 400
    assert "từ 0 đến 100" in text_of(answer)
    assert not Target.objects.exists()


def test_targets_are_compared_with_one_period_only(stage: Stage):
    client = browser(stage.hats.clerk)
    about = {"basis": "reduction", "sense": "at_least"}
    client.post(url(stage, base="2021", **about), {cell(stage, "low"): "6"})
    other = url(stage, base="2020", period="2024", **about)
    answer = client.post(other, {cell(stage, "low"): "6"})
    assert answer.status_code == 400
    assert "so chỉ tiêu với năm 2021" in text_of(answer)


def test_a_target_names_the_point_that_it_carries_out(stage: Stage):
    paper = register_directive(
        cited="91-CT/TW", issuer="Ban Bí thư", issued_on=date(2025, 2, 10), abstract="Về dân chủ ở cơ sở",
        unit=stage.province, clauses=[NewClause("2", "Giảm số hộ nghèo")], actor=SYSTEM, now=moment("2025-02-11"),
    )  # fmt: skip
    add_ground(programme=stage.programme, directive=paper, actor=SYSTEM, now=moment("2025-02-12"))
    client, point = browser(stage.hats.clerk), paper.clauses.get()
    assert "91-CT/TW: Điểm 2: Giảm số hộ nghèo" in text_of(client.get(url(stage)))
    about = url(stage, sense="at_most", clause=str(point.ref))
    page = text_of(client.post(about, {cell(stage, "high"): "30"}, follow=True))
    assert "điểm 2, 91-CT/TW" in page
    assert Target.objects.get().clause == point

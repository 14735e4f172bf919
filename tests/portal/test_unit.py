"""The page of a unit: its figures across the break, and what those before it have on record."""

import datetime
from fractions import Fraction

import pytest
from django.urls import reverse
from tests.world import NOW, World, moment, ref

from tongket.figures.actions import define_form, define_indicator, take_over_figure
from tongket.figures.actions.define import Item
from tongket.figures.models import Indicator
from tongket.portal.across import told_of
from tongket.portal.records import records_of
from tongket.units.actions import Move, NewUnit, reorganise
from tongket.units.hats import PUBLIC, SYSTEM
from tongket.units.models import Line, Succession, Tier, Unit
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)
BEFORE, AFTER = Period.parse("2025-06-30"), Period.parse("2025-07-01")


@pytest.fixture
def households(world: World) -> Indicator:
    """A stock that a public programme asks for."""
    made = define_indicator(
        unit=world.units.xa_mau, code="so-ho", name="Số hộ", measure="hộ", nature="stock", over_time="last",
        over_tree="sum", start=datetime.date(2020, 1, 1), actor=world.hats.clerk, now=moment("2025-08-06"),
    )  # fmt: skip
    define_form(
        unit=world.units.xa_mau, programme=world.programme, title="Số hộ", period_kind="day", due_days=5,
        start=datetime.date(2025, 1, 1), items=[Item(made)], actor=world.hats.clerk, now=moment("2025-08-06"),
    )  # fmt: skip
    return made


def _says(unit: Unit, indicator: Indicator, period: Period, value: int | None) -> None:
    take_over_figure(
        indicator=indicator, unit=unit, period=period, value=value, evidence_text="Niên giám mẫu", actor=SYSTEM,
        now=NOW,
    )  # fmt: skip


def _lines(unit: Unit, name: str, day: datetime.date = TODAY) -> dict[str, tuple[str, str]]:
    told = {one.name: one for one in told_of(unit, day, Line.STATE, linked=True)}
    return {str(line.period): (line.own, line.total) for line in told[name].lines} if name in told else {}


def test_a_former_commune_counts_in_its_successor_beside_the_successors_own_figure(world, households):
    _says(world.units.xa_cu, households, BEFORE, 900)
    _says(world.units.xa_mau, households, BEFORE, 1500)
    _says(world.units.xa_mau, households, AFTER, 2400)
    assert _lines(world.units.xa_mau, "Số hộ") == {
        "2025-06-30": ("1.500", "2.400"),
        "2025-07-01": ("2.400", "2.400"),
    }
    assert _lines(world.units.xa_khac, "Số hộ") == {}


def test_a_province_adds_up_what_stood_under_it_before_and_stands_under_it_now(world, households):
    for unit, before, after in (("xa_cu", 900, None), ("xa_mau", 1500, 2400), ("xa_khac", 700, 700)):
        _says(getattr(world.units, unit), households, BEFORE, before)
        if after is not None:
            _says(getattr(world.units, unit), households, AFTER, after)
    assert _lines(world.units.province, "Số hộ") == {"2025-07-01": ("", "3.100"), "2025-06-30": ("", "3.100")}


def _divide(world: World, share: Fraction | None) -> tuple[Unit, Unit]:
    """Xã Khác ends: a part to Xã Mẫu, a part to the new Xã Mới."""
    new = NewUnit(Tier.COMMUNE, "Xã Mới", world.units.province, sample=True, ref=ref("xa-moi"))
    rest = None if share is None else 1 - share
    reorganise(
        what=Succession.What.SPLIT,
        day=datetime.date(2026, 1, 1),
        decision="Nghị quyết mẫu",
        begin=[new],
        end=[world.units.xa_khac],
        moves=[
            Move(world.units.xa_khac, world.units.xa_mau, whole=False, share=share, ground="Phương án mẫu"),
            Move(world.units.xa_khac, ref("xa-moi"), whole=False, share=rest, ground="Phương án mẫu"),
        ],
        over=world.units.province,
        actor=SYSTEM,
        now=NOW,
    )
    return world.units.xa_mau, Unit.objects.get(ref=ref("xa-moi"))


def test_a_divided_commune_without_a_share_gives_a_range_and_the_page_says_why(world, households):
    _says(world.units.xa_khac, households, BEFORE, 700)
    _says(world.units.xa_mau, households, BEFORE, 1500)
    xa_mau, xa_moi = _divide(world, None)
    assert _lines(xa_mau, "Số hộ") == {"2025-06-30": ("1.500", "1.500 – 2.200")}
    assert _lines(xa_moi, "Số hộ") == {"2025-06-30": ("", "0 – 700")}
    page = world.client("public").get(reverse("units:unit", args=[xa_moi.ref])).content.decode()
    assert "không có tỷ lệ công bố" in page


def test_a_declared_share_is_counted_and_marked_as_an_estimate(world, households):
    _says(world.units.xa_khac, households, BEFORE, 700)
    _xa_mau, xa_moi = _divide(world, Fraction(3, 10))
    assert _lines(xa_moi, "Số hộ") == {"2025-06-30": ("", "490")}
    page = world.client("public").get(reverse("units:unit", args=[xa_moi.ref])).content.decode()
    assert "(ước tính)" in page


def test_a_former_unit_shows_what_was_known_of_it_on_its_last_day(world, households):
    _says(world.units.xa_cu, households, BEFORE, 900)
    assert _lines(world.units.xa_cu, "Số hộ", datetime.date(2025, 6, 30)) == {"2025-06-30": ("900", "")}
    page = world.client("public").get(reverse("units:unit", args=[world.units.xa_cu.ref])).content.decode()
    assert "900" in page


def test_zero_not_applicable_and_nothing_said_stay_three_things(world, households):
    _says(world.units.xa_mau, households, BEFORE, 0)
    _says(world.units.xa_khac, households, BEFORE, None)
    assert _lines(world.units.xa_mau, "Số hộ") == {"2025-06-30": ("0", "")}
    assert _lines(world.units.xa_khac, "Số hộ") == {"2025-06-30": ("không áp dụng", "")}
    assert _lines(world.units.xa_cu, "Số hộ") == {}


def test_figures_of_a_programme_that_is_not_public_are_shown_to_nobody(world, households):
    _says(world.units.xa_mau, households, AFTER, 2400)
    world.programme.public = False
    world.programme.save()
    assert told_of(world.units.xa_mau, TODAY, Line.STATE, linked=True) == ()
    page = world.client("clerk").get(reverse("units:unit", args=[world.units.xa_mau.ref])).content.decode()
    assert "Chưa có số liệu công khai" in page


def test_the_successor_shows_the_records_of_the_former_unit_and_who_carries_them_on(world):
    found = records_of(world.units.xa_mau, PUBLIC, TODAY)
    former = {held.record.title: held for held in found.former}
    plan = former["Kế hoạch thực hiện dân chủ ở xã Cũ"]
    assert (plan.name, plan.ended, plan.carrier) == ("Xã Cũ", datetime.date(2025, 6, 30), "Xã Mẫu")
    assert {held.record.title for held in found.own} >= {"Thực hiện dân chủ ở cơ sở xã Mẫu"}
    page = world.client("public").get(reverse("units:unit", args=[world.units.xa_mau.ref])).content.decode()
    assert "hồ sơ của đơn vị cũ" in page
    assert "Xã Mẫu tiếp tục theo dõi" in page


def test_the_former_units_own_page_names_its_heir(world):
    page = world.client("public").get(reverse("units:unit", args=[world.units.xa_cu.ref])).content.decode()
    assert "Kế hoạch thực hiện dân chủ ở xã Cũ" in page
    assert reverse("units:unit", args=[world.units.xa_mau.ref]) in page


def test_what_still_has_to_be_done_of_a_programme_is_counted(world):
    held = {one.record.title: one for one in records_of(world.units.xa_mau, PUBLIC, TODAY).own}
    assert held["Thực hiện dân chủ ở cơ sở xã Mẫu"].record.open == 2


def test_a_closed_programme_of_a_former_unit_is_not_shown_to_the_public(world):
    world.former.public = False
    world.former.save()
    assert records_of(world.units.xa_mau, PUBLIC, TODAY).former == ()
    seen = records_of(world.units.xa_mau, world.hats.clerk, TODAY).former
    assert [held.record.title for held in seen] == ["Kế hoạch thực hiện dân chủ ở xã Cũ"]


def test_the_page_of_a_unit_that_does_not_exist_is_not_found(world):
    assert world.client("public").get(f"/don-vi/{ref('nowhere')}/").status_code == 404

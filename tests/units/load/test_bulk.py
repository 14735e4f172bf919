"""The country as loaded, against SQL on the package's own database."""

import sqlite3
from datetime import date

import pytest
from django.db.models import Count
from tests.units.conftest import NOW

from tongket.base.models import Entry
from tongket.units.load import load_units, package
from tongket.units.load.amend import amendments
from tongket.units.load.plan import NATION, key_of, make_plan, ref_of
from tongket.units.models import (
    BEFORE,
    OPEN,
    Closure,
    Kind,
    Succession,
    Tier,
    Transfer,
    Unit,
    UnitCode,
    UnitVersion,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
EVE = date(2025, 6, 30)
BREAK = date(2025, 7, 1)


@pytest.fixture(scope="module")
def source():
    connection = sqlite3.connect(package.folder() / "dataset.db")
    yield connection
    connection.close()


def on(day: date, **where) -> int:
    return UnitVersion.objects.filter(start__lte=day, end__gt=day, **where).count()


def test_before_the_break_there_are_63_provinces_696_districts_10035_communes(source):
    day = date(2025, 6, 11)
    sql = "SELECT COUNT(DISTINCT provinceCode), COUNT(DISTINCT districtCode), COUNT(wardCode) FROM admin_units_legacy"
    counts = tuple(on(day, unit__tier=tier) for tier in (Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE))
    assert counts == source.execute(sql).fetchone() == (63, 696, 10_035)


def test_between_the_mergers_34_provinces_hold_the_districts_and_communes_of_63():
    assert on(date(2025, 6, 12), unit__tier=Tier.PROVINCE) == on(EVE, unit__tier=Tier.PROVINCE) == 34
    assert on(EVE, unit__tier=Tier.DISTRICT) == 696
    assert on(EVE, unit__tier=Tier.COMMUNE) == 10_035
    assert on(EVE, kind=Kind.CITY) == 6
    assert on(EVE, kind=Kind.PROVINCE) == 28


def test_since_the_break_3321_communes_stand_under_34_provinces(source):
    kinds = dict(source.execute("SELECT wardType, COUNT(*) FROM admin_units GROUP BY 1").fetchall())
    assert kinds == {"Xã": 2_621, "Phường": 687, "Đặc khu": 13}
    assert on(BREAK, kind=Kind.COMMUNE) == kinds["Xã"]
    assert on(BREAK, kind=Kind.WARD) == kinds["Phường"]
    assert on(BREAK, kind=Kind.SPECIAL_ZONE) == kinds["Đặc khu"]
    assert on(BREAK, unit__tier=Tier.DISTRICT) == 0


def test_each_province_has_the_communes_of_the_package(source):
    rows = source.execute("SELECT province, COUNT(*) FROM admin_units GROUP BY 1").fetchall()
    held = UnitVersion.objects.filter(start__lte=BREAK, end__gt=BREAK, unit__tier=Tier.COMMUNE)
    parents = dict(held.values_list("parent").annotate(Count("pk")))
    names = UnitVersion.objects.filter(unit__in=parents, start__lte=BREAK, end__gt=BREAK)
    assert {v.name: parents[v.unit_id] for v in names} == dict(rows)


def test_former_communes_stood_under_the_province_of_their_day(source):
    rows = source.execute(
        "SELECT provinceCode, COUNT(wardCode) FROM admin_units_legacy GROUP BY 1"
    ).fetchall()
    day = date(2025, 6, 11)
    below = Closure.objects.filter(start__lte=day, end__gt=day, descendant__tier=Tier.COMMUNE)
    counts = dict(below.values_list("ancestor").annotate(Count("pk")))
    codes = UnitCode.objects.filter(unit__tier=Tier.PROVINCE, start=BEFORE)
    assert {code.code: counts[code.unit_id] for code in codes} == dict(rows)


def test_wards_and_cities_of_2026_are_changes_of_kind_alone():
    day = date(2026, 10, 1)
    counts = [on(day, kind=kind) for kind in (Kind.COMMUNE, Kind.WARD, Kind.SPECIAL_ZONE, Kind.CITY)]
    assert counts == [2_599, 709, 13, 9]
    assert on(day, unit__tier=Tier.COMMUNE) == 3_321
    version = UnitVersion.objects.get(name="Thành phố Đồng Nai")
    assert (version.start, version.end) == (date(2026, 4, 30), OPEN)
    assert version.unit.versions.count() == 2
    assert UnitVersion.objects.filter(name="Phường Dầu Giây", decision="237/NQ-UBTVQH16").exists()
    assert len(amendments()) == 25


def test_eleven_provinces_stayed_themselves():
    assert UnitVersion.objects.filter(unit__tier=Tier.PROVINCE, start=BEFORE, end__gt=EVE).count() == 11


def test_an_island_district_without_communes_went_whole_into_its_special_zone():
    zones = Transfer.objects.filter(
        source__tier=Tier.DISTRICT, whole=True, target__versions__kind="special_zone"
    )
    names = {row.source.versions.get(end=BREAK).short_name for row in zones}
    assert {"Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo"} <= names
    islands = Unit.objects.filter(tier=Tier.DISTRICT).exclude(child_versions__isnull=False)
    assert islands.count() == 5


def test_471_former_communes_were_divided_and_none_has_a_share():
    divided = Transfer.objects.filter(source__tier=Tier.COMMUNE, whole=False)
    assert divided.values("source").distinct().count() == 471
    assert not Transfer.objects.exclude(share_num=None).exists()
    whole = Transfer.objects.filter(source__tier=Tier.COMMUNE, whole=True)
    assert not whole.filter(source__in=divided.values("source")).exists()


def test_a_commune_that_only_changed_its_parent_is_the_same_unit():
    kept = Unit.objects.filter(tier=Tier.COMMUNE, versions__end=BREAK).filter(versions__start=BREAK)
    assert kept.count() == 132
    assert not Transfer.objects.filter(source__in=kept).exists()
    assert not Transfer.objects.filter(source__tier=Tier.COMMUNE, target__in=kept).exists()


def test_codes_are_reused_so_a_code_needs_its_day():
    then = UnitCode.objects.get(code="00004", start__lte=EVE, end__gt=EVE).unit
    now = UnitCode.objects.get(code="00004", start__lte=BREAK, end__gt=BREAK).unit
    assert then != now
    assert then.versions.get().name == "Phường Trúc Bạch"
    assert now.versions.get().name == "Phường Ba Đình"
    codes = UnitCode.objects.filter(scheme="gso", unit__tier=Tier.COMMUNE)
    after = codes.filter(start__lte=BREAK, end__gt=BREAK).values("code")
    assert codes.filter(start__lte=EVE, end__gt=EVE, code__in=after).count() == 3_316


def test_every_installation_gives_a_unit_the_same_ref():
    code = UnitCode.objects.select_related("unit").get(code="00004", start=BREAK)
    assert code.unit.ref == ref_of(key_of("00004", BREAK))
    assert str(ref_of(NATION)) == str(Unit.objects.get(tier=Tier.NATION).ref)


def test_each_event_has_its_decision_and_one_entry():
    days = dict(Succession.objects.values_list("day").annotate(Count("pk")))
    assert days[date(2025, 6, 12)] == 23
    assert days[BREAK] == 68
    assert sum(days.values()) == 96
    refs = set(Succession.objects.values_list("ref", flat=True))
    assert set(Entry.objects.filter(kind="units.reorganise").values_list("subject", flat=True)) == refs
    assert not Succession.objects.filter(decision="").exists()


def test_loading_again_changes_nothing():
    before = [model.objects.count() for model in (Unit, UnitVersion, UnitCode, Closure, Transfer, Entry)]
    again = load_units(now=NOW)
    assert (again.units, again.changes) == (0, 0)
    assert [m.objects.count() for m in (Unit, UnitVersion, UnitCode, Closure, Transfer, Entry)] == before


def test_another_edition_of_the_package_is_refused(monkeypatch):
    from tongket.units.load import plan
    from tongket.viet.fault import Refusal

    rows = package.present()[1:]
    monkeypatch.setattr(plan.package, "present", lambda: rows)
    with pytest.raises(Refusal, match=r"units\.package_differs"):
        plan.make_plan()


def test_both_databases_hold_exactly_what_the_plan_says():
    plan = make_plan()
    changed = set(UnitVersion.objects.filter(start__gt=BREAK).values_list("unit__ref", flat=True))
    planned = {
        (ref_of(v.key), ref_of(v.parent) if v.parent else None, v.kind, v.name, v.start, v.end, v.lat, v.lon)
        for v in plan.versions
        if ref_of(v.key) not in changed
    }
    columns = ("unit__ref", "parent__ref", "kind", "name", "start", "end", "lat", "lon")
    assert set(UnitVersion.objects.exclude(unit__ref__in=changed).values_list(*columns)) == planned
    moved = {
        (event.day, event.number, ref_of(source), ref_of(target), whole)
        for event in plan.events
        for source, target, whole in event.transfers
    }
    columns = ("succession__day", "succession__number", "source__ref", "target__ref", "whole")
    assert set(Transfer.objects.values_list(*columns)) == moved


def test_every_former_commune_went_somewhere():
    ended = Unit.objects.filter(tier__in=[Tier.COMMUNE, Tier.DISTRICT]).exclude(versions__end=OPEN)
    assert ended.count() == 10_035 - 132 + 696
    assert not ended.filter(gave=None).exists()

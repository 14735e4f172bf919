"""What has been broken by hand is named."""

from datetime import UTC, date, datetime

import pytest

from tongket.units.actions import Change, NewUnit, establish_unit, reorganise
from tongket.units.checks import (
    check_closure,
    check_versions_are_those_of_the_ledger,
    check_versions_do_not_overlap,
)
from tongket.units.hats import SYSTEM
from tongket.units.models import Closure, Line, Tier, UnitVersion

START = date(2025, 1, 1)
WHO = {"actor": SYSTEM, "now": datetime(2025, 7, 1, 2, 0, tzinfo=UTC)}
pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    top = establish_unit(new=NewUnit(Tier.PROVINCE, "Tỉnh Mẫu", None), day=START, decision="", **WHO)
    return establish_unit(new=NewUnit(Tier.COMMUNE, "Xã Mẫu", top), day=START, decision="", **WHO)


def codes(faults):
    return [(fault.code, fault.values["unit"]) for fault in faults]


def test_a_sound_tree_has_no_faults(commune):
    assert check_closure() == check_versions_do_not_overlap() == []


def test_overlapping_versions_are_named(commune):
    version = UnitVersion.objects.get(unit=commune)
    version.pk, version.start = None, date(2026, 1, 1)
    version.save()
    assert codes(check_versions_do_not_overlap()) == [("units.versions_overlap", "Xã Mẫu")]


def test_a_parent_that_does_not_last_is_named(commune):
    top = UnitVersion.objects.get(unit=commune).parent
    UnitVersion.objects.filter(unit=top).update(end=date(2026, 1, 1))
    assert codes(check_versions_do_not_overlap()) == [("units.parent_missing", "Xã Mẫu")]


@pytest.mark.parametrize("broken", ["changed", "gone", "twice"])
def test_a_closure_row_that_is_wrong_is_named(commune, broken):
    row = Closure.objects.get(descendant=commune, depth=1)
    if broken == "changed":
        Closure.objects.filter(pk=row.pk).update(end=date(2026, 1, 1))
    elif broken == "gone":
        row.delete()
    else:
        row.pk = None
        row.save()
    assert codes(check_closure()) == [("units.closure_differs", "Xã Mẫu")]


def test_a_circle_is_named(commune):
    top = UnitVersion.objects.get(unit=commune).parent
    UnitVersion.objects.filter(unit=top).update(parent=commune)
    assert [fault.code for fault in check_closure()] == ["units.circle"]


@pytest.mark.parametrize("changed", [{"name": "Xã Khác"}, {"kind": "ward"}, {"parent": None}])
def test_a_version_changed_past_the_system_is_named(commune, changed):
    assert check_versions_are_those_of_the_ledger() == []
    UnitVersion.objects.filter(unit=commune).update(**changed)
    named = changed.get("name", "Xã Mẫu")
    assert codes(check_versions_are_those_of_the_ledger()) == [("units.version_differs", named)]


def test_a_version_that_no_entry_tells_of_is_named(commune):
    version = UnitVersion.objects.get(unit=commune)
    UnitVersion.objects.filter(pk=version.pk).update(end=date(2026, 1, 1))
    version.pk, version.start, version.name = None, date(2026, 1, 1), "Xã Khác"
    version.save()
    assert codes(check_versions_are_those_of_the_ledger()) == [("units.version_differs", "Xã Khác")]


def test_a_change_by_a_decision_is_no_fault_in_either_line(commune):
    who = {"day": date(2026, 1, 1), "decision": "QĐ", **WHO}
    establish_unit(new=NewUnit(Tier.OFFICE, "Đảng ủy xã", commune, kind="office"), line=Line.PARTY, **who)
    for name in ("Xã Một", "Xã Hai"):
        reorganise(what="rename", change=[Change(commune, name=name)], over=commune, **who)
    assert check_versions_are_those_of_the_ledger() == []
    UnitVersion.objects.filter(unit=commune, start=date(2026, 1, 1)).update(name="Xã Một")
    assert codes(check_versions_are_those_of_the_ledger()) == [("units.version_differs", "Xã Một")]


@pytest.mark.usefixtures("country")
def test_the_country_as_loaded_is_sound():
    assert check_closure() == check_versions_do_not_overlap() == []
    assert check_versions_are_those_of_the_ledger() == []
    loaded = UnitVersion.objects.filter(decision="").order_by("-pk")[:1]
    UnitVersion.objects.filter(pk__in=[one.pk for one in loaded]).update(name="Xã Khác")
    (fault,) = check_versions_are_those_of_the_ledger()
    assert fault.code == "units.version_differs"
    assert fault.values["unit"] in ("Xã Khác", loaded[0].name)

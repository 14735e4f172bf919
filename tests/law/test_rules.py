"""The rules of law: dated, cited, unconfirmed until an officer says so."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.law.days import UNITS, WorkCalendar, calendar_of, seed_days
from tongket.law.instruments import instrument, instruments, sources
from tongket.law.rules import Check, RuleBook
from tongket.viet.fault import Refusal

BOOK = RuleBook.load()
NOW = date(2026, 11, 22)
EVERY = pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: f"{rule.key}{rule.version}")
COMPILED = Path(__file__).resolve().parents[3] / "shared" / "law" / "RULES.md"


def test_acceptance_of_a_complaint_changed_on_the_first_of_july_2026() -> None:
    before, after = BOOK.at("KN-04", date(2026, 6, 30)), BOOK.at("KN-04", date(2026, 7, 1))
    assert (before.number, before.unit, before.version) == (10, "d", "a")
    assert (after.number, after.unit, after.version) == (7, "wd", "b")
    assert after.basis == "Điều 16 khoản 1 Nghị định 124/2020/NĐ-CP (sửa đổi 2026)"
    assert (after.amount(), after.amount("en")) == ("7 ngày làm việc", "7 working days")


def test_the_deadline_of_a_complaint_skips_weekends_and_the_holiday() -> None:
    calendar = calendar_of(seed_days([2026]))
    assert BOOK.at("KN-04", NOW).deadline(date(2026, 11, 20), calendar) == date(2026, 12, 2)
    assert BOOK.at("KN-16", NOW).deadline(date(2026, 12, 1), calendar) == date(2026, 11, 26)


def test_a_rule_may_differ_by_case() -> None:
    assert BOOK.at("KN-06", NOW, complexity="normal").number == 30
    assert BOOK.at("KN-06", NOW, complexity="complex").key == "KN-06/complex"
    assert BOOK.at("DC-12", NOW).number == 2
    assert BOOK.at("DC-12", NOW, of="team_most").number == 5
    assert BOOK.at("DL-05", NOW, right="delete", step="more").number == 20


def test_the_case_has_to_be_told() -> None:
    with pytest.raises(Refusal) as caught:
        BOOK.at("KN-06", NOW)
    (fault,) = caught.value.faults
    assert (fault.code, fault.values["cases"]) == (
        "rule.case_needed",
        "complexity=normal; complexity=complex",
    )


@pytest.mark.parametrize(
    ("rule_id", "on", "code"),
    [
        ("KN-99", NOW, "rule.unknown"),
        ("DL-06", date(2025, 1, 1), "rule.not_in_force"),
        ("TTIN-01", NOW, "rule.not_in_force"),
    ],
)
def test_a_rule_that_does_not_hold_is_refused(rule_id: str, on: date, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        BOOK.at(rule_id, on)
    assert caught.value.faults[0].code == code


def test_a_rule_without_a_number_gives_no_deadline() -> None:
    with pytest.raises(Refusal) as caught:
        _ = BOOK.at("KN-02", NOW).number
    assert caught.value.faults[0].code == "rule.no_number"
    with pytest.raises(Refusal) as caught:
        BOOK.at("DL-06", NOW).deadline(NOW, WorkCalendar())
    assert caught.value.faults[0].code == "rule.no_term"


def test_nothing_is_confirmed_as_shipped() -> None:
    assert not any(rule.confirmed or rule.local for rule in BOOK.rules)


def test_an_officer_confirms_one_version_of_one_case() -> None:
    book = BOOK.overlay([Check("KN-06/complex", date(2012, 7, 1), "officer", NOW)])
    assert book.at("KN-06", NOW, complexity="complex").confirmed
    assert not book.at("KN-06", NOW, complexity="normal").confirmed
    assert not BOOK.at("KN-06", NOW, complexity="complex").confirmed


def test_a_province_sets_its_own_value_and_the_later_word_wins() -> None:
    first = Check("BC-06", date(2019, 3, 12), "officer", NOW, "3")
    later = Check("BC-06", date(2019, 3, 12), "officer", NOW, "5 d")
    rule = BOOK.overlay([first, later]).at("BC-06", NOW)
    assert (rule.number, rule.unit, rule.local) == (5, "d", True)
    assert BOOK.overlay([first]).at("BC-06", NOW).unit == "wd"


@pytest.mark.parametrize(
    ("check", "code"),
    [
        (Check("KN-04", date(2020, 1, 1), "officer", NOW), "rule.unknown"),
        (Check("KN-04", date(2026, 7, 1), "officer", NOW, "bảy"), "rule.bad_value"),
        (Check("KN-04", date(2026, 7, 1), "officer", NOW, "-1"), "rule.bad_value"),
    ],
)
def test_a_check_that_fits_no_row_is_refused(check: Check, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        BOOK.overlay([check])
    assert caught.value.faults[0].code == code


def test_every_rule_that_was_compiled_is_carried() -> None:
    if not COMPILED.exists():
        pytest.skip("the compiled rules are not on this machine")
    told = set(re.findall(r"^\| \*{0,2}([A-Z]{2,4}-\d+[ab]?)\b", COMPILED.read_text(encoding="utf-8"), re.M))
    carried = {rule.rule_id + version for rule in BOOK.rules for version in ("", rule.version)}
    assert len(told) > 170
    assert told <= carried


@EVERY
def test_every_row_is_whole(rule) -> None:
    assert rule.valid_from < rule.valid_to
    assert rule.text
    assert rule.confidence in {"H", "H*", "M", "L", "U", "gap"}
    assert len(rule.key) <= 20
    assert (rule.value is None) == (rule.unit == "") == (rule.sense == "")
    assert rule.sense in {"", "at_most", "at_least", "exact", "more_than", "before"}
    assert rule.sense != "before" or rule.unit in UNITS
    if rule.instrument_key:
        assert instruments()[rule.instrument_key].cite in rule.basis
    if rule.article:
        assert rule.basis.startswith(f"Điều {rule.article}" if rule.article[0].isdigit() else "Phụ lục")
    if rule.amended_by:
        assert instruments()[rule.amended_by].issued_on is not None


@EVERY
def test_every_row_is_found_by_its_own_case_while_it_holds(rule) -> None:
    assert BOOK.at(rule.rule_id, rule.valid_from, **dict(rule.condition)) == rule
    assert BOOK.at(rule.rule_id, rule.valid_to - timedelta(days=1), **dict(rule.condition)) == rule


@EVERY
def test_every_source_has_an_address_or_is_called_secondary(rule) -> None:
    for key in rule.source.split() if not rule.source.startswith("https") else []:
        assert key == "secondary" or sources()[key].startswith("https://")


@given(st.sampled_from(BOOK.rules), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_on_any_day_at_most_one_version_of_a_case_holds(rule, on: date) -> None:
    same = [r for r in BOOK.rules if r.key == rule.key and r.holds(on)]
    assert len(same) <= 1


def test_a_symbol_given_twice_needs_its_date() -> None:
    assert instrument("28-NQ/TW", date(2013, 10, 25)).issuer == "BCHTW"
    assert instrument("28-NQ/TW", date(2008, 9, 22)).issuer == "BCT"
    with pytest.raises(Refusal) as caught:
        instrument("28-NQ/TW")
    assert caught.value.faults[0].code == "instrument.several"
    with pytest.raises(Refusal) as caught:
        instrument("999-NQ/TW")
    assert caught.value.faults[0].code == "instrument.unknown"


def test_what_an_instrument_amends_or_replaces_is_in_the_table() -> None:
    for known in instruments().values():
        assert set(known.amends + known.replaces) <= set(instruments())
        assert known.in_force_from is None or known.in_force_from < known.in_force_to

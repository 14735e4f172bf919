"""Which reporting regime a kind of period belongs to, and by whose rule a tier's report is due."""

from datetime import date

import pytest

from tongket.law.days import WorkCalendar
from tongket.law.reporting import regime_rule, report_due
from tongket.law.rules import Check, RuleBook
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

BOOK = RuleBook.load()
DAY = date(2026, 11, 22)
LAW = date(2019, 3, 12)


@pytest.mark.parametrize(
    ("kind", "asker", "rule", "document"),
    [
        ("nd09:month", "calendar", "BC-01", "Nghị định 09/2019/NĐ-CP"),
        ("nd09:nine_months", "calendar", "BC-04", "Nghị định 09/2019/NĐ-CP"),
        ("cut20:year", "calendar", "BC-05", "Nghị định 09/2019/NĐ-CP"),
        ("month", "party", "BC-10", "Quy chế làm việc của cấp ủy"),
        ("quarter", "front", "BC-11", "Mặt trận Tổ quốc"),
        ("half", "council", "BC-12", "Hội đồng nhân dân"),
        ("week", "calendar", "BC-13", "cơ quan yêu cầu"),
        ("day", "party", "BC-07", "Nghị định 09/2019/NĐ-CP"),
    ],
)
def test_each_kind_of_period_rests_on_a_document_and_says_that_it_is_not_confirmed(
    kind, asker, rule, document
):
    found = BOOK.at(regime_rule(kind, asker), DAY)
    assert found.rule_id == rule
    assert document in found.basis
    assert not found.confirmed


def test_a_province_is_due_by_its_own_decision_and_never_by_the_communes_day():
    november, calendar = Period.parse("nd09:2026-11"), WorkCalendar(frozenset())
    assert report_due(BOOK, november, calendar, "commune").day == date(2026, 11, 17)
    with pytest.raises(Refusal) as why:
        report_due(BOOK, november, calendar, "province")
    assert why.value.faults[0].code == "rule.tier_not_set"
    own = BOOK.overlay([Check("BC-06/province", LAW, "legal", DAY, "5 wd")])
    assert report_due(own, november, calendar, "province").day == date(2026, 11, 20)
    assert report_due(own, november, calendar, "commune").day == date(2026, 11, 17)

"""Until when a report must be in: by the form's working days, or by the rule of law that the form names."""

from datetime import date

import pytest

from tongket.base.clock import day_of
from tongket.base.models import CalendarDay, RuleCheck
from tongket.directives.actions import confirm_rule
from tongket.figures import actions
from tongket.figures.deadlines import Grounds
from tongket.figures.models import Due, Form
from tongket.units.models import Role
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

from .conftest import Stage, make_hat, moment

NOVEMBER = Period.parse("2026-11")
LAW = date(2019, 3, 12)


def _form(stage: Stage, **more: object) -> Form:
    given = {"due_days": 5, "due_rule": "BC-06", "period_kind": "month", **more}
    return actions.define_form(
        unit=stage.province, programme=stage.programme, title="Báo cáo tháng", start=date(2026, 1, 1),
        items=[actions.Item(stage.households)], actor=stage.hats.clerk, now=moment("2026-01-05"), **given,
    )  # type: ignore[arg-type]  # fmt: skip


def _open(stage: Stage, form: Form, period: Period = NOVEMBER, day: str = "2026-11-20") -> Due:
    opened = actions.open_period(
        form=form, period=period, units=[stage.xa_mau], actor=stage.hats.clerk, now=moment(day)
    )
    return opened[0]


def _own_value(stage: Stage, value: str, day: str) -> RuleCheck:
    legal = make_hat(f"Đỗ Thị Luật {day}", stage.province, Role.LEGAL, "Công chức pháp chế")
    return confirm_rule(
        rule="BC-06", rule_from=LAW, value=value, note="Quyết định mẫu", actor=legal, now=moment(day)
    )


def test_a_form_that_names_a_rule_is_due_by_it_and_says_so(stage: Stage):
    due = _open(stage, _form(stage))
    assert day_of(due.due_at) == date(2026, 12, 2)
    assert (due.rule, due.rule_from, due.rule_value) == ("BC-06", LAW, "2 wd")
    said = str(Grounds(date(2026, 11, 22)).of(due))
    assert said == "2 ngày làm việc, Điều 13 Nghị định 09/2019/NĐ-CP, chưa xác nhận"


def test_a_holiday_and_a_moved_working_day_are_counted_as_the_calendar_says(stage: Stage):
    CalendarDay.objects.create(day=date(2026, 12, 1), working=False, name="Nghỉ bù", source="Công văn mẫu")
    assert day_of(_open(stage, _form(stage)).due_at) == date(2026, 12, 3)
    assert day_of(_open(stage, _form(stage), Period.parse("2026-10"), "2026-10-20").due_at) == date(
        2026, 11, 3
    )
    CalendarDay.objects.create(day=date(2026, 10, 3), working=True, name="Làm bù", source="Công văn mẫu")
    assert day_of(_open(stage, _form(stage), Period.parse("2026-09"), "2026-09-20").due_at) == date(
        2026, 10, 2
    )


def test_a_confirmed_rule_is_said_with_its_day(stage: Stage):
    due = _open(stage, _form(stage))
    _own_value(stage, "", "2026-11-21")
    assert str(Grounds(date(2026, 11, 22)).of(due)).endswith("xác nhận ngày 21/11/2026")
    assert str(Grounds(date(2026, 11, 20)).of(due)).endswith("chưa xác nhận")


def test_what_a_report_was_judged_by_stays_when_the_province_sets_its_own_value_later(stage: Stage):
    before = _open(stage, _form(stage))
    _own_value(stage, "4", "2026-11-21")
    after = _open(stage, _form(stage), NOVEMBER.next(), "2026-12-20")
    before.refresh_from_db()
    grounds = Grounds(date(2026, 12, 22))
    assert (before.rule_value, day_of(before.due_at)) == ("2 wd", date(2026, 12, 2))
    assert str(grounds.of(before)).startswith("2 ngày làm việc")
    assert (after.rule_value, day_of(after.due_at)) == ("4 wd", date(2027, 1, 6))
    assert str(grounds.of(after)).startswith("4 ngày làm việc")


def test_a_form_without_a_rule_counts_its_own_working_days(stage: Stage):
    due = _open(stage, _form(stage, due_rule=""))
    assert (due.rule, day_of(due.due_at)) == ("", date(2026, 12, 7))
    assert str(Grounds(date(2026, 11, 22)).of(due)) == "5 ngày làm việc sau khi hết kỳ"


@pytest.mark.parametrize(
    ("rule", "code"), [("XX-01", "rule.unknown"), ("BC-07", "rule.no_term"), ("BC-01", "rule.no_term")]
)
def test_a_rule_that_gives_no_deadline_cannot_stand_behind_a_form(stage: Stage, rule: str, code: str):
    with pytest.raises(Refusal) as why:
        _form(stage, due_rule=rule)
    assert why.value.faults[0].code == code

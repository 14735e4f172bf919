"""The form's page names the reporting regime with its document; tiers have due days of their own."""

from datetime import date

import pytest
from tests.figures.conftest import Stage, make_hat, moment
from tests.figures.screen import browser, installed, text_of

from tongket.directives.actions import confirm_rule
from tongket.figures import actions
from tongket.figures.deadlines import Grounds, kind_choices
from tongket.figures.models import Due, Form
from tongket.units.models import Line, Role, UnitVersion
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

__all__ = ["installed"]
LAW = date(2019, 3, 12)


def _form(stage: Stage, kind: str = "nd09:month") -> Form:
    return actions.define_form(
        unit=stage.province, programme=stage.programme, title="Báo cáo tháng", start=date(2026, 1, 1), due_days=0,
        items=[actions.Item(stage.households)], actor=stage.hats.clerk, now=moment("2026-01-05"), period_kind=kind,
        due_rule="BC-06",
    )  # fmt: skip


def _says(stage: Stage, rule: str, value: str) -> None:
    legal = make_hat(f"Đỗ Thị {rule}", stage.province, Role.LEGAL, "Công chức pháp chế")
    confirm_rule(
        rule=rule, rule_from=LAW, value=value, note="Quyết định mẫu", actor=legal, now=moment("2026-11-01")
    )


def test_the_forms_page_names_regime_and_document_and_that_nobody_confirmed_it(stage: Stage):
    page = text_of(browser(stage.hats.clerk).get(_form(stage).get_absolute_url()))
    assert "chế độ báo cáo của cơ quan hành chính nhà nước" in page
    assert "Điều 12 Nghị định 09/2019/NĐ-CP</a>, chưa xác nhận" in page


@pytest.mark.parametrize(("line", "words"), [(Line.PARTY, "trong Đảng"), (Line.FRONT, "trong Mặt trận")])
def test_what_the_party_and_the_front_ask_for_belongs_to_their_own_regime(
    stage: Stage, line: str, words: str
):
    form = _form(stage, "month")
    UnitVersion.objects.filter(unit=stage.province).update(line=line)
    assert words in str(Grounds(date(2026, 11, 22)).of_regime(form))


def test_a_province_owes_by_its_own_decision_and_its_communes_by_the_decree(stage: Stage):
    form, november = _form(stage), Period.parse("nd09:2026-11")
    given = {
        "form": form,
        "period": november,
        "units": [stage.xa_mau, stage.province],
        "actor": stage.hats.clerk,
    }
    with pytest.raises(Refusal) as why:
        actions.open_period(**given, now=moment("2026-11-20"))
    assert why.value.faults[0].code == "rule.tier_not_set"
    assert not Due.objects.filter(period=str(november)).exists()
    _says(stage, "BC-06/province", "5")
    dues = {due.unit: due for due in actions.open_period(**given, now=moment("2026-11-20"))}
    commune, province = dues[stage.xa_mau], dues[stage.province]
    assert (commune.rule, commune.rule_value) == ("BC-06", "2 wd")
    assert (province.rule, province.rule_value) == ("BC-06/province", "5 wd")
    assert commune.due_at < province.due_at
    assert str(Grounds(date(2026, 11, 22)).of(province)).startswith("5 ngày làm việc")


def test_a_places_own_cut_off_day_is_offered_when_a_form_is_made(stage: Stage):
    day = date(2026, 11, 22)
    assert "cut20:month" not in dict(kind_choices(day, stage.province.pk))
    _says(stage, "BC-01", "20")
    offered = dict(kind_choices(day, stage.province.pk))
    assert "chốt từ ngày 20" in offered["cut20:month"]
    form = _form(stage, "cut20:month")
    assert str(Grounds(day).of_regime(form)).count("Nghị định 09/2019/NĐ-CP") == 1

"""Units × indicators, completeness, trend and ranking as pages: what stands in them, for whom, and to take along."""

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from tests.figures.conftest import Stage, make_hat, make_unit, moment
from tests.figures.screen import browser, text_of

from tongket.base.sheets import read_sheets
from tongket.figures import actions
from tongket.figures.actions.peers import end_peers, name_peers
from tongket.figures.models import Figure, PeerGroup
from tongket.programmes.actions import Bounds, set_target
from tongket.units.models import Role, Unit, UnitVersion
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db
WHERE = "/so-lieu/chuong-trinh/dan-chu-co-so"
YEAR = "?ky=2025"


def many(stage: Stage, count: int) -> list[Unit]:
    """Communes of the province that reported 2025 too: so many households each as their number."""
    units = [make_unit(f"Xã Thứ {n:02}", "commune", "commune", stage.province) for n in range(1, count + 1)]
    actions.open_period(
        form=stage.form, period=Period.parse("2025"), units=units, actor=stage.hats.clerk,
        now=moment("2025-12-16"),
    )  # fmt: skip
    for number, unit in enumerate(units, start=1):
        told(stage, unit, number)
    return units


def told(stage: Stage, unit: Unit, households: int) -> None:
    reporter = make_hat(f"Báo {unit.pk}", unit, Role.REPORTER, "Công chức")
    who = {"actor": reporter, "now": moment("2026-01-03")}
    report = actions.start_report(due=unit.dues.get(), **who)
    cells = {1: str(households), 2: "0", 3: str(households), 4: "không áp dụng"}
    report = actions.save_cells(report=report, typed=cells, **who)
    report = actions.submit_report(report=report, **who)
    actions.approve_report(report=report, actor=stage.hats.approver, now=moment("2026-01-05"))


def set_for(stage: Stage, unit: Unit, low: int, **more: Any) -> None:
    leader = make_hat(f"Lãnh đạo {unit.pk}", stage.province, Role.LEADER, "Chủ tịch")
    set_target(
        programme=stage.programme,
        indicator=stage.households.ref,
        unit=unit,
        period=Period.parse("2025"),
        kind="assigned",
        bounds=Bounds("at_least", low=Decimal(low)),
        actor=leader,
        now=moment("2026-01-06"),
        **more,
    )


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_matrix_keeps_the_four_states_apart_and_tells_how_many_have_told(stage: Stage):
    stage.approved({1: "0", 2: "0", 3: "0", 4: "không áp dụng"})
    page = text_of(browser().get(f"{WHERE}/bang/{YEAR}"))
    assert "chưa báo cáo" in page
    assert "không áp dụng" in page
    assert "1/2" in page
    assert f"/so-lieu/dau-vet/r/{stage.households.ref}/{stage.xa_mau.ref}/2025/reported/" in page


def test_an_officer_is_led_from_an_empty_cell_to_the_report(stage: Stage):
    due = stage.due(stage.xa_khac)
    assert due.get_absolute_url() in text_of(browser(stage.hats.approver).get(f"{WHERE}/bang/{YEAR}"))
    assert due.get_absolute_url() not in text_of(browser().get(f"{WHERE}/bang/{YEAR}"))


def test_a_missed_target_is_told_by_word_and_sign(stage: Stage):
    stage.approved()
    set_for(stage, stage.xa_mau, 5000)
    page = text_of(browser().get(f"{WHERE}/bang/{YEAR}"))
    assert '<span class="badge late">chưa đạt</span>' in page


def test_the_file_of_a_matrix_has_states_source_and_coverage_and_no_formula(stage: Stage):
    UnitVersion.objects.filter(unit=stage.xa_mau).update(name="=cmd|'/c calc'!A1")
    stage.approved({1: "0", 2: "0", 3: "0", 4: "không áp dụng"})
    rows = rows_of(browser().get(f"{WHERE}/bang/tai-ve.csv{YEAR}"))
    named = {row[0]: row[1:] for row in rows if row}
    assert named["'=cmd|'/c calc'!A1"] == ["0", "không áp dụng"]
    assert named["Xã Khác"] == ["chưa báo cáo", "chưa báo cáo"]
    assert named["Số đơn vị có số liệu"] == ["1/2", "1/2"]
    assert any(row[0].startswith("Nguồn:") for row in rows if row)
    sheet = next(iter(read_sheets(browser().get(f"{WHERE}/bang/tai-ve.xlsx{YEAR}").content).rows.values()))
    assert ["=cmd|'/c calc'!A1", 0, "không áp dụng"] in [row[:3] for row in sheet]


@pytest.mark.parametrize("where", ["bang", "day-du", "dien-bien", "xep-hang"])
@pytest.mark.parametrize(
    ("ending", "begins"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("svg", b"<svg"), ("png", b"\x89PNG")]
)
def test_every_table_is_taken_along_in_four_forms(stage: Stage, where: str, ending: str, begins: bytes):
    stage.approved()
    response = browser(stage.hats.approver).get(f"{WHERE}/{where}/tai-ve.{ending}{YEAR}")
    assert response.status_code == 200
    assert response.content.startswith(begins)


def test_a_table_of_two_kinds_of_period_is_refused_with_the_reason(stage: Stage):
    flow = actions.define_indicator(
        unit=stage.province, code="hop", name="Cuộc họp", measure="cuộc", start=moment("2025-01-02").date(),
        nature="flow", over_time="sum", over_tree="sum", actor=stage.hats.clerk, now=moment("2025-01-02"),
    )  # fmt: skip
    form = actions.define_form(
        unit=stage.province, programme=stage.programme, title="Báo cáo quý", period_kind="quarter",
        due_days=5, start=moment("2025-01-02").date(), items=[actions.Item(flow)],
        actor=stage.hats.clerk, now=moment("2025-01-03"),
    )  # fmt: skip
    assert form.version == 2
    entry = stage.approved().figures.first().entry
    for period in ("2025-Q1", "2025-01"):
        one = Period.parse(period)
        Figure.objects.create(
            indicator=flow, unit=stage.xa_mau, period=period, period_start=one.start, period_end=one.end,
            source="reported", value=1, entered=moment("2025-12-20"), entry=entry,
        )  # fmt: skip
    response = browser().get(f"{WHERE}/bang/{YEAR}")
    assert response.status_code == 400
    assert "hai loại kỳ" in text_of(response)


def test_a_programme_that_is_not_public_shows_nothing_to_the_public(stage: Stage):
    stage.programme.public = False
    stage.programme.save()
    for where in ("bang", "day-du", "dien-bien"):
        assert browser().get(f"{WHERE}/{where}/").status_code in (403, 404)


def test_rates_stand_together_and_count_as_frozen(stage: Stage):
    stage.approved()
    rows = rows_of(browser().get(f"{WHERE}/day-du/tai-ve.csv{YEAR}"))
    assert rows[-1] == ["Tổng cộng", "2", "1", "0", "1", "0", "0", "50,0%", "50,0%"]
    page = text_of(browser().get(f"{WHERE}/day-du/{YEAR}"))
    assert "Tỷ lệ trong hạn" in page
    assert "Tỷ lệ đã gửi" in page
    assert "Chưa có tọa độ" in page


def test_the_map_has_a_point_of_its_own_form_for_each_state(stage: Stage):
    stage.approved()
    UnitVersion.objects.filter(unit=stage.xa_mau).update(lat="21.03", lon="105.85")
    UnitVersion.objects.filter(unit=stage.xa_khac).update(lat="20.03", lon="105.15")
    page = text_of(browser().get(f"{WHERE}/day-du/{YEAR}"))
    assert 'role="img"' in page
    assert "quá hạn" in page


def test_a_trend_never_mixes_estimate_and_final(stage: Stage):
    report = stage.approved()
    final = report.figures.get(indicator=stage.households, breakdown=0)
    Figure.objects.create(
        indicator=stage.households, unit=stage.xa_mau, period="2025", period_start=final.period_start,
        period_end=final.period_end, source="reported", kind="estimate", value=777,
        entered=moment("2026-01-05"), entry=final.entry,
    )  # fmt: skip
    rows = rows_of(browser().get(f"{WHERE}/dien-bien/tai-ve.csv?chi-tieu={stage.households.ref}"))
    assert rows[-1] == ["năm 2025", "1234", "777", "–", "1/2"]


def test_ten_offices_are_ranked_by_what_their_targets_call_better(stage: Stage):
    units = many(stage, 10)
    set_for(stage, units[0], 5)
    rows = rows_of(browser(stage.hats.approver).get(f"{WHERE}/xep-hang/tai-ve.csv{YEAR}"))
    ranked = [row[:3] for row in rows if row and row[0].isdecimal()]
    assert ranked[0] == ["1", "Xã Thứ 10", "10"]
    assert len(ranked) == 10


def test_what_is_to_be_reduced_is_ranked_by_how_much_less_there_is(stage: Stage):
    units = many(stage, 10)
    final = Figure.objects.filter(indicator=stage.households, unit=units[0], breakdown=0).get()
    before = Period.parse("2024")
    for unit in units:
        Figure.objects.create(
            indicator=stage.households, unit=unit, period="2024", period_start=before.start, period_end=before.end,
            source="reported", kind="final", value=20, entered=moment("2025-01-05"), entry=final.entry,
        )  # fmt: skip
    set_for(stage, stage.province, 60, basis="reduction", base_period=before)
    rows = rows_of(browser(stage.hats.approver).get(f"{WHERE}/xep-hang/tai-ve.csv{YEAR}"))
    ranked = [row[:2] for row in rows if row and row[0].isdecimal()]
    assert (ranked[0], ranked[-1]) == (["1", "Xã Thứ 01"], ["10", "Xã Thứ 10"])


def test_fewer_than_ten_stand_in_the_order_of_names_without_ranks(stage: Stage):
    units = many(stage, 9)
    set_for(stage, units[0], 5)
    page = text_of(browser(stage.hats.approver).get(f"{WHERE}/xep-hang/{YEAR}"))
    assert "Chưa đủ mười đơn vị" in page
    assert page.index("Xã Thứ 01") < page.index("Xã Thứ 09")


def test_nothing_is_ranked_where_no_target_says_what_is_better(stage: Stage):
    many(stage, 10)
    page = text_of(browser(stage.hats.approver).get(f"{WHERE}/xep-hang/{YEAR}"))
    assert "không xếp hạng" in page
    assert 'data-th="Hạng"' not in page


def test_ranking_is_for_officers(stage: Stage):
    assert browser().get(f"{WHERE}/xep-hang/{YEAR}").status_code == 302


def test_a_group_is_compared_by_itself_and_its_successor_holds_from_its_own_day(stage: Stage):
    units = many(stage, 11)
    set_for(stage, units[0], 5)
    who = {
        "unit": stage.province,
        "name": "Xã miền núi",
        "ground": "QĐ 12/QĐ-UBND",
        "actor": stage.hats.clerk,
    }
    first = name_peers(units=units[:10], start=moment("2025-01-01").date(), now=moment("2026-01-10"), **who)
    page = text_of(browser(stage.hats.approver).get(f"{WHERE}/xep-hang/{YEAR}&nhom={first.ref}"))
    assert "Xã Thứ 11" not in page
    assert "QĐ 12/QĐ-UBND" in page
    second = name_peers(units=units, start=moment("2026-02-01").date(), now=moment("2026-02-01"), **who)
    first.refresh_from_db()
    assert first.end == second.start
    end_peers(group=second, on=moment("2026-03-01").date(), actor=stage.hats.clerk, now=moment("2026-03-01"))
    with pytest.raises(Refusal):
        end_peers(group=second, on=second.start, actor=stage.hats.clerk, now=moment("2026-03-01"))


def test_a_group_is_named_on_its_page_and_a_wrong_line_is_told(stage: Stage):
    client = browser(stage.hats.clerk)
    typed = {"name": "Xã miền núi", "ground": "", "start": "01/01/2025", "units": "Xã Mẫu\nXã Khôngcó"}
    refused = client.post("/so-lieu/nhom-so-sanh/", typed)
    assert refused.status_code == 404
    assert "Xã Khôngcó" in text_of(refused)
    assert client.post("/so-lieu/nhom-so-sanh/", typed | {"units": "Xã Mẫu\nXã Khác"}).status_code == 302
    group = PeerGroup.objects.get()
    assert "Xã miền núi" in text_of(client.get("/so-lieu/nhom-so-sanh/"))
    assert client.post(f"/so-lieu/nhom-so-sanh/{group.ref}/ket-thuc").status_code == 302


def test_a_group_holds_two_units_or_more_of_ones_own(stage: Stage):
    who = {"unit": stage.xa_mau, "name": "Nhóm", "ground": "", "start": moment("2025-01-01").date()}
    for units in ([stage.xa_khac], [stage.xa_khac, stage.province]):
        with pytest.raises(Refusal):
            name_peers(units=units, actor=stage.hats.leader, now=moment("2026-01-10"), **who)


def test_more_units_than_a_table_holds_are_folded_by_the_level_below(stage: Stage, monkeypatch):
    monkeypatch.setattr("tongket.figures.queries.seeing_units.FOLD", 1)
    nation = make_unit("Cả nước", "nation", "nation")
    assert nation.pk
    stage.approved()
    page = text_of(browser().get(f"{WHERE}/bang/{YEAR}"))
    assert "Xã Mẫu" in page  # the communes stand right below: there is nothing to fold them by


def test_the_same_address_opens_the_same_view_without_a_session(stage: Stage):
    stage.approved()
    address = f"{WHERE}/bang/?ky=2025&ban-do=nay&sap=1"
    assert text_of(browser().get(address)).count("<tr>") == text_of(browser().get(address)).count("<tr>")
    assert "Theo bản đồ hôm nay" in text_of(browser().get(address))


def test_a_trend_is_of_the_whole_a_unit_or_a_group_together(stage: Stage):
    units = many(stage, 3)
    group = name_peers(
        unit=stage.province, name="Hai xã", ground="", units=units[:2], start=moment("2025-01-01").date(),
        actor=stage.hats.clerk, now=moment("2026-01-10"),
    )  # fmt: skip
    address = f"{WHERE}/dien-bien/tai-ve.csv?chi-tieu={stage.households.ref}"
    client = browser(stage.hats.clerk)
    told = [client.get(f"{address}{more}") for more in ("", f"&don-vi={units[2].ref}", f"&nhom={group.ref}")]
    assert [rows_of(one)[-1][1] for one in told] == ["6", "3", "3"]
    assert "Hai xã" in text_of(client.get(f"{WHERE}/dien-bien/?nhom={group.ref}"))


def test_an_address_of_no_unit_is_not_found(stage: Stage):
    assert browser().get(f"{WHERE}/bang/?don-vi=x").status_code == 404

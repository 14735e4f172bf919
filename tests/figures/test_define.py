"""The screen on which a clerk sets up a programme's form."""

from fractions import Fraction

import pytest
from django.urls import reverse
from tests.figures.conftest import START, Stage, moment
from tests.figures.screen import browser, text_of

from tongket.base.models import Installation
from tongket.figures import actions
from tongket.figures.models import Form, Indicator
from tongket.figures.queries.load import burdens, near_indicators
from tongket.programmes.models import Programme
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
NEW = {
    "moi-name": "Số cuộc họp thôn", "moi-measure": "cuộc", "moi-decimals": "0", "moi-nature": "flow",
    "moi-over_time": "sum", "moi-over_tree": "sum",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _installed(stage: Stage):
    Installation.objects.create(
        pk=1, name="Thử", main_host="testserver", unit_id=stage.province.pk, made_at=moment("2025-01-01")
    )


@pytest.fixture
def plan(stage: Stage) -> Programme:
    """A programme without a form."""
    return Programme.objects.create(
        unit=stage.province, slug="ke-hoach", kind="plan", title="Kế hoạch mới", folded="ke hoach moi",
        term="2026..2027", term_start="2026-01-01", term_end="2028-01-01", state="running",
    )  # fmt: skip


def url(programme: Programme) -> str:
    return reverse("figures:define", args=[programme.slug])


def typed(*rows: dict[str, object], **head: object) -> dict[str, object]:
    """What a browser sends: the head, and one row a line."""
    sent: dict[str, object] = {
        "title": "Báo cáo quý", "period_kind": "quarter", "start": "01/01/2026", "due_days": "5",
        "due_rule": "ngay", "dong-TOTAL_FORMS": len(rows), "dong-INITIAL_FORMS": 0,
    }  # fmt: skip
    for place, row in enumerate(rows):
        sent |= {f"dong-{place}-{name}": value for name, value in row.items()}
    return sent | head


def line(indicator: Indicator, **more: object) -> dict[str, object]:
    return {"indicator": str(indicator.ref), "required": "on"} | more


def test_a_form_goes_out_with_its_order_its_checks_and_its_rhythm(stage: Stage, plan: Programme):
    rows = [
        line(stage.poor, order="2", part_of="1", low="0", part="nữ; hộ đơn thân", section="Hộ"),
        line(stage.households, order="1", low="0", high="1.500"),
        {"indicator": "", "required": "on"},
    ]
    client = browser(stage.hats.clerk)
    shown = text_of(client.post(url(plan), typed(*rows, do="xem")))
    assert "Ban hành biểu mẫu" in shown
    assert not Form.objects.filter(programme=plan).exists()
    answer = client.post(url(plan), typed(*rows, do="ban-hanh"))
    made = Form.objects.get(programme=plan)
    assert answer["Location"] == reverse("figures:form", args=[made.ref])
    assert (made.version, made.period_kind, made.due_days, str(made.start)) == (1, "quarter", 5, "2026-01-01")
    whole, part = made.items.order_by("order")
    assert (whole.indicator, whole.low, whole.high) == (stage.households, 0, 1500)
    assert (part.part_of, part.breakdown.first, part.breakdown.second) == (whole, "nữ", "hộ đơn thân")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([{"order": "1"}, {"order": "1", "part": "nữ"}], "Hai dòng cùng mang số 1"),
        ([{"part_of": "2"}, {}], "Dòng 1 là thành phần của một dòng không đứng trước"),
        ([{}, {}], "Dòng 2 hỏi điều mà dòng khác đã hỏi"),
        ([{"low": "mười"}], "“mười” không phải là số"),
        ([{"low": "5", "high": "3"}], "Giá trị lớn nhất nhỏ hơn giá trị nhỏ nhất"),
        ([{"part": "a;b;c"}], "Nhiều nhất hai phân tổ"),
        ([{"indicator": ""}], "Hãy chọn ít nhất một chỉ tiêu"),
        ([{"indicator": "", "low": "3"}], "Hãy chọn chỉ tiêu, hoặc để trống cả dòng"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence_and_nothing_typed_is_lost(
    stage: Stage, plan: Programme, rows: list[dict[str, object]], sentence: str
):
    sent = typed(*(line(stage.households) | row for row in rows), title="Tên biểu của tôi", do="ban-hanh")
    answer = browser(stage.hats.clerk).post(url(plan), sent)
    page = text_of(answer)
    assert answer.status_code == 400
    assert sentence in page
    assert 'value="Tên biểu của tôi"' in page
    for value in (value for row in rows for value in row.values() if value):
        assert f'value="{value}"' in page
    assert not Form.objects.filter(programme=plan).exists()


def test_days_or_a_rule_have_to_be_given(stage: Stage, plan: Programme):
    client = browser(stage.hats.clerk)
    answer = client.post(url(plan), typed(line(stage.poor), due_days="", do="ban-hanh"))
    assert answer.status_code == 400
    assert "Hãy ghi số ngày làm việc" in text_of(answer)
    ruled = typed(line(stage.poor), due_days="", due_rule="BC-06", do="ban-hanh")
    assert client.post(url(plan), ruled).status_code == 302
    assert Form.objects.get(programme=plan).due_rule == "BC-06"


def test_a_new_indicator_is_compared_before_it_goes_out(stage: Stage, plan: Programme):
    client, before = browser(stage.hats.clerk), Indicator.objects.count()
    sent = typed(line(stage.poor, low="3"), **NEW | {"moi-name": "So ho ngheo cuoi nam"})
    page = text_of(client.post(url(plan), sent | {"do": "tim"}))
    assert "Số hộ nghèo" in page
    assert "Đã có nơi hỏi chưa?" in page
    assert 'value="3"' in page
    assert "Số liệu mỗi đơn vị phải nhập trong một tháng" in page
    assert Indicator.objects.count() == before
    taken = text_of(client.post(url(plan), sent | {"do": f"lay:{stage.households.ref}"}))
    assert f'<option value="{stage.households.ref}" selected>' in taken
    assert Indicator.objects.count() == before


def test_a_new_indicator_stands_in_the_form_as_soon_as_it_is_defined(stage: Stage, plan: Programme):
    client = browser(stage.hats.clerk)
    page = text_of(client.post(url(plan), typed(line(stage.poor), **NEW, do="chi-tieu")))
    made = Indicator.objects.get(code="so-cuoc-hop-thon")
    assert (made.name, made.unit, made.over_time) == ("Số cuộc họp thôn", stage.province, "sum")
    assert f'<option value="{made.ref}" selected>' in page
    assert f'<option value="{stage.poor.ref}" selected>' in page
    assert "đã được đặt" in page
    client.post(url(plan), typed(**NEW, do="chi-tieu"))
    assert Indicator.objects.filter(code="so-cuoc-hop-thon-2", version=1).exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"moi-nature": "stock"}, "Số đếm tại một ngày không cộng qua các tháng"),
        ({"moi-over_tree": "weighted"}, "Hãy chọn chỉ tiêu cho biết quy mô"),
        ({"moi-over_tree": "ratio"}, "Hãy chọn chỉ tiêu lấy tổng"),
        ({"moi-name": ""}, "Tên chỉ tiêu"),
    ],
)
def test_an_indicator_that_cannot_be_added_up_is_refused(
    stage: Stage, plan: Programme, more: dict[str, str], sentence: str
):
    sent = typed(line(stage.poor, high="77"), **NEW | more, do="chi-tieu")
    answer = browser(stage.hats.clerk).post(url(plan), sent)
    page = text_of(answer)
    assert answer.status_code == 400
    assert sentence in page
    assert 'value="77"' in page
    assert 'value="cuộc"' in page
    assert not Indicator.objects.filter(name="Số cuộc họp thôn").exists()


def test_the_next_version_begins_as_the_last_one_and_leaves_its_reports_alone(stage: Stage):
    client = browser(stage.hats.clerk)
    page = text_of(client.get(url(stage.programme)))
    assert "Phiên bản mới của biểu mẫu" in page
    assert f'<option value="{stage.households.ref}" selected>' in page
    assert 'value="hộ nghèo"' in page
    client.post(url(stage.programme), typed(line(stage.poor), do="ban-hanh", start="01/01/2027"))
    newer = Form.objects.get(programme=stage.programme, version=2)
    assert newer.items.count() == 1
    assert stage.due().form.version == 1
    assert stage.form.items.count() == 4


def test_the_load_of_a_unit_counts_all_that_it_is_asked_for(stage: Stage, plan: Programme):
    """Four figures a year are asked of both communes already; three a quarter come on top."""
    (one,) = burdens(plan, 3, "quarter", START)
    assert (one.before, one.after) == (Fraction(4, 12), Fraction(4, 12) + 1)
    assert sorted(one.units) == ["Xã Khác", "Xã Mẫu"]
    (same,) = burdens(stage.programme, 8, "year", START)
    assert (same.before, same.after) == (Fraction(4, 12), Fraction(8, 12))


def test_near_names_are_found_without_marks_and_in_any_order(stage: Stage):
    def near(name: str) -> list[str]:
        return [one.indicator.name for one in near_indicators(name, stage.hats.clerk, START)]

    assert near("số hộ nghèo")[0] == "Số hộ nghèo"
    assert "Số hộ nghèo" in near("Hộ nghèo: số hộ cuối năm")
    assert near("Công trình dân bàn") == []
    (found,) = near_indicators("Tỷ lệ hài lòng của dân", stage.hats.clerk, START)
    assert [form.title for form in found.forms] == [stage.form.title]


@pytest.mark.parametrize("role", ["approver", "leader", "reporter", "stranger"])
def test_only_the_clerk_and_the_leader_of_the_unit_set_up_its_form(stage: Stage, role: str):
    client = browser(getattr(stage.hats, role))
    assert client.get(url(stage.programme)).status_code == 403
    assert client.post(url(stage.programme), typed(line(stage.poor), do="ban-hanh")).status_code == 403
    assert Form.objects.filter(programme=stage.programme).count() == 1


def test_a_closed_programme_asks_for_nothing_new(stage: Stage, plan: Programme):
    Programme.objects.filter(pk=plan.pk).update(state="closed")
    answer = browser(stage.hats.clerk).get(url(plan))
    assert answer.status_code == 400
    assert "đã kết thúc" in text_of(answer)


def test_the_same_line_twice_is_refused_by_the_action_too(stage: Stage, plan: Programme):
    with pytest.raises(Refusal) as refused:
        actions.define_form(
            unit=stage.province, programme=plan, title="x", period_kind="year", due_days=1, start=START,
            items=[actions.Item(stage.poor), actions.Item(stage.poor)], actor=stage.hats.clerk,
            now=moment("2026-01-02"),
        )  # fmt: skip
    assert refused.value.faults[0].code == "figures.line_twice"
    assert not Form.objects.filter(programme=plan).exists()

"""The screens on which a period is opened and units are given more time."""

from datetime import date

import pytest
from django.urls import reverse
from tests.figures.conftest import Stage, make_unit, moment
from tests.figures.screen import browser, text_of

from tongket.base import clock
from tongket.base.models import Installation
from tongket.figures import actions
from tongket.figures.models import Due, Form
from tongket.figures.queries.load import likely_asked, roots_of
from tongket.figures.queries.opening import groups_for, periods_for, usual_period
from tongket.programmes.models import Programme
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db
NOW = moment("2026-12-20")


@pytest.fixture(autouse=True)
def _installed(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    Installation.objects.create(
        pk=1, name="Thử", main_host="testserver", unit_id=stage.province.pk, made_at=moment("2025-01-01")
    )


def url(stage: Stage) -> str:
    return reverse("figures:open", args=[stage.form.ref])


def sent(**more: object) -> dict[str, object]:
    return {"period": "2026", "tier": "commune", "whom": "tat-ca", "due_day": "", "due_hour": ""} | more


def test_the_clerk_sees_who_will_owe_it_before_it_is_frozen(stage: Stage):
    client = browser(stage.hats.clerk)
    first = text_of(client.get(url(stage)))
    assert '<option value="2026" selected>' in first, "the period after the last"
    page = text_of(client.post(url(stage), sent(do="xem")))
    assert "2 đơn vị: Xã Khác, Xã Mẫu." in page
    assert "07/01/2027 (5 ngày làm việc sau khi hết kỳ)" in page
    assert not Due.objects.filter(period="2026").exists()
    answer = client.post(url(stage), sent(do="mo"))
    assert answer["Location"] == reverse("figures:period", args=[stage.form.ref, "2026"])
    assert Due.objects.filter(period="2026").count() == 2


def test_ticks_choose_some_units_and_the_clerk_sets_day_and_hour(stage: Stage):
    client = browser(stage.hats.clerk)
    ticked = sent(whom="danh-dau", units=[str(stage.xa_mau.ref)], due_day="05/01/2027", due_hour="15 giờ")
    page = text_of(client.post(url(stage), ticked | {"do": "xem"}))
    assert "1 đơn vị: Xã Mẫu." in page
    assert "15:00 05/01/2027 (do đơn vị yêu cầu đặt)" in page
    client.post(url(stage), ticked | {"do": "mo"})
    (due,) = Due.objects.filter(period="2026")
    assert (due.unit, due.due_at) == (stage.xa_mau, moment("2027-01-05", 15))
    page = text_of(browser(stage.hats.reporter).get(due.get_absolute_url()))
    assert "Hạn: 15:00 05/01/2027 (do đơn vị yêu cầu đặt)" in page
    again = text_of(client.post(url(stage), sent(do="xem")))
    assert "1 đơn vị: Xã Khác." in again
    assert "Đã có trong danh sách, giữ nguyên: Xã Mẫu." in again


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"whom": "danh-dau"}, "Hãy đánh dấu ít nhất một đơn vị"),
        ({"due_day": "31/02/2027"}, "31/02/2027"),
        ({"due_day": "05/01/2027", "due_hour": "25 giờ"}, "không phải là giờ"),
        ({"due_hour": "15:00"}, "Hãy ghi ngày của giờ ấy"),
        ({"due_day": "01/12/2026", "due_hour": "07:45"}, "đã qua"),
        ({"period": "2026-Q1"}, "Kỳ"),
    ],
)
@pytest.mark.parametrize("do", ["xem", "mo"])
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    stage: Stage, more: dict[str, str], sentence: str, do: str
):
    answer = browser(stage.hats.clerk).post(url(stage), sent(**more, do=do))
    page = text_of(answer)
    assert answer.status_code == 400
    assert sentence in page
    for value in (value for key, value in more.items() if key.startswith("due")):
        assert f'value="{value}"' in page
    assert not Due.objects.filter(period="2026").exists()


def test_another_tier_is_shown_with_all_that_was_typed(stage: Stage):
    page = text_of(
        browser(stage.hats.clerk).post(url(stage), sent(tier="ky-truoc", due_hour="15:00", do="chon"))
    )
    assert 'value="15:00"' in page
    assert '<option value="ky-truoc" selected>' in page


def test_an_office_asks_what_stands_under_its_place_too(stage: Stage):
    """A people's committee is an office of its commune; the villages stand under the commune."""
    office = make_unit("Ủy ban nhân dân xã Mẫu", "office", "office", stage.xa_mau, stage.province)
    section = make_unit("Phòng Kinh tế", "office", "office", office, stage.xa_mau, stage.province)
    village = make_unit("Thôn Một", "village", "village", stage.xa_mau, stage.province)
    own = Programme.objects.create(
        unit=office, slug="xa", kind="plan", title="Kế hoạch xã", folded="ke hoach xa", term="2026..2027",
        term_start="2026-01-01", term_end="2028-01-01", state="running",
    )  # fmt: skip
    form = Form(unit=office, programme=own, period_kind="quarter")
    groups = {one.key: set(one.units) for one in groups_for(form, NOW.date())}
    assert likely_asked(own, NOW.date()) == sorted([section.pk, village.pk])
    assert groups == {"village": {village.pk}, "office": {section.pk}}
    assert roots_of(stage.xa_mau, NOW.date()) == [stage.xa_mau.pk]


def test_each_version_of_a_form_is_opened_for_its_own_periods(stage: Stage):
    newer = actions.define_form(
        unit=stage.province, programme=stage.programme, title="Bản hai", period_kind="year", due_days=5,
        start=date(2026, 6, 1), items=[actions.Item(stage.poor)], actor=stage.hats.clerk, now=NOW,
    )  # fmt: skip
    for form, period, code in (
        (stage.form, "2026", "figures.form_old"),
        (newer, "2025", "figures.form_not_yet"),
    ):
        with pytest.raises(Refusal) as refused:
            actions.open_period(
                form=form, period=Period.parse(period), units=[stage.xa_mau], actor=stage.hats.clerk, now=NOW
            )
        assert refused.value.faults[0].code == code
    answer = browser(stage.hats.clerk).post(url(stage), sent(do="mo"))
    assert answer.status_code == 400
    assert "phải dùng phiên bản 2" in text_of(answer)


def test_a_closed_programme_opens_no_period(stage: Stage):
    Programme.objects.update(state="closed")
    answer = browser(stage.hats.clerk).post(url(stage), sent(do="mo"))
    assert answer.status_code == 400
    assert "đã kết thúc" in text_of(answer)


@pytest.mark.parametrize(
    "kind", ["week", "month", "quarter", "half", "nine_months", "year", "nd09:month", "day", "term"]
)
@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 11, 22), date(2026, 12, 31)])
def test_every_rhythm_offers_periods_about_the_day(stage: Stage, kind: str, day: date):
    stage.form.period_kind = kind
    offered = periods_for(stage.form, day)
    assert {one.kind for one in offered} == {kind}
    assert usual_period(stage.form, offered, day) in offered
    assert len({str(one) for one in offered}) == len(offered)


def test_more_time_is_given_to_several_at_once_and_the_first_day_stays_visible(stage: Stage):
    client, where = browser(stage.hats.approver), reverse("figures:extend", args=[stage.form.ref, "2025"])
    period = reverse("figures:period", args=[stage.form.ref, "2025"])
    assert where in text_of(client.get(period))
    dues = [str(due.ref) for due in stage.dues.values()]
    typed = {"dues_given": dues, "until_day": "25/12/2026", "until_hour": "11:30", "why": "Mưa lũ"}
    assert client.post(where, typed).status_code == 302
    page = text_of(client.get(period))
    assert page.count("11:30 25/12/2026") == 2
    assert page.count("gia hạn: Mưa lũ") == 2
    assert "hạn đầu 07/01/2026" in page


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"why": ""}, "Lý do"),
        ({"dues_given": []}, "Đơn vị được gia hạn"),
        ({"until_day": "01/01/2026"}, "Hạn mới phải sau"),
    ],
)
def test_more_time_without_what_it_takes_is_refused_for_all(
    stage: Stage, more: dict[str, object], sentence: str
):
    where = reverse("figures:extend", args=[stage.form.ref, "2025"])
    dues = [str(due.ref) for due in stage.dues.values()]
    typed = {"dues_given": dues, "until_day": "25/12/2026", "why": "Mưa lũ kéo dài"} | more
    answer = browser(stage.hats.approver).post(where, typed)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert not Due.objects.exclude(extended_to=None).exists()


@pytest.mark.parametrize("role", ["approver", "reporter", "stranger"])
def test_only_clerk_and_leader_of_the_unit_that_asks_open_a_period(stage: Stage, role: str):
    assert browser(getattr(stage.hats, role)).post(url(stage), sent(do="mo")).status_code == 403
    assert not Due.objects.filter(period="2026").exists()

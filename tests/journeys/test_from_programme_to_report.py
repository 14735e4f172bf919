"""A clerk's way on the screen alone: from a new programme to its first approved report."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.world import World

from tongket.base import clock
from tongket.figures.models import Due, Figure, Form, Indicator
from tongket.programmes.models import Programme, Target

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(world: World, monkeypatch: pytest.MonkeyPatch, settings, tmp_path):
    from tests.world import NOW

    settings.STORE = tmp_path / "store"
    monkeypatch.setattr(clock, "now", lambda: NOW)


def shown(client: Client, where: str, **sent: object) -> str:
    """The page after a click, or after a form was sent, wherever it leads."""
    answer = client.post(where, sent, follow=True) if sent else client.get(where)
    assert answer.status_code == 200, answer.content.decode()
    page = answer.content.decode()
    assert 'href=""' not in page, f"a link that leads nowhere on {where}"
    return page


def link(page: str, words: str) -> str:
    """Where the link or button of these words on the page leads."""
    found = re.search(rf'<a[^>]*href="([^"]+)"[^>]*>\s*{re.escape(words)}\s*</a>', page)
    assert found, f"no link “{words}”"
    return found[1]


def test_from_a_new_programme_to_a_first_approved_report(world: World):
    clerk = world.client("clerk")
    page = started(clerk)
    page, made = asked(clerk, link(page, "Biểu mẫu mới"))
    due = opened(clerk, page, world)
    aimed(clerk, made, due, world)
    reported(world, due, made)
    closed(clerk)


def started(clerk: Client) -> str:
    page = shown(clerk, link(shown(clerk, "/chuong-trinh/"), "Mở chương trình"))
    page = shown(
        clerk, "/chuong-trinh/moi/", title="Kế hoạch xây dựng nông thôn mới", slug="nong-thon-moi", kind="plan",
        first_year="2026", last_year="2027", public="on",
    )  # fmt: skip
    assert "Chưa có biểu mẫu nên chưa hỏi số liệu" in page, "an empty page says what comes next"
    assert reverse("figures:define", args=["nong-thon-moi"]) in shown(clerk, "/ban-viec/")
    assert reverse("figures:define", args=["nong-thon-moi"]) in shown(clerk, "/so-lieu/")
    return page


def asked(clerk: Client, define: str) -> tuple[str, Indicator]:
    """A form with a new indicator, given out."""
    head = {
        "title": "Báo cáo nông thôn mới",
        "period_kind": "quarter",
        "start": "01/01/2026",
        "due_rule": "ngay",
        "due_days": "5",
    }
    rows = {"dong-TOTAL_FORMS": "1", "dong-INITIAL_FORMS": "0", "dong-0-required": "on"}
    new = {
        "moi-name": "Số hộ đạt chuẩn", "moi-measure": "hộ", "moi-decimals": "0", "moi-nature": "stock",
        "moi-over_time": "last", "moi-over_tree": "sum",
    }  # fmt: skip
    assert "Đặt chỉ tiêu" in shown(clerk, define, **head, **rows, **new, do="tim")
    page = shown(clerk, define, **head, **rows, **new, do="chi-tieu")
    made = Indicator.objects.get(name="Số hộ đạt chuẩn")
    assert f'<option value="{made.ref}" selected>' in page
    rows |= {"dong-0-indicator": str(made.ref), "dong-0-low": "0"}
    assert "Ban hành biểu mẫu" in shown(clerk, define, **head, **rows, do="xem")
    return shown(clerk, define, **head, **rows, do="ban-hanh"), made


def opened(clerk: Client, page: str, world: World) -> Due:
    """The last quarter, asked of one village."""
    opening = link(page, "Mở kỳ báo cáo")
    assert opening in shown(clerk, "/ban-viec/")
    chosen = {
        "period": "2026-Q4",
        "tier": "village",
        "whom": "danh-dau",
        "units": [str(world.units.thon_mot.ref)],
    }
    assert "1 đơn vị: Thôn Một." in shown(clerk, opening, **chosen, do="xem")
    page = shown(clerk, opening, **chosen, do="mo")
    assert "Có 1 đơn vị phải gửi báo cáo này" in page
    return Due.objects.get(form=Form.objects.get(programme__slug="nong-thon-moi"))


def aimed(clerk: Client, made: Indicator, due: Due, world: World) -> None:
    setting = f"{link(shown(clerk, '/chuong-trinh/nong-thon-moi/'), 'Đặt mục tiêu')}?indicator={made.ref}"
    setting += "&period=2026&kind=assigned&sense=at_least"
    shown(clerk, setting, **{f"u{world.units.thon_mot.pk}-low": "10"})
    assert Target.objects.get(programme=due.form.programme).low == 10


def reported(world: World, due: Due, made: Indicator) -> None:
    """Handed in by the village, approved, and seen by the clerk."""
    reporter = world.client("reporter")
    assert due.get_absolute_url() in shown(reporter, "/ban-viec/")
    shown(reporter, due.get_absolute_url(), c1="12", version="1", do="gui")
    approver = world.client("approver")
    assert due.get_absolute_url() in shown(approver, "/ban-viec/")
    shown(approver, due.get_absolute_url(), do="duyet")
    figure = Figure.objects.get(indicator=made)
    assert (figure.value, figure.unit) == (12, world.units.thon_mot)
    assert figure.get_absolute_url() in shown(world.client("clerk"), due.get_absolute_url())


def closed(clerk: Client) -> None:
    closing = link(shown(clerk, "/chuong-trinh/nong-thon-moi/"), "Kết thúc chương trình")
    assert "Mọi nhiệm vụ đã xong" in shown(clerk, closing)
    shown(clerk, closing, do="1")
    assert Programme.objects.get(slug="nong-thon-moi").state == "closed"
    assert "Biểu mẫu mới" not in shown(clerk, "/chuong-trinh/nong-thon-moi/")

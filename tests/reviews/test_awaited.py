"""A review that is made before anything is approved: what is asked for, and who owes it."""

from datetime import date

import pytest
from tests.world import NOW, World, moment

from tongket.figures.actions import Item, define_form, define_indicator, open_period
from tongket.programmes.actions import start_programme
from tongket.reviews.actions import build_review
from tongket.viet.period import Period


@pytest.mark.django_db
def test_a_review_before_the_first_approved_figure_says_who_owes_which(world: World):
    plan = start_programme(
        unit=world.units.xa_mau, slug="nam-sau", kind="plan", title="Kế hoạch năm sau", term=Period.parse("2026"),
        actor=world.hats.clerk, now=moment("2026-02-01"),
    )  # fmt: skip
    asked = define_indicator(
        unit=world.units.xa_mau, code="moi", name="Buổi đối thoại", measure="buổi", nature="flow",
        over_time="sum", over_tree="sum", start=date(2026, 1, 1), actor=world.hats.clerk,
        now=moment("2026-02-01"),
    )  # fmt: skip
    form = define_form(
        unit=world.units.xa_mau, programme=plan, title="Báo cáo", period_kind="quarter", due_days=5,
        start=date(2026, 1, 1), items=[Item(asked)], actor=world.hats.clerk,
        now=moment("2026-02-01"),
    )  # fmt: skip
    villages = [world.units.thon_mot, world.units.thon_hai]
    open_period(
        form=form,
        period=Period.parse("2026-Q1"),
        units=villages,
        actor=world.hats.clerk,
        now=moment("2026-03-01"),
    )
    made = build_review(
        programme=plan,
        period=Period.parse("2026"),
        kind="interim",
        as_of=NOW,
        actor=world.hats.clerk,
        now=NOW,
    )
    page = world.client("clerk").get(f"/tong-ket/{made.ref}/").content.decode()
    assert "không có chỉ tiêu bằng số" not in page
    assert "Chưa có số liệu nào được phê duyệt cho các chỉ tiêu: Buổi đối thoại." in page
    assert "2 đơn vị phải gửi báo cáo, 0 đã gửi, 2 quá hạn" in page
    assert "Thôn Hai; Thôn Một" in page or "Thôn Một; Thôn Hai" in page

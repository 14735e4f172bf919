"""What everybody reads: the cascade with its results, a programme with its rates, promises in three figures."""

import datetime
from decimal import Decimal

import pytest
from django.test import Client
from tests.world import NOW, QUARTER, World

from tongket.directives.actions import implement
from tongket.directives.models import Implements
from tongket.figures.actions import take_over_figure
from tongket.portal.cascade import tree
from tongket.portal.programme import matrix, reports_of, results_of, usual_period
from tongket.portal.promises import promises
from tongket.portal.tasks import warm
from tongket.programmes.actions import Bounds, set_target
from tongket.programmes.models import Target
from tongket.programmes.taking_back import take_back_target
from tongket.reviews.models import Meeting
from tongket.units.hats import PUBLIC
from tongket.units.whose import whose

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)


def test_the_cascade_says_who_carries_each_point_and_what_nobody_does(world: World):
    top = tree(world.directives.bo_chinh_tri, PUBLIC, NOW)
    assert [(point.clause.number, len(point.carried)) for point in top.points] == [
        ("1", 2),
        ("2", 2),
        ("3", 0),
    ]
    assert (top.done, top.due, top.carried_points) == (1, 2, 2)
    assert [(one.unit, one.due) for one in top.missing] == [("Xã Khác", datetime.date(2025, 9, 30))]
    assert [str(node.directive) for node in top.below] == ["12/KH-UBND"]
    # A programme that only rests on the directive is named once, one that is linked not again.
    assert [one.programme.slug for one in top.whole if one.programme] == ["xa-cu-2022-2025"]
    assert top.below[0].whole == ()
    states = [one.task.standing.state.value for one in top.points[1].carried if one.task]
    assert sorted(states) == ["done_late", "overdue"]


def test_what_is_closed_to_somebody_is_left_out_of_the_cascade(world: World):
    world.programme.public = False
    world.programme.save()
    seen = tree(world.directives.bo_chinh_tri, world.hats.clerk, NOW)
    closed = tree(world.directives.bo_chinh_tri, PUBLIC, NOW)
    assert [len(point.carried) for point in seen.points] == [2, 2, 0]
    assert [len(point.carried) for point in closed.points] == [0, 0, 0]


def test_two_directives_that_carry_each_other_end_the_tree(world: World):
    implement(
        directive=world.directives.ke_hoach,
        carrier=Implements.Carrier.DIRECTIVE,
        carrier_ref=world.directives.bo_chinh_tri.ref,
        unit=world.units.xa_mau,
        on=None,
        actor=world.hats.clerk,
        now=NOW,
    )
    top = tree(world.directives.bo_chinh_tri, PUBLIC, NOW)
    assert top.below[0].below == ()


def test_the_page_of_the_cascade_is_open_to_all(world: World):
    page = world.client("public").get(f"/van-ban/{world.directives.bo_chinh_tri.ref}/chuoi/").content.decode()
    assert "Đã triển khai: 1 trên 2" in page
    assert "chưa ai triển khai" in page
    assert "Triển khai điểm này" not in page
    mine = world.client("clerk").get(f"/van-ban/{world.directives.bo_chinh_tri.ref}/chuoi/").content.decode()
    third = world.directives.bo_chinh_tri.clauses.get(order=3)
    assert f"/trien-khai/?diem={third.ref}" in mine
    assert "sản phẩm: báo cáo" in page


def test_results_stand_against_the_target_of_their_period(world: World):
    period = usual_period(world.programme, TODAY)
    assert str(period) == "2026-Q3"
    found = results_of(world.programme, period, NOW)
    meetings = found[0]
    assert (meetings.name, meetings.total.text, meetings.covered, meetings.expected) == (
        "Cuộc họp thôn",
        "2",
        1,
        3,
    )
    assert [(target.text, target.met) for target in meetings.targets] == [("ít nhất 6 cuộc", False)]


def test_results_are_worked_out_once_until_there_is_something_new(
    world: World, django_assert_max_num_queries
):
    warm(now=NOW)
    with django_assert_max_num_queries(6):
        before = results_of(world.programme, QUARTER, NOW)
    take_over_figure(
        indicator=world.indicators.works, unit=world.units.xa_mau, period=QUARTER, value=4,
        evidence_text="Báo cáo 12/BC-UBND", actor=world.hats.clerk, now=NOW,
    )  # fmt: skip
    after = results_of(world.programme, QUARTER, NOW)
    assert [len(one.officials) for one in before] == [0, 0, 0]
    assert [len(one.officials) for one in after] == [0, 0, 1]


def test_a_target_set_anew_takes_the_place_of_the_one_taken_back(world: World):
    later = NOW + datetime.timedelta(hours=1)  # than the review that was approved

    def set_to(least: int) -> Target:
        return set_target(
            programme=world.programme, indicator=world.indicators.works.ref, unit=world.units.xa_mau, period=QUARTER,
            kind=Target.Kind.PLEDGED, bounds=Bounds(Target.Sense.AT_LEAST, low=Decimal(least)),
            actor=world.hats.clerk, now=later,
        )  # fmt: skip

    def asked() -> list[str]:
        return [target.text for target in results_of(world.programme, QUARTER, later)[2].targets]

    wrong = set_to(50)
    assert asked() == ["ít nhất 50 công trình"]
    take_back_target(programme=world.programme, ref=wrong.ref, actor=world.hats.clerk, now=later)
    set_to(5)
    assert asked() == ["ít nhất 5 công trình"]


def test_units_and_indicators_keep_zero_and_not_reported_apart(world: World):
    found = matrix(results_of(world.programme, usual_period(world.programme, TODAY), NOW))
    rows = dict(found.rows)
    assert [value.text for value in rows["Thôn Một"]] == ["2", "148", "0"]
    assert [value.text for value in rows["Thôn Ba"]] == ["chưa báo cáo"] * 3


def test_reports_by_period_say_who_was_late_and_who_is_missing(world: World):
    newest, before = reports_of(world.programme, NOW)
    assert (newest.counts.due, newest.counts.on_time, newest.late, newest.missing) == (
        3, 1, ("Thôn Hai",), ("Thôn Ba",),
    )  # fmt: skip
    assert (before.counts.due, before.counts.overdue) == (1, 1)


def test_promises_count_what_came_due_of_the_commune_and_of_nobody_else(world: World):
    kept = promises(world.units.xa_mau, NOW)
    assert (kept.tasks.kept, kept.tasks.of) == (1, 3)
    assert (kept.reports.kept, kept.reports.of) == (1, 4)
    assert (kept.directives.kept, kept.directives.of) == (1, 1)
    elsewhere = promises(world.units.xa_khac, NOW)
    assert (elsewhere.tasks.of, elsewhere.reports.of) == (0, 0)
    assert (elsewhere.directives.kept, elsewhere.directives.of) == (0, 1)


def test_the_home_of_the_commune_shows_its_own(world: World):
    page = Client(headers={"host": "xa-mau.localhost"}).get("/").content.decode()
    assert "<h1>Xã Mẫu</h1>" in page
    assert world.programme.title in page
    assert world.former.title not in page
    assert world.published.title in page


def test_a_record_of_a_former_unit_says_to_whom_it_belongs_now(world: World):
    page = world.client("public").get(f"/chuong-trinh/{world.former.slug}/").content.decode()
    assert "30/6/2025" in page
    assert f"/don-vi/{world.units.xa_mau.ref}/" in page
    told = whose(world.units.xa_cu, TODAY)
    assert [name for _unit, name in told.heirs] == ["Xã Mẫu"]
    assert whose(world.units.xa_cu, datetime.date(2025, 1, 1)).ended is None


def test_invented_places_are_marked_on_every_page(world: World):
    for path in ("/chuong-trinh/dan-chu-o-co-so/", f"/tong-ket/{world.published.ref}/"):
        assert 'class="sample"' in world.client("public").get(path).content.decode()


def test_the_pages_are_read_in_english_too(world: World):
    client = world.client("public")
    client.cookies["django_language"] = "en"
    page = client.get("/chuong-trinh/dan-chu-o-co-so/").content.decode()
    assert "How far has it come?" in page
    assert "Quarter III of 2026" in page


def test_an_english_page_says_nothing_in_the_words_of_a_document(world: World):
    Meeting.objects.first().programmes.add(world.programme)
    client = world.client("public")
    vietnamese = client.get("/chuong-trinh/dan-chu-o-co-so/").content.decode()
    assert "ít nhất" in vietnamese
    assert "không nêu năm" in vietnamese
    client.cookies["django_language"] = "en"
    page = client.get("/chuong-trinh/dan-chu-o-co-so/").content.decode()
    assert "Target: at least" in page
    assert "20/01 (year not told)" in page
    for words in ("ít nhất", "nhiều nhất", "Quý ", "không áp dụng", "chưa báo cáo", "không nêu"):
        assert words not in page, page[page.find(words) - 120 : page.find(words) + 60]

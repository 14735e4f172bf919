"""A task on the screen, in a clerk's hands: given from a paper, sent back, given anew, done, and found in the list."""

import datetime
import itertools

import pytest
from django.test import Client
from tests.world import NOW, TODAY, World, moment

from tongket.base.models import Notice
from tongket.programmes.models import Programme, Task, TaskEvent
from tongket.programmes.narrow import GROUPS, in_group
from tongket.programmes.queries import offices_near, tasks_visible_to
from tongket.programmes.state import standing_now
from tongket.programmes.task_actions import give_task, record_event
from tongket.units.hats import PUBLIC
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
Kind = TaskEvent.Kind
EARLIER = moment("2026-11-10")


@pytest.fixture
def clerk(world: World) -> Client:
    return world.client("clerk")


def given(world: World, **more: object) -> Task:
    return give_task(
        **{
            "directive": world.directives.ke_hoach, "giver": world.units.xa_mau, "content": "Niêm yết quy ước",
            "lead": world.units.thon_hai, "due": datetime.date(2026, 12, 15), "actor": world.hats.clerk, "now": NOW,
        }
        | more
    )  # fmt: skip


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [fault.code for fault in refused.value.faults]


def test_an_office_gives_out_a_task_straight_from_a_point_of_a_paper(world: World, clerk: Client):
    paper = world.directives.bo_chinh_tri
    point = paper.clauses.get(order=2)
    where = f"/van-ban/{paper.ref}/giao-viec/"
    assert where in clerk.get(f"/van-ban/{paper.ref}/").content.decode()
    typed = {
        "content": "Họp thôn cuối năm", "lead": world.units.thon_hai.ref, "clause": point.ref, "product_kind": "BC",
        "due": "15/12/2026", "due_hour": "16h30", "follower": world.units.van_phong.ref,
        "co_workers": [world.units.mat_tran.ref],
    }  # fmt: skip
    page = clerk.post(where, typed, follow=True).content.decode()
    task = Task.objects.get(content="Họp thôn cuối năm")
    assert (task.programme, task.directive, task.clause, task.source) == (None, paper, point, "document")
    assert (task.giver, task.follower, task.due_hour) == (
        world.units.xa_mau, world.units.van_phong, datetime.time(16, 30)
    )  # fmt: skip
    for words in ("91-CT/TW, điểm 2", "16:30 15/12/2026", "báo cáo", "Văn phòng HĐND và UBND xã Mẫu"):
        assert words in page
    assert Notice.objects.filter(unit_id=world.units.thon_hai.pk, link=f"/nhiem-vu/{task.ref}/").count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"content": ""}, "Nội dung"),
        ({"lead": ""}, "Chủ trì"),
        ({"due": "31/02/2027"}, "31/02/2027"),
        ({"due_hour": "25:00"}, "Giờ đến hạn"),
        ({"due": "", "due_hour": "10:00"}, "Đã ghi giờ thì phải ghi ngày"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays_typed(world: World, clerk: Client, wrong, said):
    typed = {"content": "Họp dân cuối năm", "lead": world.units.thon_hai.ref, "due": "15/12/2026"} | wrong
    answer = clerk.post(f"/van-ban/{world.directives.ke_hoach.ref}/giao-viec/", typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    if "content" not in wrong:
        assert "Họp dân cuối năm" in page
    assert not Task.objects.filter(content="Họp dân cuối năm").exists()


def test_a_lead_that_works_along_with_itself_and_a_task_without_a_source_are_refused(world: World):
    with pytest.raises(Refusal) as refused:
        given(world, co_workers=[world.units.thon_hai])
    assert codes(refused) == ["task.lead_twice"]
    with pytest.raises(Refusal) as refused:
        given(world, directive=None)
    assert codes(refused) == ["task.no_source"]
    with pytest.raises(Refusal) as refused:
        given(world, product_kind="XX", due_hour=datetime.time(9), due=None)
    assert codes(refused) == ["task.hour_without_day", "task.product_unknown"]


def test_an_office_works_by_its_own_yearly_programme(world: World, clerk: Client):
    typed = {
        "title": "Chương trình công tác năm 2027", "slug": "cong-tac-2027", "kind": "work", "first_year": "2027",
        "last_year": "2027",
    }  # fmt: skip
    clerk.post("/chuong-trinh/moi/", typed)
    made = Programme.objects.get(slug="cong-tac-2027")
    task = given(world, directive=None, programme=made)
    assert (made.kind, task.source) == (Programme.Kind.WORK, Task.Source.WORK)
    page = clerk.get("/nhiem-vu/?nguon=chuong-trinh-cong-tac").content.decode()
    assert f"/nhiem-vu/{task.ref}/" in page


def test_who_is_not_the_right_one_sends_it_back_and_the_giver_gives_it_anew(world: World, clerk: Client):
    task = given(world)
    lead, page = world.client("second_reporter"), f"/nhiem-vu/{task.ref}/"
    lead.post(page, {"kind": Kind.SENT_BACK, f"{Kind.SENT_BACK}-note": "Việc của thôn Ba"})
    assert "Giao lại" in clerk.get("/ban-viec/").content.decode()
    assert "Hoàn thành" not in lead.get("/ban-viec/").content.decode()
    answer = clerk.post(
        page, {"kind": Kind.GIVEN, f"{Kind.GIVEN}-lead": world.units.thon_ba.ref}, follow=True
    )
    task.refresh_from_db()
    assert (task.unit, task.stage) == (world.units.thon_ba, Task.Stage.GIVEN)
    history = answer.content.decode()
    assert "Việc của thôn Ba" in history
    assert history.count("Thôn Hai") >= 1
    assert Notice.objects.filter(unit_id=world.units.thon_ba.pk, link=page).exists()
    with pytest.raises(Refusal) as refused:
        record_event(task=task, kind=Kind.ACCEPTED, actor=world.hats.second_reporter, now=NOW)
    assert codes(refused) == ["grant.refused"]


def test_a_numbered_paper_is_done_with_its_number_and_its_day(world: World):
    task = given(world, product_kind="BC", now=EARLIER)
    lead, page = world.client("second_reporter"), f"/nhiem-vu/{task.ref}/"
    for typed, said in (
        ({"product": "12/BC-UBND"}, "Ngày của văn bản"),
        ({"product": "báo cáo", "product_on": "20/11/2026"}, "báo cáo"),
        ({"product": "12/BC-UBND", "product_on": "20/11/2027"}, "chưa đến"),
    ):
        answer = lead.post(
            page, {"kind": Kind.HANDED_IN} | {f"{Kind.HANDED_IN}-{k}": v for k, v in typed.items()}
        )
        assert answer.status_code == 400
        assert said in answer.content.decode()
    typed = {f"{Kind.HANDED_IN}-product": "12/BC-UBND", f"{Kind.HANDED_IN}-product_on": "20/11/2026"}
    shown = lead.post(page, {"kind": Kind.HANDED_IN} | typed, follow=True).content.decode()
    assert "12/BC-UBND ngày 20/11/2026" in shown
    task.refresh_from_db()
    assert (task.done_on, task.stage) == (datetime.date(2026, 11, 20), Task.Stage.HANDED_IN)


def test_only_a_paper_suspends_or_stops_a_task(world: World, clerk: Client):
    task = given(world)
    page = f"/nhiem-vu/{task.ref}/"
    assert clerk.post(page, {"kind": Kind.STOPPED, f"{Kind.STOPPED}-note": "thôi"}).status_code == 400
    typed = {f"{Kind.SUSPENDED}-decision": "31/QĐ-UBND", f"{Kind.SUSPENDED}-decision_on": "20/11/2026"}
    shown = clerk.post(page, {"kind": Kind.SUSPENDED} | typed, follow=True).content.decode()
    assert "theo 31/QĐ-UBND ngày 20/11/2026" in shown
    with pytest.raises(Refusal) as refused:
        record_event(task=task, kind=Kind.PROGRESS, note="x", actor=world.hats.second_reporter, now=NOW)
    assert codes(refused) == ["task.not_now"]


def test_an_extension_that_is_refused_leaves_the_old_day(world: World, clerk: Client):
    task = given(world)
    asked = {f"{Kind.EXTENSION_ASKED}-new_due": "31/12/2026", f"{Kind.EXTENSION_ASKED}-note": "mưa lũ"}
    world.client("second_reporter").post(f"/nhiem-vu/{task.ref}/", {"kind": Kind.EXTENSION_ASKED} | asked)
    assert "xin gia hạn đến 31/12/2026" in clerk.get(f"/nhiem-vu/{task.ref}/").content.decode()
    refused = {"kind": Kind.NOT_EXTENDED, f"{Kind.NOT_EXTENDED}-note": "đã đủ thời gian"}
    clerk.post(f"/nhiem-vu/{task.ref}/", refused)
    task.refresh_from_db()
    assert (task.due_now, task.asked) == (datetime.date(2026, 12, 15), None)


@pytest.mark.parametrize("new", [datetime.date(2026, 12, 15), datetime.date(2026, 12, 1)])
def test_an_extension_goes_to_a_later_day_only(world: World, new: datetime.date):
    with pytest.raises(Refusal) as refused:
        record_event(
            task=given(world), kind=Kind.EXTENDED, note="x", new_due=new, actor=world.hats.clerk, now=NOW
        )
    assert codes(refused) == ["task.not_later"]


def test_nothing_is_recorded_before_what_was_recorded_already(world: World):
    task = given(world)
    record_event(task=task, kind=Kind.ACCEPTED, actor=world.hats.second_reporter, now=moment("2026-11-25"))
    with pytest.raises(Refusal) as refused:
        record_event(
            task=task,
            kind=Kind.PROGRESS,
            note="x",
            actor=world.hats.second_reporter,
            now=moment("2026-11-24"),
        )
    assert codes(refused) == ["task.before_the_last"]


def test_what_was_given_without_a_programme_is_seen_by_those_it_concerns_only(world: World):
    task = given(world)
    for role in ("leader", "clerk", "second_reporter", "reporter"):
        assert task in tasks_visible_to(getattr(world.hats, role), TODAY)
    for hat in (world.hats.stranger, PUBLIC):
        assert task not in tasks_visible_to(hat, TODAY)
    assert world.client("public").get(f"/nhiem-vu/{task.ref}/").status_code == 404


def test_the_list_is_narrowed_by_office_source_and_day(world: World, clerk: Client):
    task = given(world)
    here = f"/nhiem-vu/{task.ref}/"

    def shown(query: str) -> bool:
        return here in clerk.get(f"/nhiem-vu/?{query}").content.decode()

    assert shown("")
    assert shown(f"co-quan={world.units.thon_hai.ref}")
    assert not shown(f"co-quan={world.units.thon_mot.ref}")
    assert shown("nguon=van-ban")
    assert not shown("nguon=ket-luan")
    assert shown("han=30-ngay")
    assert not shown("han=7-ngay")
    assert not shown("loc=da-xong")
    assert shown(f"van-ban={world.directives.ke_hoach.ref}")
    assert clerk.get("/nhiem-vu/?co-quan=khong&nguon=x&han=y&loc=z&page=99&van-ban=1").status_code == 200


def test_a_long_list_goes_on_page_by_page_under_the_names_of_the_offices(world: World, clerk: Client):
    rows = [
        Task(
            directive=world.directives.ke_hoach, giver=world.units.xa_mau, source="document", content=f"việc {n:03}",
            unit=world.units.thon_ba if n % 2 else world.units.thon_mot, due=TODAY, due_now=TODAY,
        )
        for n in range(70)
    ]  # fmt: skip
    Task.objects.bulk_create(rows)
    seen: list[str] = []
    for page in range(1, 5):
        text = clerk.get(f"/nhiem-vu/?loc=con-no&nguon=van-ban&han=hom-nay&page={page}").content.decode()
        seen += [row.content for row in rows if f">{row.content}<" in text] if page <= 3 else []
    assert sorted(seen) == [row.content for row in rows]


def test_the_history_of_a_task_is_what_the_ledger_says(world: World):
    from tongket.programmes.checks import check_tasks

    task = given(world)
    record_event(task=task, kind=Kind.SENT_BACK, note="x", actor=world.hats.second_reporter, now=NOW)
    record_event(task=task, kind=Kind.GIVEN, lead=world.units.thon_ba, actor=world.hats.clerk, now=NOW)
    assert check_tasks() == []
    first = task.events.order_by("pk").first()
    for change in ({"at": EARLIER}, {"day": EARLIER.date()}, {"actor": None}):
        kept = {name: getattr(first, name) for name in change}
        task.events.filter(pk=first.pk).update(**change)
        assert [fault.code for fault in check_tasks()] == ["task.differs"], change
        task.events.filter(pk=first.pk).update(**kept)
    assert check_tasks() == []
    Task.objects.filter(pk=task.pk).update(due_now=datetime.date(2030, 1, 1))
    assert [fault.code for fault in check_tasks()] == ["task.differs"]


def test_that_a_task_was_given_cannot_be_taken_out_unseen(world: World):
    from tongket.programmes.checks import check_tasks

    given(world).events.all().delete()
    assert [fault.code for fault in check_tasks()] == ["task.differs"]


def test_the_list_of_tasks_says_whose_page_it_is_and_that_its_places_are_invented(
    world: World, clerk: Client
):
    world.units.xa_mau.sample = True
    world.units.xa_mau.save(update_fields=["sample"])
    page = clerk.get("/nhiem-vu/").content.decode()
    assert "Dữ liệu mẫu" in page


def test_the_history_names_the_post_to_officers_and_to_nobody_else(world: World, clerk: Client):
    task = world.programme.tasks.order_by("order")[0]
    TaskEvent.objects.filter(task=task).update(actor=world.hats.clerk.appointment)
    assert f"· {world.hats.clerk.post}</span>" in clerk.get(task.get_absolute_url()).content.decode()
    public = world.client("public").get(task.get_absolute_url()).content.decode()
    assert f"· {world.hats.clerk.post}</span>" not in public


def test_a_day_that_has_passed_is_no_due_day_of_a_new_task(world: World, clerk: Client):
    where = f"/van-ban/{world.directives.ke_hoach.ref}/giao-viec/"
    typed = {"content": "Họp thôn", "lead": world.units.thon_hai.ref, "due": "21/11/2020"}
    answer = clerk.post(where, typed)
    assert answer.status_code == 400
    assert "21/11/2020 đã qua" in answer.content.decode()
    assert "Họp thôn" in answer.content.decode()


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_holds_the_tasks_in_its_states_and_no_others(world: World, group: str):
    on, at = NOW.date(), datetime.time(11)
    tasks = list(Task.objects.order_by("pk"))
    ways = [
        {},
        {"held": "suspended"},
        {"held": "stopped", "done_on": on},
        {"done_on": on},
        {"due_now": on - datetime.timedelta(days=1)},
        {"due_now": on, "due_hour": datetime.time(10), "due": on},
        {"due_now": on - datetime.timedelta(days=1), "done_on": on},
    ]
    for task, way in zip(tasks, itertools.cycle(ways), strict=False):
        Task.objects.filter(pk=task.pk).update(**way)
    expected = {one.pk for one in Task.objects.all() if standing_now(one, on, at).state in GROUPS[group][1]}
    assert set(in_group(Task.objects.all(), group, on, at).values_list("pk", flat=True)) == expected


def test_a_leader_and_a_programme_choose_from_the_same_offices(world: World):
    near = offices_near(world.units.van_phong.pk, TODAY)
    assert {world.units.thon_mot.pk, world.units.thon_ba.pk} <= set(near)
    assert set(near) == set(offices_near(world.units.xa_mau.pk, TODAY)) - {world.units.xa_mau.pk}


def test_no_task_is_given_with_a_day_that_has_passed_wherever_it_comes_from(world: World):
    with pytest.raises(Refusal) as refused:
        given(world, due=TODAY - datetime.timedelta(days=1))
    assert codes(refused) == ["task.due_passed"]
    assert given(world, due=TODAY).due == TODAY

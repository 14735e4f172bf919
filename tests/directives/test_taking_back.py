"""What was said of a paper by mistake is taken back by one press, as long as nothing rests on it."""

import pytest
from django.test import Client
from tests.world import NOW, TODAY, World

from tongket.base.entries import facts_of
from tongket.base.models import Entry, Notice
from tongket.directives.actions import NewClause, add_points, give_duty, implement, link_directives
from tongket.directives.models import Clause, Duty, Implements, Link
from tongket.directives.taking_back import take_back_duty, take_back_link, take_back_point
from tongket.units.hats import SYSTEM
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(world: World) -> Client:
    return world.client("clerk")


def press(client: Client, world: World, what: str, key: int):
    return client.post(
        f"/van-ban/{world.directives.ke_hoach.ref}/rut-lai/", {"what": what, "key": key}, follow=True
    )


def link(world: World) -> Link:
    plan, other = world.directives.ke_hoach, world.directives.cu
    return link_directives(later=plan, earlier=other, kind=Link.Kind.GROUNDS, actor=world.hats.clerk, now=NOW)


def point(world: World, text: str = "Một điểm ghi nhầm") -> Clause:
    plan = world.directives.ke_hoach
    new = [NewClause("9", text)]
    return add_points(directive=plan, clauses=new, actor=world.hats.clerk, now=NOW)[0]


def duty(world: World) -> Duty:
    plan, unit = world.directives.ke_hoach, world.units.thon_ba
    return give_duty(directive=plan, units=[unit], due=TODAY, actor=world.hats.clerk, now=NOW)[0]


def last_facts() -> dict[str, object]:
    return dict(facts_of(Entry.objects.order_by("-pk")[0]))


def test_a_wrong_link_is_taken_back_on_the_page_where_it_stands(world: World, clerk: Client):
    made, plan = link(world), world.directives.ke_hoach
    page = clerk.get(f"/van-ban/{plan.ref}/").content.decode()
    assert f'name="key" value="{made.pk}"' in page
    answer = press(clerk, world, "link", made.pk)
    assert "Đã rút lại: 12/KH-UBND căn cứ 30-CT/TW" in answer.content.decode()
    assert not Link.objects.filter(pk=made.pk).exists()
    told = {"taken_back": "link", "kind": "grounds", "later": str(plan.ref)}
    assert told.items() <= last_facts().items()


def test_either_paper_may_take_the_link_back_as_either_may_have_said_it(world: World):
    made = link(world)
    with pytest.raises(Refusal, match=r"record\.gone"):
        take_back_link(directive=world.directives.bo_chinh_tri, key=made.pk, actor=world.hats.clerk, now=NOW)
    take_back_link(directive=world.directives.ke_hoach, key=made.pk, actor=world.hats.leader, now=NOW)
    assert not Link.objects.filter(pk=made.pk).exists()


def test_a_wrong_point_is_taken_back_and_its_words_are_told(world: World, clerk: Client):
    made = point(world)
    answer = press(clerk, world, "point", made.pk)
    assert "Đã rút lại: điểm 9: Một điểm ghi nhầm" in answer.content.decode()
    assert not Clause.objects.filter(pk=made.pk).exists()
    assert last_facts()["text"] == "Một điểm ghi nhầm"


def test_a_point_written_after_another_was_taken_back_is_not_taken_for_it(world: World):
    first = point(world)
    take_back_point(directive=world.directives.ke_hoach, key=first.pk, actor=world.hats.clerk, now=NOW)
    assert point(world, "Điểm đúng").ref != first.ref


def test_a_point_that_somebody_carries_out_stays(world: World, clerk: Client):
    made = point(world)
    implement(
        directive=world.directives.ke_hoach, clause=made, carrier=Implements.Carrier.PROGRAMME,
        carrier_ref=world.programme.ref, unit=world.units.xa_mau, on=TODAY, actor=world.hats.clerk, now=NOW,
    )  # fmt: skip
    answer = press(clerk, world, "point", made.pk)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "không rút lại được" in page
    assert "Xã Mẫu thực hiện" in page
    assert Clause.objects.filter(pk=made.pk).exists()


def test_a_point_that_a_task_carries_out_stays(world: World):
    named = world.directives.bo_chinh_tri.clauses.get(order=2)
    Implements.objects.filter(clause=named).delete()
    with pytest.raises(Refusal) as why:
        take_back_point(
            directive=world.directives.bo_chinh_tri, key=named.pk, actor=SYSTEM, now=NOW,
        )  # fmt: skip
    assert why.value.faults[0].code == "record.borne"
    assert "Họp thôn" in str(why.value.faults[0].values["found"])


def test_a_unit_named_by_mistake_is_told_that_it_owes_nothing(world: World, clerk: Client):
    made = duty(world)
    page = clerk.get(f"/van-ban/{world.directives.ke_hoach.ref}/noi-trien-khai/").content.decode()
    assert "Rút lại: Thôn Ba" in page
    answer = press(clerk, world, "duty", made.pk)
    assert "Đã rút lại: Thôn Ba" in answer.content.decode()
    assert not Duty.objects.filter(pk=made.pk).exists()
    told = Notice.objects.order_by("-pk")[0]
    assert (told.unit_id, told.code) == (world.units.thon_ba.pk, "notice.duty_taken_back")


def test_a_duty_that_is_done_already_stays(world: World):
    made = duty(world)
    implement(
        directive=world.directives.ke_hoach, carrier=Implements.Carrier.PROGRAMME,
        carrier_ref=world.programme.ref, unit=world.units.thon_ba, on=TODAY, actor=SYSTEM, now=NOW,
    )  # fmt: skip
    with pytest.raises(Refusal, match=r"record\.borne"):
        take_back_duty(directive=world.directives.ke_hoach, key=made.pk, actor=world.hats.clerk, now=NOW)
    assert Duty.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize("who", ["reporter", "stranger", "legal"])
def test_only_the_office_that_keeps_the_paper_takes_back_what_it_said(world: World, who: str):
    hat = getattr(world.hats, who)
    for taking, made in (
        (take_back_link, link(world)),
        (take_back_point, point(world)),
        (take_back_duty, duty(world)),
    ):
        with pytest.raises(Refusal, match=r"grant\.refused"):
            taking(directive=world.directives.ke_hoach, key=made.pk, actor=hat, now=NOW)
    page = world.client(who).get(f"/van-ban/{world.directives.ke_hoach.ref}/").content.decode()
    assert "rut-lai" not in page


@pytest.mark.parametrize("key", ["", "x", "999999", "²", "9" * 40])
def test_what_is_gone_already_is_said_so(world: World, clerk: Client, key: str):
    answer = clerk.post(f"/van-ban/{world.directives.ke_hoach.ref}/rut-lai/", {"what": "point", "key": key})
    assert answer.status_code == 400
    assert "không còn ở đó" in answer.content.decode()

"""“Triển khai văn bản này”: a unit says by which of its own it carries a paper out, and the cascade answers."""

from decimal import Decimal

import pytest
from django.test import Client
from tests.world import NOW, QUARTER, World

from tongket.directives.models import Implements
from tongket.portal.cascade import tree
from tongket.programmes.actions import Bounds, set_target
from tongket.programmes.models import Target, Task
from tongket.units.hats import PUBLIC

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(world: World) -> Client:
    return world.client("clerk")


def where(world: World) -> str:
    return f"/van-ban/{world.directives.bo_chinh_tri.ref}/trien-khai/"


def points(world: World) -> list[str]:
    return [str(one.ref) for one in world.directives.bo_chinh_tri.clauses.order_by("order")]


def test_a_programme_carries_several_points_at_once_and_the_cascade_says_so(world: World, clerk: Client):
    _one, two, three = points(world)
    typed = {"clauses": [two, three], "carrier": f"programme:{world.programme.ref}", "cited": ""}
    page = clerk.post(where(world), typed, follow=True).content.decode()
    assert "3 trên 3 điểm" in page
    made = Implements.objects.filter(carrier_ref=world.programme.ref, clause__ref__in=[two, three])
    assert [link.unit for link in made] == [world.units.xa_mau] * 2


def test_a_task_carries_a_point_and_is_told_with_its_due_day_and_product(world: World, clerk: Client):
    running = world.tasks.running
    typed = {"clauses": [points(world)[2]], "carrier": f"task:{running.ref}"}
    page = clerk.post(where(world), typed, follow=True).content.decode()
    assert running.content in page
    assert "hạn 31/12/2026 · sản phẩm: báo cáo" in page


def test_a_paper_of_the_unit_is_cited_by_its_symbol(world: World, clerk: Client):
    clerk.post(where(world), {"clauses": [points(world)[2]], "cited": "12/KH-UBND"})
    made = Implements.objects.get(clause__ref=points(world)[2])
    assert (made.carrier, made.carrier_ref) == ("directive", world.directives.ke_hoach.ref)


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ({}, 400, "Hãy nêu triển khai bằng gì"),
        ({"cited": "99/KH-UBND"}, 400, "chưa có trong sổ"),
        ({"cited": "91-CT/TW"}, 400, "không thể tự triển khai"),
        ({"cited": "30-CT/TW"}, 403, "30-CT/TW"),  # a paper of the Party's centre is none of the commune's
    ],
)
def test_what_carries_nothing_is_refused_and_the_ticks_stay(world: World, clerk: Client, typed, code, said):
    third = points(world)[2]
    answer = clerk.post(where(world), {"clauses": [third]} | typed)
    page = answer.content.decode()
    assert answer.status_code == code
    assert said in page
    assert f'value="{third}"' in page
    assert "checked" in page
    assert not Implements.objects.filter(clause__ref=third).exists()


def test_a_point_is_chosen_when_a_task_is_given(world: World, clerk: Client):
    third = points(world)[2]
    page = clerk.get(f"/chuong-trinh/{world.programme.slug}/giao-viec/?diem={third}").content.decode()
    assert f'value="{third}" selected' in page
    typed = {"content": "Bàn việc thôn", "lead": world.units.thon_mot.ref, "clause": third}
    clerk.post(f"/chuong-trinh/{world.programme.slug}/giao-viec/", typed)
    given = Task.objects.get(content="Bàn việc thôn")
    top = tree(world.directives.bo_chinh_tri, PUBLIC, NOW)
    assert [one.task.task for one in top.points[2].carried if one.task] == [given]


def test_a_point_with_a_target_shows_the_figure_and_its_trail(world: World):
    point = world.directives.bo_chinh_tri.clauses.get(order=3)
    Target.objects.filter(programme=world.programme).delete()
    set_target(
        programme=world.programme, indicator=world.indicators.meetings.ref, unit=world.units.xa_mau,
        period=QUARTER, kind=Target.Kind.ASSIGNED, bounds=Bounds(Target.Sense.AT_LEAST, low=Decimal(6)),
        clause=point, actor=world.hats.clerk, now=NOW,
    )  # fmt: skip
    (reached,) = tree(world.directives.bo_chinh_tri, PUBLIC, NOW).points[2].reached
    assert (reached.name, reached.target.text, reached.target.met) == (
        "Cuộc họp thôn",
        "ít nhất 6 cuộc",
        False,
    )
    page = world.client("public").get(f"/van-ban/{world.directives.bo_chinh_tri.ref}/chuoi/").content.decode()
    assert f"/so-lieu/dau-vet/r/{world.indicators.meetings.ref}/" in page
    world.programme.public = False
    world.programme.save()
    assert tree(world.directives.bo_chinh_tri, PUBLIC, NOW).points[2].reached == ()

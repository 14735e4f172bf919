"""A bare “Nghị quyết 28”: the day beside it says which one is meant, else one is asked."""

import datetime

import pytest
from tests.world import World, moment

from tongket.directives.actions import link_directives, register_directive
from tongket.directives.models import Directive, Link
from tongket.directives.queries import candidates, resolve
from tongket.units.hats import SYSTEM
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice(world: World) -> tuple[Directive, Directive]:
    """28-NQ/TW was given twice: on 22/9/2008 and on 25/10/2013; 44-NQ/TW follows the later one."""
    papers = (
        (
            "28-NQ/TW",
            datetime.date(2008, 9, 22),
            "Xây dựng tỉnh, thành phố thành khu vực phòng thủ vững chắc",
        ),
        ("28-NQ/TW", datetime.date(2013, 10, 25), "Chiến lược bảo vệ Tổ quốc trong tình hình mới"),
        ("44-NQ/TW", datetime.date(2023, 11, 24), "Chiến lược bảo vệ Tổ quốc trong tình hình mới"),
        ("128-NQ/TW", datetime.date(2013, 10, 25), "Một nghị quyết khác"),
    )
    made = [
        register_directive(
            cited=cited, issuer="Ban Chấp hành Trung ương", issued_on=day, abstract=abstract, unit=world.units.nation,
            actor=SYSTEM, now=moment("2026-11-01"),
        )
        for cited, day, abstract in papers
    ]  # fmt: skip
    link_directives(
        later=made[2], earlier=made[1], kind=Link.Kind.CONTINUES, actor=SYSTEM, now=moment("2026-11-01")
    )
    return made[0], made[1]


@pytest.mark.parametrize("cited", ["Nghị quyết 28", "nghị quyết số 28", "28-NQ/TW"])
def test_without_a_day_both_are_named_and_nothing_is_guessed(twice, cited: str):
    assert {one.pk for one in candidates(cited)} == {one.pk for one in twice}
    with pytest.raises(Refusal) as caught:
        resolve(cited)
    found = str(caught.value.faults[0].values["found"])
    assert "22/9/2008" in found
    assert "25/10/2013" in found


@pytest.mark.parametrize(
    "cited",
    [
        "Nghị quyết 28 ngày 25/10/2013",
        "Nghị quyết số 28, ngày 25 tháng 10 năm 2013",
        "Nghị quyết 28 (25/10/2013)",
        "Nghị quyết 28 năm 2013",
        "28-NQ/TW ngày 25/10/2013",
    ],
)
def test_the_day_or_year_beside_it_decides(twice, cited: str):
    assert resolve(cited) == twice[1]


def test_the_day_that_is_typed_apart_decides_too(twice):
    assert resolve("Nghị quyết 28", issued_on=datetime.date(2008, 9, 22)) == twice[0]


def test_another_kind_of_that_number_is_not_meant(twice):
    with pytest.raises(Refusal):
        resolve("Chỉ thị 28")


def test_who_links_a_paper_is_asked_which_one_is_meant(world: World, twice):
    clerk, plan = world.client("clerk"), world.directives.ke_hoach
    where = f"/van-ban/{plan.ref}/lien-ket/"
    answer = clerk.post(where, {"relation": "grounds", "cited": "Nghị quyết 28"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "22/9/2008" in page
    assert "25/10/2013" in page
    assert not plan.earlier_links.exists()
    clerk.post(where, {"relation": "grounds", "cited": "Nghị quyết 28 ngày 25/10/2013"})
    assert plan.earlier_links.get().earlier == twice[1]


def test_a_bare_number_that_one_paper_bears_is_asked_about_with_its_day(world: World, twice):
    twice[0].delete()
    clerk, plan = world.client("clerk"), world.directives.ke_hoach
    where, typed = f"/van-ban/{plan.ref}/lien-ket/", {"relation": "grounds", "cited": "Nghị quyết 28"}
    asked = clerk.post(where, typed)
    page = asked.content.decode()
    assert asked.status_code == 400
    assert "28-NQ/TW (25/10/2013" in page
    assert "Có phải văn bản này không?" in page
    assert clerk.post(where, typed | {"which": str(twice[1].ref)}).status_code == 302
    assert clerk.post(where, {"relation": "guides", "cited": "Nghị quyết 28 năm 2013"}).status_code == 302


def test_who_registers_a_bare_number_is_shown_those_that_stand_there(world: World, twice):
    clerk = world.client("clerk")
    typed = {
        "cited": "Nghị quyết 28", "issuer": "Ban Chấp hành Trung ương", "issued_on": "25/10/2013",
        "level": world.units.xa_mau.pk, "abstract": "Bảo vệ Tổ quốc", "form-TOTAL_FORMS": "0",
        "form-INITIAL_FORMS": "0", "diem-TOTAL_FORMS": "0", "diem-INITIAL_FORMS": "0",
    }  # fmt: skip
    before = Directive.objects.count()
    page = clerk.post("/van-ban/moi/", typed).content.decode()
    assert "28-NQ/TW (25/10/2013" in page
    assert "22/9/2008" not in page, "the day that was typed leaves only one"
    assert Directive.objects.count() == before

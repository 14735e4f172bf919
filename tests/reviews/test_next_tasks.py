"""Tasks of the next period out of a review: proposed, edited, ticked, and given with the review as their source."""

from datetime import date, timedelta

import pytest
from tests.world import CAST, NOW, World

from tongket.programmes.actions import give_task, start_programme
from tongket.programmes.models import Programme, Task
from tongket.reviews.actions import write_words
from tongket.reviews.models import Review
from tongket.reviews.next_tasks import NextTask, Proposed, give_next_tasks, proposed_from
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(world: World) -> Task:
    """A task that nobody has done."""
    return give_task(
        programme=world.programme, content="Rà soát quy ước thôn", lead=world.units.thon_mot,
        due=(NOW - timedelta(days=3)).date(), actor=world.hats.clerk, now=NOW - timedelta(days=30),
    )  # fmt: skip


@pytest.fixture
def following(world: World) -> Programme:
    """The programme of the year after."""
    return start_programme(
        unit=world.units.xa_mau, slug="nam-sau", kind="plan", title="Kế hoạch năm sau",
        term=Period.parse("2027"), actor=world.hats.clerk, now=NOW,
    )  # fmt: skip


@pytest.fixture
def review(world: World, late: Task) -> Review:
    text = "Thôn Một họp dân trước ngày 20/12/2026."
    write_words(
        programme=world.programme, period=Period.parse("2026"), section="next", text=text, version=0,
        actor=world.hats.clerk, now=NOW - timedelta(minutes=1),
    )  # fmt: skip
    return world.build("2026")


def proposed(world: World, review: Review) -> dict[str, Proposed]:
    names = {world.units.thon_mot.pk: "Thôn Một"}
    return {one.content: one for one in proposed_from(review, names, "xã Mẫu", NOW.date())}


def test_what_is_unfinished_and_what_the_words_name_is_proposed_with_lead_and_day(
    world: World, review: Review, late: Task
):
    found = proposed(world, review)
    assert found[late.content].lead == world.units.thon_mot.pk
    assert found[late.content].due == date(2027, 12, 31)
    words = found["Thôn Một họp dân trước ngày 20/12/2026."]
    assert (words.why, words.lead, words.due) == ("words", world.units.thon_mot.pk, date(2026, 12, 20))


def give(world: World, review: Review, one: Proposed, programme: Programme | None) -> list[Task]:
    task = NextTask(one, "Rà soát xong quy ước", world.units.thon_hai, date(2027, 3, 1))
    return give_next_tasks(review=review, tasks=[task], programme=programme, actor=world.hats.clerk, now=NOW)


def test_what_is_given_has_the_review_as_its_source_and_is_not_proposed_again(
    world: World, review: Review, late: Task, following: Programme
):
    (task,) = give(world, review, proposed(world, review)[late.content], following)
    assert (task.source, task.review, task.programme, task.unit) == (
        Task.Source.REVIEW, review.ref, following, world.units.thon_hai,
    )  # fmt: skip
    assert review.title in task.cited
    assert late.content not in proposed(world, review)
    page = world.client("second_reporter").get(task.get_absolute_url()).content.decode()
    assert f"/tong-ket/{review.ref}/" in page


def test_what_still_runs_in_the_same_programme_does_not_count_twice(world: World, review: Review, late: Task):
    with pytest.raises(Refusal) as refused:
        give(world, review, proposed(world, review)[late.content], world.programme)
    assert refused.value.faults[0].code == "next.still_runs"
    assert Task.objects.filter(review=review.ref).count() == 0


def test_a_second_click_gives_nothing_twice(world: World, review: Review, late: Task, following: Programme):
    one = proposed(world, review)[late.content]
    give(world, review, one, following)
    with pytest.raises(Refusal) as refused:
        give(world, review, one, following)
    assert refused.value.faults[0].code == "next.given"


def test_on_the_screen_the_words_are_changed_before_they_are_given(
    world: World, review: Review, late: Task, following: Programme
):
    path = f"/tong-ket/{review.ref}/nhiem-vu-ky-toi/"
    page = world.client("clerk").get(path)
    assert page.context["into"]["programme"].value() == following.slug
    typed = {"programme": following.slug}
    for one, _why, form in page.context["rows"]:
        values = {name: form[name].value() or "" for name in ("content", "due")}
        ticked = {"tick": "on", "content": "Việc đã sửa"} if one.content == late.content else {}
        lead = {"lead": str(form["lead"].value() or "")}
        typed |= {form.add_prefix(name): value for name, value in (values | lead | ticked).items()}
    unled = {key: "" if key.endswith("-lead") else value for key, value in typed.items()}
    refused = world.client("clerk").post(path, unled)
    assert refused.status_code == 400
    assert "chưa có đơn vị chủ trì" in refused.content.decode()
    assert "Việc đã sửa" in refused.content.decode()
    assert world.client("clerk").post(path, typed).status_code == 302
    assert [task.content for task in Task.objects.filter(review=review.ref)] == ["Việc đã sửa"]


def test_who_may_open_the_page(world: World, review: Review):
    path = f"/tong-ket/{review.ref}/nhiem-vu-ky-toi/"
    assert {role for role in CAST if world.client(role).get(path).status_code == 200} == {"clerk", "leader"}

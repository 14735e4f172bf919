"""The composer's page: each text keeps its sources, what is unused is listed, nothing typed is lost."""

from datetime import timedelta
from html import unescape

import pytest
from tests.reviews.outlines.conftest import of, write
from tests.world import NOW, World

from tongket.figures.models import Due
from tongket.reviews.actions import build_review
from tongket.reviews.outlines.actions import return_words
from tongket.reviews.outlines.figures import figures_of
from tongket.reviews.outlines.merging import drop_piece, edit_piece, move_piece, use_paragraphs
from tongket.reviews.outlines.models import Heading, Outline, Piece, Submission
from tongket.reviews.outlines.queries import columns_of, doubted_in, tallies, unused_units
from tongket.viet.fault import Refusal
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db
Kind = Piece.Kind


@pytest.fixture
def words(world: World, outline: Outline) -> tuple[Submission, Submission]:
    return (
        write(
            of(outline, world.units.thon_mot),
            ("Chỉ đạo một.", "Họp 2 cuộc.\nXong đường."),
            world.hats.reporter,
        ),
        write(of(outline, world.units.thon_hai), ("Chỉ đạo hai.", "Họp 9 cuộc."), world.hats.second_reporter),
    )


@pytest.fixture
def second(outline: Outline) -> Heading:
    return outline.headings.get(order=2)


def use(world: World, heading: Heading, kind: str, *keys: str) -> list[Piece]:
    return use_paragraphs(heading=heading, kind=kind, keys=keys, actor=world.hats.clerk, now=NOW)


def test_taken_ones_stand_alone_merged_ones_as_one_and_a_quote_names_the_unit(world: World, words, second):
    one, two = words
    keys = (f"{one.ref}/1", f"{two.ref}/1")
    assert [each.text for each in use(world, second, Kind.TAKE, *keys)] == ["Họp 2 cuộc.", "Họp 9 cuộc."]
    (merged,) = use(world, second, Kind.MERGE, *keys)
    assert merged.text == "Họp 2 cuộc.\nHọp 9 cuộc."
    assert merged.sources.count() == 2
    (quoted,) = use(world, second, Kind.QUOTE, f"{two.ref}/1")
    assert quoted.text == "Thôn Hai: “Họp 9 cuộc.”"
    assert list(second.pieces.order_by("order").values_list("order", flat=True)) == [1, 2, 3, 4]


def test_a_source_stays_as_it_read_when_the_unit_writes_anew(world: World, words, second):
    one, _two = words
    (piece,) = use(world, second, Kind.TAKE, f"{one.ref}/1")
    return_words(submission=one, reason="Ghi rõ", actor=world.hats.clerk, now=NOW)
    one.refresh_from_db()
    write(one, ("Chỉ đạo một.", "Họp 3 cuộc."), world.hats.reporter)
    source = piece.sources.get()
    assert (source.text, source.paragraph, source.handed_in) == ("Họp 2 cuộc.", 1, 1)
    new = next(
        line for column in columns_of(second, NOW) for line in column.lines if "3 cuộc" in line.paragraph.text
    )
    assert not new.used


def test_editing_keeps_the_sources_and_an_older_version_is_refused(world: World, words, second):
    one, two = words
    (piece,) = use(world, second, Kind.MERGE, f"{one.ref}/1", f"{two.ref}/1")
    edited = edit_piece(piece=piece, text="Hai thôn họp 11 cuộc.", version=1, actor=world.hats.clerk, now=NOW)
    assert edited.sources.count() == 2
    with pytest.raises(Refusal):
        edit_piece(piece=piece, text="Khác", version=1, actor=world.hats.leader, now=NOW)
    assert Piece.objects.get(pk=piece.pk).text == "Hai thôn họp 11 cuộc."


def test_whatever_the_button_what_was_typed_into_the_draft_is_kept(world: World, words, second, outline):
    one, two = words
    (piece,) = use(world, second, Kind.TAKE, f"{one.ref}/1")
    path = f"{outline.get_absolute_url()}tong-hop/2/"
    typed = {"do": "lay", "doan": f"{two.ref}/1", f"t-{piece.ref}": "Sửa lời.", f"v-{piece.ref}": 1}
    assert world.client("clerk").post(path, typed).status_code == 302
    assert Piece.objects.get(pk=piece.pk).text == "Sửa lời."
    assert second.pieces.count() == 2


def test_nothing_ticked_and_a_returned_paragraph_are_refused_with_the_ticks_kept(
    world: World, words, second, outline
):
    one, two = words
    path = f"{outline.get_absolute_url()}tong-hop/2/"
    assert world.client("clerk").post(path, {"do": "gop"}).status_code == 400
    return_words(submission=two, reason="Ghi rõ", actor=world.hats.clerk, now=NOW)
    typed = {"do": "gop", "doan": [f"{one.ref}/1", f"{two.ref}/1"]}
    response = world.client("clerk").post(path, typed)
    assert response.status_code == 400
    assert f'value="{one.ref}/1" checked' in response.content.decode()
    assert second.pieces.count() == 0


def test_what_no_text_was_made_from_is_listed(world: World, words, second, outline):
    one, _two = words
    use(world, second, Kind.TAKE, f"{one.ref}/1")
    assert unused_units(outline, NOW.date()) == ["Thôn Hai"]
    first, row = tallies(outline)
    assert (row.units, row.paragraphs, row.used, row.pieces) == (2, 3, 1, 1)
    assert (first.used, first.pieces) == (0, 0)
    page = unescape(world.client("clerk").get(f"{outline.get_absolute_url()}tong-hop/2/").content.decode())
    assert "Chưa dùng lời nào của:</strong> Thôn Hai" in page
    assert "2 đoạn chưa dùng" in page


def test_words_that_give_another_number_than_the_approved_figure_are_pointed_out(
    world: World, outline, second
):
    """Thôn Một's approved figure is two meetings; Thôn Hai has none approved yet."""
    write(of(outline, world.units.thon_mot), ("a", "Thôn họp 5 cuộc."), world.hats.reporter)
    write(of(outline, world.units.thon_hai), ("a", "Thôn họp 5 cuộc."), world.hats.second_reporter)
    doubts = {column.name: column.lines[0].doubts for column in columns_of(second, NOW)}
    assert doubts == {"Thôn Một": ["5 cuộc ≠ 2 cuộc (Cuộc họp thôn)"], "Thôn Hai": []}


def test_words_about_the_whole_are_not_held_against_a_part_of_it(
    world: World, outline: Outline, second: Heading
):
    """Two of three reports are approved: five meetings in all is no contradiction to the two in them."""
    unit = world.units.thon_mot
    due = Due.objects.get(unit=unit, form__programme=world.programme, period="2026-Q3")
    month = Period.parse("2026-09")
    Due.objects.create(
        form=due.form, unit=unit, period=str(month), period_start=month.start, period_end=month.end,
        due_at=due.due_at, frozen_at=due.frozen_at,
    )  # fmt: skip
    write(of(outline, unit), ("a", "Thôn họp 5 cuộc."), world.hats.reporter)
    assert columns_of(second, NOW)[0].lines[0].doubts == []
    said = figures_of(outline, [unit.pk], [world.indicators.meetings.pk], NOW)
    assert [one.marked for one in said.values()] == ["2 (mới duyệt 1 trên 2 kỳ)"]


def test_texts_move_and_are_left_out_while_the_units_words_stay(world: World, words, second):
    one, two = words
    first, last = use(world, second, Kind.TAKE, f"{one.ref}/1", f"{two.ref}/1")
    move_piece(piece=last, up=True, actor=world.hats.clerk, now=NOW)
    assert list(second.pieces.order_by("order")) == [last, first]
    drop_piece(piece=first, actor=world.hats.clerk, now=NOW)
    assert list(second.pieces.all()) == [last]
    assert one.passages.get(heading=second).text.startswith("Họp 2 cuộc.")


def test_a_draft_of_a_unit_is_not_on_the_page(world: World, outline, second):
    of(outline, world.units.thon_mot).passages.create(heading=second, text="Chưa gửi", version=1)
    assert columns_of(second, NOW) == []


@pytest.mark.parametrize(
    "role", ["reporter", "approver", "supervisor", "legal", "stranger", "keeper", "public"]
)
def test_only_clerk_and_leader_put_words_together(world: World, outline: Outline, role: str):
    path = f"{outline.get_absolute_url()}tong-hop/1/"
    assert world.client(role).get(path).status_code != 200
    assert world.client(role).post(path, {"do": "lay", "doan": "x"}).status_code in (302, 403, 404)
    assert Piece.objects.count() == 0


def test_a_quote_stays_word_for_word_and_what_is_taken_and_reworded_says_so(world: World, words, second):
    one, _two = words
    (quoted,) = use(world, second, Kind.QUOTE, f"{one.ref}/1")
    who = {"version": 1, "actor": world.hats.clerk, "now": NOW}
    with pytest.raises(Refusal) as refused:
        edit_piece(piece=quoted, text="Thôn Một: “Họp 100 cuộc.”", **who)
    assert refused.value.faults[0].code == "outline.quote_changed"
    led = edit_piece(piece=quoted, text="Thôn Một báo cáo: “Họp 2 cuộc.”", **who)
    assert led.kind == Kind.QUOTE
    (taken,) = use(world, second, Kind.TAKE, f"{one.ref}/1")
    assert edit_piece(piece=taken, text="Đã họp hai lần.", **who).kind == Kind.OWN


def test_a_number_that_differs_is_pointed_out_in_the_draft_and_named_in_the_review(
    world: World, outline, second
):
    one = write(of(outline, world.units.thon_mot), ("a", "Thôn họp 5 cuộc."), world.hats.reporter)
    (piece,) = use(world, second, Kind.TAKE, f"{one.ref}/1")
    said = "5 cuộc ≠ 2 cuộc (Cuộc họp thôn)"
    assert [each.said for each in doubted_in(outline, NOW)] == [said]
    page = world.client("clerk").get(f"{outline.get_absolute_url()}tong-hop/2/").content.decode()
    assert said in page.split('id="draft"')[1]
    later = NOW + timedelta(minutes=1)
    review = build_review(
        programme=world.programme, period=Period.parse("2026-Q3"), kind="interim", as_of=later,
        actor=world.hats.clerk, now=later,
    )  # fmt: skip
    printed = world.client("clerk").get(f"/tong-ket/{review.ref}/").content.decode()
    assert f"Mục “Kết quả”, Thôn Một: {said}." in printed
    edit_piece(piece=piece, text="Thôn họp 2 cuộc.", version=1, actor=world.hats.clerk, now=NOW)
    assert doubted_in(outline, NOW) == []

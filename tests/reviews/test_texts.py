"""After the meeting the words are changed and the final text is made: what was written stays, what changed is shown."""

from datetime import timedelta

import pytest
from tests.world import NOW, World

from tongket.reviews.actions import approve_review, build_review, write_words
from tongket.reviews.meetings.actions import conclude, record_meeting
from tongket.reviews.models import Meeting, Review
from tongket.reviews.texts import Changed, place_of, words_changed
from tongket.viet.period import Period

pytestmark = pytest.mark.django_db
PERIOD = Period.parse("2026")
AFTER = NOW + timedelta(days=1)


def build(world: World, at) -> Review:
    return build_review(
        programme=world.programme, period=PERIOD, kind="final", as_of=at, actor=world.hats.clerk, now=at
    )


def words(world: World, text: str, at, version: int = 0, section: str = "proposals") -> None:
    write_words(
        programme=world.programme, period=PERIOD, section=section, text=text, version=version,
        actor=world.hats.clerk, now=at - timedelta(minutes=5),
    )  # fmt: skip


@pytest.fixture
def discussed(world: World) -> Review:
    """A text that was approved, went to the meeting, and about which three points were decided."""
    words(world, "Đề nghị tỉnh hỗ trợ.\nDòng hai.", NOW)
    review = build(world, NOW)
    approve_review(review=Review.objects.get(pk=review.pk), actor=world.hats.leader, now=NOW)
    meeting = record_meeting(
        unit=world.units.xa_mau, kind="final", title="Hội nghị tổng kết năm", host="UBND xã Mẫu",
        held_on=NOW.date(), held_basis=Meeting.Basis.STATED, reviews=[review], actor=world.hats.clerk, now=NOW,
    )  # fmt: skip
    conclude(
        meeting=meeting, points=["Họp dân", "Sửa quy ước", "Báo cáo quý"], actor=world.hats.clerk, now=NOW
    )
    review.refresh_from_db()
    return review


def test_the_text_that_lay_before_the_meeting_leads_to_the_final_one(world: World, discussed: Review):
    place = place_of(discussed, world.hats.clerk, NOW.date())
    assert (place.discussed, place.points, place.later) == (True, 3, None)
    page = world.client("clerk").get(f"/tong-ket/{discussed.ref}/").content.decode()
    assert "kết luận 3 điểm" in page
    assert "Lập bản cuối" in page
    assert "kết luận 3 điểm" in world.client("clerk").get(
        f"/tong-ket/soan/{world.programme.slug}/?ky=2026"
    ).content.decode()  # fmt: skip
    assert "Lập bản cuối" not in world.client("approver").get(f"/tong-ket/{discussed.ref}/").content.decode()


def test_the_final_text_keeps_what_was_written_and_shows_what_was_changed(world: World, discussed: Review):
    words(world, "Đề nghị tỉnh hỗ trợ.\nĐề nghị huyện Mẫu phối hợp.", AFTER, version=1)
    final = build(world, AFTER)
    place = place_of(final, world.hats.clerk, AFTER.date())
    assert (place.is_final, place.later) == (True, None)
    assert place_of(discussed, world.hats.clerk, AFTER.date()).later == final
    changed = words_changed(discussed, final)
    assert Changed("Kiến nghị, đề xuất", "Dòng hai.", new=False) in changed
    assert Changed("Kiến nghị, đề xuất", "Đề nghị huyện Mẫu phối hợp.", new=True) in changed
    assert Changed("Nhiệm vụ kỳ tới", "Sửa quy ước", new=True) in changed
    assert not any("Đề nghị tỉnh hỗ trợ." in line.text for line in changed)
    page = world.client("clerk").get(f"/tong-ket/{final.ref}/nguon/").content.decode()
    assert "<ins>Đề nghị huyện Mẫu phối hợp.</ins>" in page
    assert "<del>Dòng hai.</del>" in page


def test_who_reads_the_earlier_text_is_led_to_the_later_one_once_it_is_open(world: World, discussed: Review):
    Review.objects.filter(pk=discussed.pk).update(state=Review.State.PUBLISHED)
    final = build(world, AFTER)
    path = f"/tong-ket/{discussed.ref}/"
    assert f"/tong-ket/{final.ref}/" in world.client("clerk").get(path).content.decode()
    assert f"/tong-ket/{final.ref}/" not in world.client("public").get(path).content.decode()


def test_words_typed_in_lines_are_printed_as_paragraphs(world: World):
    words(world, "Dòng một.\nDòng hai.", NOW, section="grounds")
    page = world.client("clerk").get(f"/tong-ket/{build(world, NOW).ref}/").content.decode()
    assert "Dòng một.</p>" in page

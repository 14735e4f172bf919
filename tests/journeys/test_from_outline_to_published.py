"""From the outline to the published review, all through the pages: as an office makes its review."""

import re
import time
from html import unescape

import pytest
from tests.world import World

from tongket.reviews.models import Meeting, Review, Shortcoming
from tongket.reviews.outlines.models import Comment, Outline, Piece, Sent, Submission

pytestmark = pytest.mark.django_db
START = "/tong-ket/soan/dan-chu-o-co-so/de-cuong/?ky=2026-Q3"
COMPOSER = "/tong-ket/soan/dan-chu-o-co-so/?ky=2026-Q3"
SHORT = "/tong-ket/soan/dan-chu-o-co-so/ton-tai/?ky=2026-Q3"
EDITED = "Đường thôn Một đã xong, thôn Hai còn 200 m."
FIRST = "Xã phân công từng thôn, mỗi tuần nghe báo một lần."


def page(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def draw_up(world: World) -> Outline:
    """The usual headings, two of them dropped on the screen, one renamed."""
    clerk = world.client("clerk")
    clerk.post(START, {"like": "mau"})
    outline = Outline.objects.get()
    while outline.headings.count() > 2:
        rows = list(outline.headings.order_by("order"))
        typed = {"version": outline.version, "rows": len(rows), "do": f"bo-{len(rows) - 1}"}
        for place, each in enumerate(rows):
            typed |= {
                f"m{place}-ref": each.ref,
                f"m{place}-title": each.title,
                f"m{place}-section": each.section,
            }
        typed["m0-title"] = "Chỉ đạo, điều hành"
        assert clerk.post(outline.get_absolute_url(), typed).status_code == 302
        outline.refresh_from_db()
    assert outline.headings.get(order=1).title == "Chỉ đạo, điều hành"
    return outline


def send(world: World, outline: Outline) -> None:
    units = [world.units.thon_mot.ref, world.units.thon_hai.ref, world.units.mat_tran.ref]
    typed = {"units": units, "due_day": "31/12/2199", "due_hour": "15:00"}
    assert world.client("clerk").post(f"{outline.get_absolute_url()}gui/", typed).status_code == 302


def write(world: World, role: str, unit, words: tuple[str, str]) -> Submission:
    one = Submission.objects.get(unit=unit)
    assert one.get_absolute_url() in page(world.client(role), "/ban-viec/")
    typed = {"do": "gui", "m1": words[0], "v1": 0, "m2": words[1], "v2": 0}
    response = world.client(role).post(one.get_absolute_url(), typed)
    assert response.status_code == 302, unescape(response.content.decode())
    return one


def use(world: World, outline: Outline, order: int, do: str, *keys: str) -> Piece:
    path = f"{outline.get_absolute_url()}tong-hop/{order}/"
    assert world.client("clerk").post(path, {"do": do, "doan": keys}).status_code == 302
    return Piece.objects.order_by("-pk")[0]


def build(world: World) -> Review:
    """As of now, to the second: what was written in the second before is in it."""
    time.sleep(1)
    typed = {"do": "build", "kind": "interim", "period": "2026-Q3", "as_of": ""}
    response = world.client("clerk").post(COMPOSER, typed)
    assert response.status_code == 302
    return Review.objects.get(ref=response.url.split("/")[2])


def put_together(world: World, outline: Outline, one: Submission, two: Submission) -> None:
    """Heading by heading: taken, merged, quoted; the composer edits the merged text."""
    use(world, outline, 1, "lay", f"{one.ref}/1")
    merged = use(world, outline, 2, "gop", f"{one.ref}/2", f"{two.ref}/1")
    use(world, outline, 2, "trich", f"{one.ref}/1")
    path = f"{outline.get_absolute_url()}tong-hop/2/"
    typed = {"do": "luu", f"t-{merged.ref}": EDITED, f"v-{merged.ref}": merged.version}
    world.client("clerk").post(path, typed)
    shown = page(world.client("clerk"), path)
    assert EDITED in shown
    assert "Thôn Một, đoạn 2, bản 1" in shown


def tell_what_fell_short(world: World) -> None:
    """What fell short gets its cause and remedy."""
    listed = page(world.client("clerk"), SHORT)
    assert "chưa gửi (Thôn Ba)" in listed
    key = re.findall(r'name="(t\d+)-subject" value="quý III năm 2026"', unescape(listed))[0]
    typed = {
        "row": key, f"{key}-rule": "report", f"{key}-subject": "quý III năm 2026", f"{key}-version": 0,
        f"{key}-cause": "Trưởng thôn mới nhận việc.", f"{key}-remedy": "Văn phòng xã hướng dẫn nhập.",
        f"{key}-unit": world.units.thon_ba.ref, f"{key}-due": "30/11/2026",
    }  # fmt: skip
    assert world.client("clerk").post(SHORT, typed).status_code == 302


def send_for_comments(world: World) -> Review:
    """The draft shows its sources and goes out for comments, which are answered."""
    draft = build(world)
    body = unescape(page(world.client("clerk"), f"/tong-ket/{draft.ref}/"))
    quoted, source = "Thôn Một: “Đã họp 2 cuộc.”", "[Thôn Một, đoạn 1, bản 1]"
    for said in (FIRST, EDITED, quoted, source, "Trưởng thôn mới nhận việc."):
        assert said in body
    typed = {"units": [world.units.thon_mot.ref, world.units.mat_tran.ref], "due_day": "31/12/2199"}
    assert world.client("clerk").post(f"/tong-ket/{draft.ref}/lay-y-kien/", typed).status_code == 302
    asked = Sent.objects.get(unit=world.units.thon_mot)
    assert f"/gop-y/{asked.ref}/" in page(world.client("reporter"), "/ban-viec/")
    world.client("reporter").post(
        f"/gop-y/{asked.ref}/", {"m1": "Nêu rõ ngày họp.", "m0": "Nhất trí bố cục."}
    )
    agreeing = Sent.objects.get(unit=world.units.mat_tran)
    world.client("supervisor").post(f"/gop-y/{agreeing.ref}/", {})
    answers = {}
    for comment in Comment.objects.all():
        taken = comment.place == 0
        answers[f"c{comment.pk}-answer"] = "taken" if taken else "kept"
        answers[f"c{comment.pk}-reason"] = "" if taken else "Ngày họp đã có trong phụ lục."
    assert world.client("clerk").post(f"/tong-ket/{draft.ref}/tiep-thu/", answers).status_code == 302
    for ending, magic in (("docx", b"PK"), ("pdf", b"%PDF")):
        table = world.client("clerk").get(f"/tong-ket/{draft.ref}/tiep-thu/tai/{ending}")
        assert table.content.startswith(magic)
    return draft


def test_an_office_makes_its_review_from_the_outline_to_the_public_page(world: World):
    outline = draw_up(world)
    send(world, outline)
    one = write(world, "reporter", world.units.thon_mot, (FIRST, "Đã họp 2 cuộc.\nLàm xong đường thôn."))
    two = write(world, "second_reporter", world.units.thon_hai, ("Họp đều.", "Đường còn 200 m chưa xong."))
    assert page(world.client("clerk"), outline.get_absolute_url()).count('class="badge done"') == 2
    assert "2 trên 3 đơn vị đã gửi" in page(world.client("clerk"), "/ban-viec/")
    put_together(world, outline, one, two)
    tell_what_fell_short(world)
    draft = send_for_comments(world)

    # The meeting takes the draft up; the final text has its conclusions; then approved, sent up, published.
    held = {"title": "Hội nghị sơ kết quý III", "kind": "interim", "host": "UBND xã", "held_on": "20/11/2026"}
    world.client("clerk").post("/hoi-nghi/moi/", held | {"reviews": [draft.ref], "programmes": []})
    meeting = Meeting.objects.get(title="Hội nghị sơ kết quý III")
    world.client("clerk").post(f"/hoi-nghi/{meeting.ref}/ket-luan/", {"text": "1. Thôn Hai làm xong đường."})
    final = build(world)
    assert final.pk != draft.pk
    assert "Thôn Hai làm xong đường." in page(world.client("clerk"), f"/tong-ket/{final.ref}/")
    assert world.client("leader").post(f"/tong-ket/{final.ref}/phe-duyet/").status_code == 302
    assert "[Thôn Một" not in unescape(page(world.client("clerk"), f"/tong-ket/{final.ref}/"))
    assert "Thôn Một, đoạn 1, bản 1" in page(world.client("clerk"), f"/tong-ket/{final.ref}/nguon/")
    world.client("clerk").post(f"/tong-ket/{final.ref}/gui-len/", {"unit": world.units.province.pk})
    assert Sent.objects.get(purpose="upward").unit == world.units.province
    world.client("clerk").post(f"/tong-ket/{final.ref}/cong-khai/")
    public = unescape(page(world.client("public"), f"/tong-ket/{final.ref}/"))
    assert EDITED in public
    assert "/nguon/" not in public
    assert Shortcoming.objects.get(rule="report").review == final

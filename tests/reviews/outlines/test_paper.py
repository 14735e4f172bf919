"""An outline and a unit's words go out to Word and come back: every field, and nothing kept unasked."""

import io
import shutil
import uuid
from copy import deepcopy

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml.ns import qn
from tests.reviews.outlines.conftest import of, write
from tests.world import CAST, NOW, World
from tests.writer.test_controls import control
from tests.writer.test_libreoffice import saved_again

from tongket.reviews.outlines.actions import change_layout
from tongket.reviews.outlines.models import Outline
from tongket.reviews.outlines.paper import (
    changes,
    outline_brought,
    outline_file,
    words_brought,
    words_file,
)
from tongket.reviews.outlines.words import PARTS
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed: tools/debian.sh"
)


def edited(data: bytes, edit) -> bytes:
    """The file as somebody changes it in Word."""
    word = docx.Document(io.BytesIO(data))
    edit(word.element.body)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def type_in(holder, text: str) -> None:
    """Text in the place of what stands in a control."""
    first, *others = holder.iter(qn("w:t"))
    first.text = text
    for each in others:
        each.text = ""
    for empty in list(holder.iter(qn("w:showingPlcHdr"))):
        empty.getparent().remove(empty)


def rows(body) -> list:
    """The rows of the headings."""
    tags = [each for each in body.iter(qn("w:tag")) if each.get(qn("w:val")) == "muc.ten"]
    return [next(tag.iterancestors(qn("w:tr"))) for tag in tags]


def field(row, tag: str):
    return control(row, tag)


def much_changed(body) -> None:
    """The second heading first and renamed, the first dropped, a third added without its own mark."""
    first, second = rows(body)
    type_in(field(second, "muc.ten"), "Kết quả cụ thể")
    third = deepcopy(second)
    for name, text in (("muc.ten", "Kiến nghị"), ("muc.hoi", "Với ai."), ("muc.phan", "Kiến nghị"),
                       ("muc.chi-tieu", ""), ("muc.ma", "")):  # fmt: skip
        type_in(field(third, name), text)
    second.addnext(third)
    first.getparent().remove(first)
    type_in(control(body, "phan.claims"), "Đánh giá chung")


def sent(data: bytes, name: str = "a.docx") -> dict:
    return {"file": SimpleUploadedFile(name, data)}


def test_an_outline_that_comes_back_as_it_went_changes_nothing(draft: Outline):
    brought = outline_brought(outline_file(draft), "a.docx", draft)
    assert changes(draft, brought) == []
    assert [each.title for each in brought.headings] == ["Chỉ đạo, điều hành", "Kết quả"]
    assert [len(each.indicators) for each in brought.headings] == [0, 1]


def test_what_was_changed_in_word_is_shown_and_kept_only_by_the_button(world: World, draft: Outline):
    page = world.client("clerk").post(
        f"/de-cuong/{draft.ref}/tai-len/", sent(edited(outline_file(draft), much_changed))
    )
    text = page.content.decode()
    for said in ("Đổi tên: “Kết quả” thành “Kết quả cụ thể”", "Mục mới: “Kiến nghị”", "Bỏ mục: “Chỉ đạo, điều hành”",
                 "Phần “Nhận định” đổi tên thành “Đánh giá chung”"):  # fmt: skip
        assert said in text
    assert [each.title for each in draft.headings.order_by("order")] == ["Chỉ đạo, điều hành", "Kết quả"]
    form = {"version": page.context["version"], "rows": len(page.context["forms"]), "do": "luu"}
    for one in (*page.context["forms"], page.context["layout"]):
        for bound in one:
            if bound.value():
                form[bound.html_name] = bound.value()
    second = draft.headings.get(order=2)
    assert world.client("clerk").post(f"/de-cuong/{draft.ref}/", form).status_code == 302
    draft.refresh_from_db()
    assert [(each.title, each.section) for each in draft.headings.order_by("order")] == [
        ("Kết quả cụ thể", "results"), ("Kiến nghị", "proposals"),
    ]  # fmt: skip
    assert draft.headings.get(order=1) == second
    assert list(second.indicators.all()) == [world.indicators.meetings]
    assert draft.layout == {"claims": "Đánh giá chung"}


def test_a_heading_that_was_moved_in_word_is_said_to_be_moved(draft: Outline):
    def swap(body):
        first, second = rows(body)
        item = next(second.iterancestors(qn("w:sdt")))
        next(first.iterancestors(qn("w:sdt"))).addprevious(item)

    brought = outline_brought(edited(outline_file(draft), swap), "a.docx", draft)
    assert changes(draft, brought) == [
        "Dời: “Kết quả” nay là mục 1.", "Dời: “Chỉ đạo, điều hành” nay là mục 2.",
    ]  # fmt: skip


def test_a_line_that_no_form_has_is_named(draft: Outline):
    def invent(body):
        type_in(field(rows(body)[1], "muc.chi-tieu"), "Số lạ")

    with pytest.raises(Refusal) as refused:
        outline_brought(edited(outline_file(draft), invent), "a.docx", draft)
    fault = refused.value.faults[0]
    assert (fault.code, fault.values) == ("outline.line_unknown", {"heading": "Kết quả", "line": "Số lạ"})


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", b"van ban", "Đây không phải tệp Word (.docx)"),
        ("a.docm", b"PK\x03\x04", "macro"),
        ("a.docx", None, "thuộc trang khác"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence_and_nothing_changes(
    world: World, draft: Outline, name, data, said
):
    if data is None:
        other = f"{uuid.uuid4()} 1"
        data = edited(outline_file(draft), lambda body: type_in(control(body, "ma"), other))
    page = world.client("clerk").post(f"/de-cuong/{draft.ref}/tai-len/", sent(data, name))
    assert page.status_code == 400
    assert said in page.content.decode()
    assert draft.headings.count() == 2


def test_an_outline_that_was_sent_down_is_no_longer_changed_in_word_but_its_layout_is(
    world: World, outline: Outline
):
    page = world.client("clerk").post(f"/de-cuong/{outline.ref}/tai-len/", sent(outline_file(outline)))
    assert page.status_code == 400
    who = {"actor": world.hats.clerk, "now": NOW}
    change_layout(outline=outline, layout={"grounds": " Căn  cứ ", "tasks": PARTS["tasks"]}, version=2, **who)
    outline.refresh_from_db()
    assert outline.layout == {"grounds": "Căn  cứ"}
    with pytest.raises(Refusal) as refused:
        change_layout(outline=outline, layout={}, version=2, **who)
    assert refused.value.faults[0].code == "outline.changed_meanwhile"


def test_words_written_in_word_land_under_their_headings_and_are_kept_by_the_unit_alone(
    world: World, outline: Outline
):
    one = of(outline, world.units.thon_mot)
    path = one.get_absolute_url()
    file = world.client("reporter").get(f"{path}tai/docx").content
    first, second = outline.headings.order_by("order")

    def fill(body):
        type_in(control(body, f"muc.{first.ref}"), "Đã họp thôn hai lần.")
        type_in(control(body, f"muc.{second.ref}"), "Đạt 12 cuộc.")

    page = world.client("reporter").post(f"{path}tai-len/", sent(edited(file, fill)))
    text = page.content.decode()
    assert "Đã họp thôn hai lần." in text
    assert "2 ô khác bản đang có" in text
    assert one.passages.count() == 0
    typed = {f"m{box.heading.order}": box.text for box in page.context["boxes"]} | {
        "v1": 0,
        "v2": 0,
        "do": "gui",
    }
    assert world.client("reporter").post(path, typed).status_code == 302
    one.refresh_from_db()
    assert one.state == "submitted"
    assert [each.text for each in one.passages.order_by("heading__order")] == [
        "Đã họp thôn hai lần.", "Đạt 12 cuộc.",
    ]  # fmt: skip


def test_words_that_are_kept_stand_beside_those_of_the_file(world: World, outline: Outline):
    one = of(outline, world.units.thon_mot)
    path = one.get_absolute_url()
    file = words_file(one, NOW)
    world.client("reporter").post(path, {"do": "luu", "m1": "Bản trên màn hình.", "v1": 0})
    heading = outline.headings.get(order=1)
    other = edited(file, lambda body: type_in(control(body, f"muc.{heading.ref}"), "Bản trong tệp."))
    text = world.client("reporter").post(f"{path}tai-len/", sent(other)).content.decode()
    assert "Bản trên màn hình." in text
    assert "Bản trong tệp." in text
    assert one.passages.get().text == "Bản trên màn hình."


def test_the_file_of_another_unit_is_refused(world: World, outline: Outline):
    other = words_file(of(outline, world.units.thon_hai), NOW)
    page = world.client("reporter").post(
        f"{of(outline, world.units.thon_mot).get_absolute_url()}tai-len/", sent(other)
    )
    assert page.status_code == 400
    assert "thuộc trang khác" in page.content.decode()


def test_the_file_of_another_page_is_refused_in_one_sentence(world: World, outline: Outline):
    other = words_file(of(outline, world.units.thon_hai), NOW)
    with pytest.raises(Refusal) as why:
        outline_brought(other, "a.docx", outline)
    assert [fault.code for fault in why.value.faults] == ["outline.file_of_another"]


def test_who_may_take_the_files_out_and_bring_them_back(world: World, outline: Outline):
    one = of(outline, world.units.thon_mot)
    makers = {
        role
        for role in CAST
        if world.client(role).get(f"/de-cuong/{outline.ref}/tai/docx").status_code == 200
    }
    writers = {
        role for role in CAST if world.client(role).get(f"/bai-viet/{one.ref}/tai/docx").status_code == 200
    }
    assert (makers, writers) == ({"clerk", "leader"}, {"reporter"})
    path, file = f"/bai-viet/{one.ref}/tai-len/", words_file(one, NOW)
    for role in ("clerk", "leader", "approver", "stranger"):
        assert world.client(role).post(path, sent(file)).status_code in (403, 404), role


@pytest.mark.slow
@office
def test_every_field_comes_back_after_a_word_processor_has_saved_the_files(
    world: World, outline: Outline, tmp_path
):
    one = write(
        of(outline, world.units.thon_mot), ("Đoạn một.\nĐoạn hai.", "Đạt 2 cuộc."), world.hats.reporter
    )
    for place, file in enumerate((outline_file(outline), words_file(one, NOW))):
        folder = tmp_path / str(place)
        folder.mkdir()
        theirs = saved_again(file, folder)
        if place == 0:
            brought = outline_brought(theirs, "a.docx", outline)
            assert brought == outline_brought(file, "a.docx", outline)
            assert changes(outline, brought) == []
        else:
            assert words_brought(theirs, "a.docx", one, NOW) == {1: "Đoạn một.\nĐoạn hai.", 2: "Đạt 2 cuộc."}

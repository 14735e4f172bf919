"""The PDF: our fonts alone, correct Vietnamese, bookmarks, tags, page numbers, the notice on every page."""

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pikepdf
import pypdf
from tests.writer.sample import NOTICE, bar_chart, communes, party_paper, review

from tongket.writer.document import Document, Heading, Paragraph, Text
from tongket.writer.pdf import render_pdf


@cache
def small() -> Document:
    """The review with two provinces in its annex."""
    first = replace(review().annexes[0], blocks=review().annexes[0].blocks[:2])
    return replace(review(), annexes=(first, review().annexes[1]))


@cache
def reader(document: Document) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(render_pdf(document)))


@cache
def pages(document: Document) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in reader(document).pages]


def outline(document: Document) -> list[str]:
    def titles(entries: list[object]) -> list[str]:
        return [t for e in entries for t in (titles(e) if isinstance(e, list) else [e.title])]  # type: ignore[attr-defined]

    return titles(reader(document).outline)


def test_only_our_fonts_are_in_it_and_all_are_embedded() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(small()))) as pdf:
        faces = [
            o
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
        names = {str(face["/FontName"]).split("+")[1] for face in faces}
        assert all("/FontFile2" in face or "/FontFile3" in face for face in faces)
    assert names <= {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic", *_chart_faces()}
    assert {"Tinos", "BeVietnamPro-Regular"} <= names


def _chart_faces() -> set[str]:
    return {"BeVietnamPro-Regular", "BeVietnamPro-SemiBold"}


def test_the_text_reads_back_as_vietnamese() -> None:
    text = " ".join(pages(small()))
    for words in (
        "ẪỆỔỮ ẵẳợữ Đđ",
        "Ẵng Ồ Ủy ban",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Thành phố Hồ Chí Minh",
    ):
        assert words in text


def test_all_provinces_are_in_it_and_all_rows_of_their_tables() -> None:
    titles = outline(review())
    assert all(f"{place}. {name}" in titles for place, (name, _) in enumerate(communes(), 1))
    text = " ".join(pages(small()))
    assert all(ward in text for _, wards in communes()[:2] for ward, *_ in wards)


def test_the_head_is_that_of_the_decree() -> None:
    first = pages(small())[0]
    for words in (
        "TỈNH MẪU",
        "Số: 12/BC-UBND",
        "Xã Mẫu, ngày 05 tháng 7 năm 2026",
        "Kính gửi:",
        "Căn cứ Kế hoạch",
    ):
        assert words in first
    assert "./." in " ".join(pages(small()))


def test_a_party_paper_has_the_party_s_head() -> None:
    text = " ".join(pages(party_paper()))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "Số 05-BC/ĐU" in text
    assert "CỘNG HÒA" not in text
    assert "./." not in text


def test_bookmarks_lead_to_parts_annexes_and_provinces() -> None:
    titles = outline(small())
    assert "I. Căn cứ và công tác chỉ đạo" in titles
    assert "1. Thành phố Hà Nội" in titles
    assert any(title.startswith("Phụ lục I") for title in titles)


def test_pages_are_numbered_from_the_second_and_afresh_in_an_annex() -> None:
    texts = pages(small())
    annex = next(i for i, text in enumerate(texts) if text.startswith("Phụ lục I "))
    assert not texts[0].startswith("1 ")
    assert texts[1].startswith("2 ")
    assert texts[annex + 1].startswith("2 ")


def test_the_notice_is_on_every_page() -> None:
    assert all(NOTICE in text for text in pages(small()))
    assert NOTICE not in " ".join(pages(replace(small(), notice="")))


def test_pages_are_a4_and_wide_annexes_lie() -> None:
    sizes = [
        (round(float(page.mediabox.width)), round(float(page.mediabox.height)))
        for page in reader(small()).pages
    ]
    assert set(sizes[:-1]) == {(595, 842)}
    assert sizes[-1] == (842, 595)


def test_it_is_tagged_with_language_title_and_words_for_pictures() -> None:
    root = reader(small()).trailer["/Root"]
    assert root["/Lang"] == "vi-VN"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    with pikepdf.open(io.BytesIO(render_pdf(small()))) as pdf:
        dicts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        figures = [o for o in dicts if o.get("/S") == "/Figure"]
        alts = [str(f.get("/Alt", f.get("/A", ""))) for f in figures]
    assert len(figures) == 4
    assert any("34 tỉnh, thành phố; cao nhất" in alt for alt in alts)


def _tags(node: pikepdf.Object) -> Iterator[str]:
    """The kinds of all tags in the order in which they are read aloud."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _tags(each)
    elif isinstance(node, pikepdf.Dictionary) and "/K" in node:
        yield str(node.get("/S", ""))
        yield from _tags(node["/K"])


def test_a_picture_stands_and_is_read_where_it_is_told_of() -> None:
    """What comes after it comes after it on the page too: it never parts a table, nor follows who signs."""
    words = Paragraph((Text("Một câu của đoạn văn. " * 60),))
    document = replace(small(), body=(words, bar_chart(), Heading(1, "Phần sau"), words), annexes=())
    with pikepdf.open(io.BytesIO(render_pdf(document))) as pdf:
        kinds = [kind for kind in _tags(pdf.Root.StructTreeRoot) if kind in ("/Figure", "/H1")]
    assert kinds == ["/Figure", "/H1"]
    text = "".join(page.extract_text() for page in reader(document).pages)
    assert text.index("Hình 1") < text.index("Phần sau") < text.index("CHỦ TỊCH")


def test_who_signs_never_stands_alone_on_a_page() -> None:
    """However long the text is, its last words go over to the page of the signature."""
    for count in range(30, 44):
        lines = tuple(Paragraph((Text(f"Câu thứ {n} của văn bản."),)) for n in range(count))
        pages = reader(replace(small(), body=lines, annexes=())).pages
        if len(pages) == 2:
            assert f"Câu thứ {count - 1}" in pages[1].extract_text(), count
            return
    raise AssertionError("no text was of such a length")


def test_it_can_be_kept_for_good() -> None:
    """What PDF/A-2b asks: the claim, colours that mean the same everywhere, no scripts, nothing outside the file."""
    with pikepdf.open(io.BytesIO(render_pdf(small()))) as pdf:
        about, root = pdf.open_metadata(), pdf.Root
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "B")
        intents = list(root.OutputIntents)
        assert [str(one.S) for one in intents] == ["/GTS_PDFA1"]
        assert all(len(one.DestOutputProfile.read_bytes()) > 100 for one in intents)
        assert "/StructTreeRoot" in root
        assert not pdf.is_encrypted
        dicts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        assert not [o for o in dicts if str(o.get("/S", "")) in ("/JavaScript", "/Launch", "/URI", "/GoToR")]


def test_its_dates_are_the_as_of_moment() -> None:
    about = reader(small()).metadata
    assert about is not None
    assert about.creation_date is not None
    assert about.creation_date.isoformat().startswith("2026-07-05T03:04:05")

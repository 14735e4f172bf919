"""The HTML: correct, linked to the trails, in parts for the site."""

import re
from dataclasses import replace
from html import escape
from html.parser import HTMLParser

import pytest
from tests.writer.sample import NOTICE, communes, party_paper, review

from tongket.viet.fault import Refusal
from tongket.writer.document import Bar, BarChart, Cell, Column, Level, Paragraph, Table, Text
from tongket.writer.html import annex_html, annex_keys, body_html, render_html, stylesheet
from tongket.writer.htmltable import table_html

VOID = {"meta", "link", "br", "hr", "img"}


def link(ref: str) -> str:
    return f"/so-lieu/dau-vet/{ref}/"


class Checker(HTMLParser):
    """Counts elements and finds what is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.headings: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.hrefs += [found["href"] or ""] if tag == "a" else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [dict(attrs)["id"] or ""] if "id" in dict(attrs) else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


PARTS = [
    render_html(review(), link),
    render_html(party_paper()),
    body_html(review(), link),
    annex_html(review(), "bieu-xa"),
    annex_html(review(), "tinh-34", link),
]


@pytest.mark.parametrize("html", PARTS, ids=["page", "party", "body", "annex", "section"])
def test_it_is_well_formed_with_one_h1_headings_in_order_and_no_id_twice(html: str) -> None:
    checker = Checker(html)
    assert checker.open == []
    assert len(checker.ids) == len(set(checker.ids))
    assert checker.headings[0] == 1
    assert checker.headings.count(1) == 1
    steps = zip(checker.headings, checker.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)


def test_every_figure_opens_its_trail() -> None:
    hrefs = Checker(body_html(review(), link)).hrefs
    assert link("ref-after") in hrefs
    assert link("p-34") in hrefs
    assert "<a " not in body_html(review())


def test_the_whole_page_holds_all_communes_the_body_none_of_the_annex() -> None:
    page, body = PARTS[0], PARTS[2]
    assert all(escape(ward) in page for _, wards in communes() for ward, *_ in wards)
    assert "Kết quả theo xã".upper() not in body


def test_one_section_of_an_annex_stands_alone() -> None:
    html = PARTS[4]
    assert "<h1>34. Tỉnh Cà Mau</h1>" in html
    assert html.count("<tr>") == 1 + len(communes()[33][1])
    assert "Thành phố Hà Nội" not in html


def test_an_unknown_annex_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        annex_html(review(), "tinh-35")
    assert refusal.value.faults[0].code == "writer.no_annex"


def test_the_keys_of_annexes_and_their_sections_are_listed_in_order() -> None:
    keys = annex_keys(review())
    assert keys[0] == ("bieu-xa", "Kết quả theo xã, phường, đặc khu")
    assert keys[1] == ("tinh-1", "1. Thành phố Hà Nội")
    assert keys[-1] == ("ky-hieu", "Các loại ô")


def test_a_chart_has_its_words_and_its_table_beside_it() -> None:
    body = PARTS[2]
    assert body.count('role="img"') == 3
    assert 'aria-labelledby="hinh-1-t hinh-1-d"' in body
    assert "<summary>Xem bảng số liệu của Hình 1</summary>" in body
    assert '<desc id="hinh-1-d">34 tỉnh, thành phố; cao nhất' in body


def test_words_are_never_markup() -> None:
    paper = replace(review(), abstract='"<b>" & x', body=(Paragraph((Text("<script>"),)),), annexes=())
    html = render_html(replace(paper, notice='</style><p>"'), lambda ref: "")
    assert "<script>" not in html
    assert "&lt;b&gt;" in html
    assert "</style><p>" not in html


def test_the_notice_is_on_every_part_and_every_printed_page() -> None:
    assert all(NOTICE in PARTS[i] for i in (0, 2, 3, 4))
    assert f'@bottom-center {{ content: "{NOTICE}"' in PARTS[0]


def test_the_page_asks_nothing_of_the_network() -> None:
    assert not re.search(r'(src|href)="http|url\(|@import', render_html(review()))
    assert "url(" not in stylesheet()


def test_lines_that_are_read_one_by_one_name_their_cells_for_a_phone() -> None:
    words = (Column("TT", "center"), Column("Nhiệm vụ"), Column("Cơ quan"), Column("Số", "right"))
    cells = (Cell("1"), Cell("Niêm yết"), Cell("Văn phòng"), Cell("4"))
    assert '<th scope="row">Niêm yết</th><td data-th="Cơ quan">' in table_html(Table(words, (cells,)), None)
    matrix = (words[1], words[0], words[3], words[3])
    assert "data-th" not in table_html(Table(matrix, (cells,)), None)


def test_bars_stand_under_their_names_for_a_phone_unless_a_level_lies_behind_them() -> None:
    bars = BarChart("Cuộc họp", "cuộc", (Bar("Thôn Chợ", 10, "10"), Bar("Thôn Bãi", 5, "5")), number="Hình 1")
    document = replace(review(), body=(bars,))
    assert '<li>Thôn Bãi <strong>5</strong><span style="width:50%"></span></li>' in body_html(document)
    levelled = replace(document, body=(replace(bars, levels=(Level("Mục tiêu", 8, 8),)),))
    assert 'class="bars"' not in body_html(levelled)

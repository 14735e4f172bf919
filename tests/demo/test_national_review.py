"""The review of the reorganisation, read back from its files and compared with the package's own database."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.demo import package, papers
from tests.demo.loaded import NATIONAL, Demo

FORMS = ("docx", "pdf", "html")


@pytest.fixture(params=FORMS)
def paper(request: pytest.FixtureRequest, demo: Demo) -> Path:
    return demo.out / f"{NATIONAL}.{request.param}"


def test_the_package_counts_what_the_papers_say():
    assert package.ask(package.FORMER) == [(10_035,)]
    assert sum(one.after for one in package.provinces().values()) == 3_321
    assert sum(one.before for one in package.provinces().values()) == 10_035
    assert len(package.provinces()) == 34


def test_the_national_total_and_its_reduction_stand_in_the_text(paper: Path):
    text = papers.text_of(paper)
    assert "Ngày 01/7/2025: 3.321 đơn vị; ngày 30/6/2025: 10.035; giảm 66,9 %." in text
    assert "Chỉ tiêu được giao: giảm từ 60 đến 70 %. Kết quả: 66,9 %; đạt." in text


def test_each_paper_is_registered_on_its_day_of_issue_or_later_and_grounds_the_programme(demo: Demo):
    entries = "FROM base_entry JOIN directives_directive AS paper ON paper.ref = base_entry.subject"
    registered = f"{entries} WHERE base_entry.kind = 'directives.register'"
    assert demo.one(f"SELECT count(*) {registered}") > 20
    assert demo.sql(f"SELECT symbol, at {registered} AND at < issued_on") == []
    grounds = "FROM programmes_ground JOIN programmes_programme AS one ON one.id = programme_id"
    assert demo.one(f"SELECT count(*) {grounds} WHERE slug = %s", NATIONAL) == 8


def test_all_34_provinces_have_their_counts_reduction_and_rank(paper: Path):
    rows = papers.ranked_of(paper)
    right = package.provinces()
    assert len(rows) == 34
    for rank, name, before, after, percent, coverage in rows:
        one = right.pop(name.removeprefix("Tỉnh ").removeprefix("Thành phố "))
        assert (rank, before, after, percent, coverage) == (
            str(one.rank),
            package.shown(one.before),
            package.shown(one.after),
            package.shown(one.reduction, 1),
            f"{one.after}/{one.after}",
        ), name
    assert not right
    assert [int(row[0]) for row in rows] == sorted(int(row[0]) for row in rows)


def test_a_province_that_became_a_city_in_2026_is_called_one(paper: Path):
    names = {row[1] for row in papers.ranked_of(paper)}
    assert {f"Thành phố {name}" for name in package.CITIES_OF_2026} <= names


def test_provinces_have_no_target_of_their_own(paper: Path):
    assert "đơn vị không được giao chỉ tiêu riêng" in papers.text_of(paper)


def test_the_area_says_how_many_communes_it_covers(paper: Path):
    total = sum(package.areas().values(), Decimal(0))
    assert f"Ngày 01/7/2025: {package.shown(total, 2)} km²" in papers.text_of(paper)
    assert "Có số liệu của 3.317 trên 3.321 đơn vị" in papers.text_of(paper)


@pytest.mark.parametrize("form", ["docx", "html"])
def test_each_province_has_the_area_of_its_communes(form: str, demo: Demo):
    paper = demo.out / f"{NATIONAL}.{form}"
    right, counts = package.areas(), package.provinces()
    rows = papers.table_with(paper, "Đơn vị", "ngày 01/7/2025", "Có số liệu")
    assert len(rows) == 34
    for name, area, coverage in rows:
        short = name.removeprefix("Tỉnh ").removeprefix("Thành phố ")
        assert area == package.shown(right[short], 2), name
        measured, after = counts[short].measured, counts[short].after
        assert coverage == f"{measured}/{after}{', chưa đủ' if measured < after else ''}", name


def test_official_figures_are_taken_over_and_nobody_approved_them(paper: Path):
    text = papers.text_of(paper)
    assert "Người tiếp nhận" in text
    assert "19/2025/QĐ-TTg ngày 30/6/2025" in text
    assert "phê duyệt" not in text.lower().replace("chưa được phê duyệt", "")


@pytest.mark.parametrize("form", ["docx", "html"])
def test_each_official_figure_names_its_document_and_who_took_it_over(form: str, demo: Demo):
    tables = papers.tables_of(demo.out / f"{NATIONAL}.{form}")
    rows = [row for table in tables for row in table[1:] if table[0][-1] == "Người tiếp nhận"]
    assert [(row[1], row[3]) for row in rows] == [
        ("10.035", "khớp"),
        ("3.321", "khớp"),
        ("687", "không so được"),
        ("709", "khớp"),
        ("710", "khác"),
    ]
    assert {row[4] for row in rows} == {"Người giữ dữ liệu mẫu, Việt Nam"}
    assert "Đề án" in rows[0][2]


def test_what_sources_say_differently_is_shown_with_each_source(paper: Path):
    text = papers.text_of(paper)
    start = text.index("báo cáo giữ nguyên từng số và nguồn của nó")
    told = text[start : start + 700]
    assert "Phường, cả nước, ngày 06/10/2026: 709 (" in told
    assert "; 710 (" in told
    assert "709 (hệ thống tự đếm)" in told


@pytest.mark.parametrize("form", ["docx", "html"])
def test_the_annex_names_every_commune_once_in_its_province(form: str, demo: Demo):
    tables = papers.tables_of(demo.out / f"{NATIONAL}.{form}")
    annex = [table[1:] for table in tables if table[0][:2] == ["TT", "Đơn vị"]]
    assert len(annex) == 34
    named = [row[1] for rows in annex for row in rows]
    assert sorted(map(_plain, named)) == sorted(
        _plain(name) for _province, name in package.ask(package.NAMES)
    )
    assert sum(name.startswith("Phường ") for name in named) == 709  # 22 of them since 2026
    assert sum(row[3] == "…" for rows in annex for row in rows) == 4


def _plain(name: str) -> str:
    """Without the kind of the unit, which changed for some in 2026."""
    return name.removeprefix("Xã ").removeprefix("Phường ").removeprefix("Đặc khu ")


def test_every_page_says_that_it_is_a_sample(paper: Path):
    text = papers.text_of(paper)
    assert "chưa được phê duyệt" in text
    assert "không phải văn bản của cơ quan nào" in text

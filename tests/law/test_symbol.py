"""Symbols of documents: the real ones are read, the misprints asked about."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongket.law.kinds import PARTY_KINDS, STATE_KINDS, kind_code, kind_name
from tongket.law.symbol import NamedDirective, Symbol, find_symbols, parse_named, parse_symbol, suggest
from tongket.viet.fault import Refusal

ACCEPTED = {
    "party": """28-NQ/TW · 44-NQ/TW · 16-NQ/TW · 60-NQ/TW · 09-CT/TW · 05-CT/TW · 35-CT/TW · 30-CT/TW · 01-KL/TW ·
        44-KL/TW · 107-KL/TW · 198-KL/TW · 399-QĐ/TW · 66-QĐ/TW · 366-QĐ/TW · 11-QĐi/TW · 05-HD/VPTW · 36-HD/VPTW ·
        8011-CV/BTCTW · 84-KH/TU · 26-CTr/TU · 73-KH/QU · 12-NQ/ĐU · 03-BC/CB · 120-CV/BTC · 88-CV/UBKT""",
    "state_year": """30/2020/NĐ-CP · 154/2026/NĐ-CP · 19/2025/QĐ-TTg · 05/2021/TT-TTCP · 131/2026/TT-BCA ·
        41/2019/QĐ-UBND · 06/2024/QĐ-UBND · 10/2022/QH15 · 06/2026/QH16 · 01/2012/UBTVQH13 · 01/2026/UBTVQH16 ·
        34/2007/PL-UBTVQH11 · 55/1998/NQ-UBTVQH10 · 66.22/2026/NQ-CP""",
    "state_admin": """15/QĐ-BNV · 168a/QĐ-UBND · 365/TB-VPCP · 191/NQ-CP · 1656/NQ-UBTVQH15 · 237/NQ-UBTVQH16 ·
        398/NQ-UBTVQH16 · 343/ĐA-CP · 342/TTr-CP · 433/BC-UBPLTP15 · 1976/QĐ-CĐKT · 597/TB-CĐKT · 1658/NQ-QUTW ·
        72/VBHN-VPQH · 439/QĐ-TTg · 2304/QĐ-BNNMT · 768/QĐ-TTPVHCC · 1523/QĐ-BCA-C06 · 1603/HD-HĐSK""",
    "state_letter": "05/BNV-VP · 12/UBND-VX · 48/UBND-TP · 4725/BGDĐT-PC",
    "old": "18-L/CTN · 64-CP",
}
CASES = [(text.strip(), form) for form, texts in ACCEPTED.items() for text in texts.split("·")]


def codes(text: str, **known: object) -> list[str]:
    return [fault.code for fault in parse_symbol(text, **known).lint]  # type: ignore[arg-type]


def test_all_sixty_five_are_tried() -> None:
    assert len(CASES) == 65


@pytest.mark.parametrize(("text", "form"), CASES)
def test_a_real_symbol_is_read_into_its_class_and_printed_back(text: str, form: str) -> None:
    symbol = parse_symbol(text).symbol
    assert (symbol.form, str(symbol)) == (form, text)


def test_a_symbol_is_read_into_its_parts() -> None:
    assert parse_symbol("168a/2026/QĐ-UBND").symbol == Symbol("168", "a", 2026, "QĐ", ("UBND",), "state_year")
    assert parse_symbol("1523/QĐ-BCA-C06").symbol.organs == ("BCA", "C06")
    assert parse_symbol("12/UBND-VX").symbol.kind is None


@pytest.mark.parametrize(
    ("text", "printed", "lint"),
    [
        ("3/QĐ-UBND", "03/QĐ-UBND", ["symbol.leading_zero"]),
        ("21 /2004/CT-UB", "21/2004/CT-UB", ["symbol.spelling"]),
        ("33 – NQ/TW", "33-NQ/TW", ["symbol.spelling"]),
        ("154/2026/NÐ-CP", "154/2026/NĐ-CP", ["symbol.spelling"]),
        ("Số 05-NQ/ĐU", "05-NQ/ĐU", ["symbol.prefix"]),
        ("Số: 05/BC-UBND", "05/BC-UBND", ["symbol.prefix"]),
        ("Số: 05-NQ/ĐU", "05-NQ/ĐU", ["symbol.colon"]),
        ("1658/NQ-QUTW", "1658/NQ-QUTW", ["symbol.state_syntax"]),
        ("15-QĐ/UBND", "15-QĐ/UBND", ["symbol.party_syntax"]),
        ("768/QĐ-TTPVHCC", "768/QĐ-TTPVHCC", ["symbol.unknown_organ"]),
        ("09-CT/TW", "09-CT/TW", []),
    ],
)
def test_what_is_odd_is_read_and_flagged(text: str, printed: str, lint: list[str]) -> None:
    assert str(parse_symbol(text).symbol) == printed
    assert codes(text) == lint


def test_the_year_is_compared_with_the_date_of_issue() -> None:
    assert codes("19/2025/QĐ-TTg", issued=date(2025, 6, 30)) == []
    assert codes("19/2025/QĐ-TTg", issued=date(2026, 1, 3)) == ["symbol.year"]


def test_a_programme_numbered_as_a_directive_is_flagged() -> None:
    assert codes("26-CT/TU", named="Chương trình hành động") == ["symbol.kind_differs"]
    assert codes("26-CTr/TU", named="Chương trình hành động") == []
    assert codes("11-QĐi/TW", named="quy định") == []
    assert codes("05-TT/TU", named="thông tri") == codes("05-TT/TU", named="thông tư") == []


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("09/CT/TW", "09-CT/TW"),
        ("09-CT-TW", "09-CT/TW"),
        ("NQ 28/TW", "28-NQ/TW"),
        ("05 CT/TW", "05-CT/TW"),
        ("09-ct/tw", "09-CT/TW"),
        ("15 QĐ/UBND", "15/QĐ-UBND"),
        ("30/2020/NĐ/CP", "30/2020/NĐ-CP"),
        ("28-NQ/TƯ", "28-NQ/TW"),
        ("28-NQ/T.Ư", "28-NQ/TW"),
        ("28-NQ/TW.", "28-NQ/TW"),
        ("19/2025/qđ-ttg", "19/2025/QĐ-TTg"),
    ],
)
def test_a_misprint_comes_back_as_a_question(text: str, suggestion: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_symbol(text)
    (fault,) = caught.value.faults
    assert fault.code == "symbol.did_you_mean"
    assert fault.values["suggestion"] == suggestion
    assert str(suggest(text)) == suggestion == str(parse_symbol(suggestion).symbol)


@pytest.mark.parametrize(
    "text", ["", "xin chào", "12/QĐ", "123456-CT/TW", "30/1944/NĐ-CP", "09-XY/TW", "-CT/TW", "28"]
)
def test_what_is_no_symbol_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_symbol(text)
    assert caught.value.faults[0].code == "symbol.unreadable"


SEGMENTS = st.sampled_from(["TW", "TU", "ĐU", "UBND", "HĐND", "BCA", "C06", "TTg", "UBTVQH16", "VX"])


@st.composite
def symbols(draw: st.DrawFn) -> Symbol:
    form = draw(st.sampled_from(["party", "state_year", "state_admin", "state_letter"]))
    kinds = PARTY_KINDS if form == "party" else STATE_KINDS
    return Symbol(
        number=f"{draw(st.integers(1, 99999)):02d}",
        suffix=draw(st.sampled_from(["", "a", "đ"])),
        year=draw(st.integers(1945, 2099)) if form == "state_year" else None,
        kind=None if form == "state_letter" else draw(st.sampled_from(sorted(kinds))),
        organs=tuple(draw(st.lists(SEGMENTS, min_size=1, max_size=3))),
        form=form,
    )


@given(symbols(), st.sampled_from(["{}", " {} ", "số {}", "Số: {}"]))
def test_every_symbol_reads_back_whatever_stands_before_it(symbol: Symbol, frame: str) -> None:
    assert parse_symbol(frame.format(symbol)).symbol == symbol


@given(symbols())
def test_spaces_and_dashes_do_not_make_another_symbol(symbol: Symbol) -> None:
    spaced = str(symbol).replace("-", " – ").replace("/", " / ")
    assert parse_symbol(spaced).symbol.key == symbol.key == parse_symbol(str(symbol).lstrip("0")).symbol.key


@given(symbols())
def test_a_symbol_is_found_in_a_sentence(symbol: Symbol) -> None:
    (hit,) = find_symbols(f"Thực hiện văn bản số {symbol} của cấp trên")
    assert hit.symbol == symbol


@given(st.text(max_size=30))
def test_any_text_is_a_symbol_or_refused(text: str) -> None:
    try:
        symbol = parse_symbol(text).symbol
    except Refusal:
        return
    assert parse_symbol(str(symbol)).symbol == symbol


@pytest.mark.parametrize(
    ("text", "printed", "key", "form"),
    [
        ("Nghị quyết Trung ương 8 khóa XI", "Nghị quyết Trung ương 8 khóa XI", "nq:8:xi", "party"),
        ("nghị quyết Hội nghị TW7 khoá XI", "Nghị quyết Trung ương 7 khóa XI", "nq:7:xi", "party"),
        (
            "Nghị quyết Hội nghị Trung ương 4 (khóa XII)",
            "Nghị quyết Trung ương 4 khóa XII",
            "nq:4:xii",
            "party",
        ),
        (
            "Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương khóa XI",
            "Nghị quyết Trung ương 8 khóa XI",
            "nq:8:xi",
            "party",
        ),
        ("Nghị quyết số 28", "Nghị quyết số 28", "nq:28", "party"),
        ("Nghị định số 9", "Nghị định số 09", "nđ:9", "state"),
        ("Chương trình hành động số 26", "Chương trình số 26", "ctr:26", "state"),
    ],
)
def test_a_document_cited_by_name_is_read(text: str, printed: str, key: str, form: str) -> None:
    named = parse_named(text)
    assert named is not None
    assert (str(named), named.key, named.form) == (printed, key, form)
    assert parse_named(printed) == named


@pytest.mark.parametrize("text", ["Luật Đất đai", "Nghị quyết của Đảng", "09-CT/TW", ""])
def test_other_names_are_left_alone(text: str) -> None:
    assert parse_named(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("theo số 18 NQ/ TU của tỉnh", [("18 NQ/ TU", "18-NQ/TU")]),
        (
            "Nghị quyết 33 – NQ/TW và Chỉ thị 05 CT/TW của",
            [("33 – NQ/TW", "33-NQ/TW"), ("05 CT/TW", "05-CT/TW")],
        ),
        ("Chỉ thị 09/CT/TW, ngày", [("09/CT/TW", "09-CT/TW")]),
        ("Kế hoạch số 35/KH - UBND ngày", [("35/KH - UBND", "35/KH-UBND")]),
        ("Chỉ thị số 35-CT/TW - UBND tỉnh", [("35-CT/TW", "35-CT/TW")]),
        ("Công văn số 12/UBND-VX về việc", [("12/UBND-VX", "12/UBND-VX")]),
        ("12/UBND-VX", [("12/UBND-VX", "12/UBND-VX")]),
        ("Nghị định 64-CP, Lệnh số 18-L/CTN", [("64-CP", "64-CP"), ("18-L/CTN", "18-L/CTN")]),
        (
            "Nghị quyết Trung ương 8 khóa XI.",
            [("Nghị quyết Trung ương 8 khóa XI", "Nghị quyết Trung ương 8 khóa XI")],
        ),
        ("Nghị định số 21 ngày 22/02", [("Nghị định số 21", "Nghị định số 21")]),
        ("Kế hoạch 2467 về việc", [("Kế hoạch 2467", "Kế hoạch số 2467")]),
        ("Nghị quyết 6 tháng đầu năm", []),
        ("ngày 14/4/2025 - UBND xã", []),
        ("đạt 5/UBND chỉ tiêu", []),
        ("Kế hoạch 5 năm 2021-2025", []),
    ],
)
def test_citations_are_found_as_real_pages_write_them(text: str, found: list[tuple[str, str]]) -> None:
    assert [(hit.text, str(hit.symbol or hit.named)) for hit in find_symbols(text)] == found


def test_a_citation_knows_its_characters_its_kind_and_whether_it_was_repaired() -> None:
    text = "Chỉ thị số 09/CT/TW và Kết luận 44-KL/TW"
    one, other = find_symbols(text)
    assert (text[one.start : one.end], one.kind_words, one.repaired) == ("09/CT/TW", "Chỉ thị", True)
    assert (text[other.start : other.end], other.kind_words, other.repaired) == (
        "44-KL/TW",
        "Kết luận",
        False,
    )


@given(st.text(alphabet="0123456789/-–. ,CTNQĐKHWUa", max_size=60))
def test_citations_never_overlap(text: str) -> None:
    hits = find_symbols(text)
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))


def test_one_code_may_be_two_kinds_by_line() -> None:
    assert (kind_name("TT", party=True), kind_name("TT", party=False)) == ("thông tri", "thông tư")
    assert kind_name("CV", party=False) == ""
    assert [
        kind_code(n) for n in ("Chương trình hành động", "Thông tư liên tịch", "giấy uỷ quyền", "bài báo")
    ] == [
        "CTr",
        "TTLT",
        "GUQ",
        "",
    ]


def test_a_named_directive_is_a_value() -> None:
    assert NamedDirective("NQ", 8, "XI") == parse_named("Nghị quyết TW 8 khóa XI")

"""The search box finds names, symbols and codes without marks, by their beginnings and despite slips."""

import string
import uuid
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tongket.base import search
from tongket.base.models import Access, SearchRow, Series
from tongket.base.search import (
    Findable,
    Group,
    Readable,
    complete,
    find,
    index,
    publish,
    put,
    remove,
    words_of,
)

pytestmark = pytest.mark.django_db

PLACES = ["Phường Nguyễn Trãi", "Xã Đường Hồng", "Xã Đương Hoa", "Thành phố Hà Nội", "Xã Hà Nam", "Xã Mẫu"]


def row(shown: str, kind: str = "unit", access: str = Access.PUBLIC, **more: Any) -> Findable:
    text = more.pop("text", shown)
    ref = more.pop("ref", None) or uuid.uuid5(uuid.NAMESPACE_URL, f"{kind}/{shown}")
    return Findable(kind, ref, more.pop("unit_id", None), access, text, shown, f"/{kind}/{ref}/", **more)


def among(**filters) -> Readable:
    return lambda kind: SearchRow.objects.filter(**filters).filter(kind=kind)


def found(text: str, **filters: object) -> list[str]:
    groups = find(text, rows=among(**filters))
    return [hit.shown for group in groups for hit in group.hits]


@pytest.fixture(autouse=True)
def places() -> None:
    put(row(name) for name in PLACES)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("nguyen trai", ["Phường Nguyễn Trãi"]),
        ("Nguyễn Trãi", ["Phường Nguyễn Trãi"]),
        ("NGUYỄN  TRÃI", ["Phường Nguyễn Trãi"]),
        ("trai nguyen", ["Phường Nguyễn Trãi"]),
        ("duong", ["Xã Đường Hồng", "Xã Đương Hoa"]),
        ("đường h", ["Xã Đường Hồng", "Xã Đương Hoa"]),
        ("duong ho", ["Xã Đường Hồng", "Xã Đương Hoa"]),
        ("duong hoa", ["Xã Đương Hoa"]),
        ("ha n", ["Thành phố Hà Nội", "Xã Hà Nam"]),
        ("n ha", []),
        ("khong co", []),
        ("", []),
        ("  -/ '\"*:&|!() ", []),
    ],
)
def test_words_match_without_marks_and_the_last_one_as_a_beginning(text: str, names: list[str]):
    assert sorted(found(text)) == sorted(names)


def test_a_symbol_typed_in_full_comes_before_those_that_only_cite_it():
    for symbol, about in [("44-KL/TW", "Tiếp tục 09-CT/TW"), ("09-CT/TW", "Về một việc dài hơn nhiều")]:
        put([row(symbol, kind="directive", text=f"{symbol} {about}")])
    assert found("09-ct/tw", kind="directive") == ["09-CT/TW", "44-KL/TW"]


def test_a_name_typed_in_full_comes_before_words_met_apart():
    put([row("Xã Trại", text="Xã Trại, Nguyên"), row("Xã Nguyễn Trãi", text="Xã Nguyễn Trãi, tỉnh B")])
    assert found("nguyen trai")[-1] == "Xã Trại"


def test_letters_apart_from_their_marks_are_the_same_letters():
    assert found("Nguye\u0302\u0303n Tra\u0303i") == ["Phường Nguyễn Trãi"]


@pytest.mark.parametrize("slip", ["nguyen tari", "nguyne trai", "nguyen trtai", "nguyn trai", "nguyem trai"])
def test_a_slip_of_the_hand_is_forgiven(slip: str):
    assert found(slip) == ["Phường Nguyễn Trãi"]


def test_a_word_typed_right_is_not_widened():
    put([row("Xã Hồng"), row("Xã Hòng Hai")])
    assert found("xa hai") == ["Xã Hòng Hai"]


def test_figures_are_not_guessed_at():
    put([row("Quyết định 759/QĐ-TTg", "directive")])
    assert found("759") == ["Quyết định 759/QĐ-TTg"]
    assert found("758") == []


@pytest.mark.parametrize("text", ["09-CT/TW", "09 ct tw", "09-ct/t", "9 chỉ thị 09"])
def test_a_symbol_is_found_in_any_writing(text: str):
    put([row("09-CT/TW", "directive", text="Chỉ thị 09-CT/TW số 9")])
    assert found(text) == ["09-CT/TW"]


@given(
    st.lists(st.text(string.ascii_letters + string.digits + "đĐễờ_-/.,'\"*:&|()", max_size=12), max_size=5)
)
def test_any_text_is_found_by_its_own_words_and_breaks_nothing(words: list[str]):
    """Words that PostgreSQL's own parser would split (5e10x) or that are operators of a query language."""
    text = " ".join(words)
    with transaction.atomic():
        put([row("Bản ghi thử", "test", text=text)])
        hits = found(text, kind="test")
        transaction.set_rollback(True)
    assert hits == (["Bản ghi thử"] if words_of(text)[:12] else [])


def test_results_are_grouped_by_kind_with_the_closest_first():
    put([row("Hà Nội", "directive"), row("Chương trình của Hà Nội"), row("Hà Nội cũ"), row("Hà Nội")])
    groups = find("ha noi", rows=among())
    assert [(group.kind, group.count) for group in groups] == [("unit", 4), ("directive", 1)]
    assert [hit.shown for hit in groups[0].hits] == [
        "Hà Nội",
        "Hà Nội cũ",
        "Thành phố Hà Nội",
        "Chương trình của Hà Nội",
    ]


def test_a_group_shows_the_best_and_counts_the_rest():
    put(row(f"Thôn {number}") for number in range(30))
    (group,) = find("thon", rows=among(), limit=5)
    assert (group.count, len(group.hits)) == (30, 5)


def marked(groups: list[Group]) -> list[str]:
    return ["".join(f"[{part}]" if hit else part for part, hit in h.parts) for g in groups for h in g.hits]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("nguyen tr", "Phường [Nguyễn] [Trãi]"),
        ("nguyen tari", "Phường [Nguyễn] [Trãi]"),
        ("tr", "Phường Nguyễn [Trãi]"),
    ],
)
def test_matched_words_are_marked(text: str, shown: str):
    assert marked(find(text, rows=among(shown__endswith="Trãi"))) == [shown]


def test_only_what_the_reader_may_see_is_found_and_counted():
    put([row("Báo cáo mật mã", "report", Access.UNIT, unit_id=5), row("Báo cáo chung", "report")])
    (group,) = find("bao cao", rows=among(access=Access.PUBLIC))
    assert (group.count, [hit.shown for hit in group.hits]) == (1, ["Báo cáo chung"])
    assert found("bao cao", unit_id__in=[5]) == ["Báo cáo mật mã"]


def test_a_row_written_again_replaces_the_old_one():
    ref = uuid.uuid4()
    put([row("Xã Cũ", ref=ref)])
    put([row("Xã Thượng Lâm", ref=ref)])
    assert (found("cu"), found("thuong lam")) == ([], ["Xã Thượng Lâm"])
    remove(ref)
    assert found("thuong lam") == []


def test_an_undone_action_leaves_the_search_as_it_was():
    with transaction.atomic():
        put([row("Xã Chưa Có")])
        transaction.set_rollback(True)
    assert found("chua co") == []


def test_rows_changed_by_any_statement_stay_findable():
    SearchRow.objects.filter(shown="Xã Mẫu").update(folded="xa doi ten")
    assert (found("doi ten"), found("xa mau")) == (["Xã Mẫu"], [])
    SearchRow.objects.all().delete()
    assert found("xa") == []


@pytest.fixture
def described(monkeypatch: pytest.MonkeyPatch) -> None:
    """Number series stand for any record that a room publishes; those of kind X are sealed."""
    monkeypatch.setattr(search, "_described", {})
    publish(Series, lambda s: row(f"Sổ {s.kind} {s.term}", "series", ref=s.ref) if s.kind != "X" else None)


def test_a_published_record_is_indexed_and_removed_once_it_is_sealed(described: None):
    series = Series.objects.create(unit_id=1, kind="KH", term="2026")
    index(series)
    assert found("so kh") == ["Sổ KH 2026"]
    series.kind = "X"
    index(series)
    assert found("so kh") == []


def test_what_was_made_before_it_could_be_found_is_found_after_the_next_start(described: None):
    for kind in ("KH", "BC", "X"):
        Series.objects.create(unit_id=1, kind=kind, term="2026")
    assert found("so") == []
    assert complete() == 2
    assert found("so") == ["Sổ BC 2026", "Sổ KH 2026"]
    assert complete() == 0


def test_the_database_keeps_the_index_in_step_by_itself():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'base_searchrow'"
            )
            assert cursor.fetchone() == (3,)
            cursor.execute("INSERT INTO base_search(base_search, rank) VALUES ('integrity-check', 1)")
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(
                "EXPLAIN SELECT id FROM base_searchrow WHERE base_search_words(folded) @@ 'xa:*'::tsquery"
            )
            assert "base_search" in "".join(line for (line,) in cursor.fetchall()).replace(
                "base_searchrow", ""
            )

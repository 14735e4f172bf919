"""The scorer's idea of sameness, field by field."""

import pytest

from tongket.reader.score import score

EMPTY = {
    "id": "a",
    "title": None,
    "event": None,
    "directives": [],
    "persons": [],
    "commendations": [],
    "figures": [],
}


PAPER = {"kind": "Giấy khen"}


def f1(field: str, label: dict[str, object], found: dict[str, object]) -> float:
    """The score of one field of one document."""
    scores = score([EMPTY | label], {"a": EMPTY | found})
    return next(s.f1 for s in scores if s.field == field)


@pytest.mark.parametrize(
    ("field", "key", "label", "found", "right"),
    [
        ("title", "title", "Xã Mẫu được mùa", "XÃ MẪU ĐƯỢC MÙA!", True),
        ("title", "title", "Xã Mẫu được mùa", "Xã Mẫu", False),
        ("directives", "directives", [{"symbol": "41-KH/HU"}], [{"symbol": "41 – KH/ HU"}], True),
        ("directives", "directives", [{"name": "Kế hoạch 12"}], [{"name": "Kế hoạch 13"}], False),
        ("awards", "commendations", [PAPER | {"collectives": 1}], [{"kind": "giấy khen", "collectives": 1}], True),
        ("awards", "commendations", [PAPER | {"collectives": 1}], [{"kind": "giấy khen", "individuals": 1}], False),
        ("figures", "figures", [{"value": "5", "unit": "hộ nghèo"}], [{"value": "5", "unit": "hộ"}], True),
        ("figures", "figures", [{"value": "5", "unit": None}], [{"value": "5", "unit": "hộ"}], True),
        ("figures", "figures", [{"value": "5", "unit": "hộ"}], [{"value": "5", "unit": "thôn"}], False),
    ],
)  # fmt: skip
def test_what_counts_as_the_same(field: str, key: str, label: object, found: object, right: bool):
    assert f1(field, {key: label}, {key: found}) == float(right)


def event(**told: object) -> dict[str, object]:
    return {"event": {"type": "khác", "date": None, "host": None, "period": None} | told}


def test_a_day_without_its_year_accepts_one_worked_out_but_not_the_reverse():
    assert f1("event date", event(date="--03-04"), event(date="2024-03-04")) == 1.0
    assert f1("event date", event(date="2024-03-04"), event(date="--03-04")) == 0.0


def test_a_host_needs_six_words_of_ten_in_common():
    assert f1("event host", event(host="Hội Nông dân xã Mẫu"), event(host="Hội Nông dân xã")) == 1.0
    assert f1("event host", event(host="Hội Nông dân xã Mẫu"), event(host="UBND xã Mẫu")) == 0.0


def test_figures_past_the_twelfth_label_are_not_held_against_the_reader():
    labels = [{"value": str(n), "unit": "hộ"} for n in range(12)]
    assert f1("figures", {"figures": labels}, {"figures": [*labels, {"value": "99", "unit": "hộ"}]}) == 1.0
    assert f1("figures", {"figures": labels[:11]}, {"figures": labels}) < 1.0


def test_a_document_that_was_not_read_counts_as_missed():
    scores = score([EMPTY | {"title": "Xã Mẫu được mùa"}], {})
    assert (scores[0].right, scores[0].wrong, scores[0].missed) == (0, 0, 1)

"""Every rule of the reader on its own cases: ten invented texts it must match, ten it must not."""

from pathlib import Path

import pytest

from tongket.reader.rules import RULES

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Texts with what the rule must read in them, and texts in which it must read nothing; ⏎ is a line's end."""
    match, no_match = [], []
    for line in (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        text = line[2:].replace("⏎", "\n")
        if line.startswith("+ "):
            text, _, expected = text.partition(" => ")
            match.append((text, expected.split(" ∥ ")))
        else:
            assert line.startswith("- "), line
            no_match.append(text)
    return match, no_match


MATCHING = [(name, text, expected) for name in RULES for text, expected in cases(name)[0]]
OTHER = [(name, text) for name in RULES for text in cases(name)[1]]


@pytest.mark.parametrize("name", RULES)
def test_each_rule_has_ten_cases_of_either_kind(name: str):
    match, no_match = cases(name)
    assert len({text for text, _ in match}) >= 10
    assert len(set(no_match)) >= 10


def test_each_file_of_cases_belongs_to_a_rule():
    assert {path.stem for path in CASES.glob("*.txt")} == set(RULES)


@pytest.mark.parametrize(("name", "text", "expected"), MATCHING)
def test_a_rule_reads_what_is_there(name: str, text: str, expected: list[str]):
    assert RULES[name].find(text) == expected


@pytest.mark.parametrize(("name", "text"), OTHER)
def test_a_rule_reads_nothing_into_other_texts(name: str, text: str):
    assert RULES[name].find(text) == []

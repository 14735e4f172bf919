"""Every code that the source can raise has a sentence."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

from tongket.base.faults import MESSAGES, explain
from tongket.viet.fault import Fault

SOURCE = Path(__file__).parents[2] / "src" / "tongket"


def codes_in(path: Path) -> set[str]:
    """The codes given to Fault(…) as plain strings in one file, or to the shorthand refusal(…)."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    named = (
        call
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ("Fault", "refusal") and call.args
    )
    return {call.args[0].value for call in named if isinstance(call.args[0], ast.Constant)}


def test_every_code_in_the_source_has_a_sentence():
    missing = {
        f"{code} ({path.relative_to(SOURCE)})"
        for path in SOURCE.rglob("*.py")
        for code in codes_in(path) - set(MESSAGES)
    }
    assert missing == set()


def test_a_code_is_looked_for_in_the_source_at_all():
    assert "grant.refused" in codes_in(SOURCE / "units" / "grants.py")


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_sentence_is_vietnamese_on_a_vietnamese_screen(code: str):
    with translation.override("en"):
        english = str(MESSAGES[code])
    with translation.override("vi"):
        assert str(MESSAGES[code]) != english


def test_the_place_stands_before_a_sentence_that_does_not_name_it():
    with translation.override("en"):
        fault = Fault("account.password_weak", "Mật khẩu", {"least": 10})
        assert explain(fault) == "Mật khẩu: " + str(MESSAGES["account.password_weak"]) % {"least": 10}


def test_an_unknown_code_is_shown_and_a_forgotten_value_leaves_a_gap():
    with translation.override("en"):
        assert explain(Fault("no.such", "C7", {"n": 3})) == "C7: Refused (no.such; n: 3)."
        assert explain(Fault("account.password_weak")).endswith(
            "take at least … characters that are hard to guess."
        )

"""The answer against the oracle, on random countries."""

import io
import tokenize
from pathlib import Path

import pytest
from tests.rollup import oracle
from tests.rollup.campaign import campaign


@pytest.mark.parametrize("trees", [200, pytest.param(1_000, marks=pytest.mark.long)])
def test_random_countries_agree_with_the_oracle(trees: int) -> None:
    assert campaign(trees=trees, seed=20251122) > 50 * trees


def test_the_oracle_stays_small_enough_to_be_read() -> None:
    source = Path(oracle.__file__).read_text(encoding="utf-8")
    blank = {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    }
    lines = set()
    statement_start = True
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        documents = token.type == tokenize.STRING and statement_start
        statement_start = token.type in blank
        if token.type not in blank and not documents:
            lines.update(range(token.start[0], token.end[0] + 1))
    assert 40 < len(lines) < 80

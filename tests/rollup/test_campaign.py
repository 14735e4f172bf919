"""The answer against the oracle, on a thousand random countries."""

import io
import tokenize
from pathlib import Path

from tests.rollup import oracle
from tests.rollup.campaign import campaign


def test_a_thousand_random_countries_agree_with_the_oracle() -> None:
    assert campaign(trees=1_000, seed=20251122) > 50_000


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

"""Runs many command lines one after the other, as JSON from standard input, and prints what each answered."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout

from tongket.base.shell import django


def _answer(words: list[str]) -> tuple[int, str, str]:
    from tongket.cli.main import run

    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = run(words)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    return code, out.getvalue(), err.getvalue()


if __name__ == "__main__":
    django()
    print(json.dumps([_answer(words) for words in json.load(sys.stdin)]))  # noqa: T201

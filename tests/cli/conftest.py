"""Runs a command line in this process."""

from collections.abc import Callable

import pytest

from tongket.cli.main import run

type Shell = Callable[..., tuple[int, str, str]]


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """`shell("units", "load")` → exit code, what was printed, what was complained of."""

    def call(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(list(words))
        return code, *capsys.readouterr()

    return call

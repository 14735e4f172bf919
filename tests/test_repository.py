"""What holds for every file of the repository: size, length, and words that have no place in it."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST_FILE, LONGEST_FUNCTION = 400, 60  # lines
LARGEST = 1_000_000  # bytes
TEXT = {
    ".py",
    ".md",
    ".html",
    ".css",
    ".js",
    ".po",
    ".toml",
    ".yml",
    ".csv",
    ".txt",
    ".sh",
    ".typ",
    ".svg",
    "",
}
# Spelled so that this file does not hold them itself.
WORDS = {
    "an issue by its number": r"\bissue" + r"s? (no\.? )?#?\d|\b(closes|fixes|see|PR) #" + r"\d",
    "how the work was shared out": r"\bsub-?agents?\b|\bhelper " + r"session|\bclaude" + r"\b|\bchat" + "gpt",
    "a path of one machine": r"/work" + r"/|/ho" + r"me/\w",
    "a registry's host": r"py" + r"pi\.org|python" + r"hosted|registry\.npm" + r"js|proxy\.golang",
}
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-spark.lock")


@cache
def tracked() -> list[Path]:
    """Every file that git keeps and that is there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout: git lists no files")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def said(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def sources() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts]


def test_no_source_file_is_too_long():
    long = {said(path): n for path in sources() if (n := len(path.read_text().splitlines())) > LONGEST_FILE}
    assert long == {}


def test_no_function_is_too_long():
    long = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long[f"{said(path)}:{node.name}"] = lines
    assert long == {}


def test_every_source_file_says_what_it_is_for():
    silent = []
    for path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if tree.body and ast.get_docstring(tree) is None:
            silent.append(said(path))
    assert silent == []


def test_no_file_is_too_large_but_fonts():
    large = {said(path) for path in tracked() if path.stat().st_size > LARGEST and path.suffix != ".ttf"}
    assert large == set()


@pytest.mark.parametrize("what", WORDS)
def test_nothing_speaks_of_what_does_not_belong_here(what: str):
    word = re.compile(WORDS[what], re.IGNORECASE)
    found = []
    for path in tracked():
        if path.suffix in TEXT and path.name not in LOCKS:
            lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
            found += [f"{said(path)}:{n}: {line.strip()[:100]}" for n, line in lines if word.search(line)]
    assert found == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host(name: str):
    assert "://" not in (ROOT / name).read_text()

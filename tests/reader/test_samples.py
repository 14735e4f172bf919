"""The labelled sample documents, read where they lie: scores, our scorer against theirs, and no word of theirs here.

They are shared beside the checkout and not part of it; without them these tests are skipped.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tongket.reader import read_file
from tongket.reader.score import score_folder
from tongket.viet.text import fold

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "documents"
FOLDERS = [SHARED / "seeds", SHARED / "dev"]
OWN = [ROOT / "src" / "tongket" / "reader", ROOT / "tests" / "reader"]
KINDS = {".py", ".txt", ".po"}

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the sample documents (../shared/documents) are not beside this checkout"
)


def sequences(text: str, length: int = 5) -> set[tuple[str, ...]]:
    """Every run of so many words, without marks, case and signs."""
    words = re.findall(r"[0-9a-z]+", fold(text))
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}


def test_no_five_words_of_a_sample_stand_in_code_or_cases():
    samples = set()
    for folder in FOLDERS:
        for path in folder.glob("*.txt"):
            samples |= sequences(path.read_text(encoding="utf-8"))
    common = {
        (str(path.relative_to(ROOT)), " ".join(words))
        for folder in OWN
        for path in folder.rglob("*")
        if path.suffix in KINDS
        for words in sequences(path.read_text(encoding="utf-8")) & samples
    }
    assert not common


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_our_scores_are_those_of_the_shared_scorer(folder: Path, tmp_path: Path):
    readings = tmp_path / "readings.jsonl"
    with readings.open("w", encoding="utf-8") as out:
        for path in sorted(folder.glob("*.txt")):
            record = read_file(path.read_bytes(), path.name).as_dict(path.stem)
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    command = [sys.executable, SHARED / "score.py", folder / "labels.jsonl", readings, "--json"]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = {
        s.field: {
            "precision": round(s.precision, 3),
            "recall": round(s.recall, 3),
            "f1": round(s.f1, 3),
            "gold": s.right + s.missed,
        }
        for s in score_folder(folder)
    }
    assert ours == told


EXACT_ON_SEEDS = [
    "event type",
    "event date",
    "event host",
    "event period",
    "directives",
    "directives with date",
    "awards",
]


def test_awards_directives_and_meetings_of_the_five_pages_come_out_right():
    scores = {s.field: s.f1 for s in score_folder(SHARED / "seeds")}
    assert {field: scores[field] for field in EXACT_ON_SEEDS} == dict.fromkeys(EXACT_ON_SEEDS, 1.0)
    assert min(scores.values()) >= 0.9


def test_the_further_samples_read_well():
    scores = {s.field: s.f1 for s in score_folder(SHARED / "dev")}
    assert {field: f1 for field, f1 in scores.items() if f1 < 0.95} == {}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_value_read_from_a_sample_stands_in_it(folder: Path):
    for path in folder.glob("*.txt"):
        reading = read_file(path.read_bytes(), path.name)
        for found in [
            reading.title,
            *(p.name for p in reading.persons),
            *(d.cited for d in reading.directives),
        ]:
            if found:
                assert reading.text[found.start : found.end] == found.text

"""The documents say what is there: commands, settings, grants, marks, links, pictures."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image
from tools import docs

from tongket.writer.marks import SIGNS

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
SETTING = re.compile(r"\b(TONGKET_[A-Z_]+|DATABASE_URL|ROLLUP_ENGINE)\b")
LARGEST_PICTURE = 250_000  # bytes


@pytest.mark.parametrize("name", docs.PAGES)
def test_a_page_made_from_the_code_is_current(name: str):
    assert (docs.DOCS / name).read_text(encoding="utf-8") == docs.PAGES[name](), "run: make docs"


def test_every_setting_is_explained_to_operators_and_no_other():
    source = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    used = {name for text in source for name in SETTING.findall(text)}
    explained = set(re.findall(r"^\| `(\w+)` \|", (docs.DOCS / "operators.md").read_text(), re.MULTILINE))
    assert used == explained


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_mark_of_a_table_is_explained_to_users(language: str):
    guide = (docs.DOCS / "guide" / f"{language}.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| [`*](.)[`*] \| (.+) \|$", guide, re.MULTILINE))
    assert set(rows) == {sign.sign for sign in SIGNS.values()}
    if language == "vi":
        assert [sign for sign in SIGNS.values() if not rows[sign.sign].startswith(sign.meaning)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path):
    broken = []
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        path, _, anchor = unquote(target).partition("#")
        if "://" in target:
            continue
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and anchor not in docs.headings(there.read_text(encoding="utf-8"))):
            broken.append(target)
    assert broken == []


def test_both_readmes_and_guides_lead_to_each_other():
    for one, other in (("README.md", "README.vi.md"), ("docs/guide/vi.md", "docs/guide/en.md")):
        assert f"]({Path(other).name})" in (ROOT / one).read_text(encoding="utf-8")[:200]
        assert f"]({Path(one).name})" in (ROOT / other).read_text(encoding="utf-8")[:200]


def test_both_guides_have_the_same_chapters_and_pictures():
    texts = [(docs.DOCS / "guide" / f"{one}.md").read_text(encoding="utf-8") for one in ("vi", "en")]
    chapters, pictures = ([re.findall(what, text, re.M) for text in texts] for what in (r"^#+ ", r"\w+\.png"))
    assert chapters[0] == chapters[1]
    assert pictures[0] == pictures[1]


def test_pictures_are_light_and_all_are_shown():
    shown = {name for page in PAGES for name in re.findall(r"pictures/(\w[\w-]*\.png)", page.read_text())}
    taken = {path.name: path for path in (docs.DOCS / "pictures").glob("*.png")}
    assert shown == set(taken)
    for path in taken.values():
        assert path.stat().st_size < LARGEST_PICTURE, path.name
        with Image.open(path) as picture:
            assert picture.width >= 300


def test_the_verbs_of_the_documents_are_those_of_make():
    verbs = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    said = {verb for page in PAGES for verb in re.findall(r"`?\bmake ([a-z-]+)", _code(page))}
    assert said <= verbs


def _code(page: Path) -> str:
    """What stands as code on a page: between marks, or in a block."""
    text = page.read_text(encoding="utf-8")
    return "\n".join([*re.findall(r"```\n(.*?)```", text, re.S), *re.findall(r"`(make [^`]+)`", text)])


def test_publiccode_names_this_version_and_licence():
    text = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name, key in (("version", "softwareVersion"), ("license", "license")):
        value = re.search(rf'^{name} = "(.+)"', project, re.MULTILINE)
        assert value
        assert re.search(rf"^\s*{key}: {re.escape(value[1])}$", text, re.MULTILINE)


def test_the_words_of_the_screen_that_the_guides_name_are_on_the_screen():
    """What stands in bold in the Vietnamese guide, and in brackets in the English one."""
    guides = {one: (docs.DOCS / "guide" / f"{one}.md").read_text(encoding="utf-8") for one in ("vi", "en")}
    named = re.findall(r"\*\*([^*]+)\*\*", guides["vi"]) + re.findall(r"\(\*([^*]+)\*\)", guides["en"])
    catalogues = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("django.po")]
    said = {
        text.lower().rstrip("….") for one in catalogues for text in re.findall(r'^msgstr "(.+)"', one, re.M)
    }
    assert [name for name in named if name.lower() not in said | {"enter", "tab", "esc"}] == []

"""Keeps the Vietnamese catalogues: every room has its own, extracted from its code and templates.

python tools/messages.py [ROOM…]    merge new strings into each room's .po and build every .mo
python tools/messages.py --compile  build every .mo only
python tools/messages.py --check    say what is untranslated, fuzzy, stale or differs; change nothing
"""

import ast
import io
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOMS = Path(__file__).resolve().parents[1] / "src" / "tongket"
KEYWORDS = {
    **dict.fromkeys(("_", "now_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
HEADER = """\
msgid ""
msgstr ""
"Language: vi\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)(?:![rs])?\}")


def rooms() -> list[Path]:
    """The rooms that speak: those with a locale folder or something to extract."""
    return sorted(path for path in ROOMS.iterdir() if path.is_dir() and path.name != "__pycache__")


def po_of(room: Path) -> Path:
    return room / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def _calls(path: Path) -> bytes:
    """A file as the Python extractor can read it; a template becomes the calls of its tags alone."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        text = "\n".join(line.lstrip() for line in templatize(text).splitlines())
    return text.encode()


def _help_texts() -> Iterator[str]:
    """What the shell says of its commands: Typer keeps it as plain English, the shell translates it."""
    from tongket.cli.main import texts

    yield from texts()


def extracted(room: Path) -> Catalog:
    """Every string of a room that is shown to somebody."""
    found = Catalog(locale="vi")
    for path in sorted(room.rglob("*")):
        if (
            path.suffix not in {".py", ".html", ".txt"}
            or "migrations" in path.parts
            or "samples" in path.parts
        ):
            continue
        rows = extract(
            "python", io.BytesIO(_calls(path)), KEYWORDS, (), {"encoding": "utf-8"}, strip_comment_tags=True
        )
        for _line, message, _comments, context in rows:
            found.add(message, locations=[(path.relative_to(ROOMS).as_posix(), 0)], context=context)
    if room.name == "cli":
        for text in _help_texts():
            found.add(text, locations=[("cli/main.py", 0)])
    return found


def kept(room: Path) -> Catalog:
    path = po_of(room)
    if not path.exists():
        return Catalog(locale="vi")
    with path.open("rb") as file:
        return read_po(file, locale="vi")


def merge(room: Path) -> None:
    """New strings in, translations kept; what is no longer said is kept as a comment, should it come back."""
    catalog, old = extracted(room), kept(room)
    if not len(catalog) and not len(old):
        return
    gone = dict(old.obsolete)
    for message in old:
        if message.id and message.string and catalog.get(message.id, context=message.context) is None:
            gone[old._key_for(message.id, message.context)] = message
    for message in catalog:
        key = catalog._key_for(message.id, message.context)
        before = old.get(message.id, context=message.context) or gone.pop(key, None)
        if message.id and before is not None and not before.fuzzy:
            message.string = before.string
    catalog.obsolete.update(gone)
    text = io.BytesIO()
    write_po(text, catalog, width=110, omit_header=True, sort_output=True, include_lineno=False)
    _write(po_of(room), HEADER.encode() + text.getvalue())


def build(room: Path) -> None:
    """The .mo beside the .po, unless it is newer already."""
    po = po_of(room)
    mo = po.with_suffix(".mo")
    if not po.exists() or (mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns):
        return
    data = io.BytesIO()
    write_mo(data, kept(room))
    _write(mo, data.getvalue())


def build_all() -> None:
    for room in rooms():
        build(room)


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: others may be reading."""
    if path.exists() and path.read_bytes() == data:
        path.touch()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


def _placeholders(text: object) -> set[str]:
    parts = text if isinstance(text, tuple) else (text,)
    return {
        name for part in parts for match in PLACEHOLDER.finditer(str(part)) for name in match.groups() if name
    }


def faults() -> list[str]:
    """What is wrong with the catalogues, a line each."""
    found: list[str] = []
    shown: dict[tuple[object, object], tuple[str, object]] = {}
    for room in rooms():
        wanted, have = extracted(room), kept(room)
        keys = {(message.id, message.context) for message in wanted if message.id}
        stale = (m.id for m in have if m.id and (m.id, m.context) not in keys)
        found.extend(f"{room.name}: stale: {text!r}" for text in stale)
        for key in sorted(keys, key=str):
            message = have.get(key[0], context=key[1])
            text = message.string if message is not None else ""
            if message is None or message.fuzzy or not (all(text) if isinstance(text, tuple) else text):
                found.append(f"{room.name}: not translated: {key[0]!r}")
                continue
            if _placeholders(key[0]) != _placeholders(text):
                found.append(f"{room.name}: placeholders differ: {key[0]!r}")
            other = shown.setdefault(key, (room.name, text))
            if other[1] != text:
                found.append(f"{room.name}: {key[0]!r} is {text!r} here and {other[1]!r} in {other[0]}")
    return found + _fstrings()


def _fstrings() -> list[str]:
    """An f-string is put together before it is looked up, so it is never found."""
    return [
        f"{path.relative_to(ROOMS)}:{call.lineno}: f-string inside {call.func.id}()"
        for path in sorted(ROOMS.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in KEYWORDS
        and any(isinstance(argument, ast.JoinedStr) for argument in call.args)
    ]


def main(words: list[str]) -> int:
    if "--check" in words:
        found = faults()
        print("\n".join(found) or "catalogues: complete")
        return 1 if found else 0
    if "--compile" not in words:
        for room in rooms():
            if not words or room.name in words:
                merge(room)
    build_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

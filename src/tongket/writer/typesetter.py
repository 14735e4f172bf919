"""Typst, kept ready: one compiler for papers and one for pictures, with our fonts and no other."""

from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from tongket.writer.packed import packed

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
PICTURE = (
    b"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
    b'#image(bytes(sys.inputs.svg), format: "svg")'
)
# A paper of a hundred pages does not keep waiting who needs a picture.
_paper_at_a_time, _picture_at_a_time = Lock(), Lock()


def chart_fonts() -> Path:
    """The folder of Be Vietnam Pro."""
    return Path(str(files("fontpkg_be_vietnam_pro"))) / "files"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[HERE / "fonts", chart_fonts()],
    )


@cache
def _compiler(_purpose: str) -> typst.Compiler:
    return typst.Compiler(root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)


def rasterise(svg: str, pixels_per_inch: float) -> bytes:
    """An SVG picture as PNG on white."""
    with _picture_at_a_time:
        picture = _compiler("pictures").compile(
            PICTURE, format="png", ppi=pixels_per_inch, sys_inputs={"svg": svg}
        )
    assert isinstance(picture, bytes)
    return picture


def typeset_piece(data: str, at: datetime) -> bytes:
    """One small page without tags, for a field of another PDF."""
    with _picture_at_a_time:
        pdf = _compiler("pictures").compile(
            TEMPLATES / "piece.typ",
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=["a-2b"],
            timestamp=at,
            pdf_tags=False,
        )
    assert isinstance(pdf, bytes)
    return pdf


def typeset(template: str, data: str, at: datetime) -> bytes:
    """A tagged PDF (PDF/UA-1 and PDF/A-2b) from a template of ours and its JSON; every date in it is `at`."""
    return typeset_source(TEMPLATES / template, data, at)


def typeset_source(source: Path | bytes, data: str, at: datetime) -> bytes:
    """The same from a file, or from words that were put together."""
    return packed(_typeset_loosely(source, data, at))


def _typeset_loosely(source: Path | bytes, data: str, at: datetime) -> bytes:
    """As the library writes it, before it is packed."""
    given: Any = source  # mypy takes the two kinds for none that the library knows
    with _paper_at_a_time:
        pdf = _compiler("papers").compile(
            given,
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=["ua-1", "a-2b"],
            timestamp=at,
        )
    assert isinstance(pdf, bytes)
    return pdf

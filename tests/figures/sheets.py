"""A clerk with a spreadsheet: types into the cells of a workbook without a library of ours."""

import io
import re
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

FIGURES = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def edit(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The workbook with one of its parts changed as text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return out.getvalue()


def cell_xml(ref: str, style: str, value: object) -> str:
    if isinstance(value, str) and value.startswith("#"):
        return f'<c r="{ref}"{style} t="e"><f>1/0</f><v>{value}</v></c>'
    if isinstance(value, str):
        return f'<c r="{ref}"{style} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{ref}"{style}><v>{value}</v></c>'


def type_into(data: bytes, cells: dict[str, object]) -> bytes:
    """Write values into cells: numbers, texts, formula errors ("#DIV/0!")."""

    def change(xml: str) -> str:
        for ref, value in cells.items():
            pattern = rf'<c r="{ref}"( s="\d+")?(?: t="\w+")?(?:/>|>.*?</c>)'
            new = re.sub(pattern, lambda m, r=ref, v=value: cell_xml(r, m[1] or "", v), xml, count=1)
            assert new != xml, f"no cell {ref}"
            xml = new
        return xml

    return edit(data, FIGURES, change)


def delete_row(data: bytes, number: int) -> bytes:
    return edit(data, FIGURES, lambda xml: re.sub(rf'<row r="{number}".*?</row>', "", xml, count=1))


def rename_string(data: bytes, old: str, new: str) -> bytes:
    return edit(data, STRINGS, lambda xml: xml.replace(f">{old}<", f">{new}<"))

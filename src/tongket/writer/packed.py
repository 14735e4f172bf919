"""A PDF with its many small objects in compressed streams (PDF 1.7, 7.5.7 and 7.5.8; PDF/A-2 allows them).

The typesetter writes each cell's tags as an object by itself, as plain text: nine tenths of a long paper.
"""

import re
import struct
import zlib
from itertools import batched

_TABLE = re.compile(rb"xref\n0 (\d+)\n(.*?)trailer\n<<(.*)>>\nstartxref\n\d+\n%%EOF\s*\Z", re.DOTALL)
_LINE = 20  # bytes of an object's line in the table
_TOGETHER = 500  # objects in one stream
_FREE, _ALONE, _INSIDE = 0, 1, 2


def packed(pdf: bytes) -> bytes:
    """The same objects under the same numbers, as the typesetter wrote them; the same bytes give the same bytes."""
    found = _TABLE.search(pdf, pdf.rindex(b"xref\n0 "))
    if found is None:
        raise ValueError("this is no PDF of the typesetter")
    count, lines, trailer = int(found[1]), found[2], found[3]
    starts = [int(lines[at : at + 10]) for at in range(_LINE, count * _LINE, _LINE)]
    out = bytearray(pdf[: min(starts)])
    places = [(_FREE, 0, 0xFFFF)] + [(_FREE, 0, 0)] * (count - 1)
    small: list[tuple[int, bytes]] = []
    ends = dict(zip(sorted(starts), [*sorted(starts)[1:], found.start()], strict=True))
    for number, start in enumerate(starts, start=1):
        whole = pdf[start : ends[start]].rstrip()
        if whole.endswith(b"endstream\nendobj"):
            places[number] = (_ALONE, len(out), 0)
            out += whole + b"\n"
        else:
            small.append((number, whole.partition(b" obj\n")[2].removesuffix(b"\nendobj")))
    for together in batched(small, _TOGETHER):
        stream = len(places)
        places.append((_ALONE, len(out), 0))
        for index, (number, _object) in enumerate(together):
            places[number] = (_INSIDE, stream, index)
        out += _stream(stream, *_gathered(together))
    return bytes(out + _closing(places, trailer, len(out)))


def _gathered(objects: tuple[tuple[int, bytes], ...]) -> tuple[bytes, bytes]:
    """What a stream of objects says of itself, and what it holds: number and place of each, then all of them."""
    heads, place = [], 0
    for number, body in objects:
        heads.append(b"%d %d" % (number, place))
        place += len(body) + 1
    head = b" ".join(heads) + b"\n"
    held = b"\n".join(body for _number, body in objects)
    return b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)), head + held


def _closing(places: list[tuple[int, int, int]], trailer: bytes, start: int) -> bytes:
    """Where each object lies, itself a stream, instead of the table and the trailer."""
    number = len(places)
    rows = b"".join(struct.pack(">BIH", *place) for place in [*places, (_ALONE, start, 0)])
    said = re.sub(rb"/Size \d+", b"/Size %d" % (number + 1), trailer)
    return _stream(number, b"/Type/XRef/W[1 4 2]" + said, rows) + b"startxref\n%d\n%%%%EOF" % start


def _stream(number: int, said: bytes, held: bytes) -> bytes:
    data = zlib.compress(held)
    head = b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>\nstream\n" % (number, said, len(data))
    return head + data + b"\nendstream\nendobj\n"

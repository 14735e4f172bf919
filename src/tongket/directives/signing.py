"""The authority of a post above a signature, as papers of the State and of the Party write it.

Decree 30/2020/NĐ-CP, Annex I: TM. for the body that acts together, KT. for a deputy, Q. for who acts in a post,
TL. for who signs by order. The Party writes T/M, K/T, T/L; its deputies sign for the committee themselves.
"""

import re
from dataclasses import dataclass

from tongket.directives.numbering import organ_code
from tongket.writer.document import Signature


@dataclass(frozen=True)
class _Body:
    """A body that acts together: what it is called above a signature, and who leads it."""

    name: str
    head: str
    party: bool = False
    deputy_for_head: bool = True


_COMMITTEE = _Body("BAN THƯỜNG VỤ", "Bí thư", party=True, deputy_for_head=False)
_BODIES = {
    "UBND": _Body("ỦY BAN NHÂN DÂN", "Chủ tịch"),
    "HĐND": _Body("HỘI ĐỒNG NHÂN DÂN", "Chủ tịch"),
    "ĐTN": _Body("BAN CHẤP HÀNH", "Bí thư", deputy_for_head=False),
    "MTTQ": _Body("BAN THƯỜNG TRỰC", "Chủ tịch", deputy_for_head=False),
    **dict.fromkeys(("ĐU", "TU", "HU", "QU"), _COMMITTEE),
}
# Where in a post its office begins: "Chủ tịch | UBND xã Mẫu", "Bí thư | Đảng ủy".
_OFFICE = re.compile(
    r"\s+(?P<organ>UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Hội đồng nhân dân|Đảng ủy|Tỉnh ủy|Thành ủy"
    r"|Huyện ủy|Quận ủy|Đoàn(?= TNCS| Thanh niên| xã| phường| đặc khu| tỉnh| thành phố)|MTTQ"
    r"|Ủy ban MTTQ|Ủy ban Mặt trận Tổ quốc)\b.*",
    re.IGNORECASE,
)
_SHORT = {"ubnd": "UBND", "hđnd": "HĐND", "mttq": "MTTQ"}


def signature_of(*, office: str, post: str, name: str, party: bool) -> Signature:
    """Authority, post and name of the holder of `post` who signs a paper of the office.

    >>> signature_of(office="Ủy ban nhân dân xã Mẫu", post="Chủ tịch UBND", name="", party=False).authority
    'TM. ỦY BAN NHÂN DÂN'
    """
    title = _OFFICE.sub("", post.strip())
    body = _BODIES.get(organ_code(office) or _organ_in(post))
    authority, signs = _for_body(body, title) if body else _for_office(title, party=party)
    return Signature(signs.upper(), name, authority.upper())


def _organ_in(post: str) -> str:
    """The body that a post names itself, where the office has no letterhead of its own."""
    found = _OFFICE.search(post)
    organ = found["organ"] if found else ""
    return _SHORT.get(organ.lower(), "") or organ_code(f"{organ} …")


def _for_body(body: _Body, title: str) -> tuple[str, str]:
    together, order = ("T/M", "T/L") if body.party else ("TM.", "TL.")
    head, deputy = body.head, f"Phó {body.head}"
    if title.lower() == head.lower():
        return f"{together} {body.name}", head
    if title.lower() == f"quyền {head}".lower():
        return f"{together} {body.name}", f"Q. {head}"
    if not title.lower().startswith(deputy.lower()):
        by_order_of = head if body.deputy_for_head else body.name
        return f"{order} {by_order_of}", title
    return f"{together} {body.name}" + (f"\nKT. {head}" if body.deputy_for_head else ""), deputy


def _for_office(title: str, *, party: bool) -> tuple[str, str]:
    """An office with one head: a deputy signs for the head, who acts in the post says so."""
    first, _, rest = title.partition(" ")
    if first.lower() == "phó" and rest:
        return f"{'K/T' if party else 'KT.'} {rest}", title
    return ("", f"Q. {rest}") if first.lower() == "quyền" and rest else ("", title)

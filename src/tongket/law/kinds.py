"""Kinds of documents and their codes, and the organs whose codes tell Party from State.

State: Nghị định 30/2020/NĐ-CP, Phụ lục III, with the legal texts beside it. Party: Quy định 399-QĐ/TW and
Hướng dẫn 05-HD/VPTW.
"""

import re

STATE_KINDS = {
    "NQ": "nghị quyết", "QĐ": "quyết định", "CT": "chỉ thị", "QC": "quy chế", "QyĐ": "quy định", "TC": "thông cáo",
    "TB": "thông báo", "HD": "hướng dẫn", "CTr": "chương trình", "KH": "kế hoạch", "PA": "phương án", "ĐA": "đề án",
    "DA": "dự án", "BC": "báo cáo", "BB": "biên bản", "TTr": "tờ trình", "HĐ": "hợp đồng", "CĐ": "công điện",
    "BGN": "bản ghi nhớ", "BTT": "bản thỏa thuận", "GUQ": "giấy ủy quyền", "GM": "giấy mời", "GGT": "giấy giới thiệu",
    "GNP": "giấy nghỉ phép", "PG": "phiếu gửi", "PC": "phiếu chuyển", "PB": "phiếu báo",
    "SY": "bản sao y", "TrS": "bản trích sao", "SL": "bản sao lục",
    "NĐ": "nghị định", "TT": "thông tư", "TTLT": "thông tư liên tịch", "NQLT": "nghị quyết liên tịch",
    "PL": "pháp lệnh", "L": "luật", "LCT": "lệnh công bố", "VBHN": "văn bản hợp nhất",
}  # fmt: skip

# What a copy is called at its head, by its code (Annex I, part II).
COPIES = {"SY": "SAO Y", "TrS": "TRÍCH SAO", "SL": "SAO LỤC"}

PARTY_KINDS = {
    "NQ": "nghị quyết", "QĐ": "quyết định", "QyĐ": "quy định", "QĐi": "quy định", "CT": "chỉ thị", "KL": "kết luận",
    "QC": "quy chế", "TB": "thông báo", "BC": "báo cáo", "KH": "kế hoạch", "CTr": "chương trình", "TTr": "tờ trình",
    "CV": "công văn", "BB": "biên bản", "ĐA": "đề án", "PA": "phương án", "HD": "hướng dẫn", "TT": "thông tri",
}  # fmt: skip

_PARTY_ORGAN = re.compile(
    r"(?:VP|BTC|BTG|BTGDV|BDV|BNC|BKT|BCS|BCSĐ|ĐĐ|UBKT|QU|CA)?(?:TW|TU|ĐU|HU|QU)|UBKT|BTG|BTGDV|BDV|CB|ĐB|ĐH"
)
_STATE_ORGAN = re.compile(
    r"UBND|UB|HĐND|CP|TTg|CTN|QH\d*|UBTVQH\d*|UBPLTP\d*|HĐBT|VPCP|VPQH|VPCTN|TTCP|NHNN|KTNN|TANDTC|VKSNDTC|VPUB|VPUBND"
    r"|B(?:NV|CA|QP|TP|NG|XD|CT|YT|KHCN|GDĐT|NNMT|VHTTDL|DTTG|TNMT|NNPTNT|GTVT|TTTT|LĐTBXH|KHĐT)"
)
# BTC is the Ministry of Finance and also a committee's board of organisation; the Front and the Youth Union have no
# confirmed syntax of their own.
_EITHER = {"BTC", "MTTQ", "ĐTN", "TĐTN", "TWĐTN"}


def kind_name(code: str, *, party: bool) -> str:
    """The Vietnamese name of a kind, "" for a code that the line does not know (TT: thông tri, thông tư)."""
    return (PARTY_KINDS if party else STATE_KINDS).get(code, "")


def kind_code(name: str) -> str:
    """The code of a kind named in Vietnamese ("chương trình hành động" is CTr), "" when there is none."""
    words = " ".join(name.lower().replace("thoả", "thỏa").replace("uỷ", "ủy").split())
    both = [*STATE_KINDS.items(), *PARTY_KINDS.items()]
    matches = [(len(shown), code) for code, shown in both if words == shown or words.startswith(f"{shown} ")]
    longest = max((length for length, _ in matches), default=0)
    return next((code for length, code in matches if length == longest), "")


def is_party_organ(code: str) -> bool:
    """Whether a code is that of a Party committee or one of its boards (TW, TU, ĐU, VPTW)."""
    return code in _EITHER or _PARTY_ORGAN.fullmatch(code) is not None


def is_state_organ(code: str) -> bool:
    """Whether a code is that of a State body known by name (UBND, CP, a ministry)."""
    return code in _EITHER or _STATE_ORGAN.fullmatch(code) is not None

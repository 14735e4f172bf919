"""A short paper of each kind: of the State, the Party, the Front and the Youth Union. All in them is invented."""

from collections.abc import Iterator
from dataclasses import replace

from tongket.law.kinds import PARTY_KINDS, STATE_KINDS
from tongket.writer.document import (
    Article,
    Block,
    Bullets,
    CopyMark,
    Document,
    Head,
    Heading,
    Paragraph,
    Signature,
    Text,
)
from tongket.writer.kinds import kind_form

LEGAL = {"NĐ", "TT", "TTLT", "NQLT", "PL", "L", "LCT", "VBHN"}  # not administrative papers
COPIES = {"SY", "TrS", "SL"}
ADMINISTRATIVE = [code for code in STATE_KINDS if code not in LEGAL | COPIES]
AS_OF = "2026-07-05T03:04:05Z"
DAY = "ngày 05 tháng 7 năm 2026"
LONG = (
    "Các cơ quan, đơn vị thuộc xã rà soát việc được giao trong sáu tháng đầu năm, gửi kết quả kèm tài liệu kiểm chứng "
    "về Văn phòng trước 15 giờ ngày 15/7/2026 để tổng hợp"
)
RULED = (
    Heading(1, "Nội dung"),
    Heading(2, "Việc phải làm"),
    Paragraph((Text(LONG + "."),)),
    Bullets(((Text("Việc một;"),), (Text("Việc hai."),))),
)
ARTICLES = (
    Article((Text("Giao Văn phòng theo dõi việc thực hiện. " + LONG + "."),)),
    Article((Text("Quyết định này có hiệu lực từ ngày ký."),)),
)
MEETING = (
    Paragraph((Text("Thời gian bắt đầu: 8 giờ 00, ngày 05/7/2026."),)),
    Paragraph((Text("Địa điểm: Phòng họp số 1."),)),
    Paragraph((Text("Chủ trì: Chủ tịch Ủy ban nhân dân xã."),)),
    Paragraph((Text(LONG + "."),)),
    Paragraph((Text("Cuộc họp kết thúc vào 10 giờ 30, ngày 05/7/2026"),)),
)  # fmt: skip
ABOUT = "Về việc rà soát việc được giao sáu tháng đầu năm 2026"
CHAIR = Signature("CHỦ TỊCH", "Nguyễn Văn Mẫu", "TM. ỦY BAN NHÂN DÂN")
SENT = ("Các cơ quan, đơn vị thuộc xã", "Lưu: VT, VP")
BASES = ("Căn cứ Luật Tổ chức chính quyền địa phương;", "Xét đề nghị của Chánh Văn phòng.")


def body(code: str) -> tuple[Block, ...]:
    if code in ("QĐ", "NQ"):
        return ARTICLES
    return MEETING if code == "BB" else RULED


def state(code: str) -> Document:
    """A paper of a commune's people's committee, or council."""
    name = STATE_KINDS[code].upper()
    form = kind_form(name)
    issued = "HỘI ĐỒNG NHÂN DÂN XÃ MẪU" if code == "NQ" else "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU"
    sides = (Signature("THƯ KÝ", "Trần Thị Mẫu"), Signature("CHỦ TỌA", "Nguyễn Văn Mẫu"))
    council = Signature("CHỦ TỊCH", "Lê Văn Thử", "TM. HỘI ĐỒNG NHÂN DÂN")
    return Document(
        name,
        ABOUT,
        Head(
            "HỘI ĐỒNG NHÂN DÂN" if code == "NQ" else "ỦY BAN NHÂN DÂN",
            "Mẫu",
            DAY if form.placed else "",
            f"12/{code}-{'HĐND' if code == 'NQ' else 'UBND'}",
            "XÃ MẪU",
        ),
        body(code),
        AS_OF,
        issuer=issued if form.orders or form.wired else "",
        addressees=("Ủy ban nhân dân tỉnh Mẫu",) if form.addressed or form.wired else (),
        bases=BASES if form.orders else (),
        signatures=sides if form.signers == 2 else (council if code == "NQ" else CHAIR,),
        recipients=SENT,
    )


def letter() -> Document:
    """An official letter, which has no kind."""
    return Document(
        "",
        "rà soát việc được giao",
        Head("ỦY BAN NHÂN DÂN", "Mẫu", DAY, "12/UBND-VP", "XÃ MẪU"),
        RULED,
        AS_OF,
        addressees=("Các thôn thuộc xã", "Trạm Y tế xã"),
        signatures=(Signature("CHÁNH VĂN PHÒNG", "Trần Thị Mẫu", "TL. CHỦ TỊCH"),),
        recipients=("Như trên", "Lưu: VT, VP"),
    )


def party(code: str) -> Document:
    """A paper of a commune's Party committee."""
    kind = "" if code == "CV" else PARTY_KINDS[code].upper()
    return Document(
        kind,
        "rà soát việc được giao sáu tháng đầu năm 2026",
        Head(
            "ĐẢNG ỦY XÃ MẪU",
            "Mẫu",
            DAY if kind_form(kind).placed else "",
            f"12-{code}/ĐU",
            "ĐẢNG BỘ TỈNH MẪU",
        ),
        MEETING if code == "BB" else RULED,
        AS_OF,
        form="party",
        addressees=("Các chi bộ trực thuộc",) if code == "CV" else (),
        signatures=(Signature("BÍ THƯ", "Lê Thị Thử", "T/M ĐẢNG ỦY"),),
        recipients=("Các chi bộ trực thuộc", "Lưu Văn phòng Đảng ủy"),
    )


def front() -> Document:
    return Document(
        "KẾ HOẠCH",
        "giám sát sáu tháng cuối năm 2026",
        Head("ỦY BAN MTTQ VIỆT NAM XÃ MẪU", "Mẫu", DAY, "12/KH-MTTQ-BTT", "ỦY BAN MTTQ VIỆT NAM TỈNH MẪU"),
        RULED,
        AS_OF,
        form="front",
        signatures=(Signature("CHỦ TỊCH", "Phạm Văn Thử", "TM. BAN THƯỜNG TRỰC"),),
        recipients=("Các tổ chức thành viên", "Lưu: VT"),
    )


def youth() -> Document:
    return Document(
        "KẾ HOẠCH",
        "tháng thanh niên năm 2026",
        Head("BCH ĐOÀN XÃ MẪU", "Mẫu", DAY, "12-KH/ĐTN", "TỈNH ĐOÀN MẪU"),
        RULED,
        AS_OF,
        form="youth",
        signatures=(Signature("BÍ THƯ", "Hoàng Thị Thử", "TM. BAN CHẤP HÀNH"),),
        recipients=("Các chi đoàn", "Lưu VP"),
    )


def copied() -> Iterator[tuple[str, Document]]:
    """A paper with what stands under its copy, and the sheet that goes behind copied pages."""
    head = Head("ỦY BAN NHÂN DÂN XÃ MẪU", "Mẫu", "ngày 22 tháng 11 năm 2026", "01/SY-UBND")
    mark = CopyMark("SAO Y", head, CHAIR, ("Các thôn", "Lưu: VT."))
    yield "copy-SY", replace(state("KH"), copied=mark)
    extract = replace(mark, form="TRÍCH SAO", head=replace(head, number="02/TrS-UBND"))
    yield "copy-TrS", replace(state("KH"), body=(Paragraph((Text("1. Việc phải làm."),)),), copied=extract)
    again = replace(mark, form="SAO LỤC", head=replace(head, number="03/SL-UBND"))
    yield "copy-SL", Document("", "SAO LỤC", Head("", "", ""), (), AS_OF, copied=again)


def papers() -> Iterator[tuple[str, Document]]:
    """All of them, each with the name of its golden file."""
    for code in ADMINISTRATIVE:
        yield f"state-{code}", state(code)
    yield "state-letter", letter()
    for code in PARTY_KINDS:
        yield f"party-{code}", party(code)
    yield "front-KH", front()
    yield "youth-KH", youth()
    yield from copied()

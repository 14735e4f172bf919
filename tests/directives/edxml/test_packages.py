"""edXML packages: what is written is read again; what is hostile, damaged or half is refused in one sentence each."""

import base64
import datetime
import io
import random
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tongket.directives.edxml import Attachment, Organ, Package, read_package, write_package
from tongket.viet.fault import Refusal

SENT = datetime.datetime(2026, 11, 22, 3, tzinfo=datetime.UTC)
PACKAGE = Package(
    sender=Organ("000.00.01.H41", "Ủy ban nhân dân xã Mẫu"),
    receivers=(Organ("000.00.02.H41", "Sở Nội vụ & các phòng"),),
    number="12",
    notation="UBND-VX",
    issued_on=datetime.date(2026, 11, 20),
    subject="Về việc <họp> thôn",
    place="Xã Mẫu",
    type_name="Công văn",
    type="2",
    signer="Lê Văn Chủ",
    position="CHỦ TỊCH",
    due=datetime.date(2026, 11, 30),
    priority="urgent",
    attachments=(Attachment("van-ban.txt", "Kính gửi".encode(), "text/plain"),),
)


def changed(**more: object) -> Package:
    from dataclasses import replace

    return replace(PACKAGE, **more)


def codes(data: bytes) -> list[str]:
    with pytest.raises(Refusal) as why:
        read_package(data)
    return [fault.code for fault in why.value.faults]


WORDS = st.text("Ủy ban<&>\"' ]]>ẫ\n", min_size=1, max_size=30).filter(lambda text: text.strip())


@given(WORDS, st.binary(max_size=300), st.sampled_from(["normal", "urgent", "very_urgent", "flash"]))
@example("Gửi tệp", b"PK\x03\x04", "normal")
def test_what_is_written_is_read_again(subject: str, content: bytes, priority: str):
    package = changed(
        subject=" ".join(subject.split()), priority=priority, attachments=(Attachment("a.bin", content),)
    )
    read = read_package(write_package(package, sent=SENT))
    assert (read.subject, read.priority, read.attachments[0].data) == (
        package.subject, priority, content,
    )  # fmt: skip
    assert (read.sender, read.receivers, read.symbol, read.issued_on, read.due) == (
        package.sender, package.receivers, "12/UBND-VX", package.issued_on, package.due,
    )  # fmt: skip


def test_the_same_paper_gives_the_same_bytes_and_an_id_of_its_own():
    assert write_package(PACKAGE, sent=SENT) == write_package(PACKAGE, sent=SENT)
    read = read_package(write_package(PACKAGE, sent=SENT))
    assert read.document_id == "000.00.01.H41,2026/11/20,12/UBND-VX"


@pytest.mark.parametrize(
    ("number", "notation", "symbol"),
    [
        ("12", "UBND-VX", "12/UBND-VX"),
        ("12", "12/UBND-VX", "12/UBND-VX"),
        ("05", "5/KH-UBND", "5/KH-UBND"),
        ("05", "BC/ĐU", "05-BC/ĐU"),
        ("05", "05-BC/ĐU", "05-BC/ĐU"),
        ("", "05-BC/ĐU", "05-BC/ĐU"),
        ("168a", "QĐ-UBND", "168a/QĐ-UBND"),
        ("12/UBND-VX", "", "12/UBND-VX"),
    ],
)
def test_the_symbol_is_one_however_the_systems_cut_it(number: str, notation: str, symbol: str):
    assert changed(number=number, notation=notation).symbol == symbol


def test_an_archive_around_the_package_and_one_around_each_file_are_opened():
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("van-ban.txt", "Kính gửi")
    xml = write_package(changed(attachments=(Attachment("van-ban.txt", inner.getvalue()),)), sent=SENT)
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("goi.edxml", xml)
    assert read_package(outer.getvalue()).attachments[0].data == "Kính gửi".encode()


def test_soap_with_the_files_as_mime_parts_is_read():
    envelope = """<?xml version="1.0"?>
<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" xmlns:e="http://www.mic.gov.vn/TBT/QCVN_102_2016"
 xmlns:xlink="http://www.w3.org/1999/xlink"><S:Header><e:MessageHeader><e:From><e:OrganId>000.00.01.H41</e:OrganId>
<e:OrganName>Sở Nội vụ</e:OrganName></e:From><e:Code><e:CodeNumber>7</e:CodeNumber>
<e:CodeNotation>SNV-VP</e:CodeNotation></e:Code><e:PromulgationInfo><e:PromulgationDate>20/11/2026</e:PromulgationDate>
</e:PromulgationInfo><e:Subject>Về việc họp</e:Subject></e:MessageHeader></S:Header><S:Body><e:Manifest>
<e:Reference xlink:href="cid:tep1"><e:AttachmentName>a.txt</e:AttachmentName></e:Reference></e:Manifest></S:Body>
</S:Envelope>"""
    mime = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"; type="text/xml"\r\n\r\n--b\r\n'
        "Content-Type: text/xml; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(envelope.encode()).decode()
        + "\r\n--b\r\nContent-ID: <tep1>\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(b"xin chao").decode()
        + "\r\n--b--\r\n"
    )
    read = read_package(mime.encode())
    assert (read.symbol, read.issued_on, read.attachments[0].data) == (
        "7/SNV-VP", datetime.date(2026, 11, 20), b"xin chao",
    )  # fmt: skip


def test_every_fault_of_the_header_is_told_at_once():
    xml = write_package(PACKAGE, sent=SENT).decode()
    xml = xml.replace("2026/11/20<", "hôm qua<").replace("Về việc &lt;họp&gt; thôn", "")
    xml = xml.replace("<edXML:OrganName>Ủy ban nhân dân xã Mẫu<", "<edXML:OrganName><")
    assert codes(xml.encode()) == ["edxml.missing", "edxml.missing", "edxml.day"]


def test_what_a_package_must_not_lack_is_refused_when_it_is_written():
    with pytest.raises(Refusal) as why:
        write_package(changed(sender=Organ("", "x" * 300), subject="y" * 501), sent=SENT)
    assert [(one.code, one.values["field"]) for one in why.value.faults] == [
        ("edxml.missing", "From/OrganId"),
        ("edxml.too_long", "OrganName"),
        ("edxml.too_long", "Subject"),
    ]


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><edXML>&b;</edXML>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><edXML>&e;</edXML>'
DEEP = b"<edXML>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</edXML>"
MANY = b"<edXML>" + b"<a/>" * 100_000 + b"</edXML>"


@pytest.mark.parametrize(
    "data",
    [b"", b"xin chao", b"<edXML>", b"<edXML/>", b"PK\x03\x04", LAUGHS, OUTSIDE, DEEP, MANY, b"\xff\xfe<"],
)
def test_what_is_no_package_or_means_harm_is_refused(data: bytes):
    assert codes(data) == ["edxml.unreadable"]


def test_an_archive_that_unpacks_to_too_much_is_refused_unopened():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("goi.edxml", b"0" * (65 * 1024 * 1024))
    assert len(bomb.getvalue()) < 100_000
    assert codes(bomb.getvalue()) == ["edxml.too_big"]


def test_a_file_that_is_named_and_not_there_or_damaged_is_refused():
    xml = write_package(PACKAGE, sent=SENT).decode()
    start, end = xml.index("<AttachmentEncoded>"), xml.index("</AttachmentEncoded>")
    assert codes((xml[:start] + "<AttachmentEncoded>" + xml[end:]).encode()) == ["edxml.file_missing"]
    coded = base64.b64encode("Kính gửi".encode()).decode()
    assert codes(xml.replace(coded, "%%%").encode()) == ["edxml.file_broken"]


def fuzzed(n: int, seed: int) -> int:
    """Read n packages with something wrong in each; how many were refused. Any other exception is a fault."""
    rng = random.Random(seed)
    good = write_package(PACKAGE, sent=SENT)
    boxed = io.BytesIO()
    with zipfile.ZipFile(boxed, "w") as archive:
        archive.writestr("goi.edxml", good)
    refused = 0
    for turn in range(n):
        data = bytearray(rng.choice([good, boxed.getvalue()]))
        for _ in range(rng.randint(1, 12)):
            how, at = rng.randrange(4), rng.randrange(max(1, len(data)))
            if how == 0:
                data[at : at + 1] = bytes([rng.randrange(256)])
            elif how == 1:
                del data[at : at + rng.randint(1, 40)]
            elif how == 2:
                data[at:at] = rng.choice(
                    [b"<!DOCTYPE x>", b"&a;", b"</edXML>", b"<a>", b"\x00", b"]]>", "ậ".encode()]
                )
            else:
                data[at:] = data[at : at + rng.randint(0, 200)]
        try:
            read_package(bytes(data))
        except Refusal:
            refused += 1
        except BaseException as error:
            raise AssertionError(f"package {turn} of seed {seed}: {error!r}") from error
    return refused


def test_damaged_packages_are_refused_or_read_and_never_break():
    assert fuzzed(400, 7) > 200

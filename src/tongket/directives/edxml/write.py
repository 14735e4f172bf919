"""Writes a package: one XML with its files in it, the same bytes for the same paper."""

import base64
import uuid
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

from tongket.base.clock import HANOI
from tongket.directives.edxml.package import LONGEST, NAMESPACE, PRIORITIES, Organ, Package
from tongket.viet.fault import Fault, Refusal

_ACTOR = "http://schemas.xmlsoap.org/soap/actor/next"
_XLINK = "http://www.w3.org/1999/xlink"


def write_package(package: Package, *, sent: datetime) -> bytes:
    """The XML of a paper that goes out. Refused, every fault at once: a field that is missing or too long."""
    _refuse_unfit(package)
    ids = [
        str(uuid.uuid5(uuid.NAMESPACE_OID, f"{package.id}/{at}")) for at in range(len(package.attachments))
    ]
    envelope = _element("edXMLHeader", _header(package) + _trace(package, sent) + "<edXML:Signature/>")
    body = "".join(
        f'<edXML:Reference xmlns:xlink="{_XLINK}" xlink:href={quoteattr("cid:" + cid)} xlink:type="simple">'
        + _fields(AttachmentName=one.name, ContentType=one.type, ContentId=f"cid:{cid}", Description=one.name)
        + "</edXML:Reference>"
        for cid, one in zip(ids, package.attachments, strict=True)
    )
    envelope += _element("edXMLBody", f'<edXML:edXMLManifest version="1.0">{body}</edXML:edXMLManifest>')
    files = "".join(
        "<Attachment>"
        f"<ContentType>{escape(one.type)}</ContentType><ContentId>{cid}</ContentId>"
        f"<Description>{escape(one.name)}</Description>"
        f"<ContentTransferEncoded>{base64.b64encode(one.data).decode()}</ContentTransferEncoded>"
        f"<AttachmentName>{escape(one.name)}</AttachmentName></Attachment>"
        for cid, one in zip(ids, package.attachments, strict=True)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<edXML xmlns="{NAMESPACE}"><edXML:edXMLEnvelope xmlns:edXML="{NAMESPACE}">{envelope}</edXML:edXMLEnvelope>'
        f"<AttachmentEncoded>{files}</AttachmentEncoded></edXML>\n"
    ).encode()


def _element(name: str, inner: str) -> str:
    return f"<edXML:{name}>{inner}</edXML:{name}>"


def _fields(**values: str) -> str:
    return "".join(_element(name, escape(value)) for name, value in values.items())


def _day(day: date | None) -> str:
    return f"{day:%Y/%m/%d}" if day else ""


def _organ(name: str, organ: Organ) -> str:
    return _element(name, _fields(OrganId=organ.id, OrganizationInCharge="", OrganName=organ.name))


def _header(one: Package) -> str:
    priority = next(code for code, word in PRIORITIES.items() if word == one.priority)
    return _element(
        "MessageHeader",
        _organ("From", one.sender)
        + "".join(_organ("To", organ) for organ in one.receivers)
        + _element("Code", _fields(CodeNumber=one.number, CodeNotation=one.notation))
        + _element(
            "PromulgationInfo", _fields(Place=one.place, PromulgationDate=_day(one.issued_on))
        )
        + _element("DocumentType", _fields(Type=one.type or "2", TypeName=one.type_name))
        + _fields(Subject=one.subject, Content=one.subject)
        + _element("SignerInfo", _fields(Competence="", Position=one.position, FullName=one.signer))
        + _fields(DueDate=_day(one.due))
        + _element("ToPlaces", "".join(_fields(Place=organ.name) for organ in one.receivers))
        + _element("OtherInfo", _fields(Priority=priority))
        + _fields(SteeringType="1", DocumentId=one.id),
    )  # fmt: skip


def _trace(one: Package, sent: datetime) -> str:
    stamp = sent.astimezone(HANOI).strftime("%Y/%m/%d %H:%M:%S")
    header = _element("TraceHeader", _fields(OrganId=one.sender.id, Timestamp=stamp))
    business = _element(
        "Bussiness", _fields(BussinessDocType="0", BussinessDocReason="Văn bản điện tử mới", Paper="0")
    )
    start = f'<edXML:TraceHeaderList version="1.0" mustUnderstand="1" actor="{_ACTOR}">'
    return f"{start}{header}{business}</edXML:TraceHeaderList>"


def _refuse_unfit(one: Package) -> None:
    needed = {
        "From/OrganId": one.sender.id,
        "From/OrganName": one.sender.name,
        "To": one.receivers,
        "Code/CodeNumber": one.number,
        "Code/CodeNotation": one.notation,
        "PromulgationDate": one.issued_on,
        "Subject": one.subject,
    }
    faults = [Fault("edxml.missing", values={"field": name}) for name, value in needed.items() if not value]
    values = {
        "OrganId": (one.sender.id, *(organ.id for organ in one.receivers)),
        "OrganName": (one.sender.name, *(organ.name for organ in one.receivers)),
        "CodeNumber": (one.number,),
        "CodeNotation": (one.notation,),
        "Subject": (one.subject,),
        "TypeName": (one.type_name,),
        "FullName": (one.signer,),
        "Position": (one.position,),
        "AttachmentName": tuple(each.name for each in one.attachments),
    }
    faults += [
        Fault("edxml.too_long", values={"field": name, "most": LONGEST[name]})
        for name, said in values.items()
        if any(len(value) > LONGEST[name] for value in said)
    ]
    if faults:
        raise Refusal(*faults)

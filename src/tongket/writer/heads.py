"""Who issues a document and who signs it: its head, its signature, and what stands under a copy of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the type: agencies, number and symbol, place and date.

    `number` is "12/BC-UBND" (State) or "05-BC/ĐU" (Party), `date` is
    "ngày 22 tháng 11 năm 2026", empty for a paper that has no line of place and date (minutes).
    """

    agency: str
    place: str
    date: str
    number: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: authority, a line each ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), post, name without titles."""

    post: str
    name: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class CopyMark:
    """What stands under the last words of a copy, below a line (Decree 30/2020/NĐ-CP, Annex I, part II).

    `form` is "SAO Y", "TRÍCH SAO" or "SAO LỤC"; `head` is that of the office that copies, with the copy's number.
    """

    form: str
    head: Head
    signature: Signature
    recipients: tuple[str, ...] = ()

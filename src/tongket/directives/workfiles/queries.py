"""Reads of work files: who sees them, what lies in one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet

from tongket.directives.models import WorkFile, WorkPaper
from tongket.directives.titles import titled
from tongket.units.grants import reach
from tongket.units.hats import Hat
from tongket.units.queries import names_of
from tongket.viet.text import fold


def visible_to(actor: Hat, day: date) -> QuerySet[WorkFile]:
    """Work files as the hat may read them: those of the own unit, and of one that it succeeds."""
    return WorkFile.objects.filter(reach(actor, "directives.see_papers", day))


def search_files(actor: Hat, day: date, words: str = "") -> QuerySet[WorkFile]:
    """Files by code and title, those that are open first, then the latest."""
    found = visible_to(actor, day)
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return found.annotate(count=Count("papers")).order_by(
        F("closed_on").asc(nulls_first=True), "-opened_on", "code"
    )


@dataclass(frozen=True)
class Filed:
    """A row of the list of papers (mục lục văn bản)."""

    paper: WorkPaper
    symbol: str
    day: date | None
    author: str
    abstract: str
    url: str = ""


def papers_of(work_file: WorkFile, day: date) -> list[Filed]:
    """What lies in a file, in its order."""
    rows = list(work_file.papers.select_related("incoming", "outgoing", "file").order_by("order"))
    names = names_of((one.outgoing.unit_id for one in rows if one.outgoing), day)
    return [_filed(one, names) for one in rows]


def _filed(one: WorkPaper, names: dict[int, str]) -> Filed:
    if one.incoming:
        paper = one.incoming
        about = titled(paper.kind, paper.abstract)
        return Filed(one, paper.symbol, paper.issued_on, paper.sender, about, paper.get_absolute_url())
    if one.outgoing:
        out = one.outgoing
        about, author = titled(out.kind, out.abstract), names.get(out.unit_id, "")
        return Filed(one, out.symbol, out.issued_on, author, about, out.get_absolute_url())
    return Filed(one, one.symbol, one.day, one.author, one.abstract)

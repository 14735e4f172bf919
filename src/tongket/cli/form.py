"""`tongket form`: where a Word file departs from the form of an official paper, with the rule."""

from pathlib import Path
from typing import Annotated

import typer

from tongket.base.shell import FAILED, complain, django
from tongket.cli.words import say as _

app = typer.Typer()


@app.command()
def form(file: Annotated[Path, typer.Argument(help="A .docx file, ours or another's.")]) -> None:
    """Look whether a Word file has the form of an official paper, and say where it departs from it, by which rule."""
    django()  # for its sentences: no records are needed
    from tongket.base.faults import explain
    from tongket.reader.stamp import refuse_stamped
    from tongket.viet.fault import Fault, refusal
    from tongket.writer.form import departures, form_of, read_paper
    from tongket.writer.layout import FORMS

    try:
        data = file.read_bytes()
    except OSError:
        raise refusal("reader.no_such_file", str(file)) from None
    paper = read_paper(data, str(file))
    refuse_stamped("\n".join(line.text for line in paper.lines[:40]), file.name)
    found = departures(paper)
    for fault in found:
        place = _("paragraph %(number)s") % {"number": fault.where} if fault.where else _("the whole")
        basis = fault.values.get("basis", "")
        said = explain(Fault(fault.code, values=fault.values))
        typer.echo(f"{place}: {said}" + (f" [{basis}]" if basis else ""))
    form = form_of(paper)
    if form and not FORMS[form.name].confirmed:
        typer.echo(_("No text of rules has confirmed this form: judged as such papers are seen to be."))
    if found:
        complain([_("%(count)s departures from the form.") % {"count": len(found)}], FAILED)
    typer.echo(_("The form is kept."))

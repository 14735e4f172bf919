"""Whether a Word file has the form the law asks of an official paper, whoever wrote it."""

from tongket.writer.form.paper import read_paper
from tongket.writer.form.rules import departures, form_of

__all__ = ["departures", "form_of", "read_paper"]

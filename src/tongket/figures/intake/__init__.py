"""The doors by which figures come in as a file or a message: read, resolved, taken whole or not at all."""

from tongket.figures.intake.hand_in import Filled, hand_in
from tongket.figures.intake.history import Taken, take_over
from tongket.figures.intake.reading import read_file, read_rows
from tongket.figures.intake.resolve import resolve
from tongket.figures.intake.rows import Row

__all__ = ["Filled", "Row", "Taken", "hand_in", "read_file", "read_rows", "resolve", "take_over"]

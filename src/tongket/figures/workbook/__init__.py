"""The workbook that tongket hands out for a period's reports, and takes back filled in."""

from tongket.figures.workbook.hand_out import template
from tongket.figures.workbook.take_in import import_workbook

__all__ = ["import_workbook", "template"]

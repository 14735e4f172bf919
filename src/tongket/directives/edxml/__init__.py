"""edXML packages, by which document systems exchange papers (QCVN 102:2016/BTTTT): taken in, and written."""

from tongket.directives.edxml.package import Attachment, Organ, Package
from tongket.directives.edxml.take_in import read_package
from tongket.directives.edxml.write import write_package

__all__ = ["Attachment", "Organ", "Package", "read_package", "write_package"]

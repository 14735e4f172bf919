"""Reads a text and proposes the records in it: title, meeting, directives, persons, awards, figures.

Pure functions over text in NFC; every value comes with the characters it was read from. Each rule has a
name (`tongket.reader.rules`), ten invented cases that must match and ten that must not.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tongket.reader.model import Reading as Reading
    from tongket.reader.read import read_file as read_file
    from tongket.reader.read import read_text as read_text

_FROM = {
    "Reading": "tongket.reader.model",
    "read_text": "tongket.reader.read",
    "read_file": "tongket.reader.read",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 (the shell imports reader.cli without paying for the rules)
    if name not in _FROM:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(_FROM[name]), name)

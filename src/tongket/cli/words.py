"""The shell's own words, read from their catalogue without Django: `tongket --help` must answer at once."""

import gettext
import os
from functools import cache
from pathlib import Path

from tongket.base.shell import language

LOCALE = Path(__file__).parent / "locale"


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("django", LOCALE, [code], fallback=True)


def say(text: str, **values: object) -> str:
    """The text in the shell's language, its %(name)s filled."""
    said = _catalogue(language()).gettext(text)
    return said % values if values else said


def teach_typer() -> None:
    """Typer asks Python's gettext for its few words ("Options", "required"): point it to our catalogue."""
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain("django", str(LOCALE))
    gettext.textdomain("django")

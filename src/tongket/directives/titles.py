"""What a paper is called in a list: its kind and its abstract."""

from django.utils.translation import gettext as _

from tongket.law.kinds import kind_name
from tongket.viet.text import fold


def kind_word(code: str) -> str:
    """The Vietnamese name of a kind; a letter has no code of its own."""
    return kind_name(code, party=False) or kind_name(code, party=True) or _("letter")


def titled(code: str, abstract: str) -> str:
    """“Kế hoạch: …”; an abstract that names its kind itself says it once."""
    word = kind_word(code)
    if fold(abstract).startswith(f"{fold(word)} "):
        return abstract
    return f"{word[:1].upper()}{word[1:]}: {abstract}"

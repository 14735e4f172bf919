"""What rests on a record: its own room and those above say so, and what bears something is not taken back."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _

from tongket.viet.fault import refusal

MOST_NAMED = 3

# What rests on one record as of a day, each in a few words of the screen's language.
type Asking = Callable[[Any, date], Iterable[str]]

_published: defaultdict[type[Model], list[Asking]] = defaultdict(list)


def publish_resting(model: type[Model], asking: Asking) -> None:
    """A room adds what it knows; doing it twice changes nothing."""
    if asking not in _published[model]:
        _published[model].append(asking)


def remove_unborne(record: Model, said: str, day: date) -> None:
    """Take a record away on which nothing rests; otherwise refuse and say what does."""
    found = [words for asking in _published[type(record)] for words in asking(record, day)]
    if found:
        named = "; ".join(found[:MOST_NAMED]) + ("; …" if len(found) > MOST_NAMED else "")
        raise refusal("record.borne", said=said, found=named)
    try:
        gone = record.delete()[0]
    except ProtectedError as why:
        raise refusal("record.borne", said=said, found=_("other records")) from why
    if not gone:
        raise refusal("record.gone")

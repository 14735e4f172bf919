"""No text with a stamp of secrecy in its head is written to the database, whichever form, file or action it came by.

Every value of an INSERT or UPDATE passes here before the database sees it, so that no action can forget it;
the refusal undoes the action's transaction.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import NoneType
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper

from tongket.reader.stamp import refuse_stamped

_WRITING = ("INSERT", "UPDATE")
_BARE = frozenset((int, bool, float, NoneType, date, datetime, UUID, bytes))  # what holds no text


def refuse_stamped_values(values: object) -> None:
    """Raise `file.secret` if a text among the values, at any depth, has a stamp in its head."""
    if isinstance(values, str):
        refuse_stamped(values)
    elif isinstance(values, list | tuple):
        for value in values:
            # A country's rows pass here, most of them without a Vietnamese letter.
            kind = type(value)
            if kind is str:
                if not value.isascii():
                    refuse_stamped(value)
            elif kind not in _BARE:
                refuse_stamped_values(value)
    elif isinstance(values, Mapping):
        refuse_stamped_values([*values.values()])


def _watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if isinstance(sql, str) and sql.lstrip()[:6].upper() in _WRITING:
        params = list(params or ()) if many else params
        refuse_stamped_values(params)
    return execute(sql, params, many, context)


def watch_writes(connection: BaseDatabaseWrapper, **_more: object) -> None:
    """From now on the connection writes nothing that is stamped; saying it twice changes nothing."""
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watch)

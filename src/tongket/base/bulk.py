"""Many rows at once: what the ORM does in ten seconds for a country takes one here."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.db import connection, models

from tongket.base.stamped import refuse_stamped_values


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values, given in the order of `columns` (field names, or attnames as unit_id).

    For loading within an action's transaction only: no signals, no defaults, every column that may not
    be NULL has to be given. Days and refs are turned into what the database keeps.
    """
    fields: list[Any] = [model._meta.get_field(column) for column in columns]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = quote(model._meta.db_table)
    convert = [_converter(field) for field in fields]
    values = [
        tuple(value if turn is None else turn(value) for turn, value in zip(convert, row, strict=True))
        for row in rows
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            refuse_stamped_values(values)  # a copy passes by what watches statements
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608


def _converter(field: Any) -> Callable[[Any], Any] | None:
    if not isinstance(field, models.DateField | models.UUIDField | models.BinaryField | models.JSONField):
        return None
    if isinstance(field, models.UUIDField) and not connection.features.has_native_uuid_field:
        return _hex
    turn = partial(field.get_db_prep_save, connection=connection)
    few: Callable[[Any], Any] = cache(turn) if isinstance(field, models.DateField) else turn
    return few


def _hex(ref: UUID | None) -> str | None:
    """A ref as SQLite keeps it."""
    return ref.hex if ref else None

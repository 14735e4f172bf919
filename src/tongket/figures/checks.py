"""What `tongket check` asks of this room: is each figure what its entry says, is the store what the database says."""

from itertools import islice

from django.db import DatabaseError, connection, transaction

from tongket.figures.audit import differences, entry_differences, store_differences
from tongket.figures.models import Figure
from tongket.viet.fault import Fault


def check_figures_against_entries() -> list[Fault]:
    """The first entry whose figures do not hash to what it says, were it one changed by hand, added or gone."""
    return list(islice(entry_differences(), 1))


def check_figures_are_append_only() -> list[Fault]:
    """That the database itself refuses to change or delete a figure: tried on one, and undone if it does not."""
    some = Figure.objects.order_by("pk").values_list("pk", flat=True).first()
    if some is None:
        return []
    tries = {
        "UPDATE": "UPDATE figures_figure SET note = note WHERE id = %s",
        "DELETE": "DELETE FROM figures_figure WHERE id = %s",
    }
    if connection.vendor == "sqlite":
        tries["REPLACE"] = "INSERT OR REPLACE INTO figures_figure SELECT * FROM figures_figure WHERE id = %s"
    return [
        Fault("figures.not_append_only", values={"how": how})
        for how, sql in tries.items()
        if _goes(sql, some)
    ]


def _goes(sql: str, figure: int) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [figure])
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True


def check_store() -> list[Fault]:
    """The first segment that is not the file that was written; else the first figure that the store has otherwise."""
    return list(islice(store_differences(), 1))


def audit() -> list[Fault]:
    """Everything this room can work out once more."""
    return [*check_figures_are_append_only(), *differences()]

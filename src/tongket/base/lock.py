"""One at a time: a named place where a transaction waits until it is the only one in it."""

from tongket.base.models import Lock


def hold(name: str) -> None:
    """Take the lock until the transaction ends; the caller is in one.

    PostgreSQL locks the row. SQLite needs none: its transactions begin with the write lock.
    """
    Lock.objects.get_or_create(name=name)
    Lock.objects.select_for_update().get(name=name)

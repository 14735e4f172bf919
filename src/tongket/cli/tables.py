"""The tables of the installation: that they are there, and that they are those of this program."""

from tongket.viet.fault import refusal


def require_tables() -> None:
    """Nothing is made in a folder that somebody named by mistake."""
    from django.db import connection

    from tongket.base.env import data_folder

    if "base_installation" not in connection.introspection.table_names():
        raise refusal("base.not_set_up", folder=str(data_folder()))


def bring_up_to_date() -> None:
    """As after an upgrade: the tables, and the rows of the search that earlier versions did not write."""
    from django.core.management import call_command

    from tongket.base.search import complete

    call_command("migrate", verbosity=0)
    complete()

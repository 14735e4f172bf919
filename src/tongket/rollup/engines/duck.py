"""DuckDB inside the process: the engine that is always there."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


def duckdb_engine(threads: int | None = None) -> "Backend":
    """A fresh in-memory connection. It never downloads or loads an extension, and keeps no file of its own."""
    import ibis

    settings: dict[str, str | int] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    if threads is not None:
        settings["threads"] = threads
    return ibis.duckdb.connect(":memory:", **settings)

"""What runs later in this room."""

from datetime import datetime

from tongket.figures import store


def keep_store(*, now: datetime) -> None:
    """Bring what is unstored into a segment, and take away files that no segment names."""
    store.compact(now)
    store.sweep(now)

"""The tables and pictures of figures in the round of every page: who is shown them, and at which address."""

from tests.world import World

_VIEWS = ("matrix", "reports", "trend", "ranks")


def open_to(everybody: set[str], officers: set[str]) -> dict[str, set[str] | None]:
    """By name of the address; ranks are for officers."""
    shown = {f"figures:see-{each}": officers if each == "ranks" else everybody for each in _VIEWS}
    return {
        **shown,
        **{f"{name}-file": whom for name, whom in shown.items()},
        "figures:peers": officers,
        "figures:peers-end": None,
    }


def arguments_of(world: World) -> dict[str, list[object]]:
    slug = world.programme.slug
    return {
        **{f"figures:see-{each}": [slug] for each in _VIEWS},
        **{f"figures:see-{each}-file": [slug, "csv"] for each in _VIEWS},
        "figures:peers-end": ["00000000-0000-4000-8000-000000000000"],
    }

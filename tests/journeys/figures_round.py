"""The pages of figures in the round of every page: who is shown them, and at which address."""

from tests.world import World

from tongket.figures.models import Figure

_VIEWS = ("matrix", "reports", "trend", "ranks")
_NOTHING = "00000000-0000-4000-8000-000000000000"


def open_to(
    everybody: set[str], officers: set[str], near: set[str], runners: set[str]
) -> dict[str, set[str] | None]:
    """By name of the address; ranks are for officers."""
    shown = {f"figures:see-{each}": officers if each == "ranks" else everybody for each in _VIEWS}
    return {
        **shown,
        **{f"{name}-file": whom for name, whom in shown.items()},
        "figures:peers": officers,
        "figures:peers-end": None,
        "figures:list": officers,
        "figures:define": runners,
        "figures:targets": runners,
        "figures:close": runners,
        "figures:next-term": runners,
        "figures:take-over": {*runners, "approver", "stranger"},
        "figures:form": near,
        "figures:open": runners,
        "figures:extend": {"leader", "approver"},
        "figures:remind": None,
        "figures:approve-many": {"leader", "approver"},
        "figures:period": near,
        "figures:workbook": near - {"supervisor"},
        "figures:upload": officers,
        "figures:history": {*runners, "approver", "stranger"},
        "figures:deputies": {"leader"},
        "figures:report": near - {"supervisor"},
        "figures:estimates": {"reporter"},
        "figures:check": None,
        "figures:objection": set(),
        "figures:explanation": {"reporter"},
        "figures:report-workbook": near - {"supervisor"},
        "figures:indicator": officers,
        "figures:trail": everybody,
        "figures:evidence": set(),
        "figures:sum": everybody,
        "figures:reduction": everybody,
    }


def arguments_of(world: World) -> dict[str, list[object]]:
    slug, due = world.programme.slug, world.dues.thon_mot.ref
    figure = Figure.objects.order_by("pk")[0]
    return {
        **{f"figures:see-{each}": [slug] for each in _VIEWS},
        **{f"figures:see-{each}-file": [slug, "csv"] for each in _VIEWS},
        "figures:peers-end": [_NOTHING],
        "figures:define": [world.programme.slug],
        "figures:targets": [world.programme.slug],
        "figures:close": [world.programme.slug],
        "figures:next-term": [world.programme.slug],
        "figures:take-over": [world.indicators.meetings.ref],
        "figures:form": [world.form.ref],
        "figures:open": [world.form.ref],
        "figures:extend": [world.form.ref, "2026-Q3"],
        "figures:remind": [world.form.ref, "2026-Q3"],
        "figures:approve-many": [world.form.ref, "2026-Q3"],
        "figures:period": [world.form.ref, "2026-Q3"],
        "figures:workbook": [world.form.ref, "2026-Q3"],
        "figures:report": [due],
        "figures:check": [due],
        "figures:estimates": [due],
        "figures:objection": [due, 1],
        "figures:explanation": [due],
        "figures:report-workbook": [due],
        "figures:indicator": [world.indicators.meetings.ref],
        "figures:trail": [figure.ref],
        "figures:evidence": [figure.ref],
        "figures:sum": [world.indicators.meetings.ref, world.units.xa_mau.ref, "2026-Q3", "reported"],
        "figures:reduction": [
            world.indicators.meetings.ref,
            world.units.xa_mau.ref,
            "2026-Q3",
            "reported",
            "2026-Q2",
        ],
    }

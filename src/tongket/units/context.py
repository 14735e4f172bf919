"""What the frame of every page shows: whose page it is, under which post one acts, whether it is sample data."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tongket.base.models import Installation
from tongket.units.hats import PUBLIC
from tongket.units.models import Unit
from tongket.units.queries import nearest_version


def page(request: HttpRequest) -> dict[str, Any]:
    """`page`: name, hats, unit, demo, sample. Looked up only by a template that asks for it.

    A view that shows a sample unit on the main host sets `request.sample`.
    """
    return {"page": SimpleLazyObject(lambda: _page(request))}


def _page(request: HttpRequest) -> dict[str, Any]:
    unit: Unit | None = getattr(request, "unit", None)
    hat = getattr(request, "hat", PUBLIC)
    installation = Installation.objects.first()
    version = nearest_version(unit, request.day) if unit else None  # type: ignore[attr-defined]
    return {
        "name": version.name if version else installation.name if installation else "",
        "hats": getattr(request, "hats", []),
        "hat": hat,
        "unit": unit,
        "demo": bool(installation and installation.demo),
        "sample": getattr(request, "sample", False) or bool(unit and unit.sample) or hat.sample,
    }

"""The annex by unit, and the points of the map."""

from collections import defaultdict

from tongket.figures.models import Figure
from tongket.figures.queries import live
from tongket.reviews.gather.desk import Asking, Desk
from tongket.reviews.gather.values import number_value, untold
from tongket.reviews.material import AnnexGroup, MapPoint, Value
from tongket.units.models import Kind
from tongket.viet.text import fold

_MISSING = untold("not_reported")
_SHADES = {Kind.WARD: 1, Kind.SPECIAL_ZONE: 2}
SHADES = ("Xã", "Phường", "Đặc khu")


def annex(desk: Desk) -> tuple[AnnexGroup, ...]:
    """For a country, a group a province with its communes; else one group of the programme's own units."""
    if not desk.askings:
        return ()
    if desk.is_national and not desk.due_units:
        return _by_province(desk)
    columns = [desk.row_values(asking) for asking in desk.askings]
    lines = tuple(
        (version.name, tuple([column[unit] for column in columns])) for unit, version in desk.names.items()
    )
    return (AnnexGroup("don-vi", "Các đơn vị báo cáo", lines),)


def _by_province(desk: Desk) -> tuple[AnnexGroup, ...]:
    values = [_values(asking, desk) for asking in desk.askings]
    rows: dict[int, list[tuple[str, tuple[Value, ...]]]] = defaultdict(list)
    for version in desk.communes:
        cells = tuple(column.get(version.unit_id, _MISSING) for column in values)
        rows[version.parent_id or 0].append((version.name, cells))
    return tuple(
        AnnexGroup(fold(version.name).replace(" ", "-"), version.name, tuple(rows[unit]))
        for unit, version in desk.names.items()
    )


def _values(asking: Asking, desk: Desk) -> dict[int, Value]:
    """The units' own figures of the period asked for."""
    figures = live(desk.as_of).filter(
        indicator=asking.indicator,
        source=asking.source,
        period=asking.key,
        breakdown=0,
        kind=Figure.Kind.FINAL,
    )
    decimals = asking.indicator.decimals
    return {
        unit: untold("not_applicable", f"f/{ref}")
        if value is None
        else number_value(value, decimals, f"f/{ref}")
        for unit, value, ref in figures.values_list("unit", "value", "ref")
    }


def map_points(desk: Desk) -> tuple[tuple[MapPoint, ...], tuple[str, ...]]:
    """A point for every commune of the country on the review's day, shaded by kind."""
    if not desk.is_national:
        return (), ()
    provinces = {unit: version.name for unit, version in desk.names.items()}
    points = tuple(
        MapPoint(
            provinces[v.parent_id or 0],
            _tenthousandths(v.lon),
            _tenthousandths(v.lat),
            _SHADES.get(Kind(v.kind), 0),
        )
        for v in desk.communes
        if v.lat and v.lon and v.parent_id in provinces
    )
    return points, SHADES


def _tenthousandths(degrees: str) -> int:
    whole, _, rest = degrees.partition(".")
    sign = -1 if whole.startswith("-") else 1
    return int(whole) * 10_000 + sign * int((rest + "0000")[:4])

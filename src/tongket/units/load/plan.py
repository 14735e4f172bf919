"""From the package's rows to what shall stand in the tables: plain data, no database.

A unit's key is scheme, code and the first day of the unit, "gso:00097:2025-07-01"; its ref is the UUID5
of the key, so that every installation gives the same unit the same ref.
"""

import datetime
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from tongket.units.load import package
from tongket.units.load.package import Former, Mapping, Place, Present
from tongket.units.models import Kind, Succession, Tier
from tongket.units.naming import kind_of
from tongket.units.tree import BEFORE, OPEN
from tongket.viet.fault import refusal

MERGER = datetime.date(2025, 6, 12)
BREAK = datetime.date(2025, 7, 1)
OF_PROVINCES = "202/2025/QH15"
OF_COMMUNES = "76/2025/UBTVQH15; 19/2025/QĐ-TTg"
OF_DISTRICTS = "19/2025/QĐ-TTg"
SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "tongket:units")
NATION = "iso3166:VN:0001-01-01"
# What the package holds, and what its mapping says; anything else is another package.
COUNTS = {
    "former provinces": 63,
    "former districts": 696,
    "former communes": 10_035,
    "island districts": 5,
    "provinces": 34,
    "unchanged provinces": 11,
    "xã": 2_621,
    "phường": 687,
    "đặc khu": 13,
    "divided": 471,
}


class Version(NamedTuple):
    key: str
    parent: str | None
    kind: str
    name: str
    start: datetime.date
    end: datetime.date
    lat: str
    lon: str
    decision: str


class Code(NamedTuple):
    key: str
    scheme: str
    code: str
    start: datetime.date
    end: datetime.date


@dataclass
class Event:
    """One succession: which units end, which versions begin, what went where (source, target, whole)."""

    day: datetime.date
    number: int
    what: str
    decision: str
    ended: list[str] = field(default_factory=list)
    begun: list[Version] = field(default_factory=list)
    transfers: list[tuple[str, str, bool]] = field(default_factory=list)


@dataclass
class Plan:
    units: dict[str, str] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def stand(
        self,
        key: str,
        place: Place,
        parent: str,
        start: datetime.date,
        end: datetime.date,
        *,
        decision: str = "",
    ) -> Version:
        kind = kind_of(place.name, self.units[key])
        if kind is None:
            raise refusal("units.package_differs", what=place.name)
        version = Version(key, parent, kind.value, place.name, start, end, place.lat, place.lon, decision)
        self.versions.append(version)
        return version


@cache
def ref_of(key: str) -> uuid.UUID:
    return uuid.uuid5(SPACE, key)


def key_of(code: str, start: datetime.date) -> str:
    return f"gso:{code}:{start.isoformat()}"


def succession_ref(line: str, day: datetime.date, decision: str, number: int) -> uuid.UUID:
    return uuid.uuid5(SPACE, f"succession:{line}:{day.isoformat()}:{decision}:{number}")


def make_plan() -> Plan:
    """Read the package and lay out everything up to 1 July 2025.

    Refuses (`units.package_differs`) a package whose counts are not the known ones.
    """
    before, after, mapping = package.former(), package.present(), package.mapping()
    _check_counts(before, after, mapping)
    plan = Plan(units={NATION: Tier.NATION.value})
    plan.versions.append(Version(NATION, None, Kind.NATION.value, "Việt Nam", BEFORE, OPEN, "", "", ""))
    plan.codes.append(Code(NATION, "iso3166", "VN", BEFORE, OPEN))
    successor = _plan_provinces(plan, before, after, mapping)
    _plan_districts(plan, before, successor)
    kept = _kept_communes(before, after, mapping)
    _plan_communes(plan, before, after, kept, successor)
    _plan_break(plan, before, after, mapping, kept)
    return plan


def _check_counts(before: list[Former], after: list[Present], mapping: Mapping) -> None:
    kinds = Counter(kind_of(row.commune.name, Tier.COMMUNE) for row in after)
    found = {
        "former provinces": len({row.province.code for row in before}),
        "former districts": len({row.district.code for row in before}),
        "former communes": len({row.commune.code for row in before if row.commune}),
        "island districts": sum(row.commune is None for row in before),
        "provinces": len({row.province.code for row in after}),
        "unchanged provinces": sum(len(olds) == 1 for olds in mapping.provinces.values()),
        "xã": kinds[Kind.COMMUNE],
        "phường": kinds[Kind.WARD],
        "đặc khu": kinds[Kind.SPECIAL_ZONE],
        "divided": len(mapping.parts),
    }
    for what, number in COUNTS.items():
        if found[what] != number:
            raise refusal("units.package_differs", what=what, known=number, found=found[what])
    mapped = mapping.whole.keys() | mapping.parts.keys()
    if mapped != {row.key for row in before}:
        raise refusal("units.package_differs", what="converter_2025.json")


def _plan_provinces(
    plan: Plan, before: list[Former], after: list[Present], mapping: Mapping
) -> dict[str, str]:
    """Provinces and their mergers; returns former province's key → key of the province after."""
    olds = {row.key.split("_")[0]: row.province for row in before}
    news = {row.key[0]: row.province for row in after}
    successor: dict[str, str] = {}
    for new_name, place in sorted(news.items(), key=lambda item: item[1].code):
        sources = sorted((olds[old] for old in mapping.provinces[new_name]), key=lambda old: old.code)
        alone = len(sources) == 1
        new = key_of(place.code, BEFORE if alone else MERGER)
        for old in sources:
            key = key_of(old.code, BEFORE)
            successor[key] = new
            plan.units[key] = Tier.PROVINCE.value
            end = OPEN if alone else MERGER
            plan.stand(key, old, NATION, BEFORE, end)
            plan.codes.append(Code(key, "gso", old.code, BEFORE, end))
        if not alone:
            plan.units[new] = Tier.PROVINCE.value
            begun = plan.stand(new, place, NATION, MERGER, OPEN, decision=OF_PROVINCES)
            # The new provinces bear a code from the day of the decision on codes, not of the merger.
            plan.codes.append(Code(new, "gso", place.code, BREAK, OPEN))
            gone = [key_of(old.code, BEFORE) for old in sources]
            event = Event(
                MERGER, len(plan.events) + 1, Succession.What.MERGE.value, OF_PROVINCES, gone, [begun]
            )
            event.transfers = [(old, new, True) for old in gone]
            plan.events.append(event)
    return successor


def _plan_districts(plan: Plan, before: list[Former], successor: dict[str, str]) -> None:
    merger_of = {event.begun[0].key: event for event in plan.events}
    seen = {row.district.code: row for row in before}
    for code, row in seen.items():
        key, province = key_of(code, BEFORE), key_of(row.province.code, BEFORE)
        plan.units[key] = Tier.DISTRICT.value
        plan.codes.append(Code(key, "gso", code, BEFORE, BREAK))
        after = successor[province]
        if after == province:
            plan.stand(key, row.district, province, BEFORE, BREAK)
        else:
            plan.stand(key, row.district, province, BEFORE, MERGER)
            moved = plan.stand(key, row.district, after, MERGER, BREAK, decision=OF_PROVINCES)
            merger_of[after].begun.append(moved)


def _kept_communes(
    before: list[Former], after: list[Present], mapping: Mapping
) -> dict[tuple[str, str], str]:
    """Present communes that are exactly one undivided former commune: package key → key of the unit."""
    givers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for old, new in mapping.whole.items():
        givers[new].append(old)
    takes_parts = {new for news in mapping.parts.values() for new in news}
    communes = {row.key: row.commune for row in before if row.commune}
    return {
        row.key: key_of(communes[givers[row.key][0]].code, BEFORE)
        for row in after
        if len(givers[row.key]) == 1 and row.key not in takes_parts and givers[row.key][0] in communes
    }


def _plan_communes(
    plan: Plan,
    before: list[Former],
    after: list[Present],
    kept: dict[tuple[str, str], str],
    successor: dict[str, str],
) -> None:
    codes: dict[str, list[Code]] = defaultdict(list)
    for old in before:
        if old.commune:
            key = key_of(old.commune.code, BEFORE)
            plan.units[key] = Tier.COMMUNE.value
            plan.stand(key, old.commune, key_of(old.district.code, BEFORE), BEFORE, BREAK)
            codes[key].append(Code(key, "gso", old.commune.code, BEFORE, BREAK))
    province = {key.split(":")[1]: key for key in successor.values()}
    for row in after:
        key = kept.get(row.key) or key_of(row.commune.code, BREAK)
        plan.units[key] = Tier.COMMUNE.value
        plan.stand(key, row.commune, province[row.province.code], BREAK, OPEN, decision=OF_COMMUNES)
        last = codes[key][-1] if codes[key] else None
        if last and last.code == row.commune.code:
            codes[key][-1] = last._replace(end=OPEN)
        else:
            codes[key].append(Code(key, "gso", row.commune.code, BREAK, OPEN))
    plan.codes += [code for rows in codes.values() for code in rows]


def _plan_break(
    plan: Plan,
    before: list[Former],
    after: list[Present],
    mapping: Mapping,
    kept: dict[tuple[str, str], str],
) -> None:
    """1 July 2025, province by province: first the communes, then the districts end."""
    versions = {v.key: v for v in plan.versions if v.start == BREAK}
    targets = {row.key: kept.get(row.key) or key_of(row.commune.code, BREAK) for row in after}
    begun: dict[str, list[Version]] = defaultdict(list)
    for row in after:
        begun[row.key[0]].append(versions[targets[row.key]])
    formers: dict[str, list[Former]] = defaultdict(list)
    for old in before:
        formers[_goes_to(mapping, old.key)[0][0]].append(old)
    codes = sorted({(row.province.code, row.key[0]) for row in after})
    for number, (_, province) in enumerate(codes, start=1):
        communes = Event(BREAK, number, Succession.What.REARRANGE.value, OF_COMMUNES, begun=begun[province])
        districts = Event(BREAK, len(codes) + number, Succession.What.ABOLISH.value, OF_DISTRICTS)
        took: dict[str, list[str]] = defaultdict(list)
        for old in formers[province]:
            goes = [targets[key] for key in _goes_to(mapping, old.key)]
            took[key_of(old.district.code, BEFORE)] += goes
            if old.commune and (source := key_of(old.commune.code, BEFORE)) not in goes:
                communes.ended.append(source)
                communes.transfers += [(source, target, len(goes) == 1) for target in goes]
        for district, goes in took.items():
            districts.ended.append(district)
            takers = list(dict.fromkeys(goes))
            districts.transfers += [(district, target, len(takers) == 1) for target in takers]
        plan.events += [communes, districts]
    plan.events.sort(key=lambda event: (event.day, event.number))


def _goes_to(mapping: Mapping, old: str) -> list[tuple[str, str]]:
    return [mapping.whole[old]] if old in mapping.whole else mapping.parts[old]

"""Lists have one order on both databases: what has no day is placed by the query, not by the database."""

import re
from pathlib import Path

from django.apps import apps
from django.db import models

SOURCE = Path(__file__).parents[1] / "src" / "tongket"
ORDER = re.compile(r"order_by\(((?:[^()]|\([^()]*\))*)\)")
TEXT = re.compile(r"[\"']-?([a-z_]+)[\"'](?!\))")


def may_be_empty() -> set[str]:
    """Names of days that may be missing in every table that has one of that name."""
    fields: dict[str, list[bool]] = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.DateField):
                fields.setdefault(field.name, []).append(field.null)
    return {name for name, nulls in fields.items() if all(nulls)}


def plainly_ordered(text: str, empty: set[str]) -> list[str]:
    """Columns of `empty` by which a source orders without saying where the empty ones go."""
    named = [name for order in ORDER.findall(text) for name in TEXT.findall(order)]
    return [name for name in named if name.rpartition("__")[2] in empty]


def test_a_list_ordered_by_a_day_that_may_be_missing_says_where_those_go():
    empty = may_be_empty()
    assert {"issued_on", "held_on", "decided_on"} <= empty
    found = {
        str(path.relative_to(SOURCE)): names
        for path in sorted(SOURCE.rglob("*.py"))
        if (names := plainly_ordered(path.read_text(encoding="utf-8"), empty))
    }
    assert found == {}


def test_the_look_finds_what_it_looks_for():
    empty = {"issued_on"}
    assert plainly_ordered('x.order_by("-issued_on", "pk")', empty) == ["issued_on"]
    assert plainly_ordered('x.order_by("later__issued_on", "pk")', empty) == ["later__issued_on"]
    assert plainly_ordered('x.order_by(F("issued_on").desc(nulls_last=True), "pk")', empty) == []

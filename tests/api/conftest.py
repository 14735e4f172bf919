"""A toy province whose communes have codes, and a program with a token of a commune's reporter."""

import datetime
import json
import pickle
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from tests.figures.conftest import Stage, build_stage
from tests.kept import kept

from tongket.base import clock
from tongket.units.actions import make_token
from tongket.units.hats import Hat
from tongket.units.models import OPEN, Appointment, Token, UnitCode

MAU, KHAC, OLD = "14758", "14759", "09999"
START = datetime.date(2020, 1, 1)


@dataclass
class Program:
    """What a program does over HTTP with its token."""

    text: str
    token: Token

    def headers(self, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.text}", **more}

    def post(self, body: object, key: str = "khoa-0001", kind: str = "application/json", **more: str):
        path = more.pop("path", "/api/so-lieu/")
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        headers = self.headers(
            **{"Idempotency-Key": key}, **{k.replace("_", "-"): v for k, v in more.items()}
        )
        return Client().post(path, data, content_type=kind, headers=headers)

    def get(self, path: str, **query: str):
        return Client().get(path, query, headers=self.headers())


def program_of(hat: Hat, use: str = "Phần mềm thống kê") -> Program:
    held = Appointment.objects.get(ref=hat.appointment)
    token, text = make_token(appointment=held, use=use, days=30, actor=hat, now=clock.now())
    return Program(text, token)


@pytest.fixture(scope="module")
def stood(django_db_setup, django_db_blocker) -> Iterator[Stage]:
    with django_db_blocker.unblock(), kept("stage with codes", _with_codes) as made:
        yield made


@pytest.fixture
def stage(stood: Stage, db: None) -> Stage:
    return pickle.loads(pickle.dumps(stood))  # noqa: S301


def _with_codes() -> Stage:
    made = build_stage()
    for unit, code in ((made.xa_mau, MAU), (made.xa_khac, KHAC)):
        UnitCode.objects.create(unit=unit, scheme="gso", code=code, start=START, end=OPEN)
    return made


@pytest.fixture
def program(stage: Stage) -> Program:
    return program_of(stage.hats.reporter)


def figures(**more: object) -> dict[str, object]:
    """A whole report of Xã Mẫu, as a program says it."""
    lines = [
        {"indicator": "so-ho", "value": 1234},
        {"indicator": "so-ho", "breakdown": "hộ nghèo", "value": "34"},
        {"indicator": "so-ho", "breakdown": ["hộ khác"], "value": 1200, "note": "theo sổ"},
        {"indicator": "ty-le", "value": 98.5},
    ]
    return {"unit": MAU, "period": "2025", "figures": lines, **more}

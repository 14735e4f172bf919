"""What the page and the OpenAPI document say of the doors is what the doors do."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.api.conftest import Program

from tongket.api import urls
from tongket.api.described import QUERY, REFUSALS
from tongket.figures.models import Report
from tongket.units.models import Token

DOCUMENT = "/api/openapi.json"
PAGES = {"doors", "openapi"}


def described(language: str = "vi") -> dict[str, Any]:
    answer = Client().get(DOCUMENT, headers={"Accept-Language": language})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def examples() -> list[tuple[str, str, Any]]:
    return [
        (path, kind, body["example"])
        for path, methods in described()["paths"].items()
        for one in methods.values()
        for kind, body in one.get("requestBody", {}).get("content", {}).items()
    ]


def test_every_door_is_described_with_the_methods_that_it_takes(db: None):
    said = described()["paths"]
    doors = {reverse(f"api:{one.name}") for one in urls.urlpatterns if one.name not in PAGES}
    assert set(said) == doors
    for path, methods in said.items():
        allowed = Client().put(path)["Allow"]
        assert {name.upper() for name in methods} == set(allowed.split(", ")), path


def test_every_example_is_taken(program: Program):
    for number, (path, kind, body) in enumerate(examples()):
        Report.objects.all().delete()
        answer = program.post(body, key=f"khoa-{number:04}", kind=kind, path=path)
        assert answer.status_code == 200, answer.text
        assert Report.objects.get().state == "submitted"
    assert len(examples()) == 3


def test_every_named_part_stands_in_the_document(db: None):
    said = described()
    names = set(re.findall(r"#/components/schemas/(\w+)", str(said)))
    assert names == set(said["components"]["schemas"])


def test_answers_have_the_parts_that_are_described(program: Program):
    schemas = described()["components"]["schemas"]
    for path, methods in described()["paths"].items():
        if "get" not in methods:
            continue
        answer = program.get(path).json()
        shape = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        parts = schemas[shape.rpartition("/")[2]]["properties"]
        assert set(answer) == set(parts), path
        name = next(iter(parts))
        row = schemas[parts[name]["items"]["$ref"].rpartition("/")[2]]["properties"]
        assert all(set(one) == set(row) for one in answer[name]), path


def test_a_refusal_has_the_shape_and_a_status_that_are_described(program: Program):
    refused = program.post({"figures": []})
    schema = described()["components"]["schemas"]["Refused"]
    assert refused.status_code in REFUSALS
    assert set(refused.json()) == set(schema["required"])
    Token.objects.all().delete()
    assert program.get("/api/bieu-mau/").status_code == 401


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Các biểu mẫu được xem"), ("en", "The forms that you may see")]
)
def test_the_document_speaks_the_language_asked_for(db: None, language: str, words: str):
    assert words in described(language)["paths"]["/api/bieu-mau/"]["get"]["summary"]


def test_everything_that_may_stand_in_an_address_is_explained(db: None):
    methods = [method for one in described()["paths"].values() for method in one.values()]
    named = {part["name"] for method in methods for part in method["parameters"]}
    assert named == set(QUERY) | {"Idempotency-Key"}

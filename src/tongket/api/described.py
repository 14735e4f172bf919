"""What the doors for programs are, in one table: the page for whoever writes a client and the OpenAPI document."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from tongket.api.reading import AFTER, MOST, SIZE, USUAL
from tongket.api.sending import DOCUMENT

type Words = str | Promise


@dataclass(frozen=True)
class Operation:
    """One method of one address: what it does, what may stand in its address, what it takes and answers."""

    method: str
    name: str
    does: Words
    query: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    answers: str = "Taken"

    @property
    def path(self) -> str:
        return reverse(self.name)


QUERY: dict[str, Words] = {
    "ky": _("a period: 2025, 2025-Q3, 2025-07, nd09:2025-07"),
    "don-vi": _("the ref of a unit"),
    "chi-tieu": _("the code of an indicator"),
    SIZE: _("how many on a page"),
    AFTER: _("the ref after which the page begins; “next” of an answer has it"),
    DOCUMENT: _("takes the figures over from this document, for past periods in which no report is due"),
}
_PAGES = (SIZE, AFTER)
OPERATIONS = (
    Operation(
        "get", "api:forms", _("The forms that you may see, with their lines."), _PAGES, answers="Forms"
    ),
    Operation(
        "get",
        "api:reports",
        _("The reports that are due, and how each stands."),
        ("ky", "don-vi", *_PAGES),
        answers="Reports",
    ),
    Operation(
        "get",
        "api:figures",
        _("The figures as they stand now."),
        ("chi-tieu", "ky", "don-vi", *_PAGES),
        answers="Figures",
    ),
    Operation(
        "post",
        "api:figures",
        _("Hands in the reports that the message fills in: all of it, or nothing."),
        (DOCUMENT,),
        takes=("application/json", "text/csv"),
    ),
    Operation(
        "post",
        "api:dhis2",
        _("The same, from a program that speaks DHIS2. What it names is looked up by code."),
        (DOCUMENT,),
        takes=("application/json",),
    ),
)
_LINES: list[dict[str, Any]] = [
    {"indicator": "so-ho", "value": 1234},
    {"indicator": "so-ho", "breakdown": "hộ nghèo", "value": 34},
    {"indicator": "so-ho", "breakdown": "hộ khác", "value": 1200, "note": "theo sổ"},
    {"indicator": "ty-le", "value": "n/a"},
]
EXAMPLES: dict[tuple[str, str], Any] = {
    ("api:figures", "application/json"): {"unit": "14758", "period": "2025", "figures": _LINES},
    ("api:figures", "text/csv"): "unit,period,indicator,breakdown,value,note\n"
    "14758,2025,so-ho,,1234,\n14758,2025,so-ho,hộ nghèo,34,\n"
    "14758,2025,so-ho,hộ khác,1200,theo sổ\n14758,2025,ty-le,,n/a,\n",
    ("api:dhis2", "application/json"): {
        "orgUnit": "14758",
        "period": "2025",
        "dataValues": [
            {"dataElement": "so-ho", "categoryOptionCombo": "default", "value": "1234"},
            {"dataElement": "so-ho", "categoryOptionCombo": "Hộ nghèo", "value": "34"},
            {"dataElement": "so-ho", "categoryOptionCombo": "Hộ khác", "value": "1200", "comment": "theo sổ"},
            {"dataElement": "ty-le", "value": "98.5"},
        ],
    },
}
# What is refused, with the status under which it is told.
REFUSALS: dict[int, Words] = {
    400: _("Something in the message is wrong; each fault with its row and column."),
    401: _("No token, or one that is revoked or has ended."),
    403: _("The post of the token may not do this."),
    405: _("The address takes other methods only; “Allow” names them."),
    409: _(
        "The key was used for another message, or somebody wrote the same at the same moment. Nothing was kept."
    ),
    413: _("The message is too large."),
    415: _("The body is neither JSON nor CSV."),
}
_READING = (401, 403, 405)


def openapi(*, version: str) -> dict[str, Any]:
    """The doors as an OpenAPI 3.1 document, in the language of the moment."""
    paths: dict[str, Any] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "tongket",
            "version": version,
            "description": now_("Figures in and out with a token."),
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": _SCHEMAS,
        },
    }


def _operation(one: Operation) -> dict[str, Any]:
    statuses = REFUSALS if one.takes else _READING
    answers = {"200": _said(now_("Done."), one.answers)}
    answers |= {str(status): _said(str(REFUSALS[status]), "Refused") for status in sorted({400, *statuses})}
    found: dict[str, Any] = {
        "operationId": f"{one.method}-{one.name.partition(':')[2]}",
        "summary": str(one.does),
        "parameters": [_in_address(name) for name in one.query],
        "responses": answers,
    }
    if one.takes:
        found["parameters"].append(
            _KEY | {"description": now_("8 to 200 characters; sent again, it does nothing twice")}
        )
        schema = {"api:figures": "Message", "api:dhis2": "DataValueSet"}[one.name]
        found["requestBody"] = {
            "required": True,
            "content": {
                kind: {"schema": _ref(schema) if kind.endswith("json") else {"type": "string"},
                       "example": EXAMPLES[one.name, kind]}
                for kind in one.takes
            },
        }  # fmt: skip
    return found


def _in_address(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if name == SIZE:
        schema = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
    return {"name": name, "in": "query", "description": str(QUERY[name]), "schema": schema}


def _said(words: str, schema: str) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": _ref(schema)}}}


def _ref(schema: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{schema}"}


def _object(needed: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(needed), "properties": properties}


def _list(schema: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(schema)}


def _rows(name: str, schema: str) -> dict[str, Any]:
    return _object((name, "next"), **{name: _list(schema), "next": {"type": ["string", "null"]}})


_TEXT: dict[str, Any] = {"type": "string"}
_REF: dict[str, Any] = {"type": "string", "format": "uuid"}
_MOMENT: dict[str, Any] = {"type": "string", "format": "date-time"}
_NUMBER: dict[str, Any] = {"type": "integer"}
_WORDS: dict[str, Any] = {"type": "array", "items": _TEXT}
_VALUE: dict[str, Any] = {"type": ["number", "string", "null"]}
_KEY: dict[str, Any] = {
    "name": "Idempotency-Key", "in": "header", "required": True,
    "schema": {"type": "string", "minLength": 8, "maxLength": 200},
}  # fmt: skip
_BREAKDOWN = {"oneOf": [_TEXT, _WORDS]}
_SHARED = {
    "unit": _TEXT,
    "day": _TEXT,
    "period": _TEXT,
    "form": _TEXT,
    "kind": {"enum": ["final", "estimate"]},
}
_SCHEMAS: dict[str, Any] = {
    "Message": _object(("figures",), **_SHARED, figures=_list("SentFigure")),
    "SentFigure": _object(
        ("indicator", "value"), **_SHARED, indicator=_TEXT, breakdown=_BREAKDOWN, value=_VALUE, note=_TEXT
    ),
    "DataValueSet": _object(
        ("dataValues",), dataSet=_TEXT, period=_TEXT, orgUnit=_TEXT, dataValues=_list("DataValue")
    ),
    "DataValue": _object(
        ("dataElement", "value"), dataElement=_TEXT, period=_TEXT, orgUnit=_TEXT, categoryOptionCombo=_TEXT,
        comment=_TEXT, value=_VALUE,
    ),
    "Taken": _object(
        ("taken", "figures"), taken={"const": True}, figures=_NUMBER, known=_NUMBER,
        reports={"type": "array", "items": _object(ref=_REF, state=_TEXT, period=_TEXT)},
    ),
    "Refused": _object(("taken", "faults"), taken={"const": False}, faults=_list("Fault")),
    "Fault": _object(("code", "sentence"), code=_TEXT, sentence=_TEXT, row=_NUMBER, column=_TEXT),
    "Forms": _rows("forms", "Form"),
    "Form": _object(
        ref=_REF, programme=_TEXT, title=_TEXT, version=_NUMBER, period_kind=_TEXT, lines=_list("Line")
    ),
    "Line": _object(
        line=_NUMBER, indicator=_TEXT, name=_TEXT, breakdown=_WORDS, measure=_TEXT, decimals=_NUMBER,
        required={"type": "boolean"},
    ),
    "Reports": _rows("reports", "Report"),
    "Report": _object(
        ref=_REF, form=_REF, period=_TEXT, unit=_REF, unit_code=_TEXT, unit_name=_TEXT, due_at=_MOMENT, state=_TEXT
    ),
    "Figures": _rows("figures", "Figure"),
    "Figure": _object(
        ref=_REF, indicator=_TEXT, unit=_REF, period=_TEXT, breakdown=_WORDS, kind=_TEXT, source=_TEXT, value=_TEXT,
        note=_TEXT, entered=_MOMENT,
    ),
}  # fmt: skip

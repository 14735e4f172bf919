"""What a program reads in order to post: forms, due reports, figures, in pages ordered by ref."""

import uuid

from django.urls import reverse
from tests.api.conftest import MAU, Program, figures, program_of
from tests.figures.conftest import Stage

from tongket.api.urls import urlpatterns
from tongket.figures.models import Due, Form, Report


def test_forms_name_their_lines(stage: Stage, program: Program):
    (form,) = program.get("/api/bieu-mau/").json()["forms"]
    assert form["ref"] == str(stage.form.ref)
    assert [line["indicator"] for line in form["lines"]] == ["so-ho", "so-ho", "so-ho", "ty-le"]
    assert form["lines"][1]["breakdown"] == ["hộ nghèo"]


def test_due_reports_name_unit_code_and_state(stage: Stage, program: Program):
    (report,) = program.get("/api/bao-cao/", ky="2025").json()["reports"]
    assert (report["unit_code"], report["unit_name"], report["state"]) == (MAU, "Xã Mẫu", "")
    program.post(figures())
    assert program.get("/api/bao-cao/").json()["reports"][0]["state"] == "submitted"
    assert program.get("/api/bao-cao/", ky="2024").json()["reports"] == []


def test_pages_are_ordered_by_ref_and_name_the_next(stage: Stage):
    program = program_of(stage.hats.approver)
    first = program.get("/api/bao-cao/", **{"toi-da": "1"}).json()
    second = program.get(first["next"]).json()
    refs = [first["reports"][0]["ref"], second["reports"][0]["ref"]]
    assert refs == sorted(str(due.ref) for due in stage.dues.values())
    assert second["next"] is None


def _records_last_made_first(stage: Stage) -> None:
    """Two forms and two due reports whose refs stand against the order in which they were made."""
    stage.approved()
    newer = Form.objects.get(pk=stage.form.pk)
    newer.pk, newer.ref, newer.version = None, uuid.uuid4(), 2
    newer.save(force_insert=True)
    for model in (Form, Due):
        for place, pk in enumerate(model.objects.order_by("-pk").values_list("pk", flat=True), start=1):
            model.objects.filter(pk=pk).update(ref=uuid.UUID(int=place))


def test_whatever_gives_records_to_programs_gives_them_by_ref(stage: Stage):
    _records_last_made_first(stage)
    program = program_of(stage.hats.approver)
    given = {}
    for one in urlpatterns:
        answer = program.get(reverse(f"api:{one.name}"))
        told = answer.json() if answer.headers["Content-Type"].startswith("application/json") else {}
        for name, rows in told.items():
            if answer.status_code == 200 and isinstance(rows, list) and rows and "ref" in rows[0]:
                given[name] = [row["ref"] for row in rows]
    assert given.keys() >= {"forms", "reports", "figures"}
    assert all(len(refs) > 1 and refs == sorted(refs) for refs in given.values())


def test_figures_are_exact_and_say_what_is_not_applicable(stage: Stage):
    stage.approved()
    assert Report.objects.get().state == "approved"
    said = program_of(stage.hats.reporter).get("/api/so-lieu/", ky="2025").json()["figures"]
    values = {(one["indicator"], *one["breakdown"]): one["value"] for one in said}
    assert values == {
        ("so-ho",): "1234",
        ("so-ho", "hộ nghèo"): "34",
        ("so-ho", "hộ khác"): "1200",
        ("ty-le",): "-",
    }
    rates = program_of(stage.hats.reporter).get("/api/so-lieu/", **{"chi-tieu": "ty-le"}).json()["figures"]
    assert [one["unit"] for one in rates] == [str(stage.xa_mau.ref)]


def test_what_cannot_be_asked_is_refused(program: Program):
    for query in ({"sau": "x"}, {"don-vi": "x"}, {"ky": "bao giờ"}):
        answer = program.get("/api/bao-cao/", **query)
        assert (answer.status_code, len(answer.json()["faults"])) == (400, 1)
    assert program.get("/api/bieu-mau/", **{"toi-da": "nhiều"}).status_code == 200

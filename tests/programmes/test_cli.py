"""`tongket tasks`: who owes what, in the shell."""

import json
import uuid

import pytest
from tests.world import World

from tongket.cli.main import run
from tongket.programmes.models import Task

pytestmark = pytest.mark.django_db


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(["tasks", *words]) == 0
    return capsys.readouterr().out


def test_what_is_owed_is_listed_by_office_with_its_day_and_ground(world: World, capsys):
    out = said(capsys)
    assert "Thôn Hai\n" in out
    assert "30/6/2026" in out
    assert "Họp thôn Hai bàn mức đóng góp làm đường (91-CT/TW, điểm 2)" in out
    assert "Niêm yết công khai quyết toán" not in out  # done
    assert out.splitlines()[-1].startswith("Đã giao 4;")


def test_the_list_is_narrowed_and_counted(world: World, capsys):
    out = said(capsys, "--office", "thon hai", "--state", "qua-han", "--count")
    assert out == (
        "Đã giao 1; đã xong 0 (trong hạn 0, quá hạn 0); chưa xong 1 (trong hạn 0, quá hạn 1). "
        "Trong 1 đã xong hoặc đến hạn: hoàn thành 0,00 % (0 trên 1), trong hạn 0,00 % (0 trên 1).\n"
    )
    told = json.loads(said(capsys, "--programme", world.programme.slug, "--state", "tat-ca", "--json"))
    assert told["counts"]["given"] == len(told["tasks"]) == 4
    late = next(task for task in told["tasks"] if task["lead"] == "Thôn Hai")
    assert (late["state"], late["due"], late["source"]) == ("overdue", "2026-06-30", "document")


def test_programs_are_given_tasks_by_ref(world: World, capsys):
    for place, pk in enumerate(Task.objects.order_by("-pk").values_list("pk", flat=True), start=1):
        Task.objects.filter(pk=pk).update(ref=uuid.UUID(int=place))
    told = json.loads(said(capsys, "--state", "tat-ca", "--json"))
    refs = [task["ref"] for task in told["tasks"]]
    assert len(refs) > 1
    assert refs == sorted(refs)


@pytest.mark.parametrize(
    "words",
    [("--state", "xong"), ("--due", "mai"), ("--source", "x"), ("--programme", "x"), ("--office", "x")],
)
def test_a_word_that_means_nothing_is_refused_in_one_sentence(world: World, capsys, words):
    assert run(["tasks", *words]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert words[1] in told.err

"""The example of the operators' page does what it says."""

import shlex
from pathlib import Path

from django.test import Client
from tests.api.conftest import Program

from tongket.figures.models import Report

PAGE = Path(__file__).parents[2] / "docs" / "operators.md"


def test_the_example_hands_in_a_report(program: Program):
    page = PAGE.read_text(encoding="utf-8")
    command = page[page.index("curl https://") :].partition("```")[0]
    _curl, address, *words = shlex.split(command.replace("$TOKEN", program.text).replace("\\\n", ""))
    given = list(zip(words[::2], words[1::2], strict=True))
    headers = dict(word.split(": ", 1) for option, word in given if option == "-H")
    (body,) = (word for option, word in given if option == "--data-binary")
    path = "/" + address.split("/", 3)[3]
    answer = Client().post(path, body, content_type=headers.pop("Content-Type"), headers=headers)
    assert answer.status_code == 200, answer.text
    assert Report.objects.get().state == "submitted"

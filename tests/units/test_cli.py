"""The shell's commands for units."""

import pytest

from tongket.cli.main import run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def test_show_tells_the_history_of_a_unit(capsys):
    assert run(["units", "show", "huyện ngọc lặc", "--on", "30/6/2025"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Huyện Ngọc Lặc, Tỉnh Thanh Hóa\n")
    assert "389" in said
    assert "20 xã" in said


def test_an_ambiguous_name_is_asked_about(capsys):
    assert run(["units", "show", "ngoc lac", "--on", "2025-06-30"]) == 2
    said = capsys.readouterr().err
    assert "Thị trấn Ngọc Lặc" in said
    assert "dấu phẩy" in said


def test_under_lists_code_name_and_kind(capsys):
    assert run(["units", "under", "01", "--on", "2025-07-01", "--tier", "commune"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 126
    assert "00004\tPhường Ba Đình\tphường" in lines


def test_a_day_that_is_none_is_said_in_one_sentence(capsys):
    assert run(["units", "under", "01", "--on", "hom-qua"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_loading_again_says_that_nothing_changed(capsys):
    assert run(["units", "load"]) == 0
    assert "không có gì thay đổi" in capsys.readouterr().out

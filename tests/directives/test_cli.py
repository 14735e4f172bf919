"""The shell's commands for directives."""

import datetime

import pytest
from tests.world import World

from tongket.cli.main import run
from tongket.directives.actions import register_directive
from tongket.directives.models import Directive
from tongket.units.hats import SYSTEM

pytestmark = pytest.mark.django_db


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(["directives", *words]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    before = list(Directive.objects.values_list("pk", "symbol", "folded"))
    assert run(["directives", *words]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert list(Directive.objects.values_list("pk", "symbol", "folded")) == before
    return told.err


def issue(world: World, cited: str, issuer: str, day: datetime.date, **more: datetime.date) -> Directive:
    now = datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC)
    return register_directive(
        cited=cited,
        issuer=issuer,
        issued_on=day,
        abstract="Về chiến lược",
        unit=world.units.nation,
        actor=SYSTEM,
        now=now,
        **more,
    )


@pytest.fixture
def twice(world: World) -> None:
    """One symbol, two documents: of two terms of the same organ."""
    issue(world, "28-NQ/TW", "Ban Chấp hành Trung ương", datetime.date(2013, 10, 25))
    issue(world, "28-NQ/TW", "Ban Chấp hành Trung ương", datetime.date(2022, 11, 17))


def test_show_tells_the_facts_the_points_and_what_came_before(world: World, capsys):
    lines = said(capsys, "show", "91-CT/TW").splitlines()
    assert lines[0] == "91-CT/TW – Về tăng cường thực hiện dân chủ ở cơ sở"
    assert lines[1:3] == ["Cơ quan ban hành: Ban Bí thư", "Ngày ban hành: 10/02/2025"]
    assert lines[3] == "Hiệu lực: chưa ghi từ ngày nào"
    assert "  2. Họp thôn ít nhất hai lần một năm (các thôn)" in lines
    assert "91-CT/TW tiếp tục thực hiện 30-CT/TW (18/02/1998)" in lines


def test_show_tells_who_has_carried_it_down_and_who_has_not(world: World, capsys):
    lines = said(capsys, "show", "91-CT/TW").splitlines()
    assert "  đã triển khai: Xã Mẫu, văn bản 12/KH-UBND, 06/8/2025" in lines
    assert "  đã triển khai: Xã Mẫu, nhiệm vụ, 06/8/2025, điểm 2" in lines
    assert "  chưa triển khai: Xã Khác, hạn 30/9/2025" in lines
    assert "  12/KH-UBND – Ủy ban nhân dân xã Mẫu, 05/8/2025" in lines
    assert not any("chưa triển khai: Xã Mẫu" in line for line in lines)


def test_show_says_from_when_to_when_it_is_in_force(world: World, capsys):
    first, ends = datetime.date(2020, 1, 2), datetime.date(2024, 7, 1)
    over = issue(world, "88-CT/TW", "Bộ Chính trị", first, in_force_from=first)
    Directive.objects.filter(pk=over.pk).update(in_force_to=ends)
    assert "Hiệu lực: đã hết, từ 01/7/2024\n" in said(capsys, "show", "88-CT/TW")
    issue(world, "89-CT/TW", "Bộ Chính trị", first, in_force_from=first)
    assert "Hiệu lực: từ 02/01/2020\n" in said(capsys, "show", "89-CT/TW")
    later = datetime.date(9000, 1, 1)
    Directive.objects.filter(symbol="89-CT/TW").update(in_force_from=later)
    assert "Hiệu lực: chưa có, từ 01/01/9000\n" in said(capsys, "show", "89-CT/TW")


@pytest.mark.usefixtures("twice")
def test_a_symbol_that_exists_twice_is_asked_about_with_its_days(capsys):
    told = refused(capsys, "show", "28-NQ/TW")
    assert "25/10/2013" in told
    assert "17/11/2022" in told
    assert "Ngày ban hành: 25/10/2013" in said(capsys, "show", "28-NQ/TW", "--date", "25/10/2013")


def test_the_same_symbol_of_two_issuers_on_one_day_is_told_apart_by_the_issuer(world: World, capsys):
    day = datetime.date(2026, 1, 5)
    issue(world, "07/KH-UBND", "Ủy ban nhân dân xã Mẫu", day)
    issue(world, "07/KH-UBND", "Ủy ban nhân dân xã Khác", day)
    refused(capsys, "show", "07/KH-UBND", "--date", "05/01/2026")
    assert "Ủy ban nhân dân xã Khác" in said(capsys, "show", "07/KH-UBND", "--issuer", "xa khac")
    assert "07/KH-UBND" in refused(capsys, "show", "07/KH-UBND", "--issuer", "xã Nào")


@pytest.mark.parametrize("typed", ["91/CT/TW", "91-ct/tw", "CT 91/TW"])
def test_a_misprint_is_asked_about_and_not_read_as_meant(world: World, capsys, typed: str):
    told = refused(capsys, "show", typed)
    assert typed in told
    assert "91-CT/TW" in told


@pytest.mark.parametrize("typed", ["92-CT/TW", "không có gì", "1/CT/TW nào đó"])
def test_what_the_register_does_not_hold_is_said_in_one_sentence(world: World, capsys, typed: str):
    assert typed in refused(capsys, "show", typed)


def test_a_day_that_is_none_is_refused(world: World, capsys):
    assert "31/02/2025" in refused(capsys, "show", "91-CT/TW", "--date", "31/02/2025")


def test_list_gives_the_register_the_newest_first(world: World, capsys):
    lines = said(capsys, "list").splitlines()
    assert [line.split("\t")[0] for line in lines] == ["12/KH-UBND", "91-CT/TW", "30-CT/TW"]
    assert lines[2].split("\t")[1:3] == ["18/02/1998", "Bộ Chính trị"]


def test_list_of_one_level_holds_no_other(world: World, capsys):
    lines = said(capsys, "list", "--unit", "Xã Mẫu").splitlines()
    assert [line.split("\t")[0] for line in lines] == ["12/KH-UBND"]
    assert "Xã Nào" in refused(capsys, "list", "--unit", "Xã Nào")


def test_a_level_without_any_directive_is_told_so(world: World, capsys):
    assert run(["directives", "list", "--unit", "Thôn Một"]) == 0
    assert "chưa có văn bản nào" in capsys.readouterr().err


def test_the_words_are_english_where_the_shell_is(world: World, capsys, monkeypatch):
    monkeypatch.setenv("TONGKET_LANG", "en")
    assert "Issued by: Ban Bí thư" in said(capsys, "show", "91-CT/TW")

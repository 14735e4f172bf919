"""The law in use: what a legal officer confirms, what a place sets for itself, and who may."""

from datetime import date, timedelta

import pytest
from tests.world import CAST, NOW, TODAY, World

from tongket.base.models import Entry, RuleCheck
from tongket.directives.actions import confirm_rule
from tongket.directives.rule_words import CASES, TOPICS
from tongket.directives.rules import find_rules, lines, rule_book, said_value
from tongket.law.rules import RuleBook
from tongket.viet.fault import Refusal

pytestmark = pytest.mark.django_db
START = date(2019, 3, 12)


def confirm(world: World, **more: object) -> RuleCheck:
    given = {"rule": "BC-06", "rule_from": START, "actor": world.hats.legal, "now": NOW, **more}
    return confirm_rule(**given)  # type: ignore[arg-type]


def test_a_confirmed_rule_says_by_which_post_and_on_which_day(world: World):
    confirm(world, note="đã đọc Nghị định 09/2019/NĐ-CP, Điều 13")
    rule = rule_book(TODAY, world.units.thon_mot).at("BC-06", TODAY)
    assert (rule.confirmed, rule.checked_on, rule.value, rule.local) == (True, TODAY, 2, False)
    assert lines([rule])[0].post == "Công chức Tư pháp - Hộ tịch, Xã Mẫu"


def test_a_confirmation_is_kept_with_post_day_and_paper_in_the_ledger(world: World):
    check = confirm(world, value="3", note="Quyết định mẫu, Điều 4")
    entry = Entry.objects.get(subject=check.ref)
    assert (entry.kind, entry.actor) == ("directives.confirm_rule", world.hats.legal.appointment)
    assert "Quyết định mẫu, Điều 4" in bytes(entry.body).decode()


def test_an_own_value_holds_in_the_place_and_under_it_and_nowhere_else(world: World):
    confirm(world, value="3", note="Quyết định mẫu")
    for unit in (world.units.xa_mau, world.units.thon_mot, world.units.van_phong):
        rule = rule_book(TODAY, unit).at("BC-06", TODAY)
        assert (rule.number, rule.local) == (3, True)
    for unit in (world.units.xa_khac, world.units.province, None):
        rule = rule_book(TODAY, unit).at("BC-06", TODAY)
        assert (rule.number, rule.confirmed) == (2, False)


def test_what_was_confirmed_later_was_not_known_the_day_before(world: World):
    confirm(world, value="3", note="Quyết định mẫu")
    before = rule_book(TODAY - timedelta(days=1), world.units.xa_mau)
    assert before == RuleBook.load()


def test_of_two_values_the_later_one_holds(world: World):
    confirm(world, value="3", note="Quyết định mẫu")
    confirm(world, value="4", note="Quyết định mẫu sau")
    assert rule_book(TODAY, world.units.xa_mau).at("BC-06", TODAY).number == 4


def test_the_value_of_an_office_counts_for_the_place_it_serves(world: World):
    from dataclasses import replace

    officer = replace(world.hats.legal, unit_id=world.units.van_phong.pk)
    assert confirm(world, actor=officer).unit_id == world.units.xa_mau.pk


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"rule": "XX-01"}, "rule.unknown"),
        ({"rule_from": date(2020, 1, 1)}, "rule.unknown"),
        ({"value": "hai", "note": "Quyết định mẫu"}, "rule.bad_value"),
        ({"value": "-2", "note": "Quyết định mẫu"}, "rule.bad_value"),
        ({"value": "3", "note": "  "}, "rule.own_value_no_paper"),
        ({"rule": "BC-07", "value": "3", "note": "Quyết định mẫu"}, "rule.no_number"),
    ],
)
def test_what_cannot_be_confirmed_is_refused_and_nothing_is_kept(world: World, given, code):
    with pytest.raises(Refusal) as why:
        confirm(world, **given)
    assert why.value.faults[0].code == code
    assert not RuleCheck.objects.exists()


@pytest.mark.parametrize("role", [*CAST, "public"])
def test_only_a_legal_officer_confirms(world: World, role: str):
    hat = getattr(world.hats, role)
    if role == "legal":
        assert confirm(world, actor=hat).checked_by == hat.appointment
        return
    with pytest.raises(Refusal, match=r"grant\.refused"):
        confirm(world, actor=hat)


def test_every_row_has_a_topic_a_case_and_words_in_vietnamese():
    for line in lines(RuleBook.load().rules):
        assert line.rule.topic in TOPICS
        assert line.text != line.rule.text
        assert all(told in CASES for _name, told in line.rule.condition)


def test_rules_are_found_without_marks_by_article_and_by_topic():
    book = RuleBook.load()
    assert {rule.rule_id for rule in find_rules(book, words="thu ly lan dau van ban")} == {"KN-04"}
    assert "BC-06" in {rule.rule_id for rule in find_rules(book, words="nghi dinh 09/2019")}
    assert {rule.topic for rule in find_rules(book, topic="secrets")} == {"secrets"}
    assert find_rules(book, state="confirmed") == []


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("BC-06", "không quá 2 ngày làm việc"),
        ("BC-01", "ngày 15"),
        ("VB-06", "29"),
        ("WEB-08", "trước ít nhất 7 ngày làm việc"),
        ("BC-07", ""),
    ],
)
def test_a_value_is_said_in_words(rule: str, said: str):
    assert said_value(RuleBook.load().at(rule, TODAY)) == said


def test_anybody_reads_the_law_and_what_is_not_confirmed_is_marked(world: World):
    page = world.client("public").get("/quy-dinh/?tim=noi+gui+dau+tien").content.decode()
    assert "không quá 2 ngày làm việc" in page
    assert "Điều 13 Nghị định 09/2019/NĐ-CP" in page
    assert "chưa xác nhận" in page
    assert (
        "Không có quy định phù hợp" in world.client("public").get("/quy-dinh/?tim=khongcogi").content.decode()
    )


def test_a_legal_officer_confirms_on_the_page_and_everybody_sees_it(world: World):
    client = world.client("legal")
    page = client.get("/quy-dinh/BC-06/")
    assert "Xác nhận quy định này" in page.content.decode()
    sent = {
        "row": "BC-06-2019-03-12",
        "BC-06-2019-03-12-rule": "BC-06",
        "BC-06-2019-03-12-rule_from": "2019-03-12",
        "BC-06-2019-03-12-value": "3",
        "BC-06-2019-03-12-note": "Quyết định mẫu, Điều 4",
    }
    bare = client.post("/quy-dinh/BC-06/", {**sent, "BC-06-2019-03-12-note": ""})
    assert bare.status_code == 409 or bare.status_code == 400
    assert 'value="3"' in bare.content.decode()
    assert client.post("/quy-dinh/BC-06/", sent).status_code == 302
    seen = world.client("public").get("/quy-dinh/BC-06/").content.decode()
    assert "Công chức Tư pháp - Hộ tịch, Xã Mẫu" in seen
    assert "Quyết định mẫu, Điều 4" in seen
    assert "không quá 3 ngày làm việc" in client.get("/quy-dinh/BC-06/").content.decode()


@pytest.mark.parametrize("role", ["clerk", "leader", "stranger"])
def test_others_are_shown_no_form_and_are_refused(world: World, role: str):
    client = world.client(role)
    assert "Xác nhận quy định này" not in client.get("/quy-dinh/BC-06/").content.decode()
    refused = client.post("/quy-dinh/BC-06/", {"row": "BC-06-2019-03-12"})
    assert refused.status_code == 403


def test_a_rule_that_does_not_exist_is_no_page(world: World):
    assert world.client("public").get("/quy-dinh/XX-99/").status_code == 404

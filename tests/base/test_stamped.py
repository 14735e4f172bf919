"""What bears a stamp of secrecy is not written, whichever way an action writes it."""

import uuid
from datetime import UTC, datetime

import pytest
from django.db import transaction

from tongket.base.bulk import insert_rows
from tongket.base.entries import write_entry
from tongket.base.models import Entry, Notice, Outbox
from tongket.viet.fault import Refusal

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
STAMPED = "ỦY BAN NHÂN DÂN XÃ MẪU\nTUYỆT MẬT\n\nBÁO CÁO"

pytestmark = pytest.mark.django_db


def message(text: str) -> Outbox:
    return Outbox(key=text[:99], kind="mail", payload={}, due=NOW, fault=text)


def change(text: str) -> None:
    message("khác").save()
    Outbox.objects.update(fault=text)


COLUMNS = ("key", "kind", "payload", "due", "tries", "fault")

WAYS = {
    "one record": lambda text: message(text).save(),
    "several records": lambda text: Outbox.objects.bulk_create([message("một"), message(text)]),
    "a change without the record": change,
    "a country's records at once": lambda text: insert_rows(
        Outbox, COLUMNS, [("1", "mail", {}, NOW, 0, "một"), ("2", "mail", {}, NOW, 0, text)]
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "text", [STAMPED, "MẬT\nBáo cáo", "Độ mật: Tối mật", "TỐI MẬTBÁO CÁO về việc", "TUYỆT MẬT Báo cáo"]
)
def test_a_stamped_text_is_written_in_no_way(way: str, text: str):
    with pytest.raises(Refusal) as refusal, transaction.atomic():
        WAYS[way](text)
    assert refusal.value.faults[0].code == "file.secret"
    assert not Outbox.objects.filter(fault=text).exists()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "text", ["Mật độ dân số của thôn", "MẬT ONG RỪNG", "Giữ bí mật nhà nước", "mật", "Bà Lê Thị Mật"]
)
def test_words_that_only_look_alike_are_kept(way: str, text: str):
    WAYS[way](text)
    assert Outbox.objects.filter(fault=text).exists()


def test_the_ledger_takes_no_stamped_words_either():
    with pytest.raises(Refusal):
        write_entry(kind="x", subject=uuid.uuid4(), actor=None, now=NOW, facts={"lines": [[1, STAMPED]]})
    assert not Entry.objects.exists()


def test_looking_for_a_stamp_is_allowed():
    assert not Notice.objects.filter(code="MẬT").exists()

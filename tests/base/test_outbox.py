"""What was promised goes out once it can, at least once, and in the reader's language."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction

from tongket.base import outbox
from tongket.base.models import Account, Installation, Notice, Outbox
from tongket.base.outbox import LONGEST_WAIT, MOST_TRIES, check_outbox, deliver, enqueue, notify

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
CODE = {"code": "series.broken", "values": {"taken": 3, "next": 5}}
NOBODY = "https://127.0.0.1:1/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Account:
    Installation.objects.create(pk=1, name="Xã Mẫu", main_host="xa-mau.example:8000", made_at=NOW)
    return Account.objects.create(username="clerk", name="Nguyễn Thị Mẫu", email="clerk@xa-mau.example")


def told(clerk: Account | None, link: str = "/figures/") -> Notice:
    return notify(unit_id=1, account=clerk, code=CODE["code"], values=CODE["values"], link=link, now=NOW)


def promise(key: str = "k", **payload: str) -> Outbox:
    letter = {"to": "a@xa-mau.example", "name": "A", "language": "vi", "link": "", **CODE, **payload}
    enqueue(key=key, kind="mail", payload=letter, now=NOW)
    return Outbox.objects.get(key=key)


def test_a_person_finds_a_line_on_the_desk_and_a_letter_in_the_post(clerk: Account):
    told(clerk)
    assert Notice.objects.get().account == clerk
    assert deliver(now=NOW) == 1
    letter = mail.outbox[0]
    assert letter.to == ["clerk@xa-mau.example"]
    assert letter.from_email == "tongket@xa-mau.example"
    assert letter.subject.startswith("Sổ số văn bản")
    assert "Kính gửi ông/bà Nguyễn Thị Mẫu," in letter.body
    assert "http://xa-mau.example:8000/figures/" in letter.body


def test_a_letter_is_in_the_language_of_its_reader(clerk: Account):
    clerk.language = "en"
    told(clerk)
    deliver(now=NOW)
    assert mail.outbox[0].body.startswith("Dear Nguyễn Thị Mẫu,")


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}, None])
def test_who_gave_no_address_or_left_is_not_written_to(clerk: Account, change: dict[str, object] | None):
    for name, value in (change or {}).items():
        setattr(clerk, name, value)
    told(clerk if change else None)
    assert Notice.objects.count() == 1
    assert not Outbox.objects.exists()


def test_a_message_promised_twice_goes_out_once():
    promise()
    promise()
    assert [deliver(now=NOW), deliver(now=NOW + timedelta(days=3))] == [1, 0]
    assert len(mail.outbox) == 1


def test_what_an_undone_action_promised_is_not_sent():
    with transaction.atomic():
        promise()
        transaction.set_rollback(True)
    assert deliver(now=NOW) == 0


def test_a_message_sent_again_bears_the_same_id():
    promise()
    deliver(now=NOW)
    Outbox.objects.update(sent_at=None, due=NOW)
    deliver(now=NOW)
    first, second = (letter.extra_headers["Message-ID"] for letter in mail.outbox)
    assert first == second


def test_waits_grow_until_the_message_is_given_up(settings):
    settings.WEBHOOK_PRIVATE = True
    enqueue(key="k", kind="webhook", payload={"url": NOBODY, "hook": "h", "body": {}}, now=NOW)
    waits, now = [], NOW
    for _ in range(MOST_TRIES):
        assert check_outbox() == []
        assert deliver(now=now) == 0
        due = Outbox.objects.get().due
        assert deliver(now=due - timedelta(seconds=1)) == 0
        waits, now = [*waits, due - now], due
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
    assert deliver(now=now) == 0
    assert "Connection refused" in Outbox.objects.get().fault
    assert [fault.code for fault in check_outbox()] == ["outbox.given_up"]


def test_one_bad_message_does_not_hold_up_the_others():
    promise("bad", to="a@b\nBcc: c@d")
    promise("good")
    assert deliver(now=NOW) == 1
    assert Outbox.objects.get(key="bad").fault != ""


def test_a_message_that_another_worker_took_is_left_to_it():
    message = promise()
    Outbox.objects.update(due=NOW + timedelta(minutes=1), tries=1)
    assert not outbox._deliver(message, NOW)
    assert mail.outbox == []


def test_a_worker_that_died_while_sending_leaves_the_message_due_again(monkeypatch: pytest.MonkeyPatch):
    def dies(_message: Outbox) -> None:
        raise KeyboardInterrupt

    promise()
    with monkeypatch.context() as patch:
        patch.setitem(outbox._SENDERS, "mail", dies)
        with pytest.raises(KeyboardInterrupt):
            deliver(now=NOW)
    assert deliver(now=NOW + timedelta(seconds=59)) == 0
    assert deliver(now=NOW + timedelta(seconds=60)) == 1

"""What is told to people: a line on the desk, an e-mail, a webhook; promised by an action, sent later.

No notice carries what a petition says or who sent it; its sentence is in the one catalogue (base.faults).

What goes out is sent at least once. Each message has a key: promising it twice sends it once, and the key
travels with it (`Message-ID`, `Idempotency-Key`), so that a receiver can drop what a broken line made us
send again.
"""

import hashlib
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from tongket.base.faults import explain
from tongket.base.models import Account, Installation, Notice, Outbox
from tongket.base.webhooks import send
from tongket.viet.fault import Fault

MOST_TRIES = 20  # with the waits below: for about ten days
LONGEST_WAIT = timedelta(days=1)

log = logging.getLogger(__name__)


def enqueue(*, key: str, kind: str, payload: dict[str, Any], now: datetime) -> None:
    """Promise a message, inside the action's transaction; a key that is known already changes nothing.

    A "mail" has `to`, `name`, `language`, `code` and `values` of a notice, and `link`; a "webhook" has
    `url` (https), `hook`, by whose word it is signed, and `body`.
    """
    message = Outbox(key=key, kind=kind, payload=payload, due=now)
    Outbox.objects.bulk_create([message], ignore_conflicts=True)


def notify(
    *,
    unit_id: int,
    code: str,
    values: Mapping[str, str | int],
    now: datetime,
    account: Account | None = None,
    link: str = "",
) -> Notice:
    """Put a line on the desk of a unit, or of one person in it, who is also written to if an address is known."""
    notice = Notice.objects.create(
        unit_id=unit_id, account=account, code=code, values=dict(values), link=link, at=now
    )
    if account and account.email and account.is_active:
        said = {"code": code, "values": dict(values), "link": link}
        reader = {"to": account.email, "name": account.name, "language": account.language}
        enqueue(key=f"notice:{notice.pk}", kind="mail", payload=said | reader, now=now)
    return notice


def deliver(*, now: datetime, most: int = 100) -> int:
    """Send what is due; how many went out. What fails is tried again after 1, 2, 4 … minutes, then daily."""
    due = Outbox.objects.filter(sent_at=None, due__lte=now, tries__lt=MOST_TRIES)
    return sum(_deliver(message, now) for message in due.order_by("due", "pk")[:most])


def _deliver(message: Outbox, now: datetime) -> bool:
    """One message. The next try is fixed before sending: a worker that dies sending leaves it due again."""
    row = Outbox.objects.filter(pk=message.pk, sent_at=None)
    wait = min(timedelta(minutes=2**message.tries), LONGEST_WAIT)
    if not row.filter(due=message.due).update(due=now + wait, tries=F("tries") + 1):
        return False  # another worker has it
    try:
        _SENDERS[message.kind](message)
    except Exception as fault:  # noqa: BLE001 (whatever is wrong with one message, the others go out)
        log.warning("outbox %s: %s", message.pk, type(fault).__name__)
        row.update(fault=f"{type(fault).__name__}: {fault}"[:500])
        return False
    return bool(row.update(sent_at=now, fault=""))


def _mail(message: Outbox) -> None:
    payload, host = message.payload, _host()
    with translation.override(payload["language"]):
        said = explain(Fault(payload["code"], values=payload["values"]))
        lines = [_("Dear %(name)s,") % {"name": payload["name"]}, said]
        if payload["link"]:
            lines.append(f"{'https' if settings.HTTPS else 'http'}://{host}{payload['link']}")
        lines.append(
            _("This letter was written by tongket at %(host)s. Please do not reply to it.") % {"host": host}
        )
    digest, name = hashlib.sha256(message.key.encode()).hexdigest()[:32], host.partition(":")[0]
    EmailMessage(
        subject=" ".join(said.split())[:150],
        body="\n\n".join(lines) + "\n",
        from_email=f"tongket@{name}",
        to=[payload["to"]],
        headers={"Message-ID": f"<{digest}@{name}>"},
    ).send()


def _webhook(message: Outbox) -> None:
    payload = message.payload
    send(url=payload["url"], hook=payload["hook"], key=message.key, body=payload["body"])


def _host() -> str:
    installation = Installation.objects.first()
    return installation.main_host if installation else "localhost"


_SENDERS = {"mail": _mail, "webhook": _webhook}


def check_outbox() -> list[Fault]:
    """The oldest message that was given up, if there is one."""
    lost = Outbox.objects.filter(sent_at=None, tries__gte=MOST_TRIES).order_by("pk").first()
    return [Fault("outbox.given_up", lost.key, {"tries": lost.tries})] if lost else []

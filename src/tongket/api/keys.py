"""A message that is sent again is taken once: the key that the program gave it keeps the first answer."""

import hashlib
import json
import re
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from tongket.base.models import SentForm
from tongket.units.models import Token
from tongket.viet.fault import refusal

_KEY = re.compile(r"[!-~]{8,200}")


def once(
    request: HttpRequest, token: Token, now: datetime, take: Callable[[], Mapping[str, Any]]
) -> Mapping[str, Any]:
    """What `take` answers; the first answer where the key came with the same message before.

    The key is kept in the transaction of what is taken: what is refused keeps none, and may be mended and sent
    again under it. Of two sendings at once the second waits for the first. After a week a key is forgotten.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise refusal("api.key")
    digest = hashlib.sha256(f"{request.get_full_path()}\n".encode() + request.body).hexdigest()
    with transaction.atomic():
        first, new = SentForm.objects.get_or_create(
            key=uuid.uuid5(token.ref, key), defaults={"digest": digest, "at": now}
        )
        if not new:
            if first.digest != digest:
                raise refusal("api.key_other")
            kept: dict[str, Any] = json.loads(first.led_to)
            return kept
        answer = take()
        SentForm.objects.filter(pk=first.pk).update(led_to=json.dumps(answer))
    return answer

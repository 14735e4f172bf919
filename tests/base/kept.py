"""A file that an action keeps: put on the disk, then recorded."""

from datetime import datetime

from django.db import transaction

from tongket.base.files import put_file, record_file
from tongket.base.models import File


def keep_file(*, data: bytes, name: str, unit_id: int | None, access: str, now: datetime) -> File:
    file = put_file(data=data, name=name, unit_id=unit_id, access=access, now=now)
    with transaction.atomic():
        record_file(file, now=now)
    return file

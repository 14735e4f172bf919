"""One thing, one sequence of bytes: what the log hashes."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any

SALT_BYTES = 32
_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)


def canonical(obj: object) -> bytes:
    """UTF-8 JSON without white space; keys sorted by code point, strings and keys in NFC.

    Takes integers, strings, and lists, tuples and dicts of them. Raises TypeError for anything else
    (a float, None, a bool, a Decimal, a date) and ValueError for two keys that are one in NFC: what
    has no single form may not enter the log.
    """
    return _JSON.encode(_plain(obj, "$")).encode("utf-8")


def commitment(data: bytes, salt: bytes) -> bytes:
    """SHA-256(salt ‖ data), 32 bytes. With the random salt erased, it says nothing of the data.

    Raises ValueError if the salt is not 32 bytes: a shorter one can be guessed, and one of free
    length would let bytes move between salt and data.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"the salt of a commitment is {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(salt + data).digest()


def _plain(obj: object, where: str) -> Any:
    if isinstance(obj, str):
        return unicodedata.normalize("NFC", obj)
    if isinstance(obj, int) and not isinstance(obj, bool):
        return int(obj)
    if isinstance(obj, list | tuple):
        return [_plain(item, f"{where}[{i}]") for i, item in enumerate(obj)]
    if isinstance(obj, Mapping):
        return _plain_mapping(obj, where)
    raise TypeError(f"{where} is {type(obj).__name__}: canonical bytes hold integers and strings only")


def _plain_mapping(obj: Mapping[object, object], where: str) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key, value in obj.items():
        if not isinstance(key, str):
            raise TypeError(f"a key of {where} is {type(key).__name__}: keys are strings")
        name = unicodedata.normalize("NFC", key)
        if name in plain:
            raise ValueError(f"{where} has the key {name!r} twice")
        # Most are texts; of those no place needs to be named.
        plain[name] = (
            unicodedata.normalize("NFC", value) if type(value) is str else _plain(value, f"{where}.{name}")
        )
    return plain

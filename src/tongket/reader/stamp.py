"""The stamp of a state secret in the head of a text: MẬT, TỐI MẬT, TUYỆT MẬT.

A stamp is a line of its own among the first lines, alone or behind "Độ mật:"; "bí mật" in running text is
none. A letter of another case counts too: stopping one paper too many is the smaller harm.
"""

import re

from tongket.reader.words import matching
from tongket.viet.fault import refusal
from tongket.viet.text import nfc

_HEAD_LINES = 40
_SHOWN = {"tu": "TUYỆT MẬT", "t": "TUYỆT MẬT", "tố": "TỐI MẬT", "mậ": "MẬT", "m": "MẬT"}
_LEVEL = r"(?:tuyệt *mật|tối *mật|mật|t *u *y *ệ *t +m *ậ *t|t *ố *i +m *ậ *t|m +ậ +t)"
_STAMP = re.compile(
    rf"[\W_]*(?:(?:độ|dấu|mức độ|cấp độ) +mật[\W_]+)?({_LEVEL})(?:[\W_]*|[\W_]+bản +số.{{0,20}})"
)
# Pasted into a field of one line, the stamp runs into what stood below it. MẬT alone may begin MẬT ĐỘ.
_RUN_ON = re.compile(r"[\W_]*(TUYỆT MẬT|TỐI MẬT)")


def find_stamp(text: str) -> str | None:
    """The stamp in the head of a text, as MẬT, TỐI MẬT or TUYỆT MẬT, or None."""
    if text.isascii():
        return None
    text = nfc(text)
    if "ậ" not in text.lower():
        return None
    if run_on := _RUN_ON.match(text):
        return run_on[1]
    seen = 0
    for line in text.splitlines():
        if not line.strip():
            continue
        seen += 1
        if seen > _HEAD_LINES:
            return None
        for cell in re.split(r"[\t|]+", line):
            stamp = _STAMP.fullmatch(matching(cell))
            if stamp and cell.strip() != "mật":
                return _SHOWN[stamp[1][:2].strip()]
    return None


def refuse_stamped(text: str, where: str = "") -> None:
    """Raise `file.secret` for a text with a stamp in its head; nothing else of the text goes with it."""
    if stamp := find_stamp(text):
        raise refusal("file.secret", where, stamp=stamp)

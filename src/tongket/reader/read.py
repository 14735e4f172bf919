"""From a text or a file to a `Reading`: the page first, then each record's rules on its part of the page."""

from tongket.reader.awards import find_awards
from tongket.reader.directives import find_directives
from tongket.reader.figures import find_figures
from tongket.reader.files import text_of
from tongket.reader.meetings import find_meeting
from tongket.reader.model import Reading
from tongket.reader.page import read_page
from tongket.reader.persons import find_persons
from tongket.reader.stamp import refuse_stamped
from tongket.viet.fault import refusal
from tongket.viet.text import nfc

_MOST_CHARACTERS = 300_000


def read_text(text: str, where: str = "") -> Reading:
    """All records of a text, pasted or taken from a page; `where` names it in a refusal.

    Refused: a text stamped as a state secret in its head (`file.secret`), or longer than 300,000 characters
    (`reader.too_long`).
    """
    plain = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    refuse_stamped(plain, where)
    if len(plain) > _MOST_CHARACTERS:
        raise refusal("reader.too_long", where, most=_MOST_CHARACTERS)
    page = read_page(plain)
    return Reading(
        text=plain,
        title=page.title,
        event=find_meeting(page),
        directives=find_directives(page.story),
        persons=find_persons(page.story),
        commendations=find_awards(page.story),
        figures=find_figures(page.prose),
    )


def read_file(data: bytes, name: str) -> Reading:
    """All records of a file: .txt, .html or .docx, told apart by content; `name` is shown in a refusal.

    Refused: a file that is none of these (`file.unreadable`, `file.kind`), and a stamped one (`file.secret`).
    """
    return read_text(text_of(data, name), name)

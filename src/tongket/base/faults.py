"""The one catalogue that turns a fault's code into a sentence: what is wrong, where, and how to mend it.

Crafts and actions speak in codes (`viet.fault`); people read these sentences, in the language of their
screen. A sentence names values as `%(name)s`, and the place as `%(where)s`; a sentence that does not
name the place has it put before it.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from tongket.viet.fault import Fault

# Sorted by room, lowest first; within a room by code.
MESSAGES: dict[str, str | Promise] = {
    # writer
    "writer.not_a_document": _("This is not a document written by tongket. Build the review again."),
    # base
    "account.password_short": _("The password is too short: take at least %(least)s characters."),
    "account.unknown": _("No account matches this name and password. Check both and try again."),
    "account.wait": _("Too many attempts to sign in as %(name)s. Wait %(minutes)s minutes, then try again."),
    "demo.refused": _(
        "This folder holds the demo, whose passwords are known to all. Serve it on 127.0.0.1 "
        "with TONGKET_DEMO=1, or set up a real installation in another folder with “tongket init”."
    ),
    "init.done": _("This folder already holds the installation “%(name)s”. Nothing was changed."),
    "serve.not_set_up": _("Nothing is set up in %(folder)s yet. Run “tongket init” first."),
    "serve.port_taken": _(
        "Port %(port)s on %(host)s is in use. End the other program, or give another one with --port."
    ),
    # units
    "grant.refused": _(
        "As “%(post)s” you may not do this: %(action)s. Choose another post at the top of the page."
    ),
}

# Codes that occur as values inside a sentence, and the words to show for them.
WORDS: dict[str, str | Promise] = {
    # roles
    "public": _("visitor"),
    "system": _("the system"),
}


class _Values(dict[str, object]):
    """A value that the code forgot to give shows as a gap; it never stops the sentence."""

    def __missing__(self, key: str) -> str:
        return "…"


def _shown(values: Mapping[str, str | int]) -> _Values:
    return _Values(
        {name: WORDS.get(value, value) if isinstance(value, str) else value for name, value in values.items()}
    )


def explain(fault: Fault) -> str:
    """The sentence for a fault, in the active language; an unknown code is shown with its values."""
    message = str(MESSAGES.get(fault.code, ""))
    values = _shown(fault.values)
    if not message:
        message = now_("Refused (%(code)s).")
        values = _Values(
            code="; ".join([fault.code, *(f"{name}: {value}" for name, value in values.items())])
        )
    if "%(where)s" in message or not fault.where:
        return message % _Values(values, where=fault.where)
    return f"{fault.where}: {message % values}"

"""What a command of the shell stands on: Django when it is needed, the language, and an end without traceback.

Nothing heavy is imported before it is used, so that `tongket --help` answers at once. A room's `cli.py` does

    app = typer.Typer(help="…")

    @app.command()
    @command
    def load() -> None:
        from tongket.units.load import load_units
"""

import functools
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from tongket.viet.fault import Refusal, refusal

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Never

REFUSED = 2
FAILED = 1


def language() -> str:
    """TONGKET_LANG if it is set, else English under an English locale, else Vietnamese."""
    chosen = os.environ.get("TONGKET_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG", "")
    return "en" if chosen.lower().startswith("en") else "vi"


def django() -> None:
    """Set Django up with the site's settings and speak the shell's language."""
    import gc

    import django as web
    from django.utils import translation

    # A command makes many records and ends: looking for cycles took a tenth of its time.
    gc.set_threshold(50_000, 20, 20)

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongket.site.settings")
    try:
        web.setup()
    except Refusal:  # of a setting: to be said without the settings
        del os.environ["DJANGO_SETTINGS_MODULE"]
        raise
    translation.activate(language())


def command[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """A command that needs the records: Django is set up before its body runs, and what it wrote gets its place."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        django()
        answer = function(*args, **kwargs)
        _place()
        return answer

    return run


def _place() -> None:
    """Give the entries that a command has written their place in the log: perhaps no worker runs."""
    from tongket.base.clock import now
    from tongket.base.sequencer import sequence

    sequence(now=now())


def complain(sentences: list[str], code: int = FAILED) -> "Never":
    """End with plain sentences on stderr."""
    for sentence in sentences:
        print(sentence, file=sys.stderr)  # noqa: T201
    sys.exit(code)


def bounded(run: Callable[[], int | None]) -> int:
    """Run to the exit code: a refusal is said in sentences, a fault of ours in one, with the place of its log."""
    try:
        return run() or 0
    except Refusal as why:
        return _say(why)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has closed it, as `head` does; Python must not complain again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # noqa: BLE001
        if _lacks_a_table(error):
            return _say(_not_set_up())
        return _say(refusal("base.failed", log=str(_log(error))), FAILED)


def _lacks_a_table(error: Exception) -> bool:
    """On either database: a table, or a column of one."""
    missing = "no such table" in str(error) or "no such column" in str(error)
    return missing or type(error.__cause__).__name__ in ("UndefinedTable", "UndefinedColumn")


def _not_set_up() -> Refusal:
    """Nothing is there yet, or the tables are those of an earlier version."""
    from django.db import connection

    from tongket.base.env import data_folder

    connection.close()
    there = "base_installation" in connection.introspection.table_names()
    return refusal("base.behind" if there else "base.not_set_up", folder=str(data_folder()))


def _say(why: Refusal, code: int = REFUSED) -> int:
    _words_alone()
    from tongket.base.faults import explain

    for fault in why.faults:
        print(explain(fault), file=sys.stderr)  # noqa: T201
    return code


def _words_alone() -> None:
    """Django's catalogues without the site: for a command that reads texts and touches no record."""
    from pathlib import Path

    import django as web
    from django.apps import apps
    from django.conf import settings
    from django.utils import translation

    if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
        locale = Path(__file__).parent / "locale"
        settings.configure(USE_I18N=True, LANGUAGE_CODE="vi", LOCALE_PATHS=[locale])
    if not apps.ready:
        web.setup()
    translation.activate(language())


def _log(error: Exception) -> "Path":
    """Where the details of a fault of ours are kept: under data, or with the temporary files if that fails."""
    import tempfile
    import traceback
    from pathlib import Path

    from tongket.base.clock import now
    from tongket.base.env import data_folder

    text = f"{now().isoformat()} {' '.join(sys.argv)}\n{''.join(traceback.format_exception(error))}\n"
    for folder in (data_folder() / "logs", Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / "tongket.log").open("a", encoding="utf-8") as log:
                log.write(text)
        except OSError:
            continue
        return folder / "tongket.log"
    return Path(os.devnull)

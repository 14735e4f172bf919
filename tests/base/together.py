"""Runs a piece of code in several processes at once, on one database that they share."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

SET_UP = "import django; django.setup()\n"


def run_together(code: str, *, times: int, data: Path) -> list[str]:
    """What each process printed. `code` sees `me`, its number. On SQLite all work in a copy in `data`."""
    environment = os.environ | {"TONGKET_DATA": str(data), "DATABASE_URL": ""}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(data / "tongket.sqlite3")])
    else:
        s = connection.settings_dict
        environment["DATABASE_URL"] = f"postgres://{s['USER']}@{s['HOST']}:{s['PORT']}/{s['NAME']}"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", f"me = {i}\n{SET_UP}{code}"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for i in range(times)
    ]
    printed = []
    for process in started:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        printed.append(out)
    return printed

"""`tongket serve`: one parent that runs the web server and one worker, and ends both when it is told to."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

import typer

from tongket.base.env import data_folder
from tongket.base.shell import FAILED, command
from tongket.cli.words import say as _
from tongket.viet.fault import refusal

app = typer.Typer()

PATIENCE = 10.0  # seconds that a child has to end by itself
LOCAL = ("127.0.0.1", "localhost", "::1")
PR_SET_PDEATHSIG = 1  # linux/prctl.h


@app.command()
@command
def serve(
    host: str = typer.Option("127.0.0.1", help="The address to listen on."),
    port: int = typer.Option(8000, help="The port to listen on."),
    processes: int = typer.Option(2, min=1, max=16, help="How many web processes."),
) -> None:
    """Serve the site: web pages and the worker that does what was put off. Ctrl+C ends both."""
    from django.core.management import call_command

    _require_tables()
    call_command("migrate", verbosity=0)
    require_fit_to_serve(host)
    _require_free(host, port)
    web = ["granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"]
    web += ["--workers", str(processes), "--blocking-threads", "4", "--log-level", "warning"]
    typer.echo(_("Serving on http://%(host)s:%(port)s (Ctrl+C to end)", host=host, port=port))
    sys.stdout.flush()
    raise typer.Exit(run([[*web, "tongket.site.wsgi:application"], ["tongket.cli.worker"]]))


def _require_tables() -> None:
    """Nothing is made in a folder that somebody named by mistake."""
    from django.db import connection

    if "base_installation" not in connection.introspection.table_names():
        raise refusal("base.not_set_up", folder=str(data_folder()))


def require_fit_to_serve(host: str) -> None:
    """Refuse a folder in which nothing is set up, and the demo, whose passwords all know, on any public address."""
    from django.conf import settings

    from tongket.base.models import Installation

    installation = Installation.objects.first()
    if installation is None:
        raise refusal("base.not_set_up", folder=str(data_folder()))
    if installation.demo and not (settings.DEMO and host in LOCAL):
        raise refusal("demo.refused")


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise refusal("serve.port_taken", host=host, port=port) from None


def _die_with_parent() -> None:
    """On Linux a child is told when its parent is gone, even one that was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def run(modules: Sequence[Sequence[str]]) -> int:
    """Run each module as a child until one ends or we are told to; 0 if we were told to."""
    told: list[int] = []

    def tell(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, tell)
    # A session of their own: Ctrl+C reaches the parent alone, which ends them in order.
    children = [
        subprocess.Popen(
            [sys.executable, "-m", *words],
            start_new_session=True,
            preexec_fn=_die_with_parent if os.name == "posix" else None,  # noqa: PLW1509
        )
        for words in modules
    ]
    while not told and all(child.poll() is None for child in children):
        time.sleep(0.2)
    _end(children)
    return 0 if told else FAILED


def _end(children: Sequence["subprocess.Popen[bytes]"]) -> None:
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

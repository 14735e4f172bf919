"""`tongket serve`: one parent that runs the web server and one worker, and ends both when it is told to."""

import typer

from tongket.base.shell import command
from tongket.cli.words import say as _
from tongket.viet.fault import refusal

app = typer.Typer()

LOCAL = ("127.0.0.1", "localhost", "::1")


@app.command()
@command
def serve(
    host: str = typer.Option("127.0.0.1", help="The address to listen on."),
    port: int = typer.Option(8000, help="The port to listen on."),
    processes: int = typer.Option(2, min=1, max=16, help="How many web processes."),
) -> None:
    """Serve the site: web pages and the worker that does what was put off. Ctrl+C ends both."""
    import sys

    from tongket.cli.family import run
    from tongket.cli.tables import bring_up_to_date, require_tables

    require_tables()
    bring_up_to_date()
    require_fit_to_serve(host)
    _require_free(host, port)
    web = ["granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"]
    web += ["--workers", str(processes), "--blocking-threads", "4", "--log-level", "warning"]
    typer.echo(_("Serving on http://%(host)s:%(port)s (Ctrl+C to end)", host=host, port=port))
    sys.stdout.flush()
    raise typer.Exit(run([[*web, "tongket.site.wsgi:application"], ["tongket.cli.worker"]]))


def require_fit_to_serve(host: str) -> None:
    """Refuse a folder in which nothing is set up, and the demo, whose passwords all know, on any public address."""
    from django.conf import settings

    from tongket.base.env import data_folder
    from tongket.base.models import Installation

    installation = Installation.objects.first()
    if installation is None:
        raise refusal("base.not_set_up", folder=str(data_folder()))
    if installation.demo and not (settings.DEMO and host in LOCAL):
        raise refusal("demo.refused")


def _require_free(host: str, port: int) -> None:
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise refusal("serve.port_taken", host=host, port=port) from None

"""A PostgreSQL server of our own, in a temporary folder, for as long as the tests run."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def _bin() -> Path:
    found = shutil.which("pg_config")
    if found:
        return Path(subprocess.check_output([found, "--bindir"], text=True).strip())
    raise RuntimeError(
        "PostgreSQL is not installed: no pg_config on the path (Debian: apt-get install postgresql)"
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _die_with_parent() -> None:
    """On Linux the server ends at once when the tests are killed and cannot stop it themselves."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


class Server:
    """Started when made. PostgreSQL refuses to run as root, so root hands it to the user postgres."""

    def __init__(self) -> None:
        self.bin = _bin()
        self.folder = Path(tempfile.mkdtemp(prefix="tongket-postgres-"))
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        data, port = str(self.folder / "data"), _free_port()
        self._run(
            "initdb", "-D", data, "-U", "tongket", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"
        )
        words = ["-p", str(port), "-h", "127.0.0.1", "-k", str(self.folder), "-c", "fsync=off"]
        self.process = subprocess.Popen(
            [str(self.bin / "postgres"), "-D", data, *words],
            cwd=self.folder,
            user=self.user,
            stderr=(self.folder / "log").open("wb"),
            preexec_fn=_die_with_parent,
        )
        self.url = f"postgres://tongket@127.0.0.1:{port}/postgres"
        self._wait(port)

    def _run(self, program: str, *words: str) -> None:
        command = [str(self.bin / program), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, user=self.user)

    def _wait(self, port: int) -> None:
        ready = [str(self.bin / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
        deadline = time.monotonic() + 30
        while subprocess.run(ready, check=False).returncode:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.1)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

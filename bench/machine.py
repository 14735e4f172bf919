"""Which machine, which commit, which day: printed with every measurement."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]


def commit() -> str:
    """The commit that was measured, with a + if something in it was changed."""
    short = _git("rev-parse", "--short", "HEAD") or "unknown"
    return f"{short}+" if _git("status", "--porcelain", "--untracked-files=no") else short


def _git(*words: str) -> str:
    ran = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True)
    return ran.stdout.strip()


def machine() -> str:
    """Processor, cores, memory, system, Python, and how busy the machine is just now."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def today() -> str:
    return datetime.now(UTC).date().isoformat()  # noqa: TID251

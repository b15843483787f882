"""Commands that a page starts: each is a child process of its own, with a limit on memory and time.

The pages and the loading of files meet in files only. A command reads what the page has put aside and writes a report that
the page shows; what it does to itself it does not do to the server.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from evenground.warehouse.home import home

ROOT = Path(__file__).resolve().parents[2]
INPUTS = "EVENGROUND_INPUTS"
MEMORY = 6 << 30
"""Address space of a command; the children that read files have far less."""
KEPT_LINES = 400


@dataclass(frozen=True)
class Ended:
    """How a command ended. `said` is what it printed, errors last."""

    code: int
    said: str
    timed_out: bool = False


def run(*arguments: str, seconds: float = 300, on_line: Callable[[str], None] = lambda line: None) -> Ended:
    """Run `evenground <arguments>` and wait. `on_line` hears each line of its standard output while it runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "cli", *arguments], cwd=ROOT, env=_environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace", start_new_session=True,
    )  # fmt: skip
    _limit(process.pid)
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    errors: list[str] = []
    listener = threading.Thread(target=lambda: errors.extend(process.stderr), daemon=True)  # type: ignore[arg-type]
    listener.start()
    lines: list[str] = []
    try:
        for line in process.stdout:  # type: ignore[union-attr]
            lines = [*lines[-KEPT_LINES:], line.rstrip("\n")]
            on_line(lines[-1])
        code = process.wait()
        listener.join(timeout=5)
    finally:
        late = not timer.is_alive()
        timer.cancel()
        if process.poll() is None:
            process.kill()
            process.wait()
    return Ended(code, "\n".join([*lines, *(line.rstrip("\n") for line in errors[-KEPT_LINES:])]), timed_out=late and code < 0)


def _environment() -> dict[str, str]:
    """The server's own, with folders that do not depend on where it was started, and a width for what is printed."""
    said = {**os.environ, "EVENGROUND_HOME": str(home()), "COLUMNS": "160", "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    if os.environ.get(INPUTS):
        said[INPUTS] = str(Path(os.environ[INPUTS]).resolve())
    return said


def _limit(pid: int) -> None:
    """A limit on the child's memory where the system has one; the time limit holds everywhere."""
    with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        resource.prlimit(pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))

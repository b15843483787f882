"""Starts the dashboard as a reader meets it: its own process, a port of its own, real releases."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90


@dataclass(frozen=True)
class Server:
    """A running dashboard: where it answers, what it reads, and what it logged."""

    url: str
    home: Path
    audience: str
    log: Path

    def failures(self) -> str:
        """The log from its first traceback or failed page on; empty while there is none."""
        said = self.log.read_text(encoding="utf-8", errors="replace")
        found = [said.find(sign) for sign in ("Traceback (most recent call last)", "page failed, reference") if sign in said]
        return said[min(found) :][:4000] if found else ""


@contextmanager
def serving(home: Path, audience: str, log: Path) -> Iterator[Server]:
    """`serve:app` for as long as the block lasts; the process is ended with it."""
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", "serve:app", "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
    setting = {**os.environ, "EVENGROUND_HOME": str(home), "EVENGROUND_AUDIENCE": audience}
    setting.pop("EVENGROUND_PLACES", None)
    with log.open("w", encoding="utf-8") as written:
        process = subprocess.Popen(command, cwd=ROOT, env=setting, stdout=written, stderr=subprocess.STDOUT)
        try:
            server = Server(f"http://127.0.0.1:{port}", home, audience, log)
            _wait_until_healthy(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def _wait_until_healthy(server: Server, process: subprocess.Popen) -> None:
    last = time.monotonic() + START_SECONDS
    while time.monotonic() < last:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode}: {server.log.read_text(encoding='utf-8')[-2000:]}")
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not answer within {START_SECONDS} s: {server.log.read_text(encoding='utf-8')[-2000:]}")

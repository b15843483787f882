"""Servers for a benchmark: the dashboard, or an empty page as its floor, on loopback and never longer than needed.

A server lives while its standard input is open, so it ends with the process that started it, however that ends.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

ROOT = Path(__file__).resolve().parents[1]
PORTS = range(8760, 8800)
LONGEST = 1800  # seconds that a server lives at most
START = 60


@dataclass(frozen=True)
class Server:
    port: int
    process: psutil.Process

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def memory_mb(self) -> float:
        return self.process.memory_info().rss / 2**20

    def processor_seconds(self) -> float:
        spent = self.process.cpu_times()
        return spent.user + spent.system


@contextmanager
def serving(what: str) -> Iterator[Server]:
    """`dashboard` or `empty`, up and answering; gone afterwards."""
    port, said = _free_port(), tempfile.TemporaryFile()  # noqa: SIM115, closed below
    call = [sys.executable, "-m", "benchmarks.server", what, str(port)]
    child = subprocess.Popen(call, cwd=ROOT, stdin=subprocess.PIPE, stdout=said, stderr=said)
    try:
        _wait_until_up(child, port, said)
        yield Server(port, psutil.Process(child.pid))
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
        said.close()


def _free_port() -> int:
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise SystemExit(f"benchmarks: no port between {PORTS[0]} and {PORTS[-1]} is free")


def _wait_until_up(child: subprocess.Popen, port: int, said: IO[bytes]) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until:
        if child.poll() is not None:
            said.seek(0)
            raise SystemExit(f"benchmarks: the server ended with exit code {child.returncode}:\n{said.read().decode()[-2000:]}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"benchmarks: no server on port {port} after {START} s")


# --- inside the server's own process ----------------------------------------------------------------------------------


def _end_with_the_starter() -> None:
    sys.stdin.read()
    os._exit(0)


def _serve_dashboard(port: int) -> None:
    from serve import serve

    serve(audience="analyst", address="127.0.0.1", port=port, inputs=None, open_browser=False)


def _serve_empty(port: int) -> None:
    """The empty page under the same conditions: same libraries in memory, same collector, same headers."""
    import uvicorn

    os.environ["STREAMLIT_SERVER_ADDRESS"], os.environ["STREAMLIT_SERVER_PORT"] = "127.0.0.1", str(port)
    uvicorn.run("benchmarks.empty_app:app", host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    threading.Thread(target=_end_with_the_starter, daemon=True).start()
    threading.Timer(LONGEST, os._exit, args=(1,)).start()
    {"dashboard": _serve_dashboard, "empty": _serve_empty}[sys.argv[1]](int(sys.argv[2]))

"""Run a function where it can do no harm: in a child process with limits on time, memory and reach.

What can exhaust or crash a parser (workbooks, archives, geometry, anything uploaded) is read here. The child is a fresh
interpreter; on POSIX it may use so much processor time and address space and no more, on Windows only the wall-clock limit
holds. It may open no socket, start no program, and write only below the scratch folder it is given.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from etl.limited_child import Crashed, Limits, OutOfReach, TooCostly, receive, send

__all__ = ["Crashed", "Limits", "OutOfReach", "TooCostly", "run", "run_each"]

INSIDE = "EVENGROUND_LIMITED"  # set in a child, where a second child would add nothing
START_SECONDS = 60.0  # for the interpreter and its imports, before the first job's clock runs
USUAL = Limits()


def run(function: Callable[..., Any], *arguments: Any, limits: Limits = USUAL, scratch: Path | None = None) -> Any:
    """`function(*arguments)`, run in a limited child process; its own exceptions are raised here.

    `function` must be importable by name, arguments and result picklable. Called inside a limited child it runs directly.

    Raises
    ------
    TooCostly, Crashed
        If the job went over a limit, or its process died.
    """
    if os.environ.get(INSIDE):
        return function(*arguments)
    (outcome,) = run_each(function, [arguments], limits=limits, scratch=scratch)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def run_each(
    function: Callable[..., Any],
    jobs: Iterable[tuple[Any, ...]],
    *,
    limits: Limits = USUAL,
    scratch: Path | None = None,
) -> Iterator[Any]:
    """The result of each job, or the exception it ended with, in order; one child serves them all while it lives.

    A job that goes over its limits costs only itself: the next one gets a new child.
    """
    own_scratch = None if scratch else tempfile.mkdtemp(prefix="evenground-")
    child: _Child | None = None
    try:
        for arguments in jobs:
            child = child or _Child(function, limits, str(scratch or own_scratch))
            outcome = child.answer(arguments)
            if isinstance(outcome, (TooCostly, Crashed)):
                child.stop()
                child = None
            yield outcome
    finally:
        if child:
            child.stop()
        if own_scratch:
            shutil.rmtree(own_scratch, ignore_errors=True)


class _Child:
    """One limited interpreter: jobs go in as pickles by its standard input, answers come out by its standard output."""

    def __init__(self, function: Callable[..., Any], limits: Limits, scratch: str) -> None:
        self.limits = limits
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115, closed by stop()
        start = f"import sys, json; sys.path[:] = json.loads({json.dumps(sys.path)!r}); from etl.limited_child import serve; serve()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", start],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            start_new_session=True,
            env=_child_environment(scratch),
        )
        self.answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._send((function.__module__, function.__qualname__, limits, scratch))
        self.ready = self._next(START_SECONDS)

    def _listen(self) -> None:
        while (answer := receive(self.process.stdout)) is not None:
            self.answers.put(answer)
        self.answers.put(None)

    def _send(self, message: Any) -> None:
        with contextlib.suppress(BrokenPipeError, OSError):
            send(self.process.stdin, pickle.dumps(message, protocol=5))

    def _next(self, seconds: float) -> Any:
        try:
            answer = self.answers.get(timeout=seconds)
        except queue.Empty:
            return TooCostly(f"took more than {seconds:g} seconds")
        return self._obituary() if answer is None else pickle.loads(answer)

    def answer(self, arguments: tuple[Any, ...]) -> Any:
        if isinstance(self.ready, Exception):
            return self.ready
        self._send(arguments)
        return self._next(self.limits.seconds)

    def _obituary(self) -> Exception:
        """Why the child is gone, as an exception."""
        code = self.process.wait()
        if code in (-24, 128 + 24):  # SIGXCPU
            return TooCostly(f"took more than {self.limits.cpu_seconds} seconds of the processor")
        self.errors.seek(0)
        lines = self.errors.read().decode("utf-8", "replace").strip().splitlines()
        if any(words in line for line in lines for words in ("memory allocation", "MemoryError", "bad_alloc")):
            return TooCostly(f"needed more than {self.limits.memory >> 20} MB of memory")
        how = f"by signal {-code}" if code < 0 else f"with exit code {code}"
        return Crashed(f"the reading process ended {how}" + (f": {lines[-1][:200]}" if lines else ""))

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.name == "posix":
                os.killpg(self.process.pid, 9)  # the child leads its own group, so its helpers go with it
            else:
                self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.errors):
            with contextlib.suppress(BrokenPipeError, OSError, ValueError):
                pipe.close()


def _child_environment(scratch: str) -> dict[str, str]:
    """One thread for each library (threads cost address space), temporary files in `scratch`, GDAL kept at home."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GDAL_", "CPL_", "OGR_"))}
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "GDAL_NUM_THREADS"), "1")
    gdal = {
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "none",
        "GDAL_DISABLE_READDIR_ON_OPEN": "FALSE",
        "SHAPE_RESTORE_SHX": "NO",
        "PROJ_NETWORK": "OFF",
    }
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch) | {"ARROW_DEFAULT_MEMORY_POOL": "system"}
    return kept | one | gdal | places | {INSIDE: "1", "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "2"}

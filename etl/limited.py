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
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

INSIDE = "EVENGROUND_LIMITED"  # set in a child, where a second child would add nothing
START_SECONDS = 60.0  # for the interpreter and its imports, before the first job's clock runs


@dataclass(frozen=True)
class Limits:
    """What one job may take: seconds by the clock and of the processor, and bytes of address space beyond the start."""

    seconds: float = 30.0
    cpu_seconds: int = 60
    memory: int = 1 << 30


class TooCostly(Exception):
    """The job took more time or memory than its limits; the message says which."""


class Crashed(Exception):
    """The process that ran the job ended without an answer; the message says how."""


def run(function: Callable[..., Any], *arguments: Any, limits: Limits = Limits(), scratch: Path | None = None) -> Any:
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
    limits: Limits = Limits(),
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
        start = (
            f"import sys, json; sys.path[:] = json.loads({json.dumps(sys.path)!r}); import etl.limited as l; l._serve()"
        )
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
        while (answer := _receive(self.process.stdout)) is not None:
            self.answers.put(answer)
        self.answers.put(None)

    def _send(self, message: Any) -> None:
        with contextlib.suppress(BrokenPipeError, OSError):
            _write(self.process.stdin, pickle.dumps(message, protocol=5))

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


def _write(pipe: BinaryIO, message: bytes) -> None:
    pipe.write(struct.pack("<Q", len(message)) + message)
    pipe.flush()


def _receive(pipe: BinaryIO) -> bytes | None:
    with contextlib.suppress(ValueError, OSError):
        size = pipe.read(8)
        if len(size) == 8:
            message = pipe.read(struct.unpack("<Q", size)[0])
            return message if len(message) == struct.unpack("<Q", size)[0] else None
    return None


# --- inside the child -------------------------------------------------------------------------------------------------


def _serve() -> None:
    """Answer jobs until standard input ends. What libraries print goes to standard error."""
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    module, name, limits, scratch = pickle.loads(_receive(jobs) or b"")
    __import__(module)
    function: Any = sys.modules[module]
    for part in name.split("."):
        function = getattr(function, part)
    sys.addaudithook(_keeper(scratch))
    _limit_memory(limits)
    _write(answers, pickle.dumps("ready"))
    while (job := _receive(jobs)) is not None:
        _limit_time(limits)
        _write(answers, _answer(function, pickle.loads(job), limits))


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...], limits: Limits) -> bytes:
    try:
        result = function(*arguments)
    except MemoryError:
        result = TooCostly(f"needed more than {limits.memory >> 20} MB of memory")
    except RecursionError as deep:
        result = TooCostly(f"nested too deeply ({deep})")
    except Exception as wrong:
        result = wrong
    try:
        return pickle.dumps(result, protocol=5)
    except Exception:
        return pickle.dumps(Crashed(f"{type(result).__name__}: {result}"))


def _limit_memory(limits: Limits) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        with open("/proc/self/statm") as table:
            used = int(table.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + limits.memory, used + limits.memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(limits: Limits) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + limits.cpu_seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


class OutOfReach(Exception):
    """Reading a file tried to open a socket, start a program or write outside the scratch folder."""


_FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system", "os.exec",
              "os.posix_spawn", "os.fork", "os.forkpty", "os.symlink", "os.link", "shutil.chown")  # fmt: skip
_CHANGES = {  # event -> which of its details are paths, and where the folder they may be relative to stands
    "os.remove": ((0, 1),),
    "os.rename": ((0, 2), (1, 3)),
    "os.mkdir": ((0, 2),),
    "os.rmdir": ((0, 1),),
    "os.truncate": ((0, None),),
    "os.chmod": ((0, 2),),
}


def _keeper(scratch: str) -> Callable[[str, tuple[Any, ...]], None]:
    root = os.path.realpath(scratch) + os.sep

    def outside(path: Any, folder: Any = -1) -> bool:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return False  # a file already open
        name = os.fsdecode(path)
        if isinstance(folder, int) and folder >= 0:
            name = os.path.join(os.path.realpath(f"/proc/self/fd/{folder}"), name)
        return name != os.devnull and not (os.path.realpath(name) + os.sep).startswith(root)

    def keep(event: str, details: tuple[Any, ...]) -> None:
        if event in _FORBIDDEN:
            raise OutOfReach(f"{event} is not allowed while reading a file")
        if event == "open" and _writes(details[1], details[2]) and outside(details[0]):
            raise OutOfReach(f"writing outside the scratch folder is not allowed: {details[0]}")
        for path, folder in _CHANGES.get(event, ()):
            if outside(details[path], -1 if folder is None else details[folder]):
                raise OutOfReach(f"{event} outside the scratch folder is not allowed: {details[path]}")

    return keep


def _writes(mode: Any, flags: Any) -> bool:
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))

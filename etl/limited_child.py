"""The child's side of `etl.limited`: it takes its limits, then answers one job after the other.

It imports little, so that it starts fast; what a job needs it imports itself, within the limits.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO


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


class OutOfReach(Exception):
    """Reading a file tried to open a socket, start a program or write outside the scratch folder."""


def send(pipe: BinaryIO, message: bytes) -> None:
    """One message with its length before it."""
    pipe.write(struct.pack("<Q", len(message)) + message)
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes | None:
    """The next message, or None where the pipe has ended."""
    with contextlib.suppress(ValueError, OSError):
        size = pipe.read(8)
        if len(size) == 8:
            message = pipe.read(struct.unpack("<Q", size)[0])
            return message if len(message) == struct.unpack("<Q", size)[0] else None
    return None


def serve() -> None:
    """Answer jobs until standard input ends. What libraries print goes to standard error."""
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    module, name, limits, scratch = pickle.loads(receive(jobs) or b"")
    __import__(module)
    function: Any = sys.modules[module]
    for part in name.split("."):
        function = getattr(function, part)
    sys.addaudithook(_keeper(scratch))
    _limit_memory(limits)
    send(answers, pickle.dumps("ready"))
    while (job := receive(jobs)) is not None:
        _limit_time(limits)
        send(answers, _answer(function, pickle.loads(job), limits))


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

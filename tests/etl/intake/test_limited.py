"""A job that would exhaust the machine costs only itself."""

import os
import socket
import time
from pathlib import Path

import pytest

from etl import limited

QUICK = limited.Limits(seconds=3, cpu_seconds=2, memory=256 << 20)


def double(number):
    return number * 2


def wrong(words):
    raise ValueError(words)


def sleep(seconds):
    time.sleep(seconds)


def spin():
    while True:
        pass


def hoard():
    return len(bytes(4 << 30))


def die():
    os.abort()


def nest():
    return nest()


def connect():
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def write(path):
    Path(path).write_text("x")
    return Path(path).read_text()


def act(what, *arguments):
    return globals()[what](*arguments)


def test_the_result_comes_back():
    assert limited.run(double, 21, limits=QUICK) == 42


def test_its_own_exception_is_raised():
    with pytest.raises(ValueError, match="plain words"):
        limited.run(wrong, "plain words", limits=QUICK)


def test_each_job_is_limited_and_costs_only_itself(tmp_path):
    outside = tmp_path / "outside"
    jobs = [
        ("double", 1),
        ("sleep", 30),
        ("hoard",),
        ("double", 2),
        ("die",),
        ("nest",),
        ("connect",),
        ("write", str(outside)),
        ("double", 3),
    ]
    done = list(limited.run_each(act, jobs, limits=QUICK))
    kinds = [type(outcome).__name__ if isinstance(outcome, Exception) else outcome for outcome in done]
    assert kinds == [2, "TooCostly", "TooCostly", 4, "Crashed", "TooCostly", "OutOfReach", "OutOfReach", 6]
    assert "3 seconds" in str(done[1])
    assert "256 MB" in str(done[2])
    assert not outside.exists()


@pytest.mark.skipif(os.name != "posix", reason="processor time is limited on POSIX only")
def test_processor_time_is_limited():
    with pytest.raises(limited.TooCostly, match="processor"):
        limited.run(spin, limits=limited.Limits(seconds=20, cpu_seconds=1))


def test_scratch_may_be_written(tmp_path):
    assert limited.run(write, str(tmp_path / "in"), limits=QUICK, scratch=tmp_path) == "x"

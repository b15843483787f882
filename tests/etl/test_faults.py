"""What a build leaves behind when it is killed, refused, or has no room: the old release or the new one, never a mixture."""

import dataclasses
import multiprocessing
import os
import random
import resource
import shutil
import signal
import time
from pathlib import Path

import pytest
from fourth_place import default_rows, figure, write_inputs, write_place

from etl.inputs import BuildFailed
from etl.load import PHASES, build
from evenground.catalog.library import place_folders
from evenground.warehouse import releases
from evenground.warehouse.ask import ask

FORK = multiprocessing.get_context("fork")
SQUARES = [{"indicator_id": "cough", "period_id": "2024", "stratum_id": "everyone", "level_key": "zone:2024"}]


@pytest.fixture(scope="module")
def built_once(tmp_path_factory):
    """A small place whose first release is built."""
    made = write_place(tmp_path_factory.mktemp("baseline"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVENGROUND_PLACES", str(made / "places"))
        patch.setenv("EVENGROUND_HOME", str(made / "var"))
        assert in_child(build, place_folders()["exampleville"], made / "inputs") == 0
    return made


@pytest.fixture
def place(built_once, tmp_path, monkeypatch):
    """A copy of it for one test; returns its declarations and its inputs."""
    shutil.copytree(built_once, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("EVENGROUND_PLACES", str(tmp_path / "places"))
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path / "var"))
    return place_folders()["exampleville"], tmp_path / "inputs"


def in_child(act, *arguments, **named) -> int:
    """Run in a process of its own, so that no open database of this one gets in the way; returns the exit code."""
    child = FORK.Process(target=act, args=arguments, kwargs=named)
    child.start()
    child.join(60)
    return child.exitcode


def figures(place_id="exampleville"):
    """Numerators of the release that is current, read in a process of its own."""
    receive, send = FORK.Pipe(duplex=False)
    child = FORK.Process(target=_send_figures, args=(send, place_id))
    child.start()
    found = receive.recv() if receive.poll(30) else None
    child.join(10)
    return found


def _send_figures(send, place_id):
    table = ask(releases.current(place_id, "analyst"), "area_values", **SQUARES[0])
    send.send(table["numerator"].tolist())


def doubled():
    return [figure(f"{number:03d}", 2 * (50 + 25 * number), 1000) for number in range(6)]


OLD, NEW = [float(row["numerator"]) for row in default_rows()], [float(row["numerator"]) for row in doubled()]


def _die_in(phase: str):
    def on_phase(name: str) -> None:
        if name == phase:
            os.kill(os.getpid(), signal.SIGKILL)

    return on_phase


@pytest.mark.parametrize("phase", PHASES * 4)
def test_a_build_killed_in_any_phase_leaves_one_whole_release(place, phase):
    folder, inputs = place
    write_inputs(inputs / "exampleville", doubled())
    assert in_child(build, folder, inputs, on_phase=_die_in(phase)) == -signal.SIGKILL
    assert figures() == (NEW if phase == "prune" else OLD)
    assert in_child(build, folder, inputs) == 0
    assert figures() == NEW
    left_over = list(releases.store("exampleville", "analyst").rglob(".*"))
    assert left_over == []


@pytest.mark.parametrize("seed", range(20))
def test_a_build_killed_at_a_random_moment_leaves_one_whole_release(place, seed):
    folder, inputs = place
    write_inputs(inputs / "exampleville", doubled())
    child = FORK.Process(target=build, args=(folder, inputs))
    child.start()
    time.sleep(random.Random(seed).uniform(0, 0.6))
    child.kill()
    child.join(10)
    assert figures() in (OLD, NEW)
    assert in_child(build, folder, inputs) == 0
    assert figures() == NEW


def test_of_two_builds_at_once_one_wins_and_the_other_says_so(place):
    folder, inputs = place
    write_inputs(inputs / "exampleville", doubled())
    started, go_on = FORK.Event(), FORK.Event()

    def wait(name: str) -> None:
        if name == "write":
            started.set()
            go_on.wait(30)

    first = FORK.Process(target=build, args=(folder, inputs), kwargs={"on_phase": wait})
    first.start()
    assert started.wait(30)
    with pytest.raises(releases.Busy, match="another build"):
        build(folder, inputs)
    go_on.set()
    first.join(30)
    assert (first.exitcode, figures()) == (0, NEW)


def test_a_full_disk_leaves_the_old_release_serving(place, monkeypatch):
    folder, inputs = place
    write_inputs(inputs / "exampleville", doubled())

    def full(path, content):
        Path(path).write_bytes(b"half a database")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("etl.load.write_release", full)
    with pytest.raises(BuildFailed, match="disk is full"):
        build(folder, inputs)
    assert figures() == OLD
    assert list(releases.store("exampleville", "analyst").rglob(".building*")) == []


def _build_with_little_room(folder, inputs):
    """A real shortage: the operating system lets no file of this process grow past 300 kB."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    try:
        build(folder, inputs)
    except BuildFailed:
        os._exit(3)


def test_a_write_that_the_system_refuses_leaves_the_old_release_serving(place):
    folder, inputs = place
    write_inputs(inputs / "exampleville", doubled())
    assert in_child(_build_with_little_room, folder, inputs) == 3
    assert figures() == OLD


def test_a_failed_check_leaves_the_old_release_serving(place, monkeypatch):
    folder, inputs = place
    source = next(one for one in folder.sources if one.id == "figures")
    wrong = source.model_copy(update={"expect": source.expect.model_copy(update={"rows_in": 99})})
    sources = tuple(wrong if one.id == "figures" else one for one in folder.sources)
    with pytest.raises(BuildFailed, match="rows in is 6, 99 was declared"):
        build(dataclasses.replace(folder, sources=sources), inputs)
    assert figures() == OLD
    assert list(releases.store("exampleville", "analyst").rglob(".building*")) == []


def test_a_missing_file_is_named_with_where_to_get_it(place):
    folder, inputs = place
    (inputs / "exampleville" / "figures.csv").unlink()
    with pytest.raises(BuildFailed, match=r"1 files are missing\n.*figures.*made by the test"):
        build(folder, inputs)


def test_the_same_inputs_and_code_give_the_same_tables(place):
    from evenground.warehouse.write import read_tables

    folder, inputs = place
    first = releases.current("exampleville", "analyst")
    second = build(folder, inputs).release
    one, other = read_tables(first.path), read_tables(second.path)
    assert set(one) == set(other)
    for name in set(one) - {"release"}:
        assert one[name].equals(other[name]), name
    assert first.id.split("-")[-1] == second.id.split("-")[-1]

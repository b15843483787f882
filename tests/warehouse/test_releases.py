"""Releases: a new file, a pointer that moves in one step, readers that keep what they pinned."""

import duckdb
import pandas as pd
import pytest

from evenground.warehouse import releases
from evenground.warehouse.ask import UnreadableRelease, ask
from evenground.warehouse.write import WrongTable, write_release

PLACE = "exampleville"


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path / "var"))


def make(release_id: str, people: float) -> releases.Release:
    draft = releases.draft(PLACE, "analyst", release_id)
    area = {"area_key": "zone:2024:001", "level_key": "zone:2024", "code": "001", "name_en": "Zone", "population": people,
            "source_id": "zones"}  # fmt: skip
    write_release(draft, {"dim_area": pd.DataFrame([area])})
    made = releases.Release(PLACE, "analyst", releases.seal(draft))
    releases.point_to(made)
    return made


def people(release: releases.Release) -> float:
    choices = {"indicator_id": "a", "period_id": "b", "stratum_id": "c", "level_key": "zone:2024"}
    return ask(release, "area_values", **choices)["population"].iloc[0]


def test_a_store_without_a_release_says_how_to_make_one():
    with pytest.raises(releases.NoRelease, match="evenground build exampleville"):
        releases.current(PLACE, "analyst")


def test_a_reader_keeps_its_pinned_release_while_the_pointer_moves():
    make("20260101T000000000Z-a", 1)
    pinned = releases.current(PLACE, "analyst")
    make("20260102T000000000Z-b", 2)
    assert len(ask(pinned, "area_codes")) == 1
    assert (people(pinned), people(releases.current(PLACE, "analyst"))) == (1, 2)


def test_old_releases_are_pruned_but_never_the_current_or_a_named_one():
    made = [make(f"2026010{day}T000000000Z-x", day) for day in range(1, 9)]
    releases.point_to(made[1])
    gone = releases.prune(PLACE, "analyst", frozenset({made[0].id}))
    assert gone == [made[2].id]
    assert releases.current(PLACE, "analyst").id == made[1].id
    assert releases.release(PLACE, "analyst", made[0].id).path.is_file()


def test_left_overs_of_a_killed_build_are_removed_by_the_next():
    folder = releases.draft(PLACE, "analyst", "killed").parent
    (folder / ".building-killed.duckdb").write_bytes(b"half")
    (folder / ".building-killed.duckdb.wal").write_bytes(b"half")
    releases.draft(PLACE, "analyst", "next")
    assert list(folder.iterdir()) == []


def test_a_second_build_is_told_that_one_is_under_way():
    with releases.building(PLACE), pytest.raises(releases.Busy, match="another build"), releases.building(PLACE):
        pass


def test_a_column_that_the_schema_lacks_stops_the_build():
    with pytest.raises(WrongTable, match="no column 'colour'"):
        write_release(releases.draft(PLACE, "analyst", "x"), {"dim_area": pd.DataFrame({"colour": ["red"]})})


def test_a_missing_number_without_a_reason_is_refused():
    row = {"indicator_id": "a", "area_key": "b", "period_id": "c", "stratum_id": "d", "value": None, "status": "published",
           "source_id": "s"}  # fmt: skip
    with pytest.raises(WrongTable, match="CHECK"):
        write_release(releases.draft(PLACE, "analyst", "x"), {"fact_observation": pd.DataFrame([row])})


@pytest.mark.parametrize(
    "probe",
    [
        "select * from read_csv('/etc/passwd')", "select * from read_text('/etc/passwd')", "select * from glob('/etc/*')",
        "copy dim_area to '/tmp/out.csv'", "attach '/tmp/other.db'", "install spatial", "load spatial",
        "set enable_external_access = true", "set memory_limit = '8GB'", "reset memory_limit",
        "create table mine as select 1", "delete from dim_area", "export database '/tmp/out'",
        "select * from sniff_csv('/etc/passwd')", "import database '/tmp/out'",
    ],
)  # fmt: skip
def test_a_locked_down_reader_refuses(probe, monkeypatch, tmp_path):
    made = make("20260101T000000000Z-a", 1)
    (tmp_path / "probe.sql").write_text(probe)
    monkeypatch.setattr("evenground.warehouse.ask.QUESTIONS", tmp_path)
    with pytest.raises((duckdb.Error, UnreadableRelease)):
        ask(made, "probe")


def test_a_question_is_a_file_of_the_sql_folder_and_nothing_else():
    made = make("20260101T000000000Z-a", 1)
    for name in ("../schema", "no_such_question", "/etc/passwd"):
        with pytest.raises(KeyError):
            ask(made, name)


def test_a_damaged_file_is_named_and_the_mend_is_said():
    made = make("20260101T000000000Z-a", 1)
    damaged = releases.Release(PLACE, "analyst", made.path.with_name("damaged.duckdb"))
    damaged.path.write_bytes(made.path.read_bytes()[:6000])
    with pytest.raises(UnreadableRelease, match="evenground build exampleville"):
        ask(damaged, "area_codes")


def test_threads_that_ask_at_once_each_get_their_own_answer():
    from concurrent.futures import ThreadPoolExecutor

    made = [make(f"2026010{day}T000000000Z-x", day) for day in range(1, 4)]
    asked = [made[number % 3] for number in range(300)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda one: len(ask(one, "area_codes")), asked))
    assert found == [1] * 300

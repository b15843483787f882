"""A fourth place takes declarations and files only; its public release holds no small count, wherever one looks."""

import json

import numpy as np
import pytest
from fourth_place import figure, write_place

import cli
from etl.load import build
from etl.publish import publish
from evenground.answers.area_values import area_values
from evenground.answers.choices import Choices
from evenground.catalog.library import place_folders
from evenground.warehouse import releases
from evenground.warehouse.ask import ask
from evenground.warehouse.write import read_tables


@pytest.fixture
def place(tmp_path, monkeypatch):
    def made(rows=None, town=None):
        write_place(tmp_path, rows, town)
        monkeypatch.setenv("EVENGROUND_PLACES", str(tmp_path / "places"))
        monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path / "var"))
        return place_folders()["exampleville"], tmp_path / "inputs"

    return made


def chosen(language="en", **changes):
    return Choices("exampleville", language, "cough", "zone:2024", "2024").but(**changes)


def test_it_builds_through_the_generic_layout_and_opens(place):
    folder, inputs = place()
    built = build(folder, inputs)
    answer = area_values(chosen(), releases.current("exampleville", "analyst"))
    assert answer.table["value"].tolist() == [5.0, 7.5, 10.0, 12.5, 15.0, 17.5]
    assert answer.table["ci_kind"].unique().tolist() == ["closed_form"]
    assert built.inputs == "published files"
    assert "Zone 5" in answer.facts["headline"] and "17.5% of residents" in answer.facts["headline"]


def test_all_areas_together_are_pooled_from_counts(place):
    folder, inputs = place([figure("000", 10, 100), figure("001", 500, 1000)])
    build(folder, inputs)
    answer = area_values(chosen(), releases.current("exampleville", "analyst"))
    assert answer.facts["comparator"].value == pytest.approx(100 * 510 / 1100)


def test_verdicts_follow_the_declared_direction(place):
    folder, inputs = place([figure("000", 10, 1000), figure("001", 100, 1000), figure("002", 300, 1000)])
    build(folder, inputs)
    answer = area_values(chosen(), releases.current("exampleville", "analyst"))
    assert answer.table["verdict"].tolist()[:3] == ["better", "better", "worse"]


def test_an_area_that_is_not_on_the_map_is_rejected_with_its_remedy(place):
    folder, inputs = place([figure("000", 100, 1000), figure("978", 100, 1000)])
    built = build(folder, inputs)
    taken = next(one for one in built.taken if one.source.id == "figures")
    assert (taken.rows_in, taken.rows_loaded, taken.rows_rejected) == (2, 1, 1)
    assert taken.tidy.rejected["reason"].tolist() == ["area is not on the map"]
    stored = ask(built.release, "rejects")
    assert stored["value_masked"].str.len().max() < len("zone:2024:978") and stored["remedy"].iloc[0]


def test_a_record_is_never_counted_twice_nor_lost(place):
    rows = [figure("000", 100, 1000), figure("000", 100, 1000), figure("001", 1, 0.0001), figure("002", 5, 1000)]
    folder, inputs = place(rows)
    for one in build(folder, inputs).taken:
        assert one.rows_in == one.rows_loaded + one.rows_rejected + one.rows_out_of_scope


SMALL = [figure("000", 4, 1000), figure("001", 200, 1000), figure("002", 300, 1000)]


def test_the_public_release_hides_a_small_count_and_what_would_give_it_away(place):
    folder, inputs = place(SMALL)
    build(folder, inputs)
    released, counts = publish(folder)
    shown = area_values(chosen(), released)
    assert shown.table["status"].tolist()[:3] == ["suppressed"] * 3
    assert shown.table["class_index"].eq(-1).all() and shown.table["rank"].isna().all()
    town = ask(released, "group_values")
    assert town["numerator"].tolist() == [600.0]
    assert counts == {"shown": 1, "hidden": 3}


def test_the_working_release_still_holds_it(place):
    folder, inputs = place(SMALL)
    build(folder, inputs)
    publish(folder)
    assert area_values(chosen(), releases.current("exampleville", "analyst")).table["numerator"].tolist()[:3] == [4, 200, 300]


def test_no_table_of_the_public_release_holds_a_hidden_number_a_reject_or_a_log_row(place):
    folder, inputs = place([*SMALL, figure("978", 123457, 999999)])
    build(folder, inputs)
    released, _ = publish(folder)
    tables = read_tables(released.path)
    assert tables["reject"].empty and tables["fact_engagement"].empty
    figures = tables["fact_observation"].select_dtypes("number").to_numpy(dtype=float, na_value=np.nan)
    assert not {4.0, 0.4, 200.0, 20.0} & set(figures[np.isfinite(figures)].ravel())
    assert b"123457" not in released.path.read_bytes()


def test_the_commands_work_on_it_and_say_what_they_did(place, capsys):
    _, inputs = place()
    for command, said in (
        (["check", "exampleville", "--inputs", str(inputs)], "files are in order"),
        (["build", "exampleville", "--inputs", str(inputs)], "Release"),
        (["publish", "exampleville"], "public release"),
        (["places"], "exampleville\tpublic\t2"),
    ):
        with pytest.raises(SystemExit) as ended:
            cli.main(command)
        assert ended.value.code == 0
        assert said in capsys.readouterr().out


def test_a_failed_expectation_exits_non_zero_and_says_which(place, tmp_path, capsys):
    import yaml

    _, inputs = place()
    file = tmp_path / "places" / "exampleville" / "sources" / "figures.yml"
    fields = yaml.safe_load(file.read_text(encoding="utf-8")) | {"expect": {"rows_in": 7}}
    file.write_text(yaml.safe_dump(fields), encoding="utf-8")
    from evenground.catalog import library

    library._place_folders.cache_clear()
    with pytest.raises(SystemExit) as ended:
        cli.main(["build", "exampleville", "--inputs", str(inputs)])
    assert ended.value.code == 1
    assert "figures: rows in is 6, 7 was declared" in capsys.readouterr().err


def test_an_unknown_place_and_an_absent_folder_are_said_plainly(capsys, tmp_path):
    for command in (["build", "atlantis"], ["build", "--all", "--inputs", str(tmp_path / "nowhere")], ["build"]):
        with pytest.raises(SystemExit) as ended:
            cli.main(command)
        assert ended.value.code not in (0, None)


def test_hexagons_and_outlines_are_drawn_without_the_publishers_shapes(place):
    folder, inputs = place()
    built = build(folder, inputs)
    shapes = ask(built.release, "shapes", level_key="zone:2024", drawing="hexagon")
    assert len(shapes) == 6
    rings = [json.loads(text)["coordinates"][0] for text in shapes["geometry"]]
    assert {len(ring) for ring in rings} == {7}


def test_a_file_is_checked_by_the_loader_of_its_source_and_a_strange_one_on_its_own(place, capsys, tmp_path):
    _, inputs = place()
    strange = tmp_path / "mine.csv"
    strange.write_text("area,indicator,period,stratum,value\n000,cough,2024,everyone,12\n999,cough,2024,everyone,13\n")
    for path, code, said in (
        (inputs / "exampleville" / "figures.csv", 0, "read as figures"),
        (strange, 0, "2 records: 2 loaded"),
        (tmp_path / "absent.csv", 1, "is not there"),
    ):
        with pytest.raises(SystemExit) as ended:
            cli.main(["check", "exampleville", "--file", str(path)])
        assert (ended.value.code, said in capsys.readouterr().out) == (code, True)
    with pytest.raises(SystemExit):
        cli.main(["build", "exampleville", "--inputs", str(inputs)])
    with pytest.raises(SystemExit) as ended:
        cli.main(["check", "exampleville", "--file", str(strange)])
    assert ended.value.code == 1 and "1 rejected" in capsys.readouterr().out

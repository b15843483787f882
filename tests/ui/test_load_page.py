"""What analysts bring: checked in a process of its own, kept whole or not at all, and never by the public."""

import io
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from evenground.catalog.words import say
from evenground.ui import child, uploads

APP = Path(__file__).resolve().parents[2] / "app.py"
TIDY = "area,indicator,period,value\n2499125,overcrowding,2021,12.5\n2499125,overcrowding,2022,many\n"


@pytest.fixture
def own_home(built, tmp_path, monkeypatch):
    """A home of one's own that reads the built releases, so that uploads disturb no other test."""
    for place in built.iterdir():
        if place.is_dir():
            (tmp_path / place.name).mkdir()
            for store in ("working", "public"):
                (tmp_path / place.name / store).symlink_to(place / store)
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path))
    monkeypatch.delenv("EVENGROUND_PLACES", raising=False)
    monkeypatch.delenv(child.INPUTS, raising=False)
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    return tmp_path


def page(**address) -> AppTest:
    made = AppTest.from_file(str(APP), default_timeout=240)
    for name, value in address.items():
        made.query_params[name] = value
    made.run()
    made.switch_page("screens/load.py").run()
    assert not made.exception
    return made


def test_a_file_is_kept_only_when_asked_and_its_bad_rows_are_told(own_home):
    shown = page(place="nunavik")
    shown.file_uploader(key="load-file").upload("mine.csv", TIDY.encode(), "text/csv").run()
    assert not shown.exception
    rejects = shown.dataframe[0].value
    assert rejects[str(say("data.reject_line", "en"))].astype(str).tolist() == ["3"]
    assert "Records in the file: 2. Can be loaded: 1. Rejected: 1." in " ".join(one.value for one in shown.markdown)
    assert uploads.kept("nunavik") == []
    shown.button(key="load-keep").click().run()
    assert [path.name for path in uploads.kept("nunavik")] == ["mine.csv"]
    assert uploads.kept("nunavik")[0].read_text(encoding="utf-8") == TIDY
    uploads.remove("nunavik", "mine.csv")
    assert uploads.kept("nunavik") == []


def test_a_file_of_a_declared_source_is_read_as_that_source(own_home, inputs):
    published = inputs / "nunavik"
    from evenground.catalog.library import place_folder

    source = next(one for one in place_folder("nunavik").sources if one.loader == "mamh_repertoire")
    original = published / source.file
    path = uploads.put_aside("nunavik", original.name, original.read_bytes())
    report = uploads.check("nunavik", path)
    assert (report["outcome"], report["source"], report["reason"]) == ("load", source.id, "")
    assert report["rows_in"] >= report["loaded"] > 0
    broken = uploads.put_aside("nunavik", original.name, b"\x00\xff nothing of the kind")
    refused = uploads.check("nunavik", broken)
    assert refused["outcome"] == "refused" and original.name in refused["reason"]


HOSTILE = ("csv", "xlsx", "geojson", "shapefile", "json")


@pytest.mark.parametrize("folder", HOSTILE)
def test_hostile_files_are_refused_or_reported_in_words(own_home, inputs, folder):
    """Two of each kind; tests/etl/test_hostile.py reads all of them."""
    files = sorted(path for path in (inputs / "hostile" / folder).rglob("*") if path.suffix.lstrip(".") in uploads.KINDS)
    for original in (files[0], files[-1]):
        path = uploads.put_aside("ottawa", original.name, original.read_bytes())
        report = uploads.check("ottawa", path)
        assert report["outcome"] in ("load", "load with rejects", "warned", "refused")
        assert report["outcome"] == "load" or report["reason"] or report["rejected"] or report["warnings"], original.name
        assert "Traceback" not in report["reason"] and str(own_home) not in report["reason"]
    assert uploads.kept("ottawa") == []


def test_groups_are_measured_with_progress_and_the_result_is_the_terminals(own_home, tmp_path):
    rows = [f"{case},{group},{10 * group + case},1,100,{group},1" for case in range(3) for group in range(1, 5)]
    text = "setting,subgroup,value,se,people,order,ordered\n" + "\n".join(rows) + "\n"
    shown = page(place="ottawa", bring="measures")
    shown.segmented_control(key="bring").set_value("measures").run()
    shown.file_uploader(key="load-groups").upload("groups.csv", text.encode(), "text/csv").run()
    shown.button(key="load-measure").click().run()
    assert not shown.exception and not shown.error
    found = pd.read_csv(io.BytesIO(shown.session_state["load-measured"]["bytes"]))
    table = tmp_path / "groups.csv"
    table.write_text(text, encoding="utf-8")
    lines: list[str] = []
    ended = child.run("measures", str(table), "--out", str(tmp_path / "out.csv"), "--progress", on_line=lines.append)
    assert ended.code == 0 and lines[:2] == ["0 of 3", "3 of 3"]
    pd.testing.assert_frame_equal(found, pd.read_csv(tmp_path / "out.csv"))
    assert found["case_id"].nunique() == 3 and set(found["ci_kind"]) == {"closed_form", "noise_aware"}


def test_a_wrong_table_of_groups_says_what_is_wrong(own_home):
    shown = page(place="ottawa")
    shown.segmented_control(key="bring").set_value("measures").run()
    shown.file_uploader(key="load-groups").upload("wrong.csv", b"case_id,value\na,10\na,many\n", "text/csv").run()
    shown.button(key="load-measure").click().run()
    assert "many" in shown.error[0].value and not shown.exception


def test_a_command_that_takes_too_long_is_ended(own_home):
    ended = child.run("places", seconds=0.01)
    assert ended.timed_out and ended.code < 0


def test_the_public_brings_nothing(own_home, monkeypatch):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "public")
    shown = page(place="ottawa")
    assert [one.value for one in shown.info] == [str(say("load.analysts_only", "en"))]
    assert not shown.get("file_uploader") and not shown.get("button")


@pytest.mark.parametrize(("name", "plain"), [("../../x.csv", "x.csv"), (r"C:\a\b.csv", "b.csv"), (".hidden", "hidden"), ("a;b`c.csv", "a_b_c.csv"), ("...", "file")])
def test_a_files_name_stays_in_its_folder(name, plain):
    assert uploads.plain_name(name) == plain

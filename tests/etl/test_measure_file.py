"""Measures of inequality from the terminal: every setting keeps a row for each measure, as the reference has it."""

import re
from pathlib import Path

import pandas as pd
import pytest

import cli
from evenground.stats.inequality.table import INPUTS


def run(*arguments) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(["measures", *map(str, arguments)])
    return ended.value.code


def test_the_reference_table_is_measured_as_the_reference_says(reference, tmp_path):
    out = tmp_path / "result.csv"
    assert run(reference / "who" / "who_inputs.csv", "--out", out, "--kind", "closed_form") == 0
    found = pd.read_csv(out)
    expected = pd.read_csv(reference / "who" / "who_expected.csv")
    rows = expected[expected["measure"].eq("bgv")].merge(found, on=["case_id", "measure"])
    assert len(rows) > 30
    assert (rows["estimate"] - rows["own_estimate"]).abs().max() <= 1e-9 * rows["own_estimate"].abs().max()


def test_a_setting_without_a_measure_keeps_its_row_with_a_reason(tmp_path):
    table, out = tmp_path / "groups.csv", tmp_path / "result.csv"
    table.write_text("case_id,subgroup,estimate,se,population\na,x,10,1,100\na,y,20,1,100\nb,x,5,1,100\n", encoding="utf-8")
    assert run(table, "--out", out) == 0
    found = pd.read_csv(out)
    alone = found[found["case_id"].eq("b") & found["estimate"].isna()]
    assert len(alone) and alone["reason"].notna().all()
    assert "y₁ − y₂; y₁: largest value, y₂: smallest value" in set(found["formula"])


@pytest.mark.parametrize(("name", "text"), [("a.csv", "case_id,value2\na,1\n"), ("a.csv", "case_id,estimate\na,many\n"), ("a.txt", "x")])
def test_a_table_that_cannot_be_used_is_said_plainly(name, text, tmp_path, capsys):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(tmp_path / name, "--out", tmp_path / "out.csv") == 1
    assert name in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["parquet", "xlsx"])
def test_parquet_and_xlsx_give_what_csv_gives(reference, tmp_path, ending):
    groups = pd.read_csv(reference / "who" / "who_inputs.csv")
    groups = groups[groups["case_id"].isin(groups["case_id"].unique()[:6])]
    groups.to_csv(tmp_path / "groups.csv", index=False)
    groups.to_parquet(tmp_path / "groups.parquet", index=False) if ending == "parquet" else groups.to_excel(tmp_path / "groups.xlsx", index=False)
    for name in ("csv", ending):
        assert run(tmp_path / f"groups.{name}", "--out", tmp_path / f"{name}.csv") == 0
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "csv.csv"), pd.read_csv(tmp_path / f"{ending}.csv"), rtol=1e-12)


def test_what_is_measured_together_changes_no_result_and_progress_is_told(tmp_path, monkeypatch, capsys):
    table = tmp_path / "groups.csv"
    rows = [f"s{case},{group},{20 + case + 3 * group},1.5,{100 * group},{group},TRUE" for case in range(7) for group in range(1, 5)]
    table.write_text("setting,group,value,se,people,order,ordered\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert run(table, "--out", tmp_path / "whole.csv", "--kind", "closed_form", "--kind", "percentile") == 0
    capsys.readouterr()
    monkeypatch.setattr("etl.measure_file.AT_ONCE", 3)
    assert run(table, "--out", tmp_path / "parts.csv", "--kind", "closed_form", "--kind", "percentile", "--progress") == 0
    assert capsys.readouterr().out.splitlines()[:4] == ["0 of 7", "3 of 7", "6 of 7", "7 of 7"]
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "whole.csv"), pd.read_csv(tmp_path / "parts.csv"), rtol=1e-12)


def test_a_damaged_workbook_and_a_lost_record_are_refused_in_words(inputs, tmp_path, capsys):
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing more")
    assert run(tmp_path / "broken.xlsx", "--out", tmp_path / "out.csv") == 1
    (tmp_path / "lost.csv").write_text('case_id,estimate\na,1\na,2,3\n', encoding="utf-8")
    assert run(tmp_path / "lost.csv", "--out", tmp_path / "out.csv") == 1
    said = capsys.readouterr().err
    assert "broken.xlsx" in said and "line 3" in said and "Traceback" not in said


def test_every_column_and_its_other_names_are_documented():
    rows = {}
    for line in (Path(__file__).parents[2] / "docs" / "bring-your-own-data.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            first, others = line.split("|")[1:3]
            rows[re.findall("`([^`]+)`", first)[0]] = tuple(re.findall("`([^`]+)`", others))
    for name, *others in INPUTS.values():
        assert rows[name] == tuple(others)

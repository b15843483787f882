"""Measures of inequality from the terminal: every setting keeps a row for each measure, as the reference has it."""

import pandas as pd
import pytest

import cli


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


@pytest.mark.parametrize(("name", "text"), [("a.csv", "case_id,value2\na,1\n"), ("a.csv", "case_id,estimate\na,many\n"), ("a.txt", "x")])
def test_a_table_that_cannot_be_used_is_said_plainly(name, text, tmp_path, capsys):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(tmp_path / name, "--out", tmp_path / "out.csv") == 1
    assert name in capsys.readouterr().err

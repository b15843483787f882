"""A workbook's cells become the text a person would have typed; which sheet was read is said."""

import openpyxl
import pytest

from etl import counting
from etl.check_file import check_file
from etl.intake.outcome import Refused
from etl.intake.table import open_table


def book(tmp_path, *sheets, name="t.xlsx"):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(tmp_path / name)
    return tmp_path / name


def rows(cells):
    return [list(row) for row in zip(*(column.to_pylist() for column in cells.table.columns), strict=True)]


def test_numbers_dates_and_blanks(tmp_path):
    import datetime

    path = book(
        tmp_path,
        (
            "data",
            [["a", "b", "c"], [1.0, 0.1 + 0.2, None], [None, None, None], ["x", datetime.date(2024, 2, 29), True]],
        ),
    )
    cells = open_table(path)
    assert rows(cells) == [["1", "0.3", ""], ["x", "2024-02-29", "TRUE"]]
    assert cells.lines.tolist() == [2, 4]
    assert counting.count(path, "xlsx") == 2


def test_several_filled_sheets_must_be_chosen_from(tmp_path):
    path = book(tmp_path, ("one", [["a"], [1]]), ("two", [["b"], [2]]), ("empty", []))
    with pytest.raises(Refused, match="2 visible sheets hold something: 'one', 'two'"):
        open_table(path)
    assert rows(open_table(path, {"sheet": "two"})) == [["2"]]
    with pytest.raises(Refused, match="no sheet 'three'"):
        open_table(path, {"sheet": "three"})


def test_a_chosen_sheet_is_the_one_that_is_counted(tmp_path):
    path = book(tmp_path, ("one", [["a"], [1]]), ("two", [["area", "area_name"], ["1", "x"], ["2", "y"]]))
    report = check_file(path, declared={"sheet": "two"})
    assert (report.rows_in, report.loaded) == (2, 2)


def test_an_empty_sheet_before_the_filled_one_is_not_counted(tmp_path):
    path = book(tmp_path, ("cover", []), ("data", [["a"], [1], [2]]))
    assert counting.count(path, "xlsx") == len(open_table(path).lines) == 2


def test_rows_above_a_declared_header_are_titles(tmp_path):
    path = book(tmp_path, ("data", [["Title"], [], ["area", "area_name"], ["1", "x"]]))
    cells = open_table(path, {"header_line": 3})
    assert (cells.title_lines, cells.columns, rows(cells)) == ([1], ["area", "area_name"], [["1", "x"]])


@pytest.mark.parametrize("name", ["table.xls", "table-output.ods"])
def test_old_workbooks_are_read(inputs, name):
    report = check_file(inputs / "hostile" / "tabular" / "frictionless" / name, declared={"layout": "any"})
    assert (report.outcome, report.loaded) == ("load", 2)
    assert report.preview["id"].tolist() == ["1", "2"]

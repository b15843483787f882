"""Workbooks and tables, opened again with another library: numbers, words, statuses, and no formula anywhere."""

import csv
import io
import json
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import get_column_letter
from real_exhibits import as_kind, deck_of, dots_exhibit, group_bars, map_exhibit
from test_slides import deck, exhibit

from evenground.answers.answer import Answer
from evenground.answers.exhibit import Series
from evenground.answers.overview import opening
from evenground.briefs.workbook import csv_bytes, exhibit_csv, sheet_names, workbook
from evenground.warehouse.releases import current


def opened(made):
    return openpyxl.load_workbook(io.BytesIO(workbook(made)))


def said(sheet) -> str:
    return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None).replace("\u00a0", " ")


@pytest.fixture
def ottawa(real_home):
    release = current("ottawa", "public")
    bars = group_bars(release, "fr", "low_income_lim_at", ("everyone", "black"), "city:2021", "2020")
    return deck_of(release, "fr", (map_exhibit(opening(release, "fr"), release), bars), title="Faible revenu")


def test_each_exhibit_has_a_sheet_with_its_figures_as_numbers(ottawa):
    book = opened(ottawa)
    assert book.sheetnames[0] == "À propos" and book.sheetnames[-2:] == ["Définitions", "Sources"] and len(book.sheetnames) == 5
    sheet, table = book.worksheets[1], ottawa.exhibits[0].answer.table
    top = next(row for row in range(1, 40) if sheet.cell(row, 2).value == "Valeur")
    values = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(top + 1, top + 1 + len(table))}
    for name, value, status in zip(table["name"], table["value"], table["status"], strict=True):
        assert values[name] == (pytest.approx(value) if status == "published" else None)
    assert sheet.cell(top + 1, 2).number_format == "#,##0.0" and sheet.freeze_panes
    assert "Supprimé pour protéger la vie privée" in said(sheet)


def test_it_says_whose_it_is_from_what_and_how_to_cite_it(ottawa):
    book = opened(ottawa)
    about = said(book.worksheets[0])
    for part in ("Faible revenu", ottawa.release_id, "Version publique, valeurs protégées seulement", "Comment citer", "21 novembre 2026", ottawa.mailbox):
        assert part in about, part
    assert "Statistique Canada" in said(book["Sources"]) and ottawa.sources[0].licence.replace("\u00a0", " ") in said(book["Sources"])
    assert ottawa.methods[0][0] in said(book["Définitions"])
    assert book.properties.title == "Faible revenu" and book.properties.creator == ottawa.owner


def test_hidden_rows_hold_no_number():
    table = pd.DataFrame({"name": ["a", "b"], "value": [73.456, 70.0], "ci_low": [71.0, 69.0], "status": ["suppressed", "published"]})
    made = exhibit("table", answer=Answer("q", "r", table), series=(), columns=(("name", "Area"), ("value", "Value"), ("ci_low", "Low"), ("status", "Status")))
    sheet = opened(deck(made)).worksheets[1]
    rows = [row[:4] for row in sheet.iter_rows(values_only=True) if row[0] in ("a", "b")]
    assert rows == [("a", None, None, "Withheld"), ("b", 70.0, 69.0, "Published")]
    assert "73.456" not in exhibit_csv(made).decode("utf-8-sig")
    assert "a,,,Withheld" in exhibit_csv(made).decode("utf-8-sig")


def test_statuses_of_a_log_are_no_reason_to_hide():
    table = pd.DataFrame({"name": ["a"], "value": [12.0], "status": ["held"]})
    made = exhibit("table", answer=Answer("q", "r", table), series=(), words={"status": {"held": "Held"}})
    assert ("a", 12, "Held") in [row[:3] for row in opened(deck(made)).worksheets[1].iter_rows(values_only=True)]


def test_every_sheet_prints_as_wide_as_its_page_with_its_headings_repeated(ottawa):
    for sheet in opened(ottawa).worksheets:
        assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert "/" in sheet.oddFooter.right.text and sheet.oddFooter.left.text
        repeated = sheet.print_title_rows
        assert repeated or sheet is sheet.parent.worksheets[0]
        if repeated:
            row = sheet[int(repeated.split(":")[0].strip("$"))]
            assert sum(1 for cell in row if cell.value and cell.font.bold) >= 2


def test_what_is_long_wraps_and_stands_below_the_table(ottawa):
    sheet = opened(ottawa).worksheets[1]
    top = next(row for row in range(1, 40) if sheet.cell(row, 2).value == "Valeur")
    source = next(row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 1).value).startswith("Source"))
    assert top <= 7 < source and sheet.cell(source, 1).alignment.wrap_text
    across = next(one for one in sheet.merged_cells.ranges if one.min_row == source)
    letters = [get_column_letter(at) for at in range(1, across.max_col + 1)]
    held = sum(sheet.column_dimensions[one].width if one in sheet.column_dimensions else 8 for one in letters)
    assert len(sheet.cell(source, 1).value) <= held * sheet.row_dimensions[source].height / 15


def test_an_ask_stands_in_its_sheet():
    made = exhibit("statement", ask="Report it by race.", series=(), columns=())
    assert "Report it by race." in said(opened(deck(made)).worksheets[1])


def test_definitions_are_as_high_as_their_words(ottawa):
    sheet = opened(ottawa)["Définitions"]
    for row in range(2, sheet.max_row + 1):
        wide = sheet.column_dimensions["B"].width
        assert sheet.row_dimensions[row].height >= 15 * len(sheet.cell(row, 2).value) / wide


def test_people_are_counted_in_whole_numbers():
    table = pd.DataFrame({"name": ["a", "b"], "value": [37.45, 21.0], "numerator": [15386.82, 7.25], "status": "published"})
    made = exhibit("table", answer=Answer("q", "r", table), series=(), columns=(("name", "Area"), ("value", "Value"), ("numerator", "Numerator")), decimals=1)
    sheet = opened(deck(made)).worksheets[1]
    [row] = [row for row in sheet.iter_rows() if row[0].value == "a"]
    assert (row[1].number_format, row[2].number_format) == ("#,##0.0", "#,##0") and row[2].value == 15386.82


def hostile_strings(inputs) -> list[str]:
    names = json.loads((inputs / "hostile" / "strings" / "blns-half-0.json").read_text(encoding="utf-8"))
    table = pd.read_csv(inputs / "hostile" / "csv" / "made" / "formula_cells.csv", dtype=str, keep_default_na=False)
    return [str(one) for one in names] + table["notes"].tolist() + ["\t=1+1", "＝1+1", "\u00a0=1", "+A1", "@SUM(1)", "-2+3", "|calc"]


def test_no_cell_is_a_formula_whatever_the_files_say(inputs):
    strings = hostile_strings(inputs)
    assert len(strings) > 100
    table = pd.DataFrame({"name": strings, "value": np.arange(len(strings), dtype=float), "status": "published"})
    made = exhibit("table", headline=strings[0], answer=Answer("q", "r", table, tuple(strings[:40])), series=())
    bars = exhibit("bars", labels=tuple(strings[:9]), series=(Series("=1+1", np.arange(9.0)),), columns=())
    story = replace(deck(made, bars, *(exhibit(caption=replace(exhibit().caption, subtitle=one)) for one in strings[40:80])), title="=1+1", methods=tuple((one, one) for one in strings), owner="+1")
    book = opened(story)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert [cell.value for cell in cells if isinstance(cell.value, str) and cell.value[:1] in ("=", "+", "@", "\t") and not cell.value[1:].replace(".", "").isdigit()] == []
    assert not [cell for cell in cells if cell.hyperlink]
    rows = list(csv.reader(io.StringIO(exhibit_csv(made).decode("utf-8-sig"))))
    assert [cell for row in rows for cell in row if cell.lstrip()[:1] in ("=", "@")] == []


def test_names_of_sheets_are_distinct_and_allowed():
    long = exhibit(caption=replace(exhibit().caption, subtitle="A/B: [what] is? *this* measure that is very long indeed"))
    names = sheet_names(deck(*(long,) * 12))
    assert len({name.casefold() for name in names}) == len(names) == 15
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_a_dot_chart_keeps_every_area_in_its_sheet(real_home):
    release = current("kansas-city", "public")
    dots = dots_exhibit(opening(release, "en"), release)
    sheet = opened(deck_of(release, "en", (dots, as_kind(dots, "table")))).worksheets[1]
    assert sum(1 for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("Tract ")) == 283


def test_the_same_deck_has_the_same_workbook(ottawa):
    assert workbook(ottawa) == workbook(ottawa)


def test_numbers_of_a_table_are_written_as_people_write_them():
    table = pd.DataFrame({"rank": [26.0, np.nan], "value": [205852.80000000002, -0.0], "small": [1.5e-7, np.inf], "count": [3, 4]})
    assert csv_bytes(table).decode("utf-8-sig").splitlines()[1:] == ["26,205852.8,1.5e-07,3", ",0,inf,4"]

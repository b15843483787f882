"""Whatever stands in the cells, every record is loaded or rejected, and nothing impossible enters."""

import io
import shlex

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from log_place import NAMES, engagement, places, taken

import cli
from etl.engagement.account import account_of
from etl.engagement.dates import read_day
from etl.engagement.files import sheets_of
from evenground.catalog.mapping import common_mappings
from evenground.catalog.template import template
from evenground.catalog.template_file import template_csv, template_workbook

CELL = st.one_of(st.text(max_size=12), st.sampled_from(["", "12", "-3", "1,5", "2024-05-14", "03/04/2024", "001", "001; 002; 003; 004", "001 60%; 002 60%", "x: yes 5", "Côte-Nord"]))


@settings(max_examples=40)
@given(st.lists(st.fixed_dictionaries({name: CELL for name in ("date", "area", "people", "groups", "type", "partners", "languages", "end_date")}), min_size=1, max_size=6), st.booleans())
def test_every_record_is_loaded_or_rejected(cells, honest):
    rows = [engagement(**({} if honest and i % 2 else cell)) for i, cell in enumerate(cells)]
    made = taken(engagements=rows)
    assert made.rows_in == len(rows) == made.rows_loaded + made.rejects["line"].nunique()
    assert len(made.tables["fact_engagement"]) == made.rows_loaded
    shares = made.tables["engagement_area"].groupby("engagement_id")["share"].sum()
    assert (shares <= 1 + 1e-9).all()
    assert set(made.tables["engagement_area"]["area_key"]) <= {f"zone:2024:{code}" for code in NAMES}
    assert (made.rejects["reason"].str.len() > 0).all() and (made.rejects["remedy"].str.len() > 0).all()


@pytest.mark.parametrize(("cells", "reason"), [
    ({"area": "001 60%; 002 60%"}, "more than 1"), ({"area": "001 60%; 002"}, "some areas have a share"), ({"area": "Nowhere"}, "not known"),
    ({"area": "40.0, -70.0"}, "lies in no area"), ({"area": "Ward 1"}, "the name is one of"), ({"type": "party"}, "not a known value"), ({"people": "-2"}, "below 0"),
    ({"people": "1,234"}, "comma"), ({"date": "03/04/2024"}, "cannot be told apart"), ({"date": "45000"}, "day number"), ({"end_date": "2020-01-01"}, "ends before"),
    ({"unique_people": "50"}, "more different people"), ({"groups": "newcomer 12"}, "cannot be read"), ({"owner_organization": ""}, "is empty"),
])  # fmt: skip
def test_what_cannot_be_is_rejected_with_its_reason(cells, reason):
    made = taken(engagements=[engagement(**cells), engagement(date="2024-05-20")])
    assert made.rows_loaded == 1
    assert reason in made.rejects["reason"].iloc[0] and made.rejects["line"].tolist() == [2]


@pytest.mark.parametrize(("cells", "why", "whole"), [
    ({"area": "001; 002; 003; 004"}, "more than three areas", True), ({"area": "Exempleville"}, "whole place", True),
    ({"setting": "online"}, "online or on the air", False),
])  # fmt: skip
def test_sessions_for_everywhere_visit_no_area_and_are_counted(cells, why, whole):
    made = taken(engagements=[engagement(**cells)])
    assert made.tables["engagement_area"].empty and made.no_area[why] == 1
    assert bool(made.tables["fact_engagement"]["whole_place"].iloc[0]) is whole


def test_points_find_their_area_and_people_of_a_shelter_keep_theirs():
    made = taken(engagements=[engagement(area="45.5, -74.5", setting="shelter")])
    assert made.tables["engagement_area"]["area_key"].tolist() == ["zone:2024:002"]


def test_doubles_are_reported_and_never_merged():
    rows = [engagement(engagement_id="a"), engagement(engagement_id="b"), engagement(engagement_id="c", people="21"), engagement(engagement_id="a")]
    made = taken(engagements=rows)
    assert made.rows_loaded == 3
    pairs = made.tables["engagement_duplicate"][["engagement_id", "other_id", "kind"]].values.tolist()
    assert pairs == [["a", "b", "exact"], ["a", "c", "probable"]]
    assert made.rejects["reason"].tolist() == ["the same record stands before, cell for cell"]


def test_the_same_number_in_two_files_is_rejected_the_second_time():
    from etl.engagement.read import take_in
    from etl.engagement.whence import from_table

    files = [from_table("engagements", name, pd.DataFrame([engagement(engagement_id="a")])) for name in ("one.csv", "two.csv")]
    made = take_in(files, places())
    assert (made.rows_in, made.rows_loaded) == (2, 1)
    assert made.rejects[["source_id", "reason"]].values.tolist() == [["two.csv", "engagement_id stand in a file read before"]]


@pytest.mark.parametrize(("text", "order", "day"), [
    ("2024-05-14", "", "2024-05-14"), ("2024/5/4", "", "2024-05-04"), ("14.05.2024", "", "2024-05-14"), ("mardi 14 mai 2024", "", "2024-05-14"),
    ("May 14, 2024", "", "2024-05-14"), ("1er avril 2024", "", "2024-04-01"), ("14-May-24", "dmy", "2024-05-14"), ("05/04/2024", "mdy", "2024-05-04"),
    ("05/04/2024", "dmy", "2024-04-05"), ("2024-05-15T03:30:00Z", "", "2024-05-14"), ("45426", "excel", "2024-05-14"), ("5/5/2024", "", "2024-05-05"),
])  # fmt: skip
def test_days_are_read_as_people_write_them(text, order, day):
    assert str(read_day(text, order, "America/Toronto")[0]) == day


def test_hostile_tables_never_crash_the_check(inputs):
    files = [file for folder in ("csv", "xlsx") for file in sorted((inputs / "hostile" / folder).rglob("*")) if file.is_file() and file.stat().st_size < 2_000_000]
    assert len(files) > 20
    for file in files:
        account = account_of(file, common_mappings(), "counts_in_columns" if file.suffix == ".csv" else "", "UTC", places())
        assert account.refused or account.rows[0] == account.rows[1] + account.rows[2]


def test_the_downloaded_template_is_read_back_without_a_word(tmp_path):
    path = tmp_path / "log.xlsx"
    cli.parser().parse_args(shlex.split(f"template --out {path}"))
    path.write_bytes(template_workbook("fr"))
    assert sheets_of(path, {}) == []
    book = openpyxl.load_workbook(io.BytesIO(template_workbook()))
    assert book.sheetnames[:-1] == [sheet.id for sheet in template().sheets]
    page = book["engagements"]
    row = engagement(area="001")
    page.append([row.get(cell.value, "") for cell in page[1]])
    book.save(path)
    account = account_of(path, {}, "", "UTC", places())
    assert (account.rows, account.dropped) == ((1, 1, 0), {})
    assert template_csv().strip().split(",") == [column.id for column in template().sheet("engagements").columns]


def test_every_text_of_the_template_is_said_in_both_languages():
    texts = [text for sheet in template().sheets for text in (sheet.name, sheet.about, *(column.about for column in sheet.columns))]
    texts += [text for mapping in common_mappings().values() for text in (mapping.name, mapping.about)]
    assert all({"en", "fr"} <= set(text) for text in texts)
    assert not [text["fr"] for text in texts if "'" in text["fr"]]


def test_no_alias_of_a_sheet_means_two_columns():
    for sheet in template().sheets:
        spelled = [name for column in sheet.columns for name in {column.id, *column.aliases}]
        assert sorted(spelled) == sorted(set(spelled)), sheet.id

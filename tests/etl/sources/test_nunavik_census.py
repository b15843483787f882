"""Table 98-10-0002-01 on its real bytes: thirteen columns called Symbols, names that repeat, counts that were revised."""

import dataclasses

import pytest
from nunavik_files import declared, five_of, raw, taken

from etl.contract import SourceChanged
from etl.sources import statcan_98100002
from etl.take import check_accounts

SOURCE = "census_population_dwellings"


@pytest.fixture(scope="module")
def census(inputs):
    return taken(inputs, SOURCE)


@pytest.fixture(scope="module")
def lines(inputs):
    """The raw lines cut at the quotes; every cell that is not empty is quoted in this file."""
    text = raw(inputs, SOURCE).decode("utf-8-sig")
    return [
        line.strip().strip('"').replace(",,", ',"",').replace(",,", ',"",').split('","') for line in text.splitlines()
    ]


def values(census, indicator, period):
    rows = census.tidy.observations
    return rows[(rows["indicator_id"] == indicator) & (rows["period_id"] == period)].set_index("area_code")["value"]


def test_the_14_communities_add_up_to_the_published_and_the_revised_total(census):
    assert values(census, "census_residents", "2021").sum() == 14_045
    assert values(census, "census_residents", "2016").sum() == 13_156


def test_every_record_is_a_community_or_left_out_under_a_selector(census):
    check_accounts(census)
    left_out = {words: len(lines) for words, lines in census.tidy.out_of_scope.items()}
    assert sorted(left_out.values()) == [1, 13, 25]
    assert (census.rows_in, census.rows_loaded, census.rows_rejected) == (53, 14, 0)


def test_a_community_is_never_mixed_up_with_the_inuit_land_of_its_name(census, lines):
    same_name = [cells[2] for cells in lines if cells[1] == "Akulivik"]
    assert same_name == ["2021A00052499125", "2021A00052499883"]
    akulivik = values(census, "census_residents", "2021")["2021A00052499125"]
    assert akulivik == 642 and "2021A00052499883" not in set(census.tidy.observations["area_code"])


def test_thirteen_columns_share_one_name_and_each_belongs_to_the_figure_on_its_left(census, inputs):
    header = raw(inputs, SOURCE).decode("utf-8-sig").splitlines()[0].split('","')
    assert sum(name.strip('"') == "Symbols" for name in header) == 13
    rows = census.tidy.observations.set_index(["indicator_id", "period_id", "area_code"])["symbol"]
    kuujjuarapik = "2021A00052499075"
    assert rows["census_residents", "2016", kuujjuarapik] == "r"
    assert rows["census_residents", "2021", kuujjuarapik] == ""
    assert rows["private_dwellings", "2016", kuujjuarapik] == "r" == rows["occupied_dwellings", "2016", kuujjuarapik]
    assert (rows == "r").groupby("area_code").any().sum() == 1


def test_a_revised_count_is_a_published_count(census):
    rows = census.tidy.observations
    revised = rows[rows["symbol"] == "r"]
    assert revised["status"].eq("published").all()
    assert values(census, "census_residents", "2016")["2021A00052499075"] == 654


def test_three_dots_beside_an_empty_cell_mean_not_applicable_and_never_zero(inputs):
    source = declared(SOURCE)
    inuit_lands = [{"dguid": "2021A00052499883", "keep": True}, {"dguid": ".*", "otherwise": "the rest"}]
    changed = source.model_copy(update={"options": source.options | {"records": inuit_lands}})
    published = statcan_98100002.read(inputs / "nunavik" / source.file, changed)
    rows = statcan_98100002.tidy(published, changed).observations.set_index(["indicator_id", "period_id"])
    change = rows.loc[("census_residents_change", "2016-2021")]
    assert change["status"] == "not_applicable" and change["symbol"] == "..." and change["value"] != change["value"]
    assert rows.loc[("census_residents", "2021"), "value"] == 0


def test_the_file_begins_with_a_byte_order_mark_that_is_no_part_of_a_name(inputs):
    assert raw(inputs, SOURCE).startswith(b"\xef\xbb\xbf")
    source = declared(SOURCE)
    assert "REF_DATE" in statcan_98100002.read(inputs / "nunavik" / source.file, source).table


def test_five_cells_of_the_census_stand_in_the_raw_bytes(census, lines):
    header = [name.strip('"') for name in lines[0]]
    figures = {measure.value: measure for measure in declared(SOURCE).measures if measure.value}
    rows = census.tidy.observations
    single = rows[rows["indicator_id"] != "residents_per_occupied_dwelling"].to_dict("records")
    for row in five_of(single, 98_100_002):
        (words,) = [w for w, m in figures.items() if (m.indicator, m.period) == (row["indicator_id"], row["period_id"])]
        column = next(i for i, name in enumerate(header) if f": {words} [" in name)
        (cells,) = [cells for cells in lines[1:] if cells[2] == row["area_code"]]
        assert float(cells[column]) == row["value"] and lines.index(cells) + 1 == row["line"]


def test_residents_per_dwelling_is_made_of_two_counts_of_one_census(census):
    rows = census.tidy.observations
    made = rows[rows["indicator_id"] == "residents_per_occupied_dwelling"].set_index(["period_id", "area_code"])
    for period in ("2016", "2021"):
        assert (made.loc[period, "numerator"] == values(census, "census_residents", period)).all()
        assert (made.loc[period, "denominator"] == values(census, "occupied_dwellings", period)).all()
    assert made["value"].isna().all()


def test_a_record_or_a_symbol_that_nobody_declared_is_not_passed_over(inputs):
    source = declared(SOURCE)
    path = inputs / "nunavik" / source.file
    published = statcan_98100002.read(path, source)
    fewer = source.model_copy(update={"options": source.options | {"records": source.options["records"][:1]}})
    assert len(statcan_98100002.tidy(published, fewer).rejected) == 39
    no_marks = source.model_copy(update={"options": {**source.options, "kept": []}})
    with pytest.raises(SourceChanged, match="'r'"):
        statcan_98100002.tidy(published, no_marks)
    moved = dataclasses.replace(published, table=published.table.drop(columns="Symbols (13)"))
    with pytest.raises(SourceChanged, match="Symbols"):
        statcan_98100002.tidy(moved, source)

"""What each American layout does to a careless reader, shown on real bytes and on one changed cell of them."""

import csv
import gzip
import io
from pathlib import Path

import numpy as np
import pytest

from etl.contract import SourceChanged
from etl.sources import (
    acs_long,
    census2010_race,
    chr_county,
    covid_by_race,
    covid_by_zcta,
    data_census_gov,
    neighborhood_workbook,
    oeps_tracts,
    places_gis,
    popest,
    svi_county,
)
from evenground.catalog.declaration import read_declaration
from evenground.catalog.indicator import Indicator
from evenground.catalog.source import Source

DATA = Path(__file__).resolve().parents[3] / "data"
SOURCES = DATA / "places" / "kansas-city" / "sources"


def declared(name):
    return read_declaration(Source, SOURCES / f"{name}.yml")


def taken(module, source, path):
    return module.tidy(module.read(path, source), source)


@pytest.fixture
def text(inputs):
    def of(name):
        data = (inputs / "kansas-city" / declared(name).file).read_bytes()
        return (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8")

    return of


@pytest.fixture
def changed(text, tmp_path):
    """The real file of a source with one change, read by its module."""

    def of(module, name, change, lines=None):
        lines = text(name).split("\n")[:lines]
        path = tmp_path / "changed.csv"
        path.write_text(change("\n".join(lines)), encoding="utf-8", newline="")
        return taken(module, declared(name), path)

    return of


def real(module, name, inputs):
    source = declared(name)
    return taken(module, source, inputs / "kansas-city" / source.file)


# --- Social Vulnerability Index ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["-999", "-999.0", "-999.0000"])
def test_minus_999_is_never_a_number_in_any_spelling(changed, text, code):
    first = text("svi_2018_counties").split("\n")[1].split(",")
    # RPL_THEMES, EP_POV and its margin of the first county; LOCATION holds one comma inside quotes
    header = text("svi_2018_counties").split("\n")[0].split(",")

    def spoil(content):
        cells = list(first)
        for name in ("RPL_THEMES", "EP_POV", "MP_POV", "MP_DISABL"):
            cells[header.index(name) + 1] = code
        return content.replace(",".join(first), ",".join(cells))

    rows = changed(svi_county, "svi_2018_counties", spoil).observations
    rows = rows[rows["line"] == 2].set_index("indicator_id")
    for name in ("svi_overall_county", "poverty_acs"):
        assert rows.loc[name, "status"] == "not_reported" and rows.loc[name, "symbol"] == code
        assert np.isnan(rows.loc[name, "value"]) and np.isnan(rows.loc[name, "se"])
    assert rows.loc["disability_svi", "status"] == "published" and np.isnan(rows.loc["disability_svi", "se"])


def test_a_byte_order_mark_is_no_part_of_the_first_column(text, tmp_path):
    path = tmp_path / "national.csv"
    path.write_bytes(b"\xef\xbb\xbf" + text("svi_2018_counties").encode())
    assert len(taken(svi_county, declared("svi_2018_counties"), path).observations) == 115 * 11


def test_tracts_without_residents_have_no_rank_and_say_so(inputs):
    rows = real(oeps_tracts, "svi_2018_tracts", inputs).observations
    overall = rows[rows["indicator_id"] == "svi_overall"]
    assert overall["status"].value_counts().to_dict() == {"published": 279, "not_reported": 4}
    assert overall["value"].dropna().between(0, 1).all()


def test_a_blank_written_as_minus_999_is_still_no_rank(changed, text):
    line = next(line for line in text("svi_2018_tracts").split("\n") if line.startswith("29095") and ",," not in line)
    spoiled = line.rsplit(",", 1)[0] + ",-999"
    rows = changed(oeps_tracts, "svi_2018_tracts", lambda content: content.replace(line, spoiled)).observations
    row = rows[(rows["area_code"] == line[:11]) & (rows["indicator_id"] == "svi_overall")].iloc[0]
    assert (row["status"], row["symbol"]) == ("not_reported", "-999")


def test_a_file_of_another_year_is_refused(changed):
    with pytest.raises(SourceChanged, match="say '2019' in year, not '2018'"):
        changed(oeps_tracts, "acs_2018_economy", lambda content: content.replace(",2018,", ",2019,"))


# --- PLACES -----------------------------------------------------------------------------------------------------------


def test_intervals_with_inner_blanks_are_read_and_hold_their_value(inputs, text):
    assert "( 9." in text("places_2022_counties")
    rows = real(places_gis, "places_2022_counties", inputs).observations
    assert len(rows) == 115 * 10
    assert ((rows["ci_low"] <= rows["value"]) & (rows["value"] <= rows["ci_high"])).all()
    assert set(rows["ci_kind"]) == {"published"} and set(rows["ci_level"]) == {0.95}


def test_a_county_that_lacks_a_measure_is_not_reported_and_not_zero(changed, text):
    lines = text("places_2022_counties").split("\n")
    place = lines[0].split(",").index("OBESITY_AdjPrev")
    cells = next(csv.reader(io.StringIO(lines[1])))
    cells[place] = cells[place + 1] = ""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    tidy = changed(places_gis, "places_2022_counties", lambda content: content.replace(lines[1], out.getvalue()))
    row = tidy.observations[(tidy.observations["line"] == 2) & (tidy.observations["indicator_id"] == "obesity_places")]
    assert row["status"].tolist() == ["not_reported"] and row[["value", "ci_low"]].isna().all(axis=None)
    assert tidy.rejected.empty


def test_an_interval_that_is_none_is_rejected_with_its_column(changed):
    tidy = changed(places_gis, "places_2022_counties", lambda content: content.replace('"(', '"about (', 400), lines=2)
    assert set(tidy.rejected["reason"]) == {"the cell is not an interval"}
    assert tidy.rejected["column"].str.endswith("95CI").all()


# --- County Health Rankings -------------------------------------------------------------------------------------------


def test_the_state_row_is_out_of_scope_and_county_codes_get_their_zeros_back(inputs):
    tidy = real(chr_county, "county_health_rankings_2016", inputs)
    assert {words: len(lines) for words, lines in tidy.out_of_scope.items()} == {"the whole state": 1}
    assert {"29095", "29047", "29165", "29037"} <= set(tidy.observations["area_code"])
    assert tidy.observations["area_code"].str.len().eq(5).all()
    assert tidy.repaired == {"leading zeros of state and county codes restored": 50}


def test_thousands_separators_are_part_of_the_number(inputs):
    rows = real(chr_county, "county_health_rankings_2016", inputs).observations
    jackson = rows[rows["area_code"] == "29095"].set_index("indicator_id")
    assert jackson.loc["premature_death_chr", ["value", "ci_low", "ci_high"]].tolist() == [8410, 8169, 8652]
    assert jackson.loc["uninsured_chr", ["numerator", "denominator"]].tolist() == [103638, 580925]
    assert jackson.loc["uninsured_chr", "value"] == pytest.approx(17.8)
    assert np.isnan(jackson.loc["premature_death_chr", "numerator"])  # deaths do not make years of life lost


def test_a_county_with_too_few_deaths_is_not_reported(inputs):
    rows = real(chr_county, "county_health_rankings_2016", inputs).observations
    homicide = rows[rows["indicator_id"] == "homicide_chr"]
    assert homicide["status"].value_counts().to_dict() == {"not_reported": 86, "published": 29}


# --- American Community Survey ----------------------------------------------------------------------------------------


def test_na_is_not_reported_and_keeps_its_mark(inputs, text):
    rows = real(acs_long, "acs_2018_tracts", inputs).observations
    missing = rows[rows["status"] == "not_reported"]
    assert set(missing["symbol"]) == {"NA"} and set(missing["indicator_id"]) == {"median_age_acs"}
    cells = list(csv.reader(io.StringIO(text("acs_2018_tracts"))))
    written = [row for row in cells if row[2].startswith("B01002") and row[2].endswith("_001") and row[3] == "NA"]
    assert len(missing) == len(written) > 0


def test_labels_of_every_year_are_read_as_the_same_words(inputs, text):
    assert '"Estimate!!Total!!Male!!Under 5 years"' in text("acs_2018_tracts")
    assert '"Estimate!!Total:!!Male:!!Under 5 years"' in text("acs_2023_tracts")
    for label in ("Estimate!!Total!!Male!!Under 5 years", "Estimate!!Total:!!Male:!!Under 5 years"):
        assert acs_long.plain_words(label) == "total > male > under 5 years"
    assert declared("acs_2018_tracts").options == declared("acs_2023_tracts").options


def test_variables_come_and_go_but_those_in_use_are_in_both_years(text):
    years = [
        {line.split('","')[2].split('"')[0] for line in text(name).split("\n")[1:] if line}
        for name in ("acs_2018_tracts", "acs_2023_tracts")
    ]
    assert [len(year) for year in years] == [630, 647]
    assert len(years[0] - years[1]) > 0 and len(years[1] - years[0]) > 0


def test_a_variable_that_changed_its_meaning_is_refused(changed):
    with pytest.raises(SourceChanged, match="B02001_003 is now"):
        changed(acs_long, "acs_2023_zctas", lambda content: content.replace("Black or African American alone", "Other"))


def test_the_column_geography_is_not_believed(inputs, text):
    assert '"block group"' in text("acs_2023_zctas")
    source = declared("acs_2023_zctas")
    rows = real(acs_long, "acs_2023_zctas", inputs).observations
    assert source.level == "zcta" and rows["area_code"].str.fullmatch(r"\d{5}").all()


def test_a_share_needs_its_scale_because_its_error_is_computed_with_it(text, tmp_path):
    source = declared("acs_2023_zctas")
    bare = source.measures[1].model_copy(update={"scale": 1.0})
    path = tmp_path / "acs.csv"
    path.write_text(text("acs_2023_zctas")[:2000].rsplit("\n", 1)[0])
    with pytest.raises(SourceChanged, match="needs a denominator and its `scale`"):
        taken(acs_long, source.model_copy(update={"measures": (bare,)}), path)


def test_an_area_that_lacks_a_variable_gets_no_figure_made_of_the_others(text, tmp_path):
    source = declared("acs_2023_zctas")
    kept = [
        line
        for line in text("acs_2023_zctas").split("\n")
        if not line.startswith('"64012"') or "B01001_027" not in line
    ]
    path = tmp_path / "acs.csv"
    path.write_text("\n".join(kept))
    tidy = taken(acs_long, source, path)
    rows = tidy.observations
    children = rows[(rows["indicator_id"] == "children_share_acs") & (rows["stratum_id"] == "everyone")]
    assert len(children) == 76 and "64012" not in set(children["area_code"])


def test_a_record_that_stands_twice_is_rejected_both_times(text, tmp_path):
    source = declared("acs_2023_zctas")
    content = text("acs_2023_zctas")
    twice = next(line for line in content.split("\n") if '"B02001_003"' in line)
    path = tmp_path / "acs.csv"
    path.write_text(content.rstrip("\n") + "\n" + twice + "\n")
    tidy = taken(acs_long, source, path)
    assert len(tidy.rejected) == 2
    black = tidy.observations[tidy.observations["indicator_id"] == "black_share_acs"]
    assert len(black) == 76


def test_everyone_in_a_small_area_is_no_certainty(inputs):
    rows = real(acs_long, "acs_2023_zctas", inputs).observations
    whole = rows[rows["numerator"].gt(0) & rows["numerator"].eq(rows["denominator"])]
    assert len(whole) > 0 and whole["se"].isna().all() and whole["reliability"].eq("").all()


def test_groups_of_the_race_tables_add_up_to_everyone(inputs):
    rows = real(acs_long, "acs_2018_tracts", inputs).observations
    children = rows[rows["indicator_id"] == "children_share_acs"]
    seven = ["white_alone", "black_alone", "aian_alone", "asian_alone", "nhpi_alone", "other_alone", "two_or_more"]
    parts = children[children["stratum_id"].isin(seven)].groupby("area_code")["denominator"].sum()
    whole = children[children["stratum_id"] == "everyone"].set_index("area_code")["denominator"]
    assert (parts == whole.reindex(parts.index)).all() and len(parts) == 204


# --- data.census.gov, estimates, 2010 census --------------------------------------------------------------------------


def test_the_second_header_is_no_record_and_says_what_the_column_is(inputs):
    source = declared("s2701_2018_counties")
    published = data_census_gov.read(inputs / "kansas-city" / source.file, source)
    assert len(published.table) == 115 and published.table["line"].iloc[0] == 3
    assert any(note.startswith("S2701_C05_012E: Estimate!!Percent Uninsured") for note in published.notes)


def test_a_column_that_says_something_else_is_refused(changed):
    with pytest.raises(SourceChanged, match="S2701_C05_012E says"):
        changed(
            data_census_gov,
            "s2701_2018_counties",
            lambda content: content.replace("Percent Uninsured", "Percent Insured"),
        )


def test_a_table_with_one_header_is_refused(changed):
    with pytest.raises(SourceChanged, match="no second header"):
        changed(
            data_census_gov,
            "s2701_2018_counties",
            lambda c: "\n".join(line for line in c.split("\n") if not line.startswith("id,")),
        )


def test_parts_of_a_place_are_out_of_scope(inputs):
    tidy = real(popest, "population_estimates_2024", inputs)
    assert {len(lines) for lines in tidy.out_of_scope.values()} == {1852, 937}
    assert tidy.observations["area_code"].unique().tolist() == ["2938000"]


def test_races_that_do_not_add_up_are_refused(changed):
    with pytest.raises(SourceChanged, match="races do not add up"):
        changed(census2010_race, "census_2010_race", lambda content: content.replace(",4188.0,", ",4189.0,", 1))


# --- COVID-19 ---------------------------------------------------------------------------------------------------------


def test_crude_and_adjusted_rates_are_two_indicators_and_crude_ones_are_not_for_comparing_groups(inputs):
    rows = real(covid_by_race, "covid_by_race_2022", inputs).observations
    assert rows["indicator_id"].nunique() == 6
    for name in rows["indicator_id"].unique():
        one = read_declaration(Indicator, DATA / "indicators" / f"{name}.yml")
        assert one.cumulative and one.do_not_compare_groups == name.endswith("_crude")
        assert one.adjusted == ("crude" if name.endswith("_crude") else "age-adjusted")


def test_native_american_residents_have_no_death_rate_and_none_is_made(inputs):
    rows = real(covid_by_race, "covid_by_race_2022", inputs).observations
    groups = rows.groupby("indicator_id")["stratum_id"].nunique().to_dict()
    assert {name: count for name, count in groups.items() if "deaths" in name} == {
        "covid_deaths": 4,
        "covid_deaths_crude": 4,
    }
    assert {count for name, count in groups.items() if "deaths" not in name} == {5}
    assert not rows["stratum_id"].eq("everyone").any()


def test_a_group_nobody_declared_is_refused(changed):
    with pytest.raises(SourceChanged, match="'NH Other' is not declared"):
        changed(covid_by_race, "covid_by_race_2022", lambda content: content.replace("NH Asian/PI", "NH Other"))


def test_a_later_download_is_refused_under_the_old_date(changed):
    with pytest.raises(SourceChanged, match="2022-10-01"):
        changed(covid_by_race, "covid_by_race_2022", lambda content: content.replace("2022-09-02", "2022-10-01"))


def test_empty_columns_of_other_outcomes_are_counted_and_not_loaded(inputs):
    tidy = real(covid_by_zcta, "covid_by_zip_2022", inputs)
    assert tidy.cells == {"loaded": 48, "column is not part of a measure": 48 * 9}
    assert tidy.observations["value"].notna().all()


# --- the neighbourhood workbook ---------------------------------------------------------------------------------------


def test_rows_below_the_neighbourhoods_are_sums_or_empty_and_never_a_neighbourhood(inputs):
    tidy = real(neighborhood_workbook, "neighborhood_census", inputs)
    assert tidy.out_of_scope == {neighborhood_workbook.SUMS: [244, 245]}
    assert set(tidy.observations["area_code"]) == {str(number) for number in range(1, 241)}


def test_fractions_of_people_keep_every_digit(inputs):
    source = declared("neighborhood_census")
    table = neighborhood_workbook.read(inputs / "kansas-city" / source.file, source).table
    first = table[table["No."] == "1"].iloc[0]
    assert (first["Population"], first["Male"]) == ("7", "3.3768844221105527")
    assert len(table.columns) == 1 + 188


def test_a_workbook_that_is_none_is_refused_in_words(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK not a workbook")
    with pytest.raises(SourceChanged, match="not readable as a workbook"):
        neighborhood_workbook.read(path, declared("neighborhood_census"))

"""The neighbourhood study's wide tables: description rows, mixed units, a header out of step."""

import csv
import random

import pytest
from ottawa_files import accounted, changed, loaded, raw, raw_records, source

from etl.contract import SourceChanged
from evenground.catalog.source import Measure

NONCENSUS = "indicators/ons_noncensus_indicators_wide.csv"
EXTRACT = "indicators/ons_sqo_api_census_extract_2021.csv"
STUDY = "indicators/ons_ses_indicators_2021.csv"
FIFTHS = "indicators/ons_census_quintiles_long.csv"


@pytest.fixture(scope="module")
def noncensus(inputs):
    return loaded("ons_noncensus", inputs)


def one(tidy, indicator, code):
    rows = tidy.observations.query("indicator_id == @indicator and area_code == @code")
    assert len(rows) == 1
    return rows.iloc[0]


def test_the_five_description_rows_are_no_areas_and_are_counted(noncensus, inputs):
    assert noncensus.out_of_scope == {"description rows": [2, 3, 4, 5, 6]}
    header, *rows = raw(inputs, NONCENSUS)
    assert accounted(noncensus) == len(rows) == 122
    assert sum(noncensus.cells.values()) == len(rows) * len(header)


def test_the_whole_city_is_an_area_of_its_own_level(noncensus):
    city = noncensus.observations.query("level == 'city:2021'")
    assert set(city["area_code"]) == {"3506"} and len(city) == 8
    assert one(noncensus, "primary_care_attachment", "3506").value == 84.4
    assert "0" not in set(noncensus.observations["area_code"])


def test_116_of_116_neighbourhoods_are_matched(noncensus, inputs):
    known = set(loaded("ons_gen3_boundaries", inputs).areas["code"])
    assert set(noncensus.observations.query("level != 'city:2021'")["area_code"]) == known
    assert len(known) == 116 and "3096" not in known


def test_percentages_and_shares_stand_side_by_side_and_each_has_its_unit(noncensus, inputs):
    alta_vista = next(row for row in raw(inputs, NONCENSUS) if row[0] == "3002")
    assert (alta_vista[22], alta_vista[30]) == ("24.78", "0.548")
    assert one(noncensus, "walk_to_chc_15_min", "3002").value == 24.78
    assert one(noncensus, "walk_to_supermarket_15_min", "3002").value == pytest.approx(54.8)


def test_the_published_percentage_agrees_with_its_counts(noncensus):
    rows = noncensus.observations.query("indicator_id == 'walk_to_chc_15_min' and status == 'published'")
    rows = rows[rows["denominator"].notna()]
    gap = (100 * rows["numerator"] / rows["denominator"] - rows["value"]).abs()
    assert len(rows) > 105 and (gap < 0.1).mean() > 0.98


def test_an_area_without_residents_or_with_a_spreadsheet_error_is_not_reported(noncensus, inputs):
    header = raw(inputs, NONCENSUS)[0]
    broken = [row[0] for row in raw(inputs, NONCENSUS) if row[17] == "#VALUE!"]
    assert header[17].startswith("Percent of residential area") and broken
    found = one(noncensus, "residential_parkland", broken[0])
    assert (found.status, found.symbol) == ("not_reported", "#VALUE!")
    attachment = noncensus.observations.query("indicator_id == 'primary_care_attachment' and status != 'published'")
    assert len(attachment) == 10 and set(attachment["status"]) == {"not_reported"}


def test_other_description_rows_stop_the_load(inputs):
    options = source("ons_noncensus").options | {"described_by": ["type 1", "type 2", "cat"]}
    with pytest.raises(SourceChanged, match="not a number|rows under the header|called"):
        changed("ons_noncensus", inputs / "ottawa" / NONCENSUS, options=options | {"columns_from": "cat"})
    with pytest.raises(SourceChanged, match="rows under the header"):
        changed("ons_noncensus", inputs / "ottawa" / NONCENSUS, options=options | {"described_by": ["x"] * 5})


def test_a_city_record_that_is_gone_stops_the_load(inputs):
    options = source("ons_noncensus").options | {"codes": {"999": {"level": "city:2021", "code": "3506"}}}
    with pytest.raises(SourceChanged, match="no record has the code '999'"):
        changed("ons_noncensus", inputs / "ottawa" / NONCENSUS, options=options)


def test_noncensus_cells_chosen_at_random_equal_the_published_bytes(noncensus, inputs):
    header, *rows = raw(inputs, NONCENSUS)
    ids = next(row for row in rows if row[0] == "data_ID")
    measures = {m.indicator: m for m in source("ons_noncensus").measures}
    shown = noncensus.observations.query("status == 'published'")
    for place in random.Random(20214).sample(range(len(shown)), 12):
        found = shown.iloc[place]
        code = "0" if found.area_code == "3506" else found.area_code
        row = next(row for row in rows if row[0] == code)
        measure = measures[found.indicator_id]
        assert found.value == pytest.approx(measure.scale * float(row[ids.index(measure.value)]), rel=1e-12)


def test_the_extract_gives_names_as_people_write_them(inputs):
    extract = loaded("ons_site_extract", inputs)
    assert accounted(extract) == 116
    names = extract.names.set_index("area_code")
    assert names.loc["3002", "name"] == "Alta Vista" and set(names["kind"]) == {"official"} and len(names) == 116


def test_the_extract_has_a_misspelt_column_and_blanks_where_nobody_lives(inputs):
    header, *rows = raw(inputs, EXTRACT)
    assert "census_general_percent_of_of_pop_that_are_youth_age_15_24" in header and len(header) == 66
    assert sum(cell == "" for row in rows for cell in row) == 392
    doctors = loaded("ons_site_extract", inputs).observations.query("indicator_id == 'family_doctors_per_1000'")
    assert (doctors["status"] == "not_reported").sum() == 9 and doctors["value"].notna().sum() == 107


def test_extract_cells_chosen_at_random_equal_the_published_bytes(inputs):
    records = {r["ons_id"]: r for r in raw_records(inputs, EXTRACT)}
    measures = {m.indicator: m for m in source("ons_site_extract").measures}
    shown = loaded("ons_site_extract", inputs).observations.query("status == 'published'")
    for place in random.Random(20215).sample(range(len(shown)), 10):
        found = shown.iloc[place]
        assert found.value == float(records[found.area_code][measures[found.indicator_id].value])


def test_shares_of_the_study_become_percent_and_dollars_stay(inputs):
    records = {r["ONS_ID"]: r for r in raw_records(inputs, STUDY)}
    study = loaded("ons_ses_indicators", inputs)
    assert accounted(study) == len(records) == 108
    column = source("ons_ses_indicators").measures[0].value
    for code in random.Random(20216).sample(sorted(records), 8):
        assert one(study, "shelter_cost_30_to_99", code).value == pytest.approx(100 * float(records[code][column]))
        assert one(study, "median_market_income", code).value == float(
            records[code]["median_market_income_individual_2020"]
        )
    assert study.observations.query("indicator_id == 'shelter_cost_30_to_99'")["value"].between(0, 100).all()


def test_eight_neighbourhoods_with_few_residents_are_left_out_by_the_study(inputs):
    known = set(loaded("ons_gen3_boundaries", inputs).areas["code"])
    assert len(known - set(loaded("ons_ses_indicators", inputs).observations["area_code"])) == 8


def test_the_fifths_stand_under_a_header_out_of_step(inputs):
    fifths = loaded("ons_census_quintiles", inputs)
    header, *rows = raw(inputs, FIFTHS)
    assert header == ["", "ONS_ID", "name", "value"] and rows[0][1].startswith("average") and rows[0][2] == "3002"
    assert accounted(fifths) == len(rows) == 9152
    assert len({row[2] for row in rows}) == 104 and len({row[1] for row in rows}) == 88


def test_fifths_are_read_right_when_a_measure_asks_for_one(inputs):
    measure = Measure(indicator="fifth", where={"indicator": "unemployment_rate"})
    found = changed("ons_census_quintiles", inputs / "ottawa" / FIFTHS, measures=(measure,))
    rows = {row[2]: row[3] for row in raw(inputs, FIFTHS)[1:] if row[1] == "unemployment_rate"}
    assert len(found.observations) == len(rows) > 90
    for code in random.Random(20217).sample(sorted(rows), 8):
        assert found.observations.set_index("area_code").loc[code, "value"] == float(rows[code][1])
    assert accounted(found) == 9152


def test_a_header_put_right_stops_the_reading_for_a_wrong_one(inputs, tmp_path):
    header, *rows = raw(inputs, FIFTHS)
    for name, head, body in (
        ("right.csv", ["", "name", "ONS_ID", "value"], rows),
        ("moved.csv", header, [[row[0], row[2], row[1], row[3]] for row in rows]),
    ):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([head, *body])
        with pytest.raises(SourceChanged, match="header"):
            changed("ons_census_quintiles", tmp_path / name)

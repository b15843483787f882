"""The custom census profile: data in its headers, Windows-1252 bytes, ids in place of labels."""

import gzip
import random
import re

import pytest
from ottawa_files import accounted, changed, loaded, raw, source

from etl.contract import SourceChanged

FILE = "census/statcan_custom_census_profile_2021_ons_gen3.csv.gz"


@pytest.fixture(scope="module")
def profile(inputs):
    return loaded("census_profile_2021", inputs)


@pytest.fixture(scope="module")
def published(inputs):
    return raw(inputs, FILE, "cp1252")


def test_every_record_is_loaded_or_out_of_scope(profile, published):
    assert accounted(profile) == len(published) - 1 == 2601


def test_every_cell_is_accounted_for(profile, published):
    assert sum(profile.cells.values()) == (len(published) - 1) * (len(published[0]) - 2)


def test_116_neighbourhoods_and_the_city_are_loaded(profile):
    low_income = profile.observations.query("indicator_id == 'low_income_lim_at'")
    assert low_income["level"].value_counts().to_dict() == {"ons:gen3": 116, "city:2021": 1}
    assert low_income["area_code"].is_unique


def test_the_file_is_not_utf_8(inputs):
    data = gzip.decompress((inputs / "ottawa" / FILE).read_bytes())
    assert {0x92, 0xA0, 0xC9} <= set(data)
    with pytest.raises(SourceChanged, match="is not utf-8"):
        changed("census_profile_2021", inputs / "ottawa" / FILE, encoding="utf-8")


def test_a_withheld_cell_is_suppressed_and_carries_the_publishers_mark(profile):
    low_income = profile.observations.query("indicator_id == 'low_income_lim_at' and level == 'ons:gen3'")
    withheld = low_income[low_income["status"] == "suppressed"]
    assert len(withheld) == 8 and set(withheld["symbol"]) == {"x"}
    assert withheld[["value", "numerator"]].isna().all(axis=None)


def test_low_income_agrees_with_the_study_and_with_the_published_rate(profile, inputs):
    low_income = profile.observations.query("indicator_id == 'low_income_lim_at' and status == 'published'")
    share = (low_income["numerator"] / low_income["denominator"]).to_numpy()
    by_code = dict(zip(low_income["area_code"], share, strict=True))
    header, *rows = raw(inputs, "indicators/ons_ses_indicators_2021.csv")
    place, column = header.index("ONS_ID"), header.index("percent_of_residents_living_in_low_income_lim_at")
    study = {row[place]: float(row[column]) for row in rows if row[column]}
    assert by_code["3002"] == pytest.approx(0.05016077)
    assert all(by_code[code] == pytest.approx(value) for code, value in study.items())
    assert len(study) == 108


def test_a_renumbered_file_is_refused(inputs):
    labels = source("census_profile_2021").options["labels"] | {"ID171": "another characteristic"}
    options = source("census_profile_2021").options | {"labels": labels}
    with pytest.raises(SourceChanged, match="ID171 is now"):
        changed("census_profile_2021", inputs / "ottawa" / FILE, options=options)


def test_a_column_that_nobody_declared_stops_the_load(inputs):
    options = source("census_profile_2021").options | {"other_columns": []}
    with pytest.raises(SourceChanged, match="neither loaded nor out of scope"):
        changed("census_profile_2021", inputs / "ottawa" / FILE, options=options)


def test_cells_chosen_at_random_equal_the_published_bytes(profile, published):
    header, *rows = published
    row_of = {row[0]: row for row in rows}
    measures = {m.indicator: m for m in source("census_profile_2021").measures}
    shown = profile.observations.query("status == 'published'")
    for place in random.Random(20211).sample(range(len(shown)), 12):
        found = shown.iloc[place]
        column = next(i for i, name in enumerate(header) if re.search(rf"\({found.area_code}\) \d{{5}}", name))
        measure = measures[found.indicator_id]
        if measure.numerator:
            assert found.numerator == sum(float(row_of[i][column]) for i in measure.numerator)
        else:
            assert found.value == float(row_of[measure.value][column])
        if measure.denominator:
            assert found.denominator == sum(float(row_of[i][column]) for i in measure.denominator)

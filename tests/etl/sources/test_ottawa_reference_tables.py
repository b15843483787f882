"""Tables that people read beside the figures: counted, checked, not loaded."""

import re

import pytest
from ottawa_files import accounted, changed, loaded, raw, raw_records, source

from etl.contract import SourceChanged
from etl.sources import ons_wide
from evenground.catalog.source import Measure

TABLES = {
    "dictionary_census_profile": 286,
    "dictionary_target_group_profile": 136,
    "dictionary_noncensus_indicators": 71,
    "ses_index_definitions": 12,
    "nonofficial_languages_8": 1304,
}
PROFILE = "census/statcan_custom_census_profile_2021_ons_gen3.csv.gz"


@pytest.mark.parametrize("source_id", TABLES)
def test_every_record_is_out_of_scope_by_one_selector(inputs, source_id):
    found = loaded(source_id, inputs)
    assert accounted(found) == len(raw_records(inputs, source(source_id).file)) == TABLES[source_id]
    assert found.observations.empty and len(found.out_of_scope) == 1


@pytest.mark.parametrize("source_id", TABLES)
def test_another_header_is_refused(inputs, source_id):
    declared = source(source_id)
    with pytest.raises(SourceChanged, match="the header is"):
        changed(source_id, inputs / "ottawa" / declared.file, options=declared.options | {"columns": ["another"]})


def test_a_byte_order_mark_is_no_part_of_the_first_name(inputs):
    marked = [
        name for name in TABLES if (inputs / "ottawa" / source(name).file).read_bytes().startswith(b"\xef\xbb\xbf")
    ]
    assert len(marked) == 4 and "ses_index_definitions" not in marked
    assert all(not source(name).options["columns"][0].startswith("\ufeff") for name in marked)


def test_a_reference_table_takes_no_measures(inputs):
    with pytest.raises(SourceChanged, match="gives no figures"):
        changed(
            "ses_index_definitions",
            inputs / "ottawa" / source("ses_index_definitions").file,
            measures=(Measure(indicator="low_income_lim_at"),),
        )


def test_the_dictionaries_name_the_rows_that_are_loaded(inputs):
    """Row numbers of the dictionary are the ids of the tabulation; our measures use the same rows."""
    book = {r["Data_ID"]: r for r in raw_records(inputs, source("dictionary_census_profile").file)}
    measures = {m.indicator: m for m in source("census_profile_2021").measures}
    for ours, theirs in {
        "low_income_lim_at": "percent_of_people_in_low_income_based_on_lim_at",
        "child_low_income_lim_at": "percent_of_people_0_17_in_low_income_based_on_lim_at",
        "no_high_school_25_64": "percent_of_people_aged_25_64_with_no_high_school_diploma",
        "core_housing_need": "percent_of_households_living_in_core_housing_need",
        "neither_official_language": "percent_of_pop_with_knowledge_of_neither_english_nor_french",
        "racialized_share": "percent_of_pop_that_are_racialized",
        "living_alone": "percent_of_pop_living_alone",
    }.items():
        assert measures[ours].numerator == (f"ID{book[theirs]['Numerator']}",)
        assert measures[ours].denominator == (f"ID{book[theirs]['Denominator']}",)


def test_the_dictionary_of_the_groups_is_211_rows_behind(inputs):
    full = {r["Data_ID"]: r for r in raw_records(inputs, source("dictionary_census_profile").file)}
    group = {r["Data_ID"]: r for r in raw_records(inputs, source("dictionary_target_group_profile").file)}
    key = "percent_of_pop_with_knowledge_of_neither_english_nor_french"
    assert int(full[key]["Numerator"]) - int(group[key]["Numerator"]) == 211


def test_the_eight_neighbourhoods_of_languages_repeat_the_census_profile(inputs):
    """Every count is one of the tabulation that is loaded for all neighbourhoods, so nothing is lost by not loading it."""
    header, *rows = raw(inputs, PROFILE, "cp1252")
    row_of = {row[0]: row for row in rows}
    column = {match[1]: n for n, name in enumerate(header) if (match := re.search(r"\((\d{4})\) \d{5}", name))}
    records = raw_records(inputs, source("nonofficial_languages_8").file)
    assert len({r["ONS_ID"] for r in records}) == 8 and len({r["Data_ID"] for r in records}) == 163
    assert all(row_of[r["Data_ID"]][column[r["ONS_ID"]]] == r["lang_count"] for r in records)


def test_languages_can_be_loaded_from_it_by_the_plain_wide_reader(inputs):
    records = raw_records(inputs, source("nonofficial_languages_8").file)
    measure = Measure(indicator="somali", value="lang_count", where={"Data_ID": "ID887"})
    declared = source("nonofficial_languages_8").model_copy(
        update={"loader": "ons_wide", "measures": (measure,), "options": {"code": "ONS_ID"}, "period": "2021"}
    )
    found = ons_wide.tidy(ons_wide.read(inputs / "ottawa" / declared.file, declared), declared)
    somali = {r["ONS_ID"]: float(r["lang_count"]) for r in records if r["Data_ID"] == "ID887"}
    assert accounted(found) == 1304 and len(somali) == 8
    assert dict(zip(found.observations["area_code"], found.observations["value"], strict=True)) == somali


def test_languages_loaded_from_the_profile_equal_this_file_where_both_speak(inputs):
    records = raw_records(inputs, source("nonofficial_languages_8").file)
    ids = {"home_language_arabic": "ID891", "home_language_somali": "ID887", "home_language_mandarin": "ID1070"}
    rows = loaded("census_profile_2021", inputs).observations
    for indicator, row_id in ids.items():
        own = {r["ONS_ID"]: float(r["lang_count"]) for r in records if r["Data_ID"] == row_id}
        ours = rows[(rows["indicator_id"] == indicator) & rows["area_code"].isin(list(own))]
        assert ours.set_index("area_code")["numerator"].to_dict() == own

"""Overdose visits: decimal counts, withheld rates, neighbourhoods the file does not name."""

import random

import pytest
from ottawa_files import accounted, changed, loaded, raw_records, source

from etl.contract import SourceChanged

FILE = "indicators/oph_overdose_ed_visits_by_ons_2020_2024.csv"


@pytest.fixture(scope="module")
def visits(inputs):
    return loaded("oph_overdose_ed_visits", inputs)


@pytest.fixture(scope="module")
def published(inputs):
    return {record["ons_id"]: record for record in raw_records(inputs, FILE)}


def test_every_record_is_loaded(visits, published):
    assert accounted(visits) == len(published) == 113
    assert sum(visits.cells.values()) == 113 * 6


def test_a_withheld_rate_is_suppressed_and_never_0(visits, published):
    withheld = {code for code, record in published.items() if record["yearly_rate_per_100k"] == ""}
    rates = visits.observations.query("indicator_id == 'overdose_ed_visit_rate'")
    hidden = rates[rates["area_code"].isin(withheld)]
    assert len(withheld) == len(hidden) == 49
    assert set(hidden["status"]) == {"suppressed"} and hidden["value"].isna().all()
    assert (rates[~rates["area_code"].isin(withheld)]["value"] > 0).all()


def test_the_visits_behind_a_withheld_rate_are_published(visits):
    counts = visits.observations.query("indicator_id == 'overdose_ed_visits'")
    assert set(counts["status"]) == {"published"} and len(counts) == 113
    assert counts.set_index("area_code").loc["3001", "value"] == 2.2


def test_counts_stay_decimal(visits, published):
    counts = visits.observations.query("indicator_id == 'overdose_ed_visits'")["value"]
    decimals = [r for r in published.values() if not float(r["cumulative_overdose_ed_visits"]).is_integer()]
    assert (counts % 1 > 0).sum() == len(decimals) > 60


def test_113_of_116_neighbourhoods_are_matched_and_three_stay_without_a_word(visits, inputs):
    known = set(loaded("ons_gen3_boundaries", inputs).areas["code"])
    named = set(visits.observations["area_code"])
    assert len(named & known) == 113 and not named - known
    assert len(known - named) == 3


def test_names_differ_from_the_boundary_files_for_seven_areas(visits, inputs):
    def letters(names):
        return names.str.casefold().str.replace(r"[^\w]", "", regex=True)

    boundaries = loaded("ons_gen3_boundaries", inputs).areas.set_index("code")["name_en"]
    names = visits.names.set_index("area_code")["name"]
    other = letters(names) != letters(boundaries.loc[names.index])
    assert sorted(other[other].index) == ["3009", "3023", "3032", "3054", "3084", "3085", "3114"]
    assert names["3009"] == "Billings Bridge - Huron Park" and names["3085"].startswith("Orléans")


def test_other_years_are_refused(inputs):
    with pytest.raises(SourceChanged, match="2020-2024; 2019-2023 was declared"):
        changed("oph_overdose_ed_visits", inputs / "ottawa" / FILE, period="2019-2023")


def test_the_original_column_names_load_as_well(inputs, tmp_path):
    """Names as the open data portal gives them; the stored copy shortened them."""
    long_names = {
        "ons_id": "ONS_neighbourhood_ID",
        "ons_name": "ONS_neighbourhood_name",
        "cumulative_overdose_ed_visits": "Cumulative_number_of_overdose_ED_visits_in_Ottawa_hospitals",
        "yearly_rate_per_100k": "Average_yearly_rate__per_100_000_population__of_overdose_ED_visits_in_Ottawa_hospitals",
        "years": "Years",
    }
    text = (inputs / "ottawa" / FILE).read_text(encoding="utf-8")
    header, rest = text.split("\n", 1)
    renamed = ",".join(long_names.get(name, name) for name in header.split(","))
    (tmp_path / "overdose.csv").write_text(f"{renamed}\n{rest}", encoding="utf-8")
    declared = source("oph_overdose_ed_visits")
    measures = tuple(
        one.model_copy(
            update={"value": long_names[one.value], "numerator": tuple(long_names[name] for name in one.numerator)}
        )
        for one in declared.measures
    )
    options = declared.options | {"code": "ONS_neighbourhood_ID", "name": "ONS_neighbourhood_name", "years": "Years"}
    found = changed("oph_overdose_ed_visits", tmp_path / "overdose.csv", measures=measures, options=options)
    assert (found.observations["status"] == "suppressed").sum() == 49 and len(found.observations) == 226


def test_cells_chosen_at_random_equal_the_published_bytes(visits, published):
    counts = visits.observations.query("indicator_id == 'overdose_ed_visits'").set_index("area_code")["value"]
    rates = visits.observations.query("indicator_id == 'overdose_ed_visit_rate'").set_index("area_code")["value"]
    for code in random.Random(20213).sample(sorted(published), 10):
        record = published[code]
        assert counts[code] == float(record["cumulative_overdose_ed_visits"])
        rate = record["yearly_rate_per_100k"]
        assert rates[code] == float(rate) if rate else rates.isna()[code]

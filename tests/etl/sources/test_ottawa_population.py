"""Residents, crosswalks, and the deprivation index that they carry from small areas to neighbourhoods."""

import math
import random
import re

import pytest
from ottawa_files import accounted, changed, loaded, raw, raw_records, source

from etl.contract import SourceChanged

REPORT = "census/statcan_custom_geo_population_report_2021.csv"
AREAS = "census/da_population_2021_ottawa.csv"
LINKS = "crosswalks/da2021_to_ons_gen3_single_link.csv"
OVERLAPS = "crosswalks/ons_gen2_to_gen3_area_overlap_DERIVED.csv"
SCORES = "indicators/cimd_scores_da_ottawa.csv"


@pytest.fixture(scope="module")
def report(inputs):
    return loaded("population_2021", inputs)


def test_every_record_of_the_report_is_an_area_or_out_of_scope(report, inputs):
    assert accounted(report) == len(raw_records(inputs, REPORT)) == 251
    assert report.observations["level"].value_counts().to_dict() == {"ons:gen3": 116, "ward:2022": 24, "city:2021": 1}
    assert {selector: len(lines) for selector, lines in report.out_of_scope.items()} == {
        "areas of the surrounding counties": 45,
        "catchments of community health and early-years programmes": 65,
    }


def test_the_report_has_a_byte_order_mark_windows_lines_and_names_encoded_twice(inputs):
    data = (inputs / "ottawa" / REPORT).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == data.count(b"\n")
    twice = [name for name in (r["Name"] for r in raw_records(inputs, REPORT)) if "Ã" in name]
    assert len(twice) == 3 and all(name.encode("latin-1").decode("utf-8").startswith("Ward - ") for name in twice)


def test_short_form_and_long_form_totals_differ(report, inputs):
    city = next(r for r in raw_records(inputs, REPORT) if "(3506)" in r["Name"])
    assert (city["SF_TotalPop"], city["LF_POP_PRIV"]) == ("1017450", "1000955")
    assert report.observations.query("level == 'city:2021'")["value"].tolist() == [1017450]


def test_the_long_form_total_is_that_of_the_custom_profile_but_for_rounding(inputs):
    long_form = {
        match[1]: float(r["LF_POP_PRIV"])
        for r in raw_records(inputs, REPORT)
        if (match := re.search(r"ONS2022 - .+\((3[01]\d\d)\)", r["Name"]))
    }
    profile = loaded("census_profile_2021", inputs).observations.query(
        "indicator_id == 'children_share' and level == 'ons:gen3'"
    )
    shown = profile[profile["status"] == "published"]
    assert len(shown) == 109
    # each file was rounded at random on its own, to a multiple of 5
    assert (shown["denominator"] - shown["area_code"].map(long_form)).abs().max() == 5


def test_a_kind_of_area_that_nobody_declared_stops_the_load(inputs):
    options = source("population_2021").options | {"other_rows": []}
    with pytest.raises(SourceChanged, match="neither loaded nor out of scope"):
        changed("population_2021", inputs / "ottawa" / REPORT, options=options)


def test_populations_chosen_at_random_equal_the_published_bytes(report, inputs):
    records = raw_records(inputs, REPORT)
    for place in random.Random(202110).sample(range(len(report.observations)), 10):
        found = report.observations.iloc[place]
        kind = {"ons:gen3": r"ONS2022 - .+\({}\)", "ward:2022": r"Ward - {} \(.+", "city:2021": r".+\({}\)"}[
            found.level
        ]
        record = next(r for r in records if re.fullmatch(kind.format(found.area_code), r["Name"]))
        assert found.value == float(record["SF_TotalPop"])


def test_dissemination_areas_have_residents_and_no_shape(inputs):
    areas = loaded("da_population_2021", inputs)
    records = raw_records(inputs, AREAS)
    assert accounted(areas) == len(records) == 1392
    assert areas.areas["geometry"].isna().all() and areas.areas["code"].str.fullmatch(r"3506\d{4}").all()
    for place in random.Random(202111).sample(range(1392), 8):
        assert areas.areas.iloc[place]["population"] == float(records[place]["Population"])


def test_each_dissemination_area_lies_whole_in_one_of_109_neighbourhoods(inputs):
    links = loaded("da_to_ons_gen3", inputs)
    assert accounted(links) == len(raw_records(inputs, LINKS)) == 1392
    assert links.crosswalk["to_code"].nunique() == 109 and set(links.crosswalk["weight"]) == {1.0}
    assert links.crosswalk["from_code"].is_unique
    known = set(loaded("da_population_2021", inputs).areas["code"])
    assert set(links.crosswalk["from_code"]) == known


def test_the_overlap_weighs_by_the_newer_areas_land(inputs):
    overlap = loaded("ons_gen2_to_gen3", inputs)
    records = raw_records(inputs, OVERLAPS)
    assert accounted(overlap) == len(records) == 255
    for place in random.Random(202112).sample(range(255), 8):
        row, record = overlap.crosswalk.iloc[place], records[place]
        assert (row.from_code, row.to_code) == (record["ons_gen2_id"], record["ons_gen3_id"])
        assert row.weight == float(record["share_of_gen3_area"])
    assert overlap.crosswalk.groupby("to_code")["weight"].sum().max() <= 1.001


def test_a_pair_that_stands_twice_is_rejected(inputs, tmp_path):
    header, *rows = raw(inputs, LINKS)
    text = "\n".join(",".join(row) for row in [header, *rows, rows[0], ["35069999", ""]])
    (tmp_path / "links.csv").write_text(text, encoding="utf-8")
    found = changed("da_to_ons_gen3", tmp_path / "links.csv")
    assert len(found.rejected) == 3 and accounted(found) == 1394


def test_scores_of_1389_of_1392_dissemination_areas(inputs):
    scores = loaded("cimd_da_2021", inputs)
    assert accounted(scores) == len(raw_records(inputs, SCORES)) == 1389
    known = set(loaded("da_population_2021", inputs).areas["code"])
    assert len(known & set(scores.observations["area_code"])) == 1389
    assert set(scores.observations["indicator_id"].value_counts()) == {1389}


def test_scores_chosen_at_random_equal_the_published_bytes(inputs):
    records = {r["DAUID"]: r for r in raw_records(inputs, SCORES)}
    columns = {m.indicator: m.value for m in source("cimd_da_2021").measures}
    rows = loaded("cimd_da_2021", inputs).observations
    for place in random.Random(202113).sample(range(len(rows)), 12):
        found = rows.iloc[place]
        assert found.value == float(records[found.area_code][columns[found.indicator_id]])


def test_a_code_of_another_vintage_stops_the_load(inputs, tmp_path):
    text = (inputs / "ottawa" / SCORES).read_text(encoding="utf-8").replace("35060001,", "350601,", 1)
    (tmp_path / "scores.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SourceChanged, match="1 codes are no DAUID"):
        changed("cimd_da_2021", tmp_path / "scores.csv")


def test_loaded_scores_links_and_residents_give_the_mean_that_the_bytes_give(inputs):
    """What the declared derivation pools, here by hand on both sides."""
    people = {r["DAUID"]: int(r["Population"]) for r in raw_records(inputs, AREAS)}
    inside = [r["DAUID"] for r in raw_records(inputs, LINKS) if r["ONS_ID"] == "3065"]
    score = {r["DAUID"]: float(r["Situational vulnerability Scores"]) for r in raw_records(inputs, SCORES)}
    both = [code for code in inside if code in score and people[code]]
    by_hand = math.fsum(score[c] * people[c] for c in both) / sum(people[c] for c in both)
    rows = loaded("cimd_da_2021", inputs).observations.query("indicator_id == 'cimd_situational_vulnerability'")
    links = loaded("da_to_ons_gen3", inputs).crosswalk
    residents = loaded("da_population_2021", inputs).areas.set_index("code")["population"]
    joined = rows.merge(links[links["to_code"] == "3065"], left_on="area_code", right_on="from_code")
    weight = joined["area_code"].map(residents)
    assert (joined["value"] * weight).sum() / weight.sum() == pytest.approx(by_hand)
    assert by_hand > 0.5  # a neighbourhood of high-rise rental homes, in the least favourable fifth

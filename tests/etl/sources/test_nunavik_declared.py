"""What Nunavik's declarations promise: its own words, Inuktitut that was found and not made, and refusing too much."""

import csv
import re
import unicodedata
from pathlib import Path

import pytest
from nunavik_files import FOLDER, raw_rows

from evenground.catalog.library import indicators, measured_indicators, place_folder

DATA = Path(__file__).resolve().parents[3] / "data" / "places" / FOLDER


@pytest.fixture(scope="module")
def place():
    return place_folder(FOLDER).place


@pytest.fixture(scope="module")
def measured():
    return [indicators()[name] for name in sorted(measured_indicators(place_folder(FOLDER)))]


def texts(declared) -> list[dict[str, str]]:
    """Every reader's text below a declaration."""
    if isinstance(declared, dict):
        here = [declared] if "en" in declared else []
        return here + [text for value in declared.values() for text in texts(value)]
    if isinstance(declared, (list, tuple)):
        return [text for value in declared for text in texts(value)]
    return []


@pytest.fixture(scope="module")
def readers_texts(place, measured):
    sources = [*place_folder(FOLDER).sources, *place_folder(FOLDER).starter_sources]
    declared = [place.model_dump(), *(one.model_dump() for one in measured)]
    declared += [{"title": s.title, "publisher": s.publisher, "note": s.note} for s in sources]
    return [text for one in declared for text in texts(one) if isinstance(text["en"], str)]


def test_every_text_is_there_in_french(readers_texts):
    assert len(readers_texts) > 200
    assert [text["en"] for text in readers_texts if not text.get("fr")] == []


def test_every_inuktitut_word_was_read_in_a_source(readers_texts):
    with (DATA / "inuktitut.csv").open(encoding="utf-8") as file:
        cited = {row["word"]: row["read_in"] for row in csv.DictReader(file)}
    used = {text["iu"] for text in readers_texts if text.get("iu")}
    assert used == set(cited) and all(cited.values())
    syllabics = {word for text in readers_texts for word in re.findall(r"[\u1400-\u167F]+", " ".join(text.values()))}
    assert syllabics <= set(cited)


def test_readers_meet_communities_and_not_villages(readers_texts):
    spoken = [text["en"] for text in readers_texts if re.search(r"(?<!northern )village", text["en"], re.IGNORECASE)]
    assert spoken == []


def test_the_concepts_stand_first_untranslated_then_the_determinants_in_their_published_order(inputs, place):
    published = [row["name_as_published"] for row in raw_rows(inputs, "iqi_model")]
    named = [text["en"] for text in place.domains.values()]
    assert [name.lower() for name in named[:11]] == published
    assert all(text["fr"] == text["en"] for text in list(place.domains.values())[:3])


def test_every_indicator_stands_in_a_group_of_the_place(place, measured):
    assert {one.domain for one in measured} <= set(place.domains)
    for one in measured:
        if one.domain.startswith("iqi_") and one.domain != "iqi_not_placed":
            assert one.framework_tags == (one.domain.replace("_", ":", 1),)


def test_the_place_refuses_too_much_rather_than_too_little(place):
    policy = place.policy
    assert not policy.rankings and policy.planning == "community_initiated"
    for rule in (policy.public, policy.analyst):
        assert (rule.min_count, rule.hide_zero) == (11, True)
        assert (rule.min_population_counts, rule.min_population_rates) == (500, 1000)


def test_no_claim_is_made_that_is_not_the_products_to_make(readers_texts):
    assert not [text for text in readers_texts if "OCAP" in " ".join(text.values())]
    assert "Inuit" in place_folder(FOLDER).place.policy.data_owner["en"]


def test_no_source_brings_a_health_figure_by_community(measured):
    about_health = {one.id for one in measured if one.domain == "iqi_not_placed"}
    for source in place_folder(FOLDER).sources:
        if source.level == "community":
            assert not {measure.indicator for measure in source.measures} & about_health
    assert len(about_health) >= 9


def test_it_opens_on_points_of_communities_by_residents(place):
    opens = place.opens_on
    assert (opens.level, opens.indicator, opens.period, opens.view) == (
        "community:2021",
        "census_residents",
        "2021",
        "points",
    )
    assert place.level(opens.level).shape == "point"
    assert place.level("coast:2021").shape == "none" and place.level("region:2417").shape == "polygon"


def test_every_starter_figure_stands_in_the_published_table(inputs):
    published = {row["DGUID"][9:]: row for row in raw_rows(inputs, "census_population_dwellings")}
    header = next(iter(published.values()))
    column = {
        ("census_residents", "2021"): "Population, 2021", ("census_residents", "2016"): "Population, 2016",
        ("census_residents_change", "2016-2021"): "Population percentage change", ("private_dwellings", "2021"): "Total private dwellings, 2021",
        ("private_dwellings", "2016"): "Total private dwellings, 2016", ("occupied_dwellings", "2021"): "usual residents, 2021",
        ("occupied_dwellings", "2016"): "usual residents, 2016", ("land_area_km2", "2021"): "Land area", ("population_density_km2", "2021"): "density",
    }  # fmt: skip
    with (DATA / "starter" / "census.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 154 and {row["licence"] for row in rows} == {"Statistics Canada Open Licence"}
    for row in rows:
        if row["value"]:
            (name,) = [name for name in header if name and column[row["indicator"], row["period"]] in name]
            assert row["value"] == published[row["area"]][name]
        else:
            assert (
                row["numerator"]
                == published[row["area"]][next(n for n in header if f"Population, {row['period']}" in n)]
            )


def test_every_starter_row_says_whose_it_is(inputs):
    for file in ("communities.csv", "region.csv", "census.csv"):
        with (DATA / "starter" / file).open(encoding="utf-8") as opened:
            assert all(row["source"] and row["licence"] for row in csv.DictReader(opened)), file
    published = {row["fact_id"]: row for row in raw_rows(inputs, "published_figures")}
    with (DATA / "starter" / "published_figures.csv").open(encoding="utf-8") as opened:
        for row in csv.DictReader(opened):
            own = published[row["fact_id"]]
            assert (row["value"], row["ci_low"], row["ci_high"], row["unit"]) == (
                own["value"],
                own["ci_low"],
                own["ci_high"],
                own["unit"],
            )
            assert row["source_title"] and row["source_publisher"]


def test_no_text_has_a_letter_in_two_pieces(readers_texts):
    assert all(unicodedata.is_normalized("NFC", value) for text in readers_texts for value in text.values())

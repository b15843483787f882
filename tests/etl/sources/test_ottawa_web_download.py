"""The census profile of one place as the website gives it: grouped heads, repeated names, notes under the figures."""

import random

import pytest
from ottawa_files import accounted, raw

from etl.contract import SourceChanged
from etl.counting import count
from etl.sources import statcan_profile_web_download as loader
from evenground.catalog.source import Source

FILE = "layouts/statcan_census_profile_2021_web_download_sample.csv.gz"
PLACE = "Metro Vancouver A, Regional district electoral area (RDA) [Census subdivision], British Columbia"
POPULATION = {"Topic": "Population and dwellings", "Characteristic": "Population, 2021"}


def declared(*measures, **options):
    return Source(
        id="sample",
        provides="observations",
        loader="statcan_profile_web_download",
        file=FILE,
        publisher={"en": "Statistics Canada"},
        title={"en": "Census Profile"},
        licence={"en": "Statistics Canada Open Licence"},
        licence_is_open=True,
        vintage="2021",
        download="the website",
        encoding="cp1252",
        level="csd",
        area_vintage="2021",
        period="2021",
        measures=measures,
        options={"areas": {PLACE: {"level": "csd:2021", "code": "5915020"}}, "not_applicable": ["..."]} | options,
    )


def loaded(inputs, source):
    return loader.tidy(loader.read(inputs / "ottawa" / FILE, source), source)


def test_counts_and_rates_are_told_apart_though_their_columns_share_names(inputs):
    low_income = {
        "Topic": "Low income and income inequality",
        "Characteristic": "In low income based on the Low-income measure, after tax (LIM-AT)",
    }
    rows = [
        row for row in raw(inputs, FILE, "cp1252") if len(row) == 16 and row[1].strip() == low_income["Characteristic"]
    ]
    assert len(rows) == 1
    source = declared(
        {"indicator": "counted", "value": "Counts Total", "where": {"Characteristic": low_income["Characteristic"]}},
        {"indicator": "women", "value": "Counts Women+", "where": {"Characteristic": low_income["Characteristic"]}},
    )
    found = loaded(inputs, source).observations.set_index("indicator_id")["value"]
    assert found.to_dict() == {"counted": float(rows[0][3]), "women": float(rows[0][7])}


def test_numbers_lose_their_padding_and_nothing_else(inputs):
    found = loaded(inputs, declared({"indicator": "population", "value": "Counts Total", "where": POPULATION}))
    assert found.observations["value"].tolist() == [18612.0]


def test_a_flag_is_a_reason_and_not_a_number(inputs):
    found = loaded(inputs, declared({"indicator": "population", "value": "Counts Men+", "where": POPULATION}))
    assert found.observations[["status", "symbol"]].to_numpy().tolist() == [["not_applicable", "..."]]
    assert found.observations["value"].isna().all()


def test_figures_notes_and_citation_are_all_accounted_for(inputs):
    found = loaded(inputs, declared({"indicator": "population", "value": "Counts Total", "where": POPULATION}))
    assert accounted(found) == count(inputs / "ottawa" / FILE, loader.COUNT, loader.HEADER_ROWS)
    assert len(found.out_of_scope["characteristic not declared as a measure"]) == 2630
    assert len(found.out_of_scope["notes and citation under the figures"]) == 610


def test_a_label_that_repeats_must_be_written_as_printed(inputs):
    repeated = {"Topic": "Income of individuals in 2020", "Characteristic": "no such characteristic"}
    with pytest.raises(SourceChanged, match="chooses 0 records"):
        loaded(inputs, declared({"indicator": "x", "value": "Counts Total", "where": repeated}))
    with pytest.raises(SourceChanged, match="chooses [0-9]{2,} records"):
        loaded(inputs, declared({"indicator": "x", "value": "Counts Total", "where": {"Topic": "Marital status"}}))


def test_another_place_is_refused(inputs):
    with pytest.raises(SourceChanged, match="Metro Vancouver A"):
        loaded(inputs, declared(areas={"Elsewhere": {"level": "csd:2021", "code": "1"}}))


def test_cells_chosen_at_random_equal_the_published_bytes(inputs):
    figures = [row for row in raw(inputs, FILE, "cp1252")[4:] if len(row) == 16]
    labels = [(row[0], row[1]) for row in figures]
    single = [n for n, row in enumerate(figures) if labels.count((row[0], row[1])) == 1 and row[9].strip()]
    for n in random.Random(20218).sample(single, 8):
        row = figures[n]
        where = {"Topic": row[0], "Characteristic": row[1]}
        source = declared(
            {"indicator": "count", "value": "Counts Total", "where": where},
            {"indicator": "rate", "value": "Rates Total", "where": where},
        )
        found = loaded(inputs, source).observations.set_index("indicator_id")["value"]
        assert found.to_dict() == {"count": float(row[3]), "rate": float(row[9])}

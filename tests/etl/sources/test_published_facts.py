"""Published facts on the real files of two places: words stay words, ratios stay associations, nothing is lost."""

import csv
from pathlib import Path

import pytest

from etl.contract import SourceChanged
from etl.sources import published_facts
from evenground.catalog.source import Measure, Source

FILES = {"nunavik": "nunavik/nunavik_published_facts.csv", "ottawa": "ottawa/facts/ottawa_published_facts.csv"}
AREAS = {"Nunavik": {"level": "region:2417", "code": "2417"}}


def declared(measures=()) -> Source:
    words = {"en": "made for a test"}
    return Source(
        id="facts", provides="facts", loader="published_facts", file="facts.csv", publisher=words, title=words,
        licence="none", licence_is_open=True, vintage="2023", download="made here", measures=tuple(measures),
        options={"areas": AREAS},
    )  # fmt: skip


def load(path: Path, *measures: Measure):
    source = declared(measures)
    return published_facts.tidy(published_facts.read(path, source), source)


def of(fact_id: str, **other) -> Measure:
    return Measure(indicator="some_indicator", where={"fact_id": fact_id}, **other)


@pytest.fixture(scope="module")
def nunavik(inputs):
    return load(inputs / FILES["nunavik"]).facts.set_index("fact_id")


@pytest.mark.parametrize("place, rows", [("nunavik", 37), ("ottawa", 32)])
def test_every_record_of_the_file_is_a_fact(inputs, place, rows):
    tidy = load(inputs / FILES[place])
    assert (len(tidy.facts), len(tidy.rejected)) == (rows, 0)


@pytest.mark.parametrize("place", FILES)
def test_every_fact_keeps_the_published_words_and_source(inputs, place):
    facts = load(inputs / FILES[place]).facts
    with (inputs / FILES[place]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for published, fact in zip(rows, facts.to_dict("records"), strict=True):
        assert fact["value_text"] == published["value"] and fact["source_title"] == published["source_title"]


@pytest.mark.parametrize("fact_id", ["NUN024", "NUN026", "NUN027", "NUN032", "NUN036", "NUN037"])
def test_a_worded_value_is_never_a_number(nunavik, fact_id):
    assert nunavik["value"].isna()[fact_id]


def test_words_of_the_other_place_stay_words_too(inputs):
    facts = load(inputs / FILES["ottawa"]).facts.set_index("fact_id")
    assert facts["value_text"][["OTT003", "OTT008", "OTT031"]].tolist() == ["almost 2", "about 23", "2021-12-31"]
    assert facts["value"][["OTT003", "OTT008", "OTT030", "OTT031", "OTT032"]].isna().all()
    assert facts["kind"][["OTT003", "OTT004"]].eq("association").all() and facts["kind"]["OTT031"] == "method"


def test_only_three_figures_have_a_published_interval(nunavik):
    limits = nunavik[nunavik["ci_low"].notna()][["value", "ci_low", "ci_high"]]
    assert limits.to_dict("index") == {
        "NUN001": {"value": 27, "ci_low": 24, "ci_high": 30},
        "NUN002": {"value": 21, "ci_low": 18, "ci_high": 23},
        "NUN003": {"value": 17, "ci_low": 14, "ci_high": 20},
    }


def test_every_ratio_is_an_association(nunavik):
    ratios = nunavik["unit"].isin(["odds ratio", "prevalence ratio"])
    assert ratios.sum() == 12 and nunavik.loc[ratios, "kind"].eq("association").all()
    assert set(nunavik.index[(nunavik["kind"] == "association") & ~ratios]) == {"NUN026"}


def test_a_declared_figure_becomes_an_observation_with_its_published_interval(inputs):
    tidy = load(inputs / FILES["nunavik"], of("NUN001"))
    (row,) = tidy.observations.to_dict("records")
    assert (row["value"], row["ci_low"], row["ci_high"], row["ci_level"], row["ci_kind"]) == (
        27,
        24,
        30,
        0.95,
        "published",
    )
    assert (row["area_code"], row["level"], row["period_id"], row["status"]) == (
        "2417",
        "region:2417",
        "2017",
        "published",
    )
    assert row["line"] in set(tidy.facts["line"])


def test_no_interval_is_invented_for_a_figure_without_one(inputs):
    (row,) = load(inputs / FILES["nunavik"], of("NUN014")).observations.to_dict("records")
    assert row["value"] == 33 and row["ci_kind"] == ""
    assert all(row[name] != row[name] for name in ("ci_low", "ci_high", "ci_level"))


@pytest.mark.parametrize(
    "measure, words",
    [
        (of("NUN024"), "over 80"),
        (of("NUN005"), "association"),
        (of("NUN021"), "association"),
        (of("NUN999"), "not in the file"),
        (of("NUN033"), "Kuujjuaq"),
        (of("NUN001", scale=100), "scale"),
        (Measure(indicator="some_indicator", where={}), "fact_id"),
    ],
)
def test_a_measure_that_would_make_a_wrong_observation_is_refused(inputs, measure, words):
    with pytest.raises(SourceChanged, match=words):
        load(inputs / FILES["nunavik"], measure)


def test_rows_without_value_or_source_or_with_a_broken_interval_are_rejected(inputs, tmp_path):
    header = (inputs / FILES["nunavik"]).read_text(encoding="utf-8").splitlines()[0]
    rows = [
        "A,P,region,T,G,5,percent,,,,2017,,title,publisher,2020,page,",
        "B,P,region,T,G,,percent,,,,2017,,title,publisher,2020,page,",
        "C,P,region,T,G,5,percent,9,2,,2017,,title,publisher,2020,page,",
        "A,P,region,T,G,6,percent,,,,2017,,title,publisher,2020,page,",
        "E,P,region,T,G,6,percent",
        "F,P,region,T,G,6,percent,,,,2017,,title,publisher,2020,page,",
    ]
    path = tmp_path / "facts.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    tidy = load(path)
    assert tidy.facts["fact_id"].tolist() == ["F"]
    assert sorted(tidy.rejected["line"]) == [2, 3, 4, 5, 6]

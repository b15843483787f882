"""Cumulative daily cases: the last day is the figure, every other day is out of scope, and the total is never summed."""

from pathlib import Path

import pytest

from etl.contract import SourceChanged
from etl.sources import covid_daily
from evenground.catalog.source import Measure, Source

FILES = {
    "Nunavik": ("nunavik/covid_cumulative_cases_nunavik_daily.csv", 1532, "to 2024-04-02", 3808),
    "Ottawa Public Health": ("ottawa/covid/covid_cumulative_cases_ottawa_public_health_daily.csv", 1539, "to 2024-04-09", 98651),
}  # fmt: skip


def declared(name="Nunavik", **options) -> Source:
    words = {"en": "made for a test"}
    return Source(
        id="covid", provides="observations", loader="covid_daily", file="covid.csv", publisher=words, title=words,
        licence="CC BY 4.0", licence_is_open=True, vintage="2024", download="made here", level="region",
        area_vintage="2417", measures=(Measure(indicator="cases_to_date"),), options={"areas": {name: "01"}} | options,
    )  # fmt: skip


def load(path: Path, source: Source):
    published = covid_daily.read(path, source)
    return published, covid_daily.tidy(published, source)


@pytest.mark.parametrize("name", FILES)
def test_the_last_day_is_the_figure_and_no_record_is_lost(inputs, name):
    file, rows, period, cases = FILES[name]
    published, tidy = load(inputs / file, declared(name))
    (row,) = tidy.observations.to_dict("records")
    assert (row["value"], row["period_id"], row["status"]) == (cases, period, "published")
    (left_out,) = tidy.out_of_scope.values()
    assert len(published.table) == rows == 1 + len(left_out) + len(tidy.rejected)


def test_declared_days_are_taken_as_they_stand(inputs):
    source = declared(days=["2020-12-31", "2021-12-31", "last"])
    _, tidy = load(inputs / FILES["Nunavik"][0], source)
    text = (inputs / FILES["Nunavik"][0]).read_text(encoding="utf-8").splitlines()
    expected = {f"to {line.split(',')[3]}": float(line.split(",")[4]) for line in text[1:]}
    assert len(tidy.observations) == 3
    for row in tidy.observations.to_dict("records"):
        assert expected[row["period_id"]] == row["value"]
        assert text[row["line"] - 1].split(",")[3] == row["period_id"].removeprefix("to ")


def test_a_day_that_is_not_in_the_file_is_named(inputs):
    with pytest.raises(SourceChanged, match="2030-01-01"):
        load(inputs / FILES["Nunavik"][0], declared(days=["2030-01-01"]))


def test_what_is_no_count_no_day_or_another_region_is_rejected(tmp_path):
    path = tmp_path / "covid.csv"
    rows = [
        "Nunavik,2020-01-01,5",
        "Elsewhere,2020-01-02,6",
        "Nunavik,Jan 3,7",
        "Nunavik,2020-01-04,-8",
        "Nunavik,2020-01-05,9",
    ]
    lines = ["name,region,sub_region_1,date,value", *(f"cases,QC,{row}" for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    _, tidy = load(path, declared())
    assert tidy.rejected["line"].tolist() == [3, 4, 5]
    assert tidy.observations["value"].tolist() == [9]


def test_a_total_that_falls_is_said(tmp_path):
    path = tmp_path / "covid.csv"
    path.write_text(
        "name,region,sub_region_1,date,value\ncases,QC,Nunavik,2020-01-01,5\ncases,QC,Nunavik,2020-01-02,4\n",
        encoding="utf-8",
    )
    _, tidy = load(path, declared())
    assert "falls on 1 days" in tidy.notes[0] and tidy.observations["value"].tolist() == [4]

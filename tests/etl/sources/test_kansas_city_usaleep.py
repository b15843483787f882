"""Life expectancy by tract on its real bytes: keys, joins, standard errors, flags."""

import csv
import json
import random
from pathlib import Path

import pytest

from etl import derive
from etl.contract import SourceChanged
from etl.sources import usaleep
from evenground.catalog.declaration import read_declaration
from evenground.catalog.indicator import Indicator
from evenground.catalog.source import Source

DATA = Path(__file__).resolve().parents[3] / "data"
SOURCE = read_declaration(Source, DATA / "places" / "kansas-city" / "sources" / "usaleep.yml")


@pytest.fixture(scope="module")
def tidy(inputs):
    return usaleep.tidy(usaleep.read(inputs / "kansas-city" / SOURCE.file, SOURCE), SOURCE)


@pytest.fixture(scope="module")
def codes(inputs):
    def of(name, key="GEOID"):
        text = (inputs / "kansas-city" / "boundaries" / f"{name}.geojson").read_text()
        return {feature["properties"][key] for feature in json.loads(text)["features"]}

    return of


def test_254_of_the_1318_records_are_loaded_and_the_rest_is_out_of_scope(tidy):
    assert len(tidy.observations) == 254
    assert [len(lines) for lines in tidy.out_of_scope.values()] == [1064]
    assert tidy.rejected.empty


def test_join_rates_are_those_measured(tidy, codes):
    known = set(tidy.observations["area_code"])
    assert len(known & codes("kc4_tracts_2010_dissolved")) == 254 == len(known)
    assert len(codes("kc4_tracts_2010_dissolved")) == 283
    assert (len(known & codes("kc_tracts_tiger2018")), len(codes("kc_tracts_tiger2018"))) == (179, 204)
    by_county = {
        county: sum(code.startswith(county) for code in known) for county in ("29095", "29047", "29165", "29037")
    }
    assert by_county == {"29095": 176, "29047": 42, "29165": 17, "29037": 19}


def test_codes_alone_would_match_the_wrong_vintage_without_an_error(inputs, codes):
    # this is why the source names its vintage and the key carries it: 153 of 223 would have matched silently
    path = inputs / "kansas-city" / SOURCE.file
    with path.open(newline="") as stream:
        everywhere = {record["Tract ID"] for record in csv.DictReader(stream)}
    assert (len(everywhere & codes("kc_tracts_tiger2023")), len(codes("kc_tracts_tiger2023"))) == (153, 223)
    assert (SOURCE.level, SOURCE.area_vintage) == ("tract", "2010")


def test_keys_are_text_of_eleven_digits(tidy):
    assert tidy.observations["area_code"].str.fullmatch(r"\d{11}").all()


def test_the_interval_follows_from_the_published_standard_error(tidy):
    declared = {"life_expectancy": read_declaration(Indicator, DATA / "indicators" / "life_expectancy.yml")}
    rows = derive.complete(tidy.observations.assign(level="tract:2010"), declared)
    assert (rows["ci_low"] - (rows["value"] - 1.96 * rows["se"])).abs().max() < 0.001
    assert (rows["ci_high"] - (rows["value"] + 1.96 * rows["se"])).abs().max() < 0.001
    assert set(rows["ci_kind"]) == {"closed_form"}


def test_the_publishers_flag_is_kept_and_wholly_predicted_tracts_ask_for_caution(tidy):
    rows = tidy.observations
    assert rows["symbol"].value_counts().to_dict() == {"3": 206, "2": 31, "1": 17}
    assert rows.groupby("symbol")["reliability"].agg(lambda r: "/".join(sorted(set(r)))).to_dict() == {
        "1": "ok",
        "2": "caution",
        "3": "ok",
    }


def test_five_random_records_are_as_in_the_bytes(tidy, inputs):
    lines = (inputs / "kansas-city" / SOURCE.file).read_bytes().split(b"\n")
    rows = tidy.observations.set_index("line")
    for line in random.Random(20261121).sample(list(rows.index), 5):
        code, _, _, _, years, error, flag = lines[line - 1].strip().split(b",")
        row = rows.loc[line]
        assert (row["area_code"], row["symbol"]) == (code.decode(), flag.decode())
        assert (row["value"], row["se"]) == (float(years), float(error))


def test_a_key_that_lost_its_zeros_is_refused(inputs, tmp_path):
    text = (inputs / "kansas-city" / SOURCE.file).read_text().splitlines()
    path = tmp_path / "a.csv"
    jackson = next(line for line in text if line.startswith("29095"))
    path.write_text("\n".join([text[0], jackson.replace(",29,095,", ",29,95,")]))
    with pytest.raises(SourceChanged, match="not state \\+ county \\+ tract"):
        usaleep.tidy(usaleep.read(path, SOURCE), SOURCE)


def test_a_flag_nobody_declared_is_refused(inputs, tmp_path):
    text = (inputs / "kansas-city" / SOURCE.file).read_text().splitlines()
    path = tmp_path / "a.csv"
    path.write_text("\n".join([text[0], next(line for line in text if line.startswith("29095"))[:-1] + "9"]))
    with pytest.raises(SourceChanged, match="flag '9'"):
        usaleep.tidy(usaleep.read(path, SOURCE), SOURCE)

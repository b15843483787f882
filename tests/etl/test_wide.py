"""Wide tables: a cell is a number, a declared mark, or rejected by name; nothing is changed but by a declared scale."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.contract import Published, SourceChanged
from etl.numbers import read_numbers
from etl.wide import measured, scoped
from evenground.catalog.source import Measure, Source


def source(*measures, **options) -> Source:
    words = {"en": "Exampleville"}
    return Source(
        id="wide", provides="observations", loader="wide", file="x.csv", publisher=words, title=words, licence=words,
        licence_is_open=False, vintage="2024", download="nowhere", period="2024", measures=measures, options=options,
    )  # fmt: skip


def table(**columns) -> Published:
    frame = pd.DataFrame(columns, dtype="str")
    return Published(frame.assign(line=range(2, len(frame) + 2), cells=len(columns)))


def loaded(published, declared, **choices):
    inside = scoped(published, declared)
    return measured(inside, inside.table["key"], declared, **choices)


def test_a_missing_code_is_known_in_every_spelling_and_never_a_number():
    declared = source(Measure(indicator="x", value="x"), not_reported=[-999])
    rows = loaded(table(key=list("abcd"), x=["-999", "-999.0", "-999.0000", "-99.9"]), declared).observations
    assert rows["status"].tolist() == ["not_reported"] * 3 + ["published"]
    assert rows["symbol"].tolist() == ["-999", "-999.0", "-999.0000", ""]
    assert np.isnan(rows["value"][:3]).all() and rows["value"][3] == -99.9


def test_a_cell_that_is_no_number_rejects_its_record_and_no_other():
    declared = source(Measure(indicator="x", value="x"))
    tidy = loaded(table(key=list("abc"), x=["1", "n/a", "3"]), declared)
    assert tidy.observations["line"].tolist() == [2, 4]
    assert tidy.rejected[["line", "column", "value"]].values.tolist() == [[3, "x", "n/a"]]


def test_a_record_with_one_bad_and_one_good_figure_loads_the_good_one():
    declared = source(Measure(indicator="x", value="x"), Measure(indicator="y", value="y"))
    tidy = loaded(table(key=["a"], x=["?"], y=["7"]), declared)
    assert tidy.observations[["indicator_id", "value"]].values.tolist() == [["y", 7.0]]
    assert tidy.rejected["column"].tolist() == ["x"]


def test_thousands_separators_are_read_only_where_the_layout_has_them():
    declared = source(Measure(indicator="x", value="x"))
    cells = table(key=list("abc"), x=["8,410", "1,912,369", "84,10"])
    tidy = loaded(cells, declared, thousands=True)
    assert tidy.observations["value"].tolist() == [8410, 1912369]
    assert tidy.rejected["value"].tolist() == ["84,10"]
    assert len(loaded(cells, declared).rejected) == 3


def test_an_interval_written_as_text_is_read_and_scaled_with_its_value():
    declared = source(Measure(indicator="x", value="x", ci="ci", scale=100))
    tidy = loaded(table(key=list("abc"), x=["0.1", "0.2", ""], ci=["( 0.09, 0.105)", "0.1 to 0.3", ""]), declared)
    row = tidy.observations.iloc[0]
    assert (row["value"], row["ci_low"], row["ci_high"], row["ci_kind"], row["ci_level"]) == (
        10,
        9,
        10.5,
        "published",
        0.95,
    )
    assert tidy.rejected["reason"].tolist() == ["the cell is not an interval"]
    assert tidy.observations["status"].tolist() == ["published", "not_reported"]


def test_without_a_published_interval_none_is_made():
    rows = loaded(table(key=["a"], x=["5"]), source(Measure(indicator="x", value="x"))).observations
    assert rows[["ci_low", "ci_high", "ci_level", "se"]].isna().all(axis=None)
    assert rows["ci_kind"].tolist() == [""]


def test_a_margin_of_error_is_the_publishers_ninety_percent():
    rows = loaded(
        table(key=["a"], x=["5"], m=["3.29"]), source(Measure(indicator="x", value="x", moe="m"))
    ).observations
    assert rows["se"][0] == pytest.approx(2.0)


def test_a_sum_with_a_missing_part_is_missing():
    declared = source(Measure(indicator="x", numerator=("a", "b"), denominator=("c",)))
    rows = loaded(table(key=["p", "q"], a=["1", "1"], b=["2", ""], c=["10", "10"]), declared).observations
    assert rows["numerator"][0] == 3 and np.isnan(rows["numerator"][1])
    assert rows["status"].tolist() == ["published", "not_reported"]


def test_records_outside_the_scope_are_counted_by_its_words():
    rule = {"column": "key", "starts_with": ["29"], "otherwise": "other states"}
    tidy = loaded(table(key=["29001", "20001"], x=["1", "2"]), source(Measure(indicator="x", value="x"), scope=[rule]))
    assert tidy.observations["area_code"].tolist() == ["29001"]
    assert tidy.out_of_scope == {"other states": [3]}


def test_records_without_a_measure_are_out_of_scope_not_lost():
    declared = source(Measure(indicator="x", value="x", where={"kind": "rate"}))
    tidy = loaded(table(key=["a", "b"], kind=["rate", "count"], x=["1", "2"]), declared)
    assert tidy.out_of_scope == {"no measure is declared for this record": [3]}


def test_every_cell_is_counted_once():
    rule = {"column": "key", "values": ["a"], "otherwise": "others"}
    declared = source(Measure(indicator="x", value="x"), scope=[rule])
    tidy = loaded(table(key=["a", "b"], x=["1", "2"], y=["", ""]), declared)
    assert sum(tidy.cells.values()) == 2 * 3


def test_an_option_or_a_column_nobody_knows_stops_the_load():
    with pytest.raises(SourceChanged, match="'scop' is not known"):
        loaded(table(key=["a"], x=["1"]), source(Measure(indicator="x", value="x"), scop=[]))
    with pytest.raises(SourceChanged, match="'z'"):
        loaded(table(key=["a"], x=["1"]), source(Measure(indicator="x", value="z")))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_as_it_is_written(number):
    assert read_numbers(pd.Series([repr(number)], dtype="str"), {})["number"][0] == number


@given(st.text(max_size=12))
def test_a_cell_is_a_number_a_mark_or_wrong_and_never_two_of_them(text):
    cell = read_numbers(pd.Series([text], dtype="str"), {"": "not_reported"}).iloc[0]
    assert sum([not np.isnan(cell["number"]), cell["status"] != "published", bool(cell["wrong"])]) == 1

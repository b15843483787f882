"""How areas are sorted for drawing, and what their key says."""

import numpy as np
import pandas as pd
import pytest

from evenground.look import legend
from evenground.look.classes import class_labels, groups
from evenground.look.palette import DARK, LIGHT
from evenground.stats.breaks import class_breaks, classify


def table(values, statuses=None, verdicts=None, breaks=None):
    values = np.asarray(values, dtype=float)
    statuses = statuses or ["published" if np.isfinite(v) else "not_reported" for v in values]
    breaks = class_breaks(values, "quantile", 3) if breaks is None else breaks
    frame = pd.DataFrame({"value": values, "status": statuses, "class_index": classify(values, breaks)})
    return frame.assign(verdict=verdicts or "not_compared"), breaks


def test_every_area_is_in_exactly_one_group():
    nan = np.nan
    frame, breaks = table(
        [1, 2, 3, 4, 5, 6, nan, nan, nan, nan, 7],
        ["published"] * 6 + ["suppressed", "unreliable", "not_reported", "not_applicable", "unreliable"],
    )
    for by in ("class", "verdict"):
        rows = np.concatenate([group.rows for group in groups(frame, breaks, by)])
        assert sorted(rows.tolist()) == list(range(len(frame)))


def test_a_value_that_is_not_published_is_never_coloured_by_it():
    frame, breaks = table([1, 2, 3, 4], ["published", "published", "published", "unreliable"])
    found = {group.key: group.rows.tolist() for group in groups(frame, breaks)}
    assert found["unreliable"] == [3]
    assert all(3 not in rows for key, rows in found.items() if key != "unreliable")


def test_empty_classes_stay_in_the_key_and_absent_reasons_do_not():
    frame, breaks = table([1, 2, 9], breaks=[0, 3, 6, 9])
    assert [(group.key, group.count) for group in groups(frame, breaks)] == [("0", 2), ("1", 0), ("2", 1)]


def test_not_applicable_is_drawn_as_not_reported():
    frame, breaks = table([1, np.nan], ["published", "not_applicable"], breaks=[0, 2])
    assert [group.key for group in groups(frame, breaks)] == ["0", "not_reported"]


def test_ranges_of_values_as_printed_do_not_overlap():
    assert class_labels([64.2, 73.1, 75.9, 85.8], "en", 1, [64.2, 73.1, 73.2, 76.0]) == (
        "64.2 to 73.1", "73.2 to 75.9", "76.0 to 85.8",
    )  # fmt: skip


def test_ranges_say_over_where_a_value_lies_within_a_rounding_step_of_an_edge():
    assert class_labels([1, 4, 9], "fr", 0, [1, 4.2, 9]) == ("1 à 4", "plus de 4 à 9")
    assert class_labels([1, 4, 9], "en", 0) == ("1 to 4", "over 4 to 9")


def test_one_value_is_one_label():
    assert class_labels([5, 5], "en", 1, [5, 5]) == ("5.0",)
    assert class_labels([], "en") == ()


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_each_value_as_printed_lies_in_the_range_that_is_printed_for_its_class(decimals):
    values = np.round(np.random.default_rng(7).gamma(2, 10, 200), decimals)
    breaks = class_breaks(values, "natural", 5)  # its edges are values of the data
    labels = class_labels(breaks, "en", decimals, values)
    for value, k in zip(values, classify(values, breaks), strict=True):
        low, high = (float(end) for end in labels[k].split(" to "))
        assert low <= value <= high
    lows, highs = zip(*((float(end) for end in label.split(" to ")) for label in labels), strict=True)
    assert all(start > end for start, end in zip(lows[1:], highs, strict=False))


def test_finer_values_than_are_printed_get_the_words_with_over():
    values = np.random.default_rng(7).gamma(2, 10, 200)
    labels = class_labels(class_breaks(values, "equal", 5), "en", 0, values)
    assert [label.startswith("over ") for label in labels] == [False, True, True, True, True]


def test_the_key_counts_its_areas_and_marks_what_is_missing():
    frame, breaks = table([1, 2, 3, np.nan, np.nan], ["published"] * 3 + ["suppressed", "unreliable"])
    for colours in (LIGHT, DARK):
        rows = legend.rows(frame, breaks, colours, "en", lambda key, **_: key, 0)
        assert sum(row.count for row in rows) == 5
        assert [row.text("en") for row in rows[-2:]] == ["× status.suppressed (1)", "? status.unreliable (1)"]
        assert [row.hatch for row in rows[-2:]] == ["xxx", "..."]
        assert len({row.colour for row in rows}) == len(rows)


def test_the_key_of_verdicts_uses_their_colours():
    frame, breaks = table([1, 2, 3], verdicts=["worse", "better", "similar"])
    rows = legend.rows(frame, breaks, LIGHT, "en", lambda key, **_: key, by="verdict")
    assert {row.group.key: row.colour for row in rows} == {key: LIGHT.fills[key] for key in ("better", "similar", "worse")}

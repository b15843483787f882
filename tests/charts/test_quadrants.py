"""Need beside reach: every point stands where its figures say, names do not lie on each other, and cut lines are drawn."""

import numpy as np
import pandas as pd

from evenground.catalog.words import say
from evenground.charts.coverage import quadrants
from evenground.look.caption import Caption

CUTS = (10.0, 4.0)


def caption() -> Caption:
    return Caption("", "", "", "2020", "Zones", "", "", "", language="fr")


def areas(count: int) -> pd.DataFrame:
    draw = np.random.default_rng(3)
    rate = np.concatenate([[100.0, 0.0], draw.uniform(0, 3, count - 2)])
    need = np.concatenate([[20.0, 25.0], draw.uniform(11, 12, count - 2)])
    return pd.DataFrame(
        {
            "area_key": [f"zone:{n}" for n in range(count)], "name": [f"A rather long name {n}" for n in range(count)], "need_value": need, "rate": rate,
            "rate_low": rate * 0.9, "rate_high": rate * 1.1 + 0.1, "text": "told",
        }
    )  # fmt: skip


def drawn(table: pd.DataFrame, **more):
    return quadrants(table, "Need, %", "Attendances per 1,000", CUTS, "worse", caption(), lambda key, **values: str(say(key, "fr", **values)), **more)


def test_every_area_stands_at_the_root_of_its_rate_and_ticks_say_the_rate():
    table = areas(40)
    figure = drawn(table)
    points = {data[0]: (x, y) for trace in figure.data for data, x, y in zip(trace.customdata, trace.x, trace.y, strict=True)}
    assert len(points) == len(table)
    for row in table.itertuples():
        assert np.allclose(points[row.area_key], (row.need_value, np.sqrt(row.rate)))
    axis = figure.layout.yaxis
    assert np.allclose([float(label.replace("\u00a0", "")) for label in axis.ticktext], np.square(axis.tickvals))
    across, up = figure.layout.shapes
    assert (across.x0, up.y0) == (CUTS[0], np.sqrt(CUTS[1]))


def test_names_of_a_crowd_do_not_lie_on_each_other_and_greatest_need_is_named():
    figure = drawn(areas(60))
    named = [label for trace in figure.data for label in (trace.text or ()) if label]
    assert "A rather long name 1" in named and len(named) <= 6
    chosen = [label for trace in drawn(areas(60), chosen="zone:30").data for label in (trace.text or ()) if label]
    assert "A rather long name 30" in chosen


def test_a_place_that_ranks_nobody_names_nobody():
    assert not any(label for trace in drawn(areas(20), names=False).data for label in (trace.text or ()))

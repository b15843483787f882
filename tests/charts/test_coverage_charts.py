"""Reach along the order of need and over the months: keys name the measure, axes are in words."""

import numpy as np
import pandas as pd
import pytest

from evenground.catalog.words import say
from evenground.charts.coverage import NARROW, equity_curve, fifth_bars, month_strip
from evenground.look.caption import Caption
from evenground.stats.coverage.equity import Curve, Fifths

STEPS = np.linspace(0, 1, 5)


def caption(language: str = "en", unit: str = "sessions") -> Caption:
    return Caption("", "", unit, "2020", "Zones", "", "", "", language=language)


def sayer(language: str):
    return lambda key, **values: str(say(key, language, **values))


@pytest.mark.parametrize(("unit", "named"), [("attendances", "Attendances"), ("sessions", "Sessions"), ("hours", "Hours")])
def test_the_key_names_what_is_counted(unit, named):
    curve = Curve(*(STEPS,) * len(Curve._fields))
    fifths = Fifths(*(np.full(5, 0.2),) * len(Fifths._fields))
    lines = equity_curve(curve, "Low income", caption(unit=unit), sayer("en")).data
    bars = fifth_bars(fifths, "Low income", caption(unit=unit), sayer("en")).data
    assert [line.name for line in lines] == ["Low income", named, "Equal for all"]
    assert [bar.name for bar in bars] == ["Low income", named]


def test_the_title_of_an_axis_is_broken_to_the_width_of_a_phone():
    for width, longest in ((350, 350 // 9), (900, 900 // 9)):
        figure = equity_curve(Curve(*(STEPS,) * len(Curve._fields)), "Faible revenu", caption("fr"), sayer("fr"), width=width)
        assert max(map(len, figure.layout.xaxis.title.text.split("<br>"))) <= longest


def test_labels_of_fifths_are_broken_and_never_turned():
    fifths = Fifths(*(np.full(5, 0.2),) * len(Fifths._fields))
    for width in (350, 900):
        figure = fifth_bars(fifths, "Faible revenu", caption("fr"), sayer("fr"), width=width)
        assert figure.layout.xaxis.tickangle == 0
        assert max(len(line) for label in figure.data[0].x for line in label.split("<br>")) <= (9 if width < NARROW else 13)


def test_a_phone_has_few_months_and_they_stand_upright():
    table = pd.DataFrame(1, index=["zone:1"], columns=[f"2022-{month:02d}" for month in range(1, 13)])
    axis = month_strip(table, {"zone:1": "One"}, caption(), width=350).layout.xaxis
    assert (axis.nticks, axis.tickangle) == (2, 0)


def test_months_are_written_in_the_readers_language():
    table = pd.DataFrame([[1, 0]], index=["zone:1"], columns=["2022-02", "2022-09"])
    shown = [list(month_strip(table, {"zone:1": "One"}, caption(language)).data[0].x) for language in ("en", "fr")]
    assert shown == [["Feb 2022", "Sep 2022"], ["févr. 2022", "sept. 2022"]]

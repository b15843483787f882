"""One area in the range of all: names beside the lanes where there is room, above them on a phone."""

import pandas as pd

from evenground.charts.spine import LANE, TALL_LANE, spine
from evenground.look.caption import Caption

TITLES = ["Social Vulnerability Index, household composition", "Social Vulnerability Index, housing and transport", "Life expectancy at birth"]
PROFILE = pd.DataFrame(
    {
        "title": TITLES, "unit": ["rank from 0 to 1", "rank from 0 to 1", "years"], "decimals": [2, 2, 1], "value": [0.96, 0.56, 71.4], "period": "2018",
        "place": [0.96, 0.56, 0.3], "low_place": 0.2, "middle_place": 0.5, "high_place": 0.7, "lowest": 0.0, "highest": 1.0, "areas": 200,
    }
)  # fmt: skip
WORDS = Caption("", "", "", "", "", "", "", "")


def test_on_a_phone_names_and_figures_stand_above_their_lanes():
    figure = spine(PROFILE, WORDS, width=350)
    said = [note.text for note in figure.layout.annotations]
    assert len(said) == 2 * len(TITLES) and "71.4\xa0years" in said and "0.96" in said
    assert not figure.layout.yaxis.visible and all(not one.startswith("...") for one in said)
    assert max(len(title) + len(number) for title, number in zip(said[::2], said[1::2], strict=True)) <= 350 / 7.4


def test_on_a_desk_names_stand_beside_their_lanes():
    figure = spine(PROFILE, WORDS, width=900)
    assert not figure.layout.annotations and figure.layout.yaxis.visible and len(figure.layout.yaxis.ticktext) == len(TITLES)
    assert spine(PROFILE, WORDS, width=350).layout.height - figure.layout.height == len(TITLES) * (TALL_LANE - LANE)

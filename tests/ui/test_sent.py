"""What is sent of a figure or a table says what it was made from, and is made once."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from evenground.ui import sent


def drawn() -> go.Figure:
    return go.Figure({"data": [{"type": "scatter", "x": np.array([1.0, 2.5]), "y": ["é", "b"]}], "layout": {"meta": {"caption": "Low income"}, "template": {}}})


def test_a_figure_is_sent_as_it_was_drawn_without_its_caption():
    assert sent.figure(drawn()).to_json() == drawn().update_layout(meta=None).to_json()
    assert sent.figure(None) is None


def test_a_figure_is_made_ready_once():
    figure = sent.figure(drawn())
    assert figure.to_dict() is figure.to_dict()


def test_a_table_is_sent_with_its_missing_values_and_without_its_index():
    table = pd.DataFrame({"Group": ["a", None], "Value": [1.5, np.nan]}, index=[7, 9])
    back = sent.table(table).to_pandas()
    assert list(back.columns) == ["Group", "Value"] and back["Value"].isna().tolist() == [False, True]
    assert back["Group"].iloc[1] is None or pd.isna(back["Group"].iloc[1])

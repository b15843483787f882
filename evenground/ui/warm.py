"""Everything the pages import, imported once before the first reader."""

import duckdb  # noqa: F401
import pandas  # noqa: F401
import plotly.graph_objects  # noqa: F401

import evenground.answers.area_values  # noqa: F401

"""What a browser gets of a figure or a table: made once, sent as often as it is asked for."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pyarrow as pa


class Sent(go.Figure):
    """A figure that nobody changes any more. Plotly copies a figure whole each time that it is sent; this one only once."""

    def to_dict(self) -> dict[str, Any]:
        if "_whole" not in self.__dict__:
            self.__dict__["_whole"] = super().to_dict()
        return self.__dict__["_whole"]


def figure(made: go.Figure | None) -> go.Figure | None:
    """A figure as it is sent, without the caption in its metadata: the page says it around the figure."""
    return None if made is None else Sent(made.update_layout(meta=None))


def table(made: pd.DataFrame) -> pa.Table:
    """A table as it is sent."""
    return pa.Table.from_pandas(made, preserve_index=False)

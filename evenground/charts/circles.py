"""Circles at the position of areas: their area is in proportion to a measure, and none is hidden below another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.charts.frame import Trace

LARGEST, SMALLEST = 34.0, 5.0
"""Pixels across: of the largest value, and the least that can still be pointed at."""


BANDS = 5
CROWD = 40
"""More circles than this are drawn smaller, so that they cover no more of the map."""


def widest(circles: int, across: float = LARGEST) -> float:
    """Pixels across of the largest circle, given how many there are."""
    return across if circles <= CROWD else max(across * (CROWD / circles) ** 0.5, across / 2)


def diameters(sizes: pd.Series, largest: float | None = None, across: float = LARGEST) -> np.ndarray:
    """Pixels across, so that area is in proportion to size; missing, zero and negative sizes are 0.

    Parameters
    ----------
    sizes : Series of float
        What circles stand for.
    largest : float, optional
        The size that is `across` pixels wide, so that two maps share a scale; the largest of `sizes` otherwise.
    """
    size = sizes.to_numpy(dtype=float)
    known = size[np.isfinite(size)]
    top = largest if largest is not None else known.max(initial=0)
    if not np.isfinite(top) or top <= 0:
        return np.zeros(len(size))
    share = np.sqrt(np.clip(np.nan_to_num(size), 0, None) / top)
    return np.where(share > 0, np.maximum(share * across, SMALLEST), 0).round(1)


def circle_traces(
    areas: pd.DataFrame, across: np.ndarray, colour: str, halo: str, *, custom: list[list[str]], template: str, name: str,
    legend: str = "legend", bands: int = BANDS,
) -> list[Trace]:  # fmt: skip
    """Discs with an edge, the largest first so that small ones stay on top and can be pointed at.

    A map cannot draw an edge around a circle, so each disc lies on a slightly larger one; they are drawn in a few bands
    of size, because one disc's edge would otherwise lie below every other disc. `custom` starts with the `area_key`.
    Areas without a position or with no size are left out.
    """
    order = np.argsort(-across, kind="stable")
    order = order[(across[order] > 0) & areas[["lon", "lat"]].notna().all(axis=1).to_numpy()[order]]
    traces: list[Trace] = []
    for number, band in enumerate(band for band in np.array_split(order, bands) if len(band) or bands == 1):
        placed = areas.iloc[band]
        common: Trace = {
            "type": "scattermap", "mode": "markers", "lon": placed["lon"].round(4).tolist(), "lat": placed["lat"].round(4).tolist(),
            "unselected": {"marker": {"opacity": 1}}, "legendgroup": name,
        }  # fmt: skip
        ring = {"size": (across[band] + 2.5).tolist(), "color": halo, "opacity": 1}
        disc = {"size": across[band].tolist(), "color": colour, "opacity": 1}
        traces.append({**common, "marker": ring, "hoverinfo": "skip", "showlegend": False})
        told = {"customdata": [custom[i] for i in band], "hovertemplate": template}
        traces.append({**common, "marker": disc, **told, "name": name, "showlegend": number == 0, "legend": legend})
    return traces

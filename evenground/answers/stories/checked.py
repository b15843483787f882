"""Figures in a presenter's own headline that the answer behind it does not hold."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from evenground.answers.stories.deck import Shown

FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")


def unsupported(one: Shown) -> tuple[str, ...]:
    """Figures of a presenter's own headline that neither the answer nor its caption holds: a slip, or data refreshed since."""
    if one.is_lost or one.exhibit.headline == one.proposed or one.item.view == "statement":
        return ()
    made = one.exhibit
    held = " ".join((one.proposed, *made.answer.sentences, *made.caption.lines[2:], *made.labels))
    known = {_plain_figure(found) for found in FIGURE.findall(held)}
    values = [float(value) for series in made.series for value in series.values] + _numbers(made.answer.table)
    known |= {f"{round(value, places):.{places}f}" for value in values if np.isfinite(value) for places in (0, 1, 2)}
    return tuple(found for found in FIGURE.findall(made.headline) if _plain_figure(found) not in known)


def _plain_figure(figure: str) -> str:
    """"1,821", "1 821" and "78,3" as a machine writes them: a comma before three digits groups, another is decimal."""
    bare = re.sub(r"[\u00a0\u202f ]", "", figure)
    return re.sub(r",(?=\d{3}(\D|$))", "", bare).replace(",", ".")


def _numbers(table: pd.DataFrame) -> list[float]:
    kept = [name for name in ("value", "ci_low", "ci_high", "numerator", "denominator", "areas", "population") if name in table]
    return [float(value) for name in kept for value in pd.to_numeric(table[name], errors="coerce").dropna()]

"""A small table of areas, an indicator and a caption, for tests of charts and still images."""

import numpy as np
import pandas as pd

from evenground.catalog.indicator import Indicator
from evenground.look.caption import Caption
from evenground.stats.breaks import class_breaks, classify

NAN = float("nan")


def indicator(**changes) -> Indicator:
    fields = {
        "id": "length_of_life",
        "title": {"en": "Life expectancy at birth", "fr": "Espérance de vie à la naissance"},
        "question": {"en": "How long can a newborn expect to live?"},
        "domain": "length_of_life",
        "unit": {"en": "years", "fr": "ans"},
        "kind": "mean",
        "per": 1,
        "decimals": 1,
        "higher_is": "better",
        "need_kind": "index",
        "numerator": {"en": "years of life"},
        "denominator": {"en": "people"},
    }
    return Indicator.model_validate({**fields, **changes})


def caption(**changes) -> Caption:
    said = {
        "title": "Life expectancy differs by 9.0 years",
        "subtitle": "Life expectancy at birth",
        "unit": "years",
        "period": "2010 to 2015",
        "geography": "Census tracts (2010)",
        "groups": "Everyone",
        "interval": "95% confidence interval, as published",
        "source": "Publisher, Title (2018)",
        "licence": "Public domain",
        "retrieved": "2026-11-20",
    }
    return Caption(**{**said, **changes})


def areas(n: int = 12, k: int = 4) -> tuple[pd.DataFrame, tuple[float, ...]]:
    """`n` areas with values 70, 71, ...; the last three have none, for three reasons. Also their breaks."""
    value = np.arange(n, dtype=float) + 70
    value[-3:] = NAN
    breaks = class_breaks(value, "equal", k)
    table = pd.DataFrame(
        {
            "area_key": [f"tract:2010:{i:011d}" for i in range(n)],
            "code": [f"{i:011d}" for i in range(n)],
            "name": [f"Tract {i}" for i in range(n)],
            "value": value,
            "ci_low": value - 1.5,
            "ci_high": value + 1.5,
            "ci_level": 0.95,
            "ci_kind": "published",
            "numerator": NAN,
            "denominator": 4000.0,
            "status": ["published"] * (n - 3) + ["suppressed", "unreliable", "not_applicable"],
            "reliability": ["caution" if i == 1 else "ok" for i in range(n)],
            "symbol": [""] * (n - 3) + ["x", "F", ".."],
            "verdict": np.select([np.isnan(value), value < 72.5, value > 75.5], ["not_compared", "worse", "better"], "similar"),
            "class_index": classify(value, breaks),
            "rank": pd.Series(value).rank(ascending=False, method="min"),
            "population": np.arange(n, dtype=float) * 100 + 500,
            "lon": np.linspace(-95, -94, n),
            "lat": np.linspace(38.5, 39.5, n),
            "in_set": np.arange(n) % 2 == 0,
            "set_weight": 1.0,
        }
    )
    return table, tuple(breaks)

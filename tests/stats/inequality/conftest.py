"""Reference tables as settings."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from evenground.stats.inequality import from_table


@pytest.fixture(scope="session")
def who(reference):
    """Inputs, their settings, the expected numbers, and the place of every case."""
    inputs = pd.read_csv(reference / "who" / "who_inputs.csv")
    rows = from_table(inputs)
    expected = pd.read_csv(reference / "who" / "who_expected.csv")
    at = dict(zip(rows.ids, range(rows.count), strict=True))
    return SimpleNamespace(inputs=inputs, settings=rows, expected=expected, at=expected["case_id"].map(at).to_numpy())


@pytest.fixture
def random_settings():
    """A maker of many settings: `random_settings(seed, count, groups)` gives flat columns as a dict."""

    def make(seed, count=50, groups=6, ordered=True, favourable=1, spread=6.0, noise=2.0):
        rng = np.random.default_rng(seed)
        n = count * groups
        level = np.repeat(rng.uniform(30, 60, count), groups)
        return {
            "setting": np.repeat(np.arange(count), groups),
            "estimate": np.clip(level + rng.normal(0, spread, n), 1, 99),
            "se": rng.uniform(0.5, 1.5, n) * noise,
            "population": rng.integers(50, 5000, n).astype(float),
            "order": np.tile(np.arange(1.0, groups + 1), count),
            "is_reference": np.tile(np.arange(groups) == groups - 1, count).astype(float),
            "favourable": float(favourable),
            "ordered": float(ordered),
            "scale": 100.0,
            "average": level,
        }

    return make

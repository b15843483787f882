"""How long do all inequality measures take? Prints 10,000 settings of 10 groups beside a floor of the same run.

Run `uv run python -m benchmarks.measures`. The floor is bare NumPy: five estimates without checks, intervals or reasons.
The best-known engine needs about 17 minutes for the closed forms and about 5 hours with 100 draws.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable

import numpy as np

from benchmarks.table import Row, show
from evenground.stats.inequality import MEASURES, as_table, closed_form, noise_aware, percentile, settings


def example(count: int, groups: int) -> dict:
    """Flat columns of many settings, half of them ordered, half of them favourable."""
    rng = np.random.default_rng(0)
    n = count * groups
    level = np.repeat(rng.uniform(20, 60, count), groups)
    return {
        "setting": np.repeat(np.arange(count), groups),
        "estimate": np.clip(level + rng.normal(0, 5, n), 1, 99),
        "se": rng.uniform(0.5, 3, n),
        "population": rng.integers(200, 5000, n),
        "order": np.tile(np.arange(1, groups + 1), count),
        "is_reference": np.tile(np.arange(groups) == groups - 1, count),
        "favourable": np.repeat(rng.integers(0, 2, count), groups),
        "ordered": np.repeat(rng.integers(0, 2, count), groups),
        "scale": 100.0,
        "average": level,
    }


def floor(columns: dict, count: int, groups: int) -> list[np.ndarray]:
    """Five bare estimates: BGV, ACI, Theil, mean absolute difference and the largest difference."""
    y = columns["estimate"].reshape(count, groups)
    people = columns["population"].reshape(count, groups)
    share = people / people.sum(axis=1, keepdims=True)
    mean = (share * y).sum(axis=1, keepdims=True)
    rank = share.cumsum(axis=1) - share / 2
    return [
        (share * (y - mean) ** 2).sum(axis=1),
        2 * (share * y * (rank - 0.5)).sum(axis=1),
        (share * (y / mean) * np.log(y / mean)).sum(axis=1),
        np.abs(y - mean).mean(axis=1),
        np.ptp(y, axis=1),
    ]


def seconds_of(task: Callable[[], object], repeats: int) -> list[float]:
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        task()
        taken.append(time.perf_counter() - start)
    return taken


def rows(count: int, groups: int, draws: int, repeats: int) -> list[Row]:
    """One row a task: seconds, ratio to the floor, target, and the process's peak memory so far."""
    columns = example(count, groups)
    made = settings(**columns)
    results = closed_form(made)
    tasks = [
        ("flat columns to settings", lambda: settings(**columns), repeats, None),
        ("closed form", lambda: closed_form(made), repeats, 0.5),
        ("results as one table", lambda: as_table(made, results.values()), repeats, None),
        ("noise-aware", lambda: noise_aware(made), max(1, repeats // 2), None),
        (f"percentile, {draws} draws", lambda: percentile(made, draws=draws), 1, 60.0),
    ]
    below = statistics.median(seconds_of(lambda: floor(columns, count, groups), repeats))
    found = []
    for what, task, times, target in tasks:
        taken = seconds_of(task, times)
        middle = statistics.median(taken)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found.append(
            Row(
                what,
                f"{middle:.3f} s",
                f"{min(taken):.3f} to {max(taken):.3f} (n={times})",
                f"bare estimates {1000 * below:.0f} ms",
                f"{middle / below:.0f}",
                f"< {target:g} s" if target else "",
                middle < target if target else None,
                f"peak {peak:.0f} MB",
            )
        )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, value in (("settings", 10_000), ("groups", 10), ("draws", 1000), ("repeats", 5)):
        parser.add_argument(f"--{name}", type=int, default=value)
    asked = parser.parse_args()
    title = f"{len(MEASURES)} measures over {asked.settings:,} settings of {asked.groups} groups"
    show(title, rows(asked.settings, asked.groups, asked.draws, asked.repeats))


if __name__ == "__main__":
    main()

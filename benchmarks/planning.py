"""How long does choosing the next sessions take, and how far from the best can the choice be?

Run `uv run python -m benchmarks.planning`. Made areas, three types of session, three groups; the goal is 300 areas and 20
sessions under 2 seconds.
"""

from __future__ import annotations

import time

import numpy as np
from rich.console import Console
from rich.table import Table

from evenground.stats.planning.choice import next_best
from evenground.stats.planning.expectation import Need, need_of, shared_out
from evenground.stats.planning.problem import Limit, Options

REPEATS = 5
TYPES = np.array([25.0, 60.0, 18.0])
COSTS = np.array([100.0, 400.0, 120.0])


def main() -> None:
    table = Table("areas", "sessions", "side constraints", "median s", "slowest s", "largest gap")
    for areas, k in ((116, 10), (300, 20), (1000, 20)):
        for name in ("none", "groups", "budget, partners, languages", "groups and all of these"):
            seconds, gaps = zip(*(measured(areas, k, name, seed) for seed in range(REPEATS)), strict=True)
            table.add_row(
                str(areas), str(k), name, f"{np.median(seconds):.3f}", f"{max(seconds):.3f}", f"{max(gaps):.2%}"
            )
    Console(width=110).print(table)


def measured(areas: int, k: int, name: str, seed: int) -> tuple[float, float]:
    need, options, limits = made(areas, k, seed)
    start = time.perf_counter()
    plan = next_best(
        need, options, k, limits if "budget" in name or "all" in name else (), 1.0, float("groups" in name)
    )
    return time.perf_counter() - start, plan.gap


def made(areas: int, k: int, seed: int) -> tuple[Need, Options, tuple[Limit, ...]]:
    """Areas with log-normal residents and reach; group mixes that differ from area to area."""
    draw = np.random.default_rng(seed)
    reached = draw.lognormal(4, 1.2, areas) / 2
    total = reached.sum() + k * TYPES.mean()
    mix = draw.uniform(0.02, 0.6, (areas, 3))
    need = need_of(
        shared_out(draw.lognormal(8.5, 0.6, areas), total),
        reached,
        np.array([0.3, 0.5, 0.2]) * total,
        mix.mean(0) * reached.sum() / 2,
    )
    area = np.repeat(np.arange(areas), len(TYPES))
    people = np.tile(TYPES, areas)
    options = Options(area, people, np.repeat(mix, len(TYPES), axis=0) * people[:, None], np.full(len(area), 2))
    limits = (
        Limit("budget", np.tile(COSTS, areas), high=3500),
        Limit("partner", (area % 5 == 0).astype(float), high=3),
        Limit("language", ((area % 3 == 0) & (people < 50)).astype(float), low=4),
    )
    return need, options, limits


if __name__ == "__main__":
    main()

"""One row a number: its median and spread, what stands beside it as floor or peer, and the target."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Row:
    """One measured number. `reached` is None where there is no target."""

    what: str
    median: str
    spread: str = ""
    floor: str = ""
    ratio: str = ""
    target: str = ""
    reached: bool | None = None
    note: str = ""


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie; the largest of few."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(what: str, seconds: Sequence[float], floor: Sequence[float] = (), most: tuple[float, float] | None = None, note: str = "") -> Row:
    """A row of times in milliseconds; `most` is the target for the median and the 95th percentile."""
    middle, tail = 1000 * statistics.median(seconds), 1000 * quantile(seconds, 0.95)
    below = 1000 * statistics.median(floor) if floor else 0.0
    return Row(
        what,
        f"{middle:.0f} ms",
        f"{1000 * min(seconds):.0f} to {1000 * max(seconds):.0f}, 95th {tail:.0f} (n={len(seconds)})",
        f"empty page {below:.1f} ms" if floor else "",
        f"{middle / below:.1f}" if floor else "",
        f"median < {most[0]:g} ms, 95th < {most[1]:g} ms" if most else "",
        middle < most[0] and tail < most[1] if most else None,
        note,
    )


def show(title: str, rows: Sequence[Row]) -> None:
    table = Table(title=title, title_justify="left")
    for name in ("what", "median", "spread", "floor or peer", "ratio", "reach", "reached", "note"):
        table.add_column(name, overflow="fold", justify="right" if name in ("median", "ratio") else "left")
    for row in rows:
        reached = {None: "", True: "yes", False: "no"}[row.reached]
        table.add_row(row.what, row.median, row.spread, row.floor, row.ratio, row.target, reached, row.note)
    Console(width=190).print(table)

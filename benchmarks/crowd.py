"""Several readers at once: each changes the indicator on the map every three seconds.

Run `uv run python -m benchmarks.crowd`. The readers and the server share the machine. Memory per reader is what the server
grows by from the first reader, who has seen every view once, to all of them after their last click.
"""

from __future__ import annotations

import asyncio
import random

from benchmarks.pages import INDICATOR, on_the_map
from benchmarks.server import Server, serving
from benchmarks.setting import built_home
from benchmarks.table import Row, quantile, show
from benchmarks.viewer import Viewer
from evenground.catalog.library import place_folders
from evenground.warehouse.releases import current

CROWDS = (20, 50)
THINK = 3.0  # seconds
CLICKS = 8
MOST_MS, MOST_MB = 150, 0.2
TOGETHER = 5  # readers that arrive at once


def main() -> None:
    with built_home():
        show(f"Readers at once, a click every {THINK:g} s", rows())


def rows() -> list[Row]:
    place_id = max(place_folders(), key=lambda one: on_the_map(current(one, "analyst"))[0])
    found: list[Row] = []
    for size in CROWDS:
        with serving("dashboard") as server:
            found += asyncio.run(measured(server, place_id, size))
    return found


async def measured(server: Server, place_id: str, size: int) -> list[Row]:
    areas, titles = on_the_map(current(place_id, "analyst"))
    first = Viewer(server.port, "map", f"place={place_id}")
    await first.open()
    picks = [one for one in first.options[INDICATOR] if one.rsplit(" · ", 1)[0] in titles]
    for pick in picks:
        await first.choose(INDICATOR, pick)
    alone = server.memory_mb()
    readers = [Viewer(server.port, "map", f"place={place_id}") for _ in range(size)]
    for at in range(0, size, TOGETHER):
        await asyncio.gather(*(reader.open() for reader in readers[at : at + TOGETHER]))
    before = server.processor_seconds()
    waits = [wait for some in await asyncio.gather(*(use(reader, number, picks) for number, reader in enumerate(readers))) for wait in some]
    spent = (server.processor_seconds() - before) / len(waits)
    grown = (server.memory_mb() - alone) / size
    for reader in (first, *readers):
        await reader.close()
    return told(place_id, areas, size, waits, spent, grown, alone)


async def use(reader: Viewer, number: int, picks: list[str]) -> list[float]:
    """One reader's waits, in seconds; readers start apart, as people do."""
    chance = random.Random(number)
    await asyncio.sleep(THINK * chance.random())
    waits = []
    for _ in range(CLICKS):
        waits.append((await reader.choose(INDICATOR, chance.choice(picks))).seconds)
        await asyncio.sleep(THINK)
    return waits


def told(place_id: str, areas: int, size: int, waits: list[float], spent: float, grown: float, alone: float) -> list[Row]:
    tail = 1000 * quantile(waits, 0.95)
    called = f"{size} readers of {place_id}, {areas} areas"
    return [
        Row(
            f"{called}: re-run", f"{1000 * quantile(waits, 0.5):.0f} ms", f"95th {tail:.0f}, largest {1000 * max(waits):.0f} (n={len(waits)})",
            "naive page: about 6 re-runs a second at most", "", f"95th < {MOST_MS} ms", tail < MOST_MS, f"processor {1000 * spent:.0f} ms a re-run",
        ),
        Row(
            f"{called}: memory a reader", f"{grown:.2f} MB", target=f"< {MOST_MB} MB", reached=grown < MOST_MB,
            note=f"the server holds {alone:.0f} MB with one reader",
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    main()

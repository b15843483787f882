"""Server time and bytes of a page's re-run on real data, beside an empty page served in the same run.

Run `uv run python -m benchmarks.pages`. A re-run is timed from the message that a browser would send to the end of the
script, over the websocket on loopback. On the map the indicator changes each time, among those measured at the level that
the place opens on: first every one of them once, as the first reader finds it, then again, as every later reader does.
Ours and the empty page take turns.
"""

from __future__ import annotations

import asyncio
import statistics
import urllib.request
from dataclasses import dataclass, field

from benchmarks.server import Server, serving
from benchmarks.setting import built_home
from benchmarks.table import Row, show, timed
from benchmarks.viewer import Run, Viewer
from evenground.answers.geometry import drawings, level_shapes, set_outline
from evenground.answers.overview import opening
from evenground.answers.shelf import shelf, text_in
from evenground.catalog.library import place_folders
from evenground.warehouse.releases import Release, current

INDICATOR = "Indicator"
REACH = (30, 100)  # milliseconds: median, 95th percentile
AGAIN = 60
PAGES = {"": "overview", "disparities": "disparities", "compare": "compare", "methods": "data & methods"}
"""Pages that are measured besides the map, as their address has them, by what they are called."""


@dataclass
class Found:
    """Runs of one page, the empty page's between them, and the processor time that ours took."""

    ours: list[Run] = field(default_factory=list)
    empty: list[float] = field(default_factory=list)
    processor: float = 0.0

    @property
    def seconds(self) -> list[float]:
        return [run.seconds for run in self.ours]


def main() -> None:
    with built_home():
        show("Re-run of a page, real data", rows())


def rows() -> list[Row]:
    found: list[Row] = []
    with serving("dashboard") as ours, serving("empty") as empty:
        for place_id in place_folders():
            found += asyncio.run(measured(ours, empty, place_id))
    return found


async def measured(ours: Server, empty: Server, place_id: str) -> list[Row]:
    release = current(place_id, "analyst")
    areas, titles = on_the_map(release)
    called = f"{place_id}, {areas} areas"
    reader, floor = Viewer(ours.port, "map", f"place={place_id}"), Viewer(empty.port)
    await reader.open()
    await floor.open()
    picks = [one for one in reader.options[INDICATOR] if one.rsplit(" · ", 1)[0] in titles]
    first = await changed(reader, floor, ours, picks)
    again = await changed(reader, floor, ours, (picks * AGAIN)[:AGAIN])
    found = [
        timed(f"{called}: map, indicator changed, first time", first.seconds, first.empty, REACH, cost(first)),
        timed(f"{called}: map, indicator changed, again", again.seconds, again.empty, REACH, cost(again)),
        bytes_row(called, again, areas),
        Row(f"{called}: shapes, once", f"{shapes_kb(ours, release):.0f} KB", note="gzipped, kept by the browser for good"),
    ]
    for page, name in PAGES.items():
        await reader.go_to(page)
        await changed(reader, floor, ours, picks)  # the first reader's runs, in which answers are made
        runs = await changed(reader, floor, ours, (picks * AGAIN)[:AGAIN])
        found.append(timed(f"{called}: {name}, re-run", runs.seconds, runs.empty, REACH, cost(runs)))
    await reader.close()
    await floor.close()
    return found


async def changed(reader: Viewer, floor: Viewer, server: Server, picks: list[str]) -> Found:
    """Re-runs of the open page with one choice changed each time, and of the empty page in between."""
    found = Found()
    for pick in picks:
        before = server.processor_seconds()
        found.ours.append(await reader.choose(INDICATOR, pick))
        found.processor += server.processor_seconds() - before
        found.empty.append((await floor.rerun()).seconds)
    failures = [failure for run in found.ours for failure in run.failures]
    if failures:
        raise SystemExit(f"benchmarks: {len(failures)} runs failed (first: {failures[0]})")
    return found


def cost(found: Found) -> str:
    return f"processor {1000 * found.processor / len(found.ours):.0f} ms, messages {kilobytes(found, 'sent'):.0f} KB"


def kilobytes(found: Found, what: str) -> float:
    """The median of `sent` or `wire`, in KB."""
    return statistics.median(getattr(run, what) for run in found.ours) / 1024


def bytes_row(called: str, found: Found, areas: int) -> Row:
    sizes, most, naive = [run.wire / 1024 for run in found.ours], *((20, 142) if areas < 1000 else (250, 3622))
    parts = sorted(found.ours[-1].by_kind.items(), key=lambda item: -item[1])[:3]
    told = ", ".join(f"{kind} {size / 1024:.0f}" for kind, size in parts)
    middle, plain = kilobytes(found, "wire"), kilobytes(found, "sent")
    return Row(
        f"{called}: bytes when the indicator changes, on the wire", f"{middle:.1f} KB", f"{min(sizes):.1f} to {max(sizes):.1f}",
        f"naive page {naive} KB, not compressed", f"{plain / naive:.2f}", f"< {most} KB", middle < most,
        f"{plain:.1f} KB before compression; largest parts: {told}",
    )  # fmt: skip


def on_the_map(release: Release) -> tuple[int, set[str]]:
    """How many areas the place opens on, and the English titles of the indicators that have numbers there."""
    level = opening(release, "en").level
    offer, indicators = shelf(release, "offer"), shelf(release, "indicators")
    here = offer[(offer["level_key"] == level) & (offer["with_value"] > 0)]["indicator_id"].unique()
    titles = {text_in(row, "title", "en") for _, row in indicators[indicators["indicator_id"].isin(here)].iterrows()}
    return int((shelf(release, "area_codes")["level_key"] == level).sum()), titles


def shapes_kb(server: Server, release: Release) -> float:
    """What the browser loads once: the shapes of the level and the outline of its list of areas."""
    chosen = opening(release, "en")
    kind = next(iter(drawings(release, chosen.level)), "geographic")
    found = [("level", chosen.level, level_shapes(release, chosen.level, kind))]
    if chosen.area_set:
        found.append(("set", chosen.area_set, set_outline(release, chosen.area_set, kind)))
    sent = 0
    for what, key, shapes in found:
        if shapes:
            path = f"/shapes/{shapes.digest}/{release.place_id}/{what}/{key.replace(':', '~')}/{kind}"
            request = urllib.request.Request(server.url + path, headers={"Accept-Encoding": "gzip"})
            with urllib.request.urlopen(request, timeout=30) as answer:
                sent += len(answer.read())
    return sent / 1024


if __name__ == "__main__":
    main()

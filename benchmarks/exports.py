"""How long does a deck of 12 slides take, a fact sheet, a workbook, and a snapshot of a whole place?

Run `uv run python -m benchmarks.exports` after a build (`EVENGROUND_HOME`). Each export is made in this process, without a
browser, from a story of real views: a map, areas in order and a table of several measures. The first time is apart,
because it draws no use from what the process already knows.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from benchmarks.table import Row, show
from evenground.answers.exhibit import Deck
from evenground.answers.snapshot import measures, snapshot
from evenground.answers.stories.deck import deck
from evenground.answers.stories.story import Item, Story
from evenground.briefs.fact_sheet import fact_sheet
from evenground.briefs.presentation import presentation
from evenground.briefs.slides import slides
from evenground.briefs.snapshot import snapshot_html
from evenground.briefs.workbook import workbook
from evenground.catalog.library import place_folders
from evenground.warehouse.releases import NoRelease, current

REPEATS = 5
SLIDES = 12
MADE_ON = "2026-01-01"
MOST_SECONDS = {"deck of 12 slides": 5.0, "fact sheet": 5.0, "deck as one page": 5.0, "workbook": 5.0, "snapshot": 20.0}


def main() -> None:
    for place_id in place_folders():
        try:
            current(place_id, "public")
        except NoRelease:
            print(f"{place_id}: no public release; build and publish it first")
            continue
        show(f"exports of {place_id}", rows(place_id))


def rows(place_id: str) -> list[Row]:
    made = story(place_id)
    drawn: dict[str, Callable[[], bytes]] = {
        "deck of 12 slides": lambda: slides(deck_of(made, place_id)), "fact sheet": lambda: fact_sheet(deck_of(made, place_id)),
        "deck as one page": lambda: presentation(deck_of(made, place_id)), "workbook": lambda: workbook(deck_of(made, place_id)),
        "snapshot": lambda: snapshot_html(snapshot(place_id, MADE_ON)),
    }  # fmt: skip
    return [_row(what, make) for what, make in drawn.items()]


def story(place_id: str) -> Story:
    """Ten views of real measures, so that cover, methods and sources make at least twelve slides."""
    release = current(place_id, "public")
    chosen = (measures(release) * SLIDES)[: SLIDES - 2]
    items = tuple(
        Item(view=("map", "ranking")[at % 2], choices={"indicator": indicator, "period": period}) for at, (indicator, period) in enumerate(chosen)
    )
    return Story(id="benchmark", title={"en": "A deck of twelve slides"}, items=items)


def deck_of(made: Story, place_id: str) -> Deck:
    return deck(made, place_id, "public", "en", made_on=MADE_ON)


def _row(what: str, make: Callable[[], bytes]) -> Row:
    spent = []
    for _ in range(REPEATS + 1):
        start = time.perf_counter()
        content = make()
        spent.append(time.perf_counter() - start)
    first, later, most = spent[0], spent[1:], MOST_SECONDS[what]
    return Row(
        what, f"{statistics.median(later):.2f} s", f"{min(later):.2f} to {max(later):.2f}, first {first:.2f}", target=f"< {most:g} s",
        reached=max(spent) < most, note=f"{len(content) / 1000:,.0f} kB",
    )  # fmt: skip


if __name__ == "__main__":
    main()

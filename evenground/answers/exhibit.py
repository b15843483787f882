"""An exhibit: one view as it leaves the dashboard, with all that a screen, a slide, a sheet or a workbook needs to show it.

Stories are made of exhibits. Whoever draws one asks nothing further: no warehouse, no choice, no browser.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from evenground.answers.answer import Answer, Provenance
from evenground.catalog.indicator import Indicator
from evenground.look.caption import Caption
from evenground.look.comparator import Comparator

Kind = Literal["map", "dots", "bars", "lines", "points", "table", "number", "statement"]
Part = Literal["", "number", "for_whom", "where", "done", "change"]
"""Where a fact sheet shows it; empty leaves it to the kind: a map says where, bars and dots for whom, a statement what would change it."""


@dataclass(frozen=True)
class Series:
    """One row of marks: a value for each label, missing as NaN, with limits where an interval is drawn."""

    name: str
    values: np.ndarray
    low: np.ndarray | None = None
    high: np.ndarray | None = None
    marks: tuple[str, ...] = ()
    """A verdict for each value (`better`, `similar`, `worse`, `not_compared`): colour and shape of its mark; may be empty."""


@dataclass(frozen=True)
class Drawing:
    """What a still map is drawn from: see `briefs.still.map_image`. `features` is empty for a map of points."""

    indicator: Indicator
    breaks: tuple[float, ...]
    features: tuple[dict[str, object], ...] = ()
    outline: tuple[dict[str, object], ...] = ()
    outline_name: str = ""
    land: tuple[dict[str, object], ...] = ()
    comparator: Comparator | None = None
    colour_by: Literal["class", "verdict"] = "class"
    note: str = ""
    circles: dict[str, float] = field(default_factory=dict)
    """By `area_key`: a second measure, laid over the map as circles whose area is in proportion to it."""
    circles_name: str = ""


@dataclass(frozen=True)
class Plane:
    """Where the marks of `points` lie: one value across for each label, in the order of the labels. A mark belongs to the
    series that has a value for it."""

    across: np.ndarray
    titles: tuple[str, str]
    """Of the axis across and of the axis up, each with its unit."""
    cuts: tuple[float, float]
    """Cut lines across and up."""
    named: tuple[int, ...] = ()
    """Positions of the marks that are named."""
    is_reversed: bool = False
    """True where smaller values stand to the right, because less is greater need."""


@dataclass(frozen=True)
class Exhibit:
    """One item of a story, ready to be drawn.

    `headline` states the finding. `labels` and `series` make a native chart (dots, bars, lines: labels are the categories,
    in the order in which they are shown, first at the top or left). `columns` are the columns of `answer.table` that a
    reader sees, each with its heading; statuses in them are codes until `words` puts them into words. `drawing` is there
    for a map, `plane` for points. A `number` has one series of one value, with its limits where known; `labels` name whom it is of. A
    `statement` is said by the answer's sentences.
    """

    id: str
    kind: Kind
    headline: str
    caption: Caption
    answer: Answer
    alt: str
    labels: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    reference: Comparator | None = None
    columns: tuple[tuple[str, str], ...] = ()
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    """By column of codes: what each code says in the reader's language."""
    drawing: Drawing | None = None
    plane: Plane | None = None
    note: str = ""
    """The presenter's note."""
    ask: str = ""
    decimals: int = 1
    """Decimals of its values in print."""
    part: Part = ""
    is_demonstration: bool = False
    elsewhere: tuple[str, ...] = ()
    """Texts of it that stand in another language than the reader's, because their source has no other words."""
    changed: str = ""
    """A sentence when the data behind it were refreshed since it was saved; empty otherwise."""


@dataclass(frozen=True)
class Deck:
    """A story with its exhibits, to be presented or exported."""

    id: str
    place: str
    """Id of the place."""
    title: str
    subtitle: str
    language: str
    audience: str
    release_id: str
    made_on: str
    """ISO day."""
    owner: str
    mailbox: str
    exhibits: tuple[Exhibit, ...]
    methods: tuple[tuple[str, str], ...] = ()
    """Heading and text of each paragraph of the appendix."""
    sources: tuple[Provenance, ...] = ()
    colours: dict[str, str] = field(default_factory=dict)
    logo: bytes | None = None
    place_name: str = ""
    """The place in the reader's words, for the cover and the foot of each page."""
    notices: tuple[str, ...] = ()
    """Sentences that stand on every page: a public release that is not cleared, starter tables, a demonstration log."""

"""What every export says about an exhibit, in the reader's language: its headline, its figures in print, its table, its foot."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from evenground.answers.exhibit import Deck, Exhibit
from evenground.catalog.indicator import Indicator
from evenground.catalog.words import say
from evenground.look import numbers, text
from evenground.look.colour import contrast
from evenground.look.dates import day

TAGS = {"en": "en-CA", "fr": "fr-CA", "iu": "iu-Cans-CA"}
"""Language tags of documents."""
SYLLABICS = re.compile("[\u1400-\u167f\u18b0-\u18ff]")
WITHHELD = ("suppressed", "unreliable", "not_reported", "not_applicable")
HIDDEN_WITH = ("value", "ci_low", "ci_high", "numerator", "denominator", "se", "rank", "verdict")
"""Columns that say nothing where a row has one of those statuses."""
COUNTS = ("numerator", "denominator", "areas")
"""Columns of people, events or areas."""


def tag(words: str, language: str) -> str:
    """The language tag of some words: syllabics are Inuktitut in any document; words of a fallback are English."""
    if SYLLABICS.search(words):
        return TAGS["iu"]
    return TAGS[numbers.written(language)]


def circle_size(indicator: Indicator, language: str) -> str:
    """What the area of a community's circle stands for: what is counted, or its residents."""
    if indicator.kind != "count":
        return str(say("legend.circle_population", language))
    return str(say("legend.circle_of", language, unit=indicator.unit.get(language) or indicator.unit["en"]))


def headline(exhibit: Exhibit) -> str:
    """The finding; one of a demonstration says so first."""
    language = exhibit.caption.language
    title = text.one_line(exhibit.headline or exhibit.caption.title)
    mark = say("export.demonstration", language)
    if not exhibit.is_demonstration or title.casefold().startswith(mark.casefold()):
        return title
    return say("export.demonstrated", language, headline=title)


def measure(exhibit: Exhibit) -> str:
    """What is measured, with its unit where the words do not hold it."""
    caption = exhibit.caption
    return f"{caption.subtitle} ({caption.unit_beside})" if caption.unit_beside else caption.subtitle


def context(exhibit: Exhibit, between: str = " · ") -> str:
    """Measure, period, geography and groups in one line, and that its texts are in another language where they are."""
    caption = exhibit.caption
    told = (measure(exhibit), in_its_source(exhibit), caption.period, caption.geography, caption.groups)
    return between.join(part for part in told if part)


def source(exhibit: Exhibit, length: int) -> str:
    """Who published it, as many sources as have room, without their titles where a title has none; the others are counted.
    Titles and licences stand in full where there is room for them."""
    language = exhibit.caption.language
    every = exhibit.caption.source.split("; ") if exhibit.caption.source else []
    if every and len(every[0]) > length - 20 and exhibit.answer.provenance:
        every = list(dict.fromkeys(f"{one.publisher} ({one.vintage})" for one in exhibit.answer.provenance))
    kept = [one for at, one in enumerate(every) if at == 0 or len("; ".join(every[: at + 1])) <= length - 60]
    if not kept:
        return ""
    more = len(every) - len(kept)
    others = [say("export.sources_others", language, count=more)] if more else []
    return text.shortened(replace(exhibit.caption, source="; ".join((*kept, *others)), licence="", retrieved="").credit, max(length, 120))


def in_its_source(exhibit: Exhibit) -> str:
    """That texts stand in the language of their source; empty where all are in the reader's."""
    return str(say("export.elsewhere", exhibit.caption.language)) if exhibit.elsewhere else ""


def stamp(deck: Deck) -> str:
    """When it was made, and of which release."""
    made = say("export.made", deck.language, date=day(deck.made_on, deck.language))
    return f"{made} · {say('export.release', deck.language, release=short(deck.release_id))}"


def notices(deck: Deck, exhibit: Exhibit | None) -> list[str]:
    """What every page says; that a log is a demonstration is said once, in the figure's own words where it has any."""
    own = exhibit.caption.demonstration if exhibit is not None else ""
    said = str(say("shell.demonstration_log", deck.language))
    return [own, *(one for one in deck.notices if one != said)] if own else list(deck.notices)


def short(release_id: str) -> str:
    """The end of a release's id, which tells it from every other; the whole id stands in the notes and the workbook."""
    return release_id.rsplit("-", 1)[-1]


def decimals_of(values: Sequence[float] | np.ndarray, at_most: int) -> int:
    """Decimals that a column needs: none where all of its numbers are whole."""
    known = np.asarray([value for value in values if not numbers.is_missing(value)], dtype=float)
    return 0 if known.size and np.all(known == np.round(known)) and np.abs(known).max(initial=0) >= 100 else at_most


def decimals_in(name: str, values: Sequence[float] | np.ndarray, at_most: int) -> int:
    """Decimals of a table's column: people are counted in whole numbers, also where a file holds fractions of them."""
    known = [float(one) for one in values if not numbers_missing(one)] if name in COUNTS else []
    is_whole = bool(known) and (max(known) >= 100 or all(one.is_integer() for one in known))
    return 0 if is_whole else decimals_of(values, at_most)


def sign(exhibit: Exhibit) -> str:
    """What is printed after every figure: a percent sign where the unit begins with one."""
    return "%" if exhibit.caption.unit.startswith("%") else ""


def with_limits(value: float, low: float, high: float, language: str, decimals: int, unit: str = "") -> str:
    """A number with its limits in brackets where they are known: "74.1 (72.3 to 75.9)"."""
    shown = numbers.with_unit(value, unit, language, decimals)
    if numbers.is_missing(low) or numbers.is_missing(high):
        return shown
    return f"{shown} ({numbers.span(low, high, language, decimals)})"


def axis_ends(low: float, high: float) -> tuple[float, float, float]:
    """Round ends of an axis and its step: about seven steps of 1, 2, 2.5 or 5 times a power of ten."""
    reach = max(high - low, abs(high) * 0.02, 1e-9)
    rough = reach / 7
    power = 10 ** math.floor(math.log10(rough))
    step = next(part * power for part in (1, 2, 2.5, 5, 10) if part * power >= rough)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


@dataclass(frozen=True)
class Mark:
    """One line of ranked marks: `value` is NaN where `label` only counts the areas left out."""

    label: str
    value: float
    low: float
    high: float
    verdict: str = ""

    @property
    def is_gap(self) -> bool:
        return math.isnan(self.value)


def marks(exhibit: Exhibit, most: int) -> list[Mark]:
    """The values of a one-series exhibit in order; where they would be too many, both ends and a count between them."""
    series = exhibit.series[0]
    low, high = (np.full(len(series.values), np.nan) if limit is None else limit for limit in (series.low, series.high))
    verdicts = series.marks or ("",) * len(series.values)
    every = [
        Mark(text.one_line(label), float(value), float(a), float(b), verdict)
        for label, value, a, b, verdict in zip(exhibit.labels, series.values, low, high, verdicts, strict=True)
    ]
    every = [mark for mark in every if not mark.is_gap]
    if len(every) <= most:
        return every
    each = max((most - 1) // 2, 1)
    nan = float("nan")
    between = say("export.between", exhibit.caption.language, count=len(every) - 2 * each)
    return [*every[:each], Mark(between, nan, nan, nan), *every[-each:]]


@dataclass(frozen=True)
class Printed:
    """A table as readers see it: headings, rows of text, and which columns are numbers."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]


def cleared(exhibit: Exhibit) -> pd.DataFrame:
    """The columns that readers see, codes in words; a row that is withheld shows no number of its own."""
    table = exhibit.answer.table
    names = [name for name, _ in exhibit.columns if name in table.columns]
    shown = table[names].astype(object).copy()
    if "status" in table.columns:
        withheld = table["status"].isin(WITHHELD).to_numpy()
        for name in names:
            if name in HIDDEN_WITH:
                shown.loc[withheld, name] = None
    for name, words in exhibit.words.items():
        if name in shown:
            shown[name] = [words.get(str(code), "" if numbers_missing(code) else str(code)) for code in shown[name]]
    return shown


def numbers_missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NA


def is_numeric(column: pd.Series) -> bool:
    known = [value for value in column if not numbers_missing(value)]
    return bool(known) and all(isinstance(value, int | float | np.number) and not isinstance(value, bool) for value in known)


def printed(exhibit: Exhibit) -> Printed:
    """The table of an exhibit in the reader's words and number signs."""
    shown, language = cleared(exhibit), exhibit.caption.language
    numeric = tuple(is_numeric(shown[name]) for name in shown)
    columns = [_printed_column(shown[name], is_number, exhibit, language) for name, is_number in zip(shown, numeric, strict=True)]
    headings = tuple(heading for name, heading in exhibit.columns if name in shown.columns)
    return _told_apart(Printed(headings, tuple(zip(*columns, strict=True)) if columns else (), numeric), context(exhibit).split(" · "))


def _told_apart(shown: Printed, told: Sequence[str]) -> Printed:
    """A table without the columns that say the same in every row as the line above it says once."""
    is_told = [len(shown.rows) > 1 and len({row[at] for row in shown.rows}) == 1 and shown.rows[0][at] in told for at in range(len(shown.headings))]
    kept = [at for at, told_above in enumerate(is_told) if at == 0 or not told_above]
    return Printed(
        tuple(shown.headings[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in shown.rows), tuple(shown.numeric[at] for at in kept)
    )


def _printed_column(column: pd.Series, is_number: bool, exhibit: Exhibit, language: str) -> list[str]:
    if is_number:
        return numbers.numbers(column, language, decimals_in(str(column.name), list(column), exhibit.decimals))
    return ["" if numbers_missing(value) else text.one_line(value) for value in column]


def big_number(exhibit: Exhibit) -> str:
    """The figure of a `number` with its unit: "16.8%"; empty where there is none."""
    if not exhibit.series or not len(exhibit.series[0].values):
        return ""
    return numbers.with_unit(float(exhibit.series[0].values[0]), exhibit.caption.unit, exhibit.caption.language, exhibit.decimals)


def figure_only(exhibit: Exhibit) -> str:
    """The figure of a `number` with nothing but a percent sign: "16.8%", "74.1"."""
    if not exhibit.series or not len(exhibit.series[0].values):
        return ""
    return numbers.with_unit(float(exhibit.series[0].values[0]), sign(exhibit), exhibit.caption.language, exhibit.decimals)


def number_interval(exhibit: Exhibit) -> str:
    """The interval of a `number` in words; that none is published where there is none."""
    series = exhibit.series[0] if exhibit.series else None
    if series is None or series.low is None or series.high is None:
        return exhibit.caption.interval
    return numbers.interval(float(series.low[0]), float(series.high[0]), exhibit.caption.language, exhibit.decimals)


def body(exhibit: Exhibit, most: int = 2, length: int = 420) -> list[str]:
    """Sentences beside a figure: those that add to its headline first, then those that repeat its figures, then what has no
    number; at most `most` of them and `length` signs."""
    title = headline(exhibit)
    sentences = [text.one_line(one) for one in exhibit.answer.sentences if text.one_line(one)]
    foot = exhibit.caption.source  # what the foot says need not be said twice
    own = [one for one in sentences if one.rstrip(".").casefold() != title.rstrip(".").casefold() and not (foot and foot in one)]
    held = set(re.findall(r"\d[\d.,]*\d|\d", title)) if exhibit.kind != "statement" else set()
    repeats = [one for one in own if held and held <= set(re.findall(r"\d[\d.,]*\d|\d", one))]
    said: list[str] = []
    for line in (*(one for one in own if one not in repeats), *repeats, *map(text.one_line, exhibit.answer.missing)):
        if len(said) < most and len(" ".join(said)) + len(line) <= length:
            said.append(line if line.endswith((".", "!", "?", "»")) else f"{line}.")
    return said


def notes(deck: Deck, exhibit: Exhibit) -> list[str]:
    """What a presenter reads: the note, the ask, what was refreshed, then everything that the figure says about itself."""
    language = deck.language
    parts: list[str] = []
    if exhibit.note:
        parts.append(f"{say('export.notes', language)} {exhibit.note}")
    if exhibit.ask:
        parts.append(f"{say('export.ask', language)} {exhibit.ask}")
    if exhibit.changed:
        parts.append(exhibit.changed)
    parts.append(say("export.behind", language))
    parts += [*exhibit.caption.lines, *exhibit.answer.sentences, *exhibit.answer.notes]
    if exhibit.alt:
        parts.append(f"{say('export.alt', language)} {exhibit.alt}")
    parts += [stamp(deck), say("export.release", language, release=deck.release_id)]
    return list(dict.fromkeys(text.one_line(part) for part in parts if part))


ACCENT = "#431873"


def accent(deck: Deck) -> str:
    """The deployment's own colour, dark enough for white letters; ours where it has none."""
    colour = deck.colours.get("accent", ACCENT)
    return darkened(colour) if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else ACCENT


def darkened(colour: str) -> str:
    """A colour of at least 4.5:1 against white, its hue kept."""
    while contrast(colour, "#ffffff") < 4.5:
        colour = "#" + "".join(f"{int(int(colour[at : at + 2], 16) * 0.94):02x}" for at in (1, 3, 5))
    return colour

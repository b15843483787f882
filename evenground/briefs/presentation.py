"""A story as one page that fills the screen: no network, no other file, type of 24 pixels or more, keys and remote alike.

Figures are words and marks of the page itself, so they stay sharp on any projector; verdicts differ by shape and bars by
their labels, so nothing rests on colour. Once opened the page asks for nothing, so it never changes during a meeting.
"""

from __future__ import annotations

import base64
import json
import math
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from evenground.answers.exhibit import Deck, Exhibit, Series
from evenground.briefs import parts
from evenground.briefs.still import map_image
from evenground.catalog import words
from evenground.catalog.words import say
from evenground.look import legend, numbers
from evenground.look.palette import LIGHT
from evenground.look.text import html

HERE = Path(__file__).parent
MOST_MARKS, MOST_ROWS, MOST_COLUMNS = 9, 8, 5
MAP_SIZE, SHARP = (600, 320), 4
"""Pixels of a map's sheet and how often each is doubled: names of communities, 16 on the sheet, are 24 on a screen of 720 lines."""
SHAPES = {"better": "●", "similar": "◆", "worse": "■", "not_compared": "○"}


def presentation(deck: Deck) -> bytes:
    """The whole deck as HTML in UTF-8: cover, a slide per exhibit, sources and methods last.

    The presenter's notes are in the page but not on the slide: they are shown in a second window, or when asked for.
    """
    slides = [_cover(deck), *(slide(exhibit, deck) for exhibit in deck.exhibits), _end(deck)]
    titles = [deck.title, *(parts.headline(exhibit) for exhibit in deck.exhibits), say("present.sources", deck.language)]
    notes = ["", *(" ".join(part for part in (one.note, _ask(one)) if part) for one in deck.exhibits), ""]
    said = {
        key: say(f"present.{key}", deck.language, **values)
        for key, values in {
            "next_up": {"headline": "{headline}"}, "end": {}, "no_notes": {}, "slide": {"at": "{at}", "of": "{of}"}, "keys": {},
        }.items()
    }  # fmt: skip
    sections = "\n".join(_section(body, at, len(slides), titles[at], deck) for at, body in enumerate(slides))
    data = json.dumps({"titles": titles, "notes": notes, "words": said}, ensure_ascii=False).replace("<", "\\u003c")
    return f"""<!doctype html>
<html lang="{numbers.written(deck.language)}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="{_data("image/png", deck.logo) if deck.logo else "data:,"}">
<title>{html(deck.title)}</title>
<style>{fonts_css()}
{(HERE / "presentation.css").read_text(encoding="utf-8").replace("#431873", parts.accent(deck))}</style></head>
<body>
<main class="eg-deck">
{sections}
</main>
<aside class="eg-notes" aria-label="{html(say("present.notes", deck.language))}" hidden><p class="eg-at"></p><p class="eg-note"></p><p class="eg-next"></p></aside>
<nav class="eg-nav" aria-label="{html(say("brief.present", deck.language))}">
<button type="button" data-go="-1">{html(say("present.previous", deck.language))}</button>
<span class="eg-count" aria-live="polite"></span>
<button type="button" data-go="1">{html(say("present.next", deck.language))}</button>
<button type="button" data-do="notes">{html(say("present.notes", deck.language))}</button>
<button type="button" data-do="full">{html(say("present.full_screen", deck.language))}</button>
</nav>
<script type="application/json" id="eg-data">{data}</script>
<script>{(HERE / "presentation.js").read_text(encoding="utf-8")}</script>
</body></html>
""".encode()


def _section(body: str, at: int, of: int, title: str, deck: Deck) -> str:
    label = say("present.slide", deck.language, at=at + 1, of=of)
    hidden = " hidden" if at else ""
    return f'<section class="eg-slide" id="s{at + 1}" tabindex="-1" aria-label="{html(label)}: {html(title)}"{hidden}>{body}</section>'


def style() -> str:
    """The rules that a slide needs wherever it is shown; its size follows the font size of what holds it."""
    return (HERE / "presentation.css").read_text(encoding="utf-8").partition("/* the page */")[0]


def slide(exhibit: Exhibit, deck: Deck) -> str:
    """One exhibit: headline, what is measured, the figure, source and date."""
    language = deck.language
    caption = exhibit.caption
    said = parts.context(exhibit)
    context = " · ".join(part for part in (said, caption.interval) if part) if caption.subtitle else ""
    changed = f'<p class="eg-changed">{html(exhibit.changed)}</p>' if exhibit.changed else ""
    mark = f'<div class="eg-mark" aria-hidden="true">{html(say("shell.demonstration", language))}</div>' if exhibit.is_demonstration else ""
    ask = _ask(exhibit)
    asked = f'<p class="eg-ask">{html(ask)}</p>' if ask else ""
    return f"""<h2>{html(parts.headline(exhibit))}</h2>
<p class="eg-context">{html(context)}</p>
<div class="eg-body">{mark}{FIGURES[exhibit.kind](exhibit)}{asked}</div>
{changed}<p class="eg-source">{html(_credit(exhibit, deck))}</p>"""


def _ask(exhibit: Exhibit) -> str:
    return say("brief.ask_label", exhibit.caption.language, ask=exhibit.ask) if exhibit.ask else ""


def _credit(exhibit: Exhibit, deck: Deck) -> str:
    """Date and release first, then as much of the source as two lines hold; the whole of it is on the last slide."""
    return " ".join(part for part in (parts.stamp(deck) + ".", exhibit.caption.credit) if part)


def _cover(deck: Deck) -> str:
    logo = f'<img class="eg-logo" alt="" src="{_data("image/png", deck.logo)}">' if deck.logo else ""
    notices = "".join(f'<p class="eg-notice">{html(one)}</p>' for one in deck.notices)
    lines = "".join(f"<p>{html(one)}</p>" for one in (deck.subtitle, deck.place_name, deck.owner, parts.stamp(deck)) if one)
    return f'<div class="eg-cover">{logo}<h1>{html(deck.title)}</h1>{lines}{notices}</div>'


def _end(deck: Deck) -> str:
    sources = "".join(f"<li>{html(one.line)}. {html(one.licence)}</li>" for one in deck.sources)
    methods = "".join(f"<h3>{html(title)}</h3><p>{html(text)}</p>" for title, text in deck.methods)
    return f'<h2>{html(say("present.sources", deck.language))}</h2><div class="eg-end"><ul>{sources}</ul>{methods}<p>{html(deck.mailbox)}</p></div>'


# Figures


def _map(exhibit: Exhibit) -> str:
    """The map beside its key; the key is words of the page, so that it is as large as they are."""
    picture = f'<img class="eg-map" alt="{html(exhibit.alt)}" src="{_data("image/png", map_picture(exhibit))}">'
    return f'<div class="eg-map-row">{picture}{_map_key(exhibit)}</div>'


def _map_key(exhibit: Exhibit) -> str:
    drawn, table, language = exhibit.drawing, exhibit.answer.table, exhibit.caption.language
    is_count = not drawn.features and drawn.indicator.kind == "count"
    rows = legend.rows(table, [] if is_count else drawn.breaks, LIGHT, language, words.sayer(language), drawn.indicator.decimals, drawn.colour_by)
    if drawn.colour_by == "verdict" and drawn.comparator is not None:
        title = say("legend.compared", language, comparator=drawn.comparator.name)
    else:
        title = exhibit.caption.unit[:1].upper() + exhibit.caption.unit[1:]
    entries = "".join(
        f'<li><i class="eg-swatch{" eg-hatched" if row.hatch else ""}" style="background-color:{row.colour}"></i>{html(row.text(language))}</li>'
        for row in rows if row.count or row.group.kind == "class"
    )  # fmt: skip
    if not drawn.features:
        entries += f"<li>{html(say('legend.circle_count' if is_count else 'legend.circle_population', language))}</li>"
    if drawn.outline and drawn.outline_name:
        entries += f'<li><i class="eg-swatch eg-outlined"></i>{html(say("legend.outline", language, name=drawn.outline_name))}</li>'
    return f'<div class="eg-map-key"><p>{html(title)}</p><ul>{entries}</ul></div>'


def map_picture(exhibit: Exhibit) -> bytes:
    """The map and its key as PNG, without the words that stand around it."""
    drawn = exhibit.drawing
    if drawn is None:
        raise ValueError(f"exhibit {exhibit.id} is a map without a drawing")
    return map_image(
        exhibit.answer.table, list(drawn.features) or None, drawn.indicator, drawn.breaks, replace(exhibit.caption, demonstration=""),
        colour_by=drawn.colour_by, comparator=drawn.comparator, outline=list(drawn.outline) or None, outline_name=drawn.outline_name,
        land=list(drawn.land) or None, size=MAP_SIZE, bare=True, scale=SHARP, key_width=0,
    )  # fmt: skip


def _dots(exhibit: Exhibit) -> str:
    if len(exhibit.series) > 1:
        return _several(exhibit)
    kept = [mark for mark in parts.marks(exhibit, MOST_MARKS)]
    ends = [end for mark in kept for end in (mark.value, mark.low, mark.high)] + ([exhibit.reference.value] if exhibit.reference else [])
    at = _scale(ends, from_zero=False)
    rows = "".join(_dot_row(mark, at, exhibit) for mark in kept)
    verdicts = {mark.verdict for mark in kept if mark.verdict}
    return f'<div class="eg-rows" role="img" aria-label="{html(exhibit.alt)}">{rows}</div>{_key(exhibit, verdicts)}'


def _dot_row(mark: parts.Mark, at, exhibit: Exhibit) -> str:
    if mark.is_gap:
        return f'<span class="eg-name eg-gap">{html(mark.label)}</span><span class="eg-track">{_reference(exhibit, at)}</span><span></span>'
    line = ""
    if not (math.isnan(mark.low) or math.isnan(mark.high)):
        line = f'<i class="eg-ci" style="left:{at(mark.low):.2f}%;width:{at(mark.high) - at(mark.low):.2f}%"></i>'
    shape = SHAPES.get(mark.verdict, "●")
    dot = f'<b class="eg-dot eg-{mark.verdict or "plain"}" style="left:{at(mark.value):.2f}%">{shape}</b>'
    shown = parts.with_limits(mark.value, mark.low, mark.high, exhibit.caption.language, exhibit.decimals)
    return f'<span class="eg-name">{html(mark.label)}</span><span class="eg-track">{_reference(exhibit, at)}{line}{dot}</span><span class="eg-value">{html(shown)}</span>'


def _reference(exhibit: Exhibit, at) -> str:
    return f'<i class="eg-ref" style="left:{at(exhibit.reference.value):.2f}%"></i>' if exhibit.reference else ""


def _key(exhibit: Exhibit, verdicts: set[str]) -> str:
    language, said = exhibit.caption.language, []
    if exhibit.reference:
        value = numbers.number(exhibit.reference.value, language, exhibit.decimals)
        said.append("┆ " + say("ranking.comparator", language, name=exhibit.reference.name, value=value))
    said += [f"{SHAPES[key]} {say(f'verdict.{key}', language)}" for key in SHAPES if key in verdicts]
    return f'<p class="eg-key">{html(" · ".join(said))}</p>' if said else ""


def _bars(exhibit: Exhibit) -> str:
    if len(exhibit.series) > 1:
        return _several(exhibit)
    kept = parts.marks(exhibit, MOST_MARKS)
    at = _scale([mark.value for mark in kept] + ([exhibit.reference.value] if exhibit.reference else []), from_zero=True)
    rows = "".join(_bar_row(mark, at, exhibit) for mark in kept)
    return f'<div class="eg-rows eg-bars" role="img" aria-label="{html(exhibit.alt)}">{rows}</div>{_key(exhibit, set())}'


def _bar_row(mark: parts.Mark, at, exhibit: Exhibit) -> str:
    if mark.is_gap:
        return f'<span class="eg-name eg-gap">{html(mark.label)}</span><span class="eg-track"></span><span></span>'
    left, right = sorted((at(0.0), at(mark.value)))
    shown = parts.with_limits(mark.value, mark.low, mark.high, exhibit.caption.language, exhibit.decimals)
    bar = f'<i class="eg-bar" style="left:{left:.2f}%;width:{right - left:.2f}%"></i>{_reference(exhibit, at)}'
    return f'<span class="eg-name">{html(mark.label)}</span><span class="eg-track">{bar}</span><span class="eg-value">{html(shown)}</span>'


def _several(exhibit: Exhibit) -> str:
    """Several series as a table of figures: legible from the back of a room, which many small marks are not."""
    language = exhibit.caption.language
    head = "".join(f"<th scope=col>{html(one.name)}</th>" for one in exhibit.series)
    rows = ""
    for row, label in list(enumerate(exhibit.labels))[:MOST_ROWS]:
        cells = "".join(f"<td class=eg-number>{html(_cell(one, row, language, exhibit.decimals))}</td>" for one in exhibit.series)
        rows += f"<tr><th scope=row>{html(label)}</th>{cells}</tr>"
    return f"<table><tr><td></td>{head}</tr>{rows}</table>{_more(len(exhibit.labels), language)}"


def _cell(one: Series, row: int, language: str, decimals: int) -> str:
    low, high = (float("nan") if limit is None else float(limit[row]) for limit in (one.low, one.high))
    return parts.with_limits(float(one.values[row]), low, high, language, decimals)


def _lines(exhibit: Exhibit) -> str:
    """Lines over time, each named at its end; the periods stand below."""
    values = [float(value) for one in exhibit.series for value in one.values]
    at = _scale(values, from_zero=False)
    wide = max(len(exhibit.labels) - 1, 1)
    drawn, named = "", ""
    for order, one in enumerate(exhibit.series):
        known = [(100 * x / wide, 100 - at(float(y))) for x, y in enumerate(one.values) if not math.isnan(float(y))]
        if not known:
            continue
        points = " ".join(f"{x:.2f},{y:.2f}" for x, y in known)
        drawn += f'<polyline points="{points}" class="eg-line eg-line-{order % 4}"/>'
        last = numbers.number(one.values[int(np.flatnonzero(np.isfinite(one.values))[-1])], exhibit.caption.language, exhibit.decimals)
        named += f'<span class="eg-end-name" style="top:{known[-1][1]:.1f}%">{html(one.name)} {html(last)}</span>'
    labels = "".join(f"<span>{html(label)}</span>" for label in (exhibit.labels[0], exhibit.labels[-1]))
    return f'<div class="eg-lines" role="img" aria-label="{html(exhibit.alt)}"><svg viewBox="0 0 100 100" preserveAspectRatio="none">{drawn}</svg>{named}<div class="eg-axis">{labels}</div></div>'


def _table(exhibit: Exhibit) -> str:
    shown = parts.printed(exhibit)
    if not shown.headings:
        return _statement(exhibit)
    head = "".join(f"<th scope=col>{html(one)}</th>" for one in shown.headings[:MOST_COLUMNS])
    rows = "".join(
        "<tr>" + "".join(f"<td{' class=eg-number' if shown.numeric[at] else ''}>{html(cell)}</td>" for at, cell in enumerate(row[:MOST_COLUMNS])) + "</tr>"
        for row in shown.rows[:MOST_ROWS]
    )  # fmt: skip
    return f"<table><tr>{head}</tr>{rows}</table>{_more(len(shown.rows), exhibit.caption.language)}"


def _more(rows: int, language: str) -> str:
    return f'<p class="eg-key">{html(say("present.table_more", language, count=rows - MOST_ROWS))}</p>' if rows > MOST_ROWS else ""


def _number(exhibit: Exhibit) -> str:
    who = html(exhibit.labels[0]) if exhibit.labels else ""
    interval = parts.number_interval(exhibit)
    interval = interval[:1].upper() + interval[1:]
    rest = "".join(f"<p>{html(one)}</p>" for one in parts.body(exhibit))
    return f'<p class="eg-big">{html(parts.big_number(exhibit))}</p><p>{who}</p><p>{html(interval)}</p><div class="eg-rest">{rest}</div>'


def _statement(exhibit: Exhibit) -> str:
    return "".join(f'<p class="eg-said">{html(one)}</p>' for one in parts.body(exhibit, most=3))


FIGURES = {"map": _map, "dots": _dots, "bars": _bars, "lines": _lines, "table": _table, "number": _number, "statement": _statement}


def _scale(values: list[float], *, from_zero: bool):
    """Percent of the track for a value; with room at both ends where the axis does not begin at zero."""
    known = [value for value in values if not math.isnan(value)] or [0.0, 1.0]
    low, high = min(known), max(known)
    low, high = (min(low, 0.0), max(high, 0.0)) if from_zero else (low - 0.06 * (high - low), high + 0.06 * (high - low))
    span = (high - low) or 1.0
    return lambda value: 100 * (value - low) / span


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


@lru_cache
def fonts_css() -> str:
    """Our fonts inside the page: letters and syllabics look the same without a network."""
    folder = HERE.parents[1] / "data" / "fonts"
    faces = (
        ("Noto Sans", "NotoSans-Regular", 400), ("Noto Sans", "NotoSans-Bold", 700),
        ("Noto Sans CA", "NotoSansCanadianAboriginal-Regular", 400),
    )  # fmt: skip
    return "\n".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};src:url({_data('font/woff2', (folder / f'{name}.woff2').read_bytes())}) format('woff2')}}"
        for family, name, weight in faces
    )

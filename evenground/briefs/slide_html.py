"""One exhibit as a slide of a page: headline, what is measured, the figure with what it shows, the ask, source and date.

The slide is laid out for a screen of 1,280 by 720 pixels in letters of 24, and grows with the font size of what holds it.
"""

from __future__ import annotations

from evenground.answers.exhibit import Deck, Exhibit
from evenground.briefs import page, parts
from evenground.briefs.fitting import column_widths, lines, rows_that_fit
from evenground.briefs.vector import width_of
from evenground.catalog.words import say
from evenground.look import text

SIZE, LINE = 24, 31.2
WIDE, TALL, EDGES = 1196, 720, 66
"""Room of a slide in pixels, and what its edges and the gaps between its parts take of the height."""
BESIDE, SAID = 762, 330
"""Width of a figure that has sentences beside it, and signs of those sentences."""
SOURCE = 180
"""Signs of the source, on two lines; titles in full and licences stand on the last slides."""
TITLE, LONG = 36, 29
"""Letters of a headline, and of one that would take more than two lines of those."""
CELL = 24
"""Margins of a cell, left and right together; a row adds the same to its lines."""


def slide(exhibit: Exhibit, deck: Deck) -> str:
    """The inside of a slide; whoever shows it gives it the class `eg-slide` or `eg-preview`."""
    language, title, said = exhibit.caption.language, parts.headline(exhibit), _said(exhibit)
    told = " · ".join(part for part in (parts.context(exhibit), _interval(exhibit)) if part)
    only_ask = exhibit.kind == "statement" and bool(exhibit.ask) and not said
    long = ' class="eg-long"' if lines(title, TITLE, _title_room(deck), bold=True) > 2 else ""
    ask = f'<p class="eg-ask{" eg-only" if only_ask else ""}">{text.html(_ask(exhibit))}</p>' if exhibit.ask else ""
    mark = f'<div class="eg-mark" aria-hidden="true">{text.html(say("export.demonstration", language))}</div>' if exhibit.is_demonstration else ""
    changed = f'<p class="eg-changed">{text.html(exhibit.changed)}</p>' if exhibit.changed else ""
    context = f'<p class="eg-context">{text.html(told)}</p>' if exhibit.caption.subtitle else ""
    body = "" if only_ask else f'<div class="eg-body">{mark}{_body(exhibit, deck, said)}</div>'
    return f'{logo(deck)}<h2{page.lang(title, language)}{long}>{text.html(title)}</h2>{context}{body}{ask}{changed}{foot(deck, exhibit)}'


def preview(exhibit: Exhibit, deck: Deck) -> str:
    """The same slide for a page that lets no drawing through."""
    return page.pictured(slide(exhibit, deck))


def _interval(exhibit: Exhibit) -> str:
    return exhibit.caption.interval if exhibit.kind not in ("statement", "number") else ""


def _said(exhibit: Exhibit) -> list[str]:
    """Sentences beside the figure; none beside one that needs the whole width."""
    if exhibit.kind == "statement":
        return parts.body(exhibit, 4, 700)
    return [] if _is_wide(exhibit) else parts.body(exhibit, 2, SAID)


def _is_wide(exhibit: Exhibit) -> bool:
    """True for a table, for points with their names, and for bars whose own names are long."""
    of_points = exhibit.kind == "map" and exhibit.drawing is not None and not exhibit.drawing.features
    long = exhibit.kind == "bars" and len(exhibit.labels) > 5 and max(width_of(one, SIZE) for one in exhibit.labels) > BESIDE * 0.45
    return exhibit.kind in ("table", "points") or of_points or long


def _ask(exhibit: Exhibit) -> str:
    return f"{say('export.ask', exhibit.caption.language)} {exhibit.ask}"


def _body(exhibit: Exhibit, deck: Deck, said: list[str]) -> str:
    words = page.paragraphs(said, exhibit.caption.language)
    tall = room(exhibit, deck)
    figure = table(exhibit, tall) if exhibit.kind == "table" else page.figure(exhibit, BESIDE if said else WIDE, tall, SIZE)
    if exhibit.kind == "statement" or not figure:
        return f'<div class="eg-said">{words or text.html(say("export.nothing", exhibit.caption.language))}</div>'
    beside = f'<div class="eg-beside">{words}</div>' if said else ""
    return f'<div class="eg-figure{"" if said else " eg-wide"}" style="--eg-tall: {tall / SIZE:.1f}em">{figure}</div>{beside}'


def room(exhibit: Exhibit, deck: Deck) -> float:
    """Pixels of height that are left for the figure."""
    title, language = parts.headline(exhibit), exhibit.caption.language
    rows = lines(title, TITLE, _title_room(deck), bold=True)
    above = rows * TITLE * 1.2 if rows <= 2 else lines(title, LONG, _title_room(deck), bold=True) * LONG * 1.2
    told = " · ".join(part for part in (parts.context(exhibit), _interval(exhibit)) if part)
    below = [told, exhibit.changed] if exhibit.caption.subtitle else [exhibit.changed]
    small = sum(min(lines(one, SIZE, _title_room(deck)), 2) for one in below if one) * LINE
    asked = lines(f"{say('export.ask', language)} {exhibit.ask}", SIZE * 1.1, WIDE - 60, bold=True) * SIZE * 1.1 * 1.3 + 40 if exhibit.ask else 0
    return TALL - EDGES - above - small - asked - sum(min(lines(one, SIZE, WIDE), 2) for one in foot_lines(deck, exhibit)) * LINE


def _title_room(deck: Deck) -> float:
    return WIDE - (100 if deck.logo else 0)


def table(exhibit: Exhibit, tall: float) -> str:
    """As many rows as fit, in letters of the same size; the rest are counted."""
    shown = parts.printed(exhibit)
    if not shown.headings:
        return ""
    widths = column_widths(shown.headings, shown.rows[:12], WIDE, SIZE, CELL)
    fit = rows_that_fit(shown.headings, shown.rows, [one - CELL for one in widths], SIZE, tall, line=LINE, pad=CELL / 2, most=12)
    return page.table(exhibit, fit, [one / WIDE for one in widths])


def logo(deck: Deck) -> str:
    return page.image(deck.logo, say("export.logo", deck.language, place=deck.place_name or deck.place), "eg-logo") if deck.logo else ""


def foot_lines(deck: Deck, exhibit: Exhibit | None) -> list[str]:
    """The source, then when it was made and what every page says."""
    credit = parts.source(exhibit, SOURCE) if exhibit is not None else ""
    words = [credit, " · ".join([parts.stamp(deck), *(one.rstrip(".") for one in parts.notices(deck, exhibit))])]
    return [text.one_line(one) for one in words if one]


def foot(deck: Deck, exhibit: Exhibit | None) -> str:
    return f'<footer class="eg-foot">{"".join(f"<p>{text.html(one)}</p>" for one in foot_lines(deck, exhibit))}</footer>'

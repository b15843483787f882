"""One exhibit as a slide: its finding as the title, what is measured, the figure with what it shows, the ask, source and date."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from lxml import etree
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches

from evenground.answers.exhibit import Deck, Exhibit
from evenground.briefs import parts
from evenground.briefs.slide_charts import DRAWS, add_chart
from evenground.briefs.slide_master import EDGE, MUTED, TITLE_ONLY, WIDTH, layout
from evenground.briefs.slide_table import put_table
from evenground.briefs.slide_text import (
    FOOT,
    ROOM,
    TOP,
    describe,
    put_foot,
    put_logo,
    put_note,
    put_paragraphs,
    put_words,
    set_title,
    style,
    title_size,
)
from evenground.briefs.still_exhibit import still_map
from evenground.catalog.words import say
from evenground.look import text

BESIDE = Inches(3.35)
PIXELS = 92
"""Of a map's sheet for each inch of the slide: its key is set in letters of 13 points."""


def exhibit_slide(made: Any, deck: Deck, exhibit: Exhibit) -> None:
    slide = made.slides.add_slide(layout(made, TITLE_ONLY))
    words = parts.headline(exhibit)
    set_title(slide, words, title_size(words))
    if not deck.logo:
        slide.shapes.title.left, slide.shapes.title.top = EDGE, Inches(0.38)
        slide.shapes.title.width, slide.shapes.title.height = ROOM, Inches(1.02)
    put_logo(slide, deck, (WIDTH - EDGE, Inches(0.38)), tall=Inches(0.5), right=True)
    told = text.shortened(parts.context(exhibit), 300)
    size = 16 if len(told) <= 112 else 13  # two lines of it
    put_words(slide, (EDGE, Inches(1.45), ROOM, Inches(0.45)), told, size, colour=MUTED, name="Measure")
    only_ask = bool(exhibit.ask) and exhibit.kind == "statement" and not parts.body(exhibit)
    tall = _ask_height(exhibit.ask) if exhibit.ask and not only_ask else 0
    if only_ask:
        _ask(slide, exhibit.ask, deck.language, (TOP, Inches(3.2)), 28 if len(exhibit.ask) < 260 else 22)
    else:
        _figure(slide, deck, exhibit, (EDGE, TOP, ROOM, FOOT - Inches(0.1) - TOP - (tall + Inches(0.12) if tall else 0)))
    if tall:
        _ask(slide, exhibit.ask, deck.language, (FOOT - Inches(0.1) - tall, tall), 20 if len(exhibit.ask) < 100 else 16)
    if exhibit.is_demonstration:
        _watermark(slide, say("export.demonstration", deck.language))
    put_foot(slide, deck, exhibit)
    put_note(slide, parts.notes(deck, exhibit))


def _figure(slide: Any, deck: Deck, exhibit: Exhibit, box: tuple[int, int, int, int]) -> None:
    left, top, wide, tall = box
    beside = parts.body(exhibit)
    narrow = wide - BESIDE - Inches(0.35) if beside and exhibit.kind in ("map", *DRAWS) else wide
    if exhibit.kind == "map" and exhibit.drawing:
        _map(slide, exhibit, (left, top, narrow, tall))
    elif exhibit.kind in DRAWS and exhibit.series and len(exhibit.labels):
        frame = add_chart(slide, exhibit, (left, top, narrow, tall))
        describe(frame._element.nvGraphicFramePr.cNvPr, "Chart", say("export.chart_alt", deck.language, alt=exhibit.alt))
    elif exhibit.kind == "table":
        if not put_table(slide, exhibit, (left, top, wide, tall)):
            _statement(slide, exhibit, box)
        return
    elif exhibit.kind == "number":
        _number(slide, exhibit, box)
        return
    else:
        _statement(slide, exhibit, box)
        return
    if beside:
        put_paragraphs(slide, (left + narrow + Inches(0.35), top + Inches(0.05), BESIDE, tall - Inches(0.05)), beside, 16)


def _map(slide: Any, exhibit: Exhibit, box: tuple[int, int, int, int]) -> None:
    """The map with its key as a sharp picture; its words stand on the slide."""
    left, top, wide, tall = box
    shape = (round(wide / Inches(1) * PIXELS), round(tall / Inches(1) * PIXELS))
    image = still_map(exhibit, replace(exhibit.caption, demonstration=""), size=shape, bare=True, scale=2.5, key_width=270)
    picture = slide.shapes.add_picture(io.BytesIO(image), left, top, wide, tall)
    describe(picture._element.nvPicPr.cNvPr, "Map", say("export.map_alt", exhibit.caption.language, alt=exhibit.alt))


def _number(slide: Any, exhibit: Exhibit, box: tuple[int, int, int, int]) -> None:
    left, top, wide, tall = box
    put_words(slide, (left, top, Inches(5.2), Inches(1.9)), parts.figure_only(exhibit), 96, colour="accent", bold=True, anchor=MSO_ANCHOR.MIDDLE)
    unit = exhibit.caption.unit.lstrip("%").strip() if exhibit.caption.unit.startswith("%") else exhibit.caption.unit
    under = [part[:1].upper() + part[1:] if at else part for at, part in enumerate((unit, *exhibit.labels[:1], parts.number_interval(exhibit))) if part]
    put_paragraphs(slide, (left, top + Inches(1.95), Inches(5.2), tall - Inches(1.95)), under, 20)
    put_paragraphs(slide, (left + Inches(5.6), top + Inches(0.3), wide - Inches(5.6), tall - Inches(0.3)), parts.body(exhibit, 3, 430), 18)


def _statement(slide: Any, exhibit: Exhibit, box: tuple[int, int, int, int]) -> None:
    said = parts.body(exhibit, 5, 1200) or [say("export.nothing", exhibit.caption.language)]
    size = 26 if sum(map(len, said)) < 420 else 20
    put_paragraphs(slide, box, said, size)


def _ask_height(ask: str) -> int:
    return Inches(0.62) if len(ask) <= 120 else Inches(0.78) if len(ask) <= 230 else Inches(1.05)


def _ask(slide: Any, ask: str, language: str, place: tuple[int, int], size: int) -> None:
    """One ask in the place's colour: `place` is its top and its height."""
    box = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, EDGE, place[0], ROOM, place[1])
    box.fill.solid()
    box.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    box.line.fill.background()
    box.shadow.inherit = False
    box.name = "Ask"
    frame = box.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    words = f"{say('export.ask', language)} {text.one_line(ask)}"
    frame.margin_left = frame.margin_right = Inches(0.2)
    frame.text = words
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    style(frame, size, "FFFFFF", bold=True)


def _watermark(slide: Any, words: str) -> None:
    """Across the figure, pale enough to read through."""
    box = slide.shapes.add_textbox(EDGE, Inches(3.25), Inches(8.3), Inches(1.4))
    box.rotation = -18
    box.name = "Demonstration"
    frame = box.text_frame
    frame.word_wrap = False
    frame.text = words.upper()
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    style(frame, 64, "C2185B", bold=True)
    for colour in box._element.iter(qn("a:srgbClr")):
        etree.SubElement(colour, qn("a:alpha"), val="20000")

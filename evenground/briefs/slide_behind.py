"""The last slides of a deck: what is asked for, how figures were made, sources and licences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.util import Inches, Pt

from evenground.answers.exhibit import Deck, Exhibit
from evenground.briefs.slide_master import EDGE, INK, TITLE_ONLY, layout
from evenground.briefs.slide_table import native_table, rows_in
from evenground.briefs.slide_text import ROOM, font, put_foot, put_note, put_paragraphs, set_title
from evenground.catalog.words import say
from evenground.look import text
from evenground.look.dates import day

METHODS_ON_A_SLIDE = 2000
SOURCES_SIZE, SOURCES_TALL = 12, 4.75
"""Points of their letters, and inches of the slide that their table may fill."""
LONGEST = 300
"""Signs of a cell: a title or a licence is not cut short of these."""


def asks_slide(made: Any, deck: Deck, asks: Sequence[Exhibit]) -> None:
    slide = made.slides.add_slide(layout(made, TITLE_ONLY))
    set_title(slide, say("export.asks", deck.language), 28)
    said = [f"{at}. {text.one_line(exhibit.ask)}" for at, exhibit in enumerate(asks, start=1)]
    put_paragraphs(slide, (EDGE, Inches(1.7), ROOM, Inches(4.7)), said, 24 if len(said) <= 5 else 18, gap=14)
    put_foot(slide, deck, None)
    put_note(slide, [exhibit.headline for exhibit in asks])


def methods_slides(made: Any, deck: Deck) -> None:
    """The appendix, as many slides as its paragraphs need."""
    pages: list[list[tuple[str, str]]] = []
    for heading, words in deck.methods:
        room = METHODS_ON_A_SLIDE - sum(len(h) + len(w) for h, w in pages[-1]) if pages else 0
        if not pages or len(heading) + len(words) > room:
            pages.append([])
        pages[-1].append((heading, words))
    for at, page in enumerate(pages):
        slide = made.slides.add_slide(layout(made, TITLE_ONLY))
        set_title(slide, say("export.methods_more" if at else "export.methods", deck.language), 28)
        box = slide.shapes.add_textbox(EDGE, Inches(1.45), ROOM, Inches(5.0))
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = 0
        length = sum(len(h) + len(w) for h, w in page)
        size = 16 if length < 1500 else 14 if length <= METHODS_ON_A_SLIDE else 11
        for heading, words in page:
            paragraph = frame.paragraphs[0] if not frame.paragraphs[0].runs else frame.add_paragraph()
            paragraph.space_after = Pt(8)
            for said, bold in ((f"{text.one_line(heading)}. " if heading else "", True), (text.one_line(words), False)):
                if said:
                    run = paragraph.add_run()
                    run.text = said
                    font(run.font, size, INK, bold=bold)
        put_foot(slide, deck, None)
        put_note(slide, [f"{heading}. {words}" for heading, words in page])


def sources_slides(made: Any, deck: Deck) -> None:
    columns = ("publisher", "title", "vintage", "licence", "retrieved")
    told = [(one.publisher, one.title, one.vintage, one.licence, day(one.retrieved_on or "", deck.language)) for one in deck.sources]
    kept = [at for at in range(len(columns)) if any(row[at] for row in told)]
    headings = [say(f"export.{columns[at]}", deck.language) for at in kept]
    rows = [[text.shortened(row[at], LONGEST) for at in kept] for row in told]
    start = 0
    while start < len(rows):
        slide = made.slides.add_slide(layout(made, TITLE_ONLY))
        title = say("export.sources_more" if start else "export.sources", deck.language)
        set_title(slide, title, 28)
        fit = rows_in(headings, rows[start:], ROOM / 12700, SOURCES_SIZE, SOURCES_TALL * 72, len(rows))
        native_table(slide, (EDGE, Inches(1.5), ROOM), headings, rows[start : start + fit], [False] * len(kept), title, deck.language, size=SOURCES_SIZE)
        put_foot(slide, deck, None)
        put_note(slide, [one.line for one in deck.sources[start : start + fit]])
        start += fit

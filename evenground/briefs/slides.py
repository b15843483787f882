"""A deck as `.pptx`: a cover, one slide for each exhibit with its finding as the title, the asks, methods and sources.

Charts are native and editable, maps are sharp pictures, every figure has alternative text. Each slide says measure, period,
geography, interval, source and date; what the presenter says and all that the figure says about itself are in its notes.
"""

from __future__ import annotations

import io
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Inches

from evenground.answers.exhibit import Deck
from evenground.briefs import parts
from evenground.briefs.slide_behind import asks_slide, methods_slides, sources_slides
from evenground.briefs.slide_exhibit import exhibit_slide
from evenground.briefs.slide_language import set_properties, speak
from evenground.briefs.slide_master import COVER, EDGE, INK, MUTED, empty_deck, layout
from evenground.briefs.slide_text import ROOM, put_logo, put_note, put_words, set_title, style
from evenground.catalog.words import say
from evenground.look import text
from evenground.look.dates import day


def slides(deck: Deck) -> bytes:
    """The deck as a presentation.

    Raises
    ------
    ValueError
        If the deck has no exhibits.
    """
    if not deck.exhibits:
        raise ValueError(f"the story {deck.id!r} has no exhibits; add one before it is exported")
    made = empty_deck(parts.accent(deck))
    cover(made, deck)
    for exhibit in deck.exhibits:
        exhibit_slide(made, deck, exhibit)
    asks = [exhibit for exhibit in deck.exhibits if exhibit.ask]
    if len(asks) > 1:
        asks_slide(made, deck, asks)
    methods_slides(made, deck)
    sources_slides(made, deck)
    set_properties(made, deck)
    speak(made, deck.language)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def cover(made: Any, deck: Deck) -> None:
    slide = made.slides.add_slide(layout(made, COVER))
    set_title(slide, deck.title, 40 if len(deck.title) < 60 else 32)
    subtitle = slide.placeholders[1]
    subtitle.text = deck.subtitle
    subtitle.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    style(subtitle.text_frame, 22, MUTED)
    if not deck.subtitle:
        subtitle._element.getparent().remove(subtitle._element)
    lines = [
        text.one_line(part)
        for part in (deck.place_name, day(deck.made_on, deck.language), deck.owner, deck.mailbox)
        if part
    ]
    put_words(slide, (EDGE, Inches(5.35), ROOM, Inches(0.5)), " · ".join(lines), 16, colour=INK)
    foot = " ".join([*deck.notices, say("export.release", deck.language, release=parts.short(deck.release_id)) + "."])
    put_words(slide, (EDGE, Inches(6.35), ROOM, Inches(0.8)), foot, 12, colour=MUTED)
    put_logo(slide, deck, (EDGE, Inches(0.7)), tall=Inches(0.95))
    put_note(slide, [deck.title, deck.subtitle, *lines, *deck.notices])

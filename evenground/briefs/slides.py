"""A deck as `.pptx`: a cover, one slide for each exhibit with its finding as the title, the asks, methods and sources.

Charts are native and editable, maps are sharp pictures, every figure has alternative text. Each slide says measure, period,
geography, interval, source and date; what the presenter says and all that the figure says about itself are in its notes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from evenground.answers.exhibit import Deck, Exhibit
from evenground.briefs import parts
from evenground.briefs.slide_charts import add_chart
from evenground.briefs.slide_master import (
    COVER,
    EDGE,
    INK,
    MUTED,
    PALE,
    SYLLABIC,
    TITLE_ONLY,
    WIDTH,
    empty_deck,
    layout,
)
from evenground.briefs.still import map_image
from evenground.catalog.words import say
from evenground.look import text
from evenground.look.dates import day

ROOM = WIDTH - 2 * EDGE
TOP, FOOT = Inches(2.0), Inches(6.62)
BESIDE = Inches(3.35)
PIXELS = 92
"""Of a map's sheet for each inch of the slide: its key is set in letters of 13 points."""
MOST_ROWS, MOST_COLUMNS = 10, 7
METHODS_ON_A_SLIDE = 2000
SOURCES_ON_A_SLIDE = 6


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
    _cover(made, deck)
    for exhibit in deck.exhibits:
        _exhibit(made, deck, exhibit)
    asks = [exhibit for exhibit in deck.exhibits if exhibit.ask]
    if len(asks) > 1:
        _asks(made, deck, asks)
    _methods(made, deck)
    _sources(made, deck)
    _properties(made, deck)
    _speak(made, deck.language)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _cover(made: Any, deck: Deck) -> None:
    slide = made.slides.add_slide(layout(made, COVER))
    _title(slide, deck.title, 40 if len(deck.title) < 60 else 32)
    subtitle = slide.placeholders[1]
    subtitle.text = deck.subtitle
    subtitle.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _style(subtitle.text_frame, 22, MUTED)
    if not deck.subtitle:
        subtitle._element.getparent().remove(subtitle._element)
    lines = [
        text.one_line(part)
        for part in (deck.place_name, day(deck.made_on, deck.language), deck.owner, deck.mailbox)
        if part
    ]
    _words(slide, (EDGE, Inches(5.35), ROOM, Inches(0.5)), " · ".join(lines), 16, colour=INK)
    foot = " ".join([*deck.notices, say("export.release", deck.language, release=parts.short(deck.release_id)) + "."])
    _words(slide, (EDGE, Inches(6.35), ROOM, Inches(0.8)), foot, 12, colour=MUTED)
    _logo(slide, deck, (EDGE, Inches(0.7)), tall=Inches(0.95))
    _note(slide, [deck.title, deck.subtitle, *lines, *deck.notices])


def _exhibit(made: Any, deck: Deck, exhibit: Exhibit) -> None:
    slide = made.slides.add_slide(layout(made, TITLE_ONLY))
    words = parts.headline(exhibit)
    _title(slide, words, _title_size(words))
    if not deck.logo:
        slide.shapes.title.left, slide.shapes.title.top = EDGE, Inches(0.38)
        slide.shapes.title.width, slide.shapes.title.height = ROOM, Inches(1.02)
    _logo(slide, deck, (WIDTH - EDGE, Inches(0.38)), tall=Inches(0.5), right=True)
    told = text.shortened(parts.context(exhibit), 300)
    size = 16 if len(told) <= 112 else 14 if len(told) <= 128 else 11
    _words(slide, (EDGE, Inches(1.45), ROOM, Inches(0.45)), told, size, colour=MUTED, name="Measure")
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
    _foot(slide, deck, exhibit)
    _note(slide, parts.notes(deck, exhibit))


def _figure(slide: Any, deck: Deck, exhibit: Exhibit, box: tuple[int, int, int, int]) -> None:
    left, top, wide, tall = box
    beside = parts.body(exhibit)
    narrow = wide - BESIDE - Inches(0.35) if beside and exhibit.kind in ("map", "dots", "bars", "lines") else wide
    if exhibit.kind == "map" and exhibit.drawing:
        _map(slide, exhibit, (left, top, narrow, tall))
    elif exhibit.kind in ("dots", "bars", "lines") and exhibit.series and len(exhibit.labels):
        frame = add_chart(slide, exhibit, (left, top, narrow, tall))
        _describe(frame._element.nvGraphicFramePr.cNvPr, "Chart", say("export.chart_alt", deck.language, alt=exhibit.alt))
    elif exhibit.kind == "table":
        _table(slide, exhibit, (left, top, wide, tall))
        return
    elif exhibit.kind == "number":
        _number(slide, exhibit, box)
        return
    else:
        _statement(slide, exhibit, box)
        return
    if beside:
        _paragraphs(slide, (left + narrow + Inches(0.35), top + Inches(0.05), BESIDE, tall - Inches(0.05)), beside, 16)


def _map(slide: Any, exhibit: Exhibit, box: tuple[int, int, int, int]) -> None:
    """The map with its key as a sharp picture; its words stand on the slide."""
    left, top, wide, tall = box
    drawn, shape = exhibit.drawing, (round(wide / Inches(1) * PIXELS), round(tall / Inches(1) * PIXELS))
    image = map_image(
        exhibit.answer.table, list(drawn.features) or None, drawn.indicator, drawn.breaks, replace(exhibit.caption, demonstration=""),
        colour_by=drawn.colour_by, comparator=drawn.comparator, outline=list(drawn.outline) or None, outline_name=drawn.outline_name,
        land=list(drawn.land) or None, size=shape, bare=True, scale=2.5, key_width=270,
    )  # fmt: skip
    picture = slide.shapes.add_picture(io.BytesIO(image), left, top, wide, tall)
    _describe(picture._element.nvPicPr.cNvPr, "Map", say("export.map_alt", exhibit.caption.language, alt=exhibit.alt))


def _table(slide: Any, exhibit: Exhibit, box: tuple[int, int, int, int]) -> None:
    """A native table; rows that do not fit are counted below it and stand in the workbook."""
    left, top, wide, tall = box
    shown = parts.printed(exhibit)
    columns, most = min(len(shown.headings), MOST_COLUMNS), min(MOST_ROWS, int(tall / Inches(0.36)) - 1)
    rows = shown.rows[:most]
    if not columns:
        return _statement(slide, exhibit, box)
    _native_table(slide, (left, top, wide), shown.headings[:columns], [row[:columns] for row in rows], shown.numeric, exhibit.alt, exhibit.caption.language)
    more = len(shown.rows) - len(rows)
    if more:
        words = say("export.more_rows", exhibit.caption.language, count=more)
        _words(slide, (left, top + Inches(0.37) * (len(rows) + 1) + Inches(0.04), wide, Inches(0.3)), words, 12, colour=MUTED)


def _native_table(
    slide: Any, box: tuple[int, int, int], headings: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool], alt: str, language: str,
    size: int = 14,
) -> None:  # fmt: skip
    left, top, wide = box
    frame = slide.shapes.add_table(len(rows) + 1, len(headings), left, top, wide, Inches(0.36) * (len(rows) + 1))
    table = frame.table
    frame._element.find(f".//{qn('a:tableStyleId')}").text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid: ours below
    longest = [max([len(heading), *(len(row[at]) for row in rows)]) for at, heading in enumerate(headings)]
    shares = [min(max(length, 10), 46) for length in longest]
    for at, share in enumerate(shares):
        table.columns[at].width = Emu(int(wide * share / sum(shares)))
    for line, row in enumerate((headings, *rows)):
        table.rows[line].height = Inches(0.36)
        for at, words in enumerate(row):
            cell = table.cell(line, at)
            cell.text = text.one_line(words)
            cell.margin_left = cell.margin_right = Inches(0.08)
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            _style(cell.text_frame, size, "FFFFFF" if line == 0 else INK, bold=line == 0, right=numeric[at])
            cell.fill.solid()
            if line == 0:
                cell.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
            else:
                cell.fill.fore_color.rgb = RGBColor.from_string("FFFFFF" if line % 2 else PALE)
    _describe(frame._element.nvGraphicFramePr.cNvPr, "Table", say("export.table_alt", language, alt=alt))


def _number(slide: Any, exhibit: Exhibit, box: tuple[int, int, int, int]) -> None:
    left, top, wide, tall = box
    _words(slide, (left, top, Inches(5.2), Inches(1.9)), parts.figure_only(exhibit), 96, colour="accent", bold=True, anchor=MSO_ANCHOR.MIDDLE)
    unit = exhibit.caption.unit.lstrip("%").strip() if exhibit.caption.unit.startswith("%") else exhibit.caption.unit
    under = [part for part in (unit, *exhibit.labels[:1], parts.number_interval(exhibit)) if part]
    _paragraphs(slide, (left, top + Inches(1.95), Inches(5.2), tall - Inches(1.95)), under, 20)
    _paragraphs(slide, (left + Inches(5.6), top + Inches(0.3), wide - Inches(5.6), tall - Inches(0.3)), parts.body(exhibit, 3, 430), 18)


def _statement(slide: Any, exhibit: Exhibit, box: tuple[int, int, int, int]) -> None:
    said = parts.body(exhibit, 5, 1200) or [say("export.nothing", exhibit.caption.language)]
    size = 26 if sum(map(len, said)) < 420 else 20
    _paragraphs(slide, box, said, size)


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
    _style(frame, size, "FFFFFF", bold=True)


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
    _style(frame, 64, "C2185B", bold=True)
    for colour in box._element.iter(qn("a:srgbClr")):
        etree.SubElement(colour, qn("a:alpha"), val="20000")


def _foot(slide: Any, deck: Deck, exhibit: Exhibit | None) -> None:
    """Interval and source, then notices and date, and the slide's number."""
    lines = []
    if exhibit is not None:
        caption = exhibit.caption
        first = [caption.interval if exhibit.kind not in ("statement",) else "", caption.credit]
        lines.append(text.shortened(" · ".join(part for part in first if part), 280))
    told = " ".join([*((exhibit.caption.demonstration,) if exhibit and exhibit.caption.demonstration else ()), *deck.notices])
    lines.append(text.shortened(" · ".join(part for part in (told.rstrip("."), parts.stamp(deck)) if part), 330))
    box = _paragraphs(slide, (EDGE, FOOT, Inches(11.2), Inches(0.72)), lines, 10.5, colour=MUTED, gap=1)
    box.name = "Source and date"
    _slide_number(slide)


def _slide_number(slide: Any) -> None:
    for shape in slide.slide_layout.placeholders:
        if "SLIDE_NUMBER" in str(shape.placeholder_format.type):
            xml = (
                '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
                f'<p:nvSpPr><p:cNvPr id="{max(one.shape_id for one in slide.shapes) + 1}" name="Slide number"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
                f'<p:nvPr><p:ph type="sldNum" sz="quarter" idx="{shape.placeholder_format.idx}"/></p:nvPr></p:nvSpPr><p:spPr/>'
                '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="r"/><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
                '<a:rPr sz="1200"/><a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>'
            )
            slide.shapes._spTree.append(etree.fromstring(xml))


def _asks(made: Any, deck: Deck, asks: Sequence[Exhibit]) -> None:
    slide = made.slides.add_slide(layout(made, TITLE_ONLY))
    _title(slide, say("export.asks", deck.language), 28)
    said = [f"{at}. {text.one_line(exhibit.ask)}" for at, exhibit in enumerate(asks, start=1)]
    _paragraphs(slide, (EDGE, Inches(1.7), ROOM, Inches(4.7)), said, 24 if len(said) <= 5 else 18, gap=14)
    _foot(slide, deck, None)
    _note(slide, [exhibit.headline for exhibit in asks])


def _methods(made: Any, deck: Deck) -> None:
    """The appendix, as many slides as its paragraphs need."""
    pages: list[list[tuple[str, str]]] = []
    for heading, words in deck.methods:
        room = METHODS_ON_A_SLIDE - sum(len(h) + len(w) for h, w in pages[-1]) if pages else 0
        if not pages or len(heading) + len(words) > room:
            pages.append([])
        pages[-1].append((heading, words))
    for at, page in enumerate(pages):
        slide = made.slides.add_slide(layout(made, TITLE_ONLY))
        _title(slide, say("export.methods_more" if at else "export.methods", deck.language), 28)
        box = slide.shapes.add_textbox(EDGE, Inches(1.45), ROOM, Inches(5.0))
        frame = box.text_frame
        frame.word_wrap = True
        length = sum(len(h) + len(w) for h, w in page)
        size = 16 if length < 1500 else 14 if length <= METHODS_ON_A_SLIDE else 11
        for heading, words in page:
            paragraph = frame.paragraphs[0] if not frame.paragraphs[0].runs else frame.add_paragraph()
            paragraph.space_after = Pt(8)
            for said, bold in ((f"{text.one_line(heading)}. " if heading else "", True), (text.one_line(words), False)):
                if said:
                    run = paragraph.add_run()
                    run.text = said
                    _font(run.font, size, INK, bold=bold)
        _foot(slide, deck, None)
        _note(slide, [f"{heading}. {words}" for heading, words in page])


def _sources(made: Any, deck: Deck) -> None:
    columns = ("publisher", "title", "vintage", "licence", "retrieved")
    told = [(one.publisher, one.title, one.vintage, one.licence, day(one.retrieved_on or "", deck.language)) for one in deck.sources]
    kept = [at for at in range(len(columns)) if any(row[at] for row in told)]
    headings = [say(f"export.{columns[at]}", deck.language) for at in kept]
    rows = [[text.shortened(row[at], 90) for at in kept] for row in told]
    for start in range(0, len(rows), SOURCES_ON_A_SLIDE):
        slide = made.slides.add_slide(layout(made, TITLE_ONLY))
        title = say("export.sources_more" if start else "export.sources", deck.language)
        _title(slide, title, 28)
        some = rows[start : start + SOURCES_ON_A_SLIDE]
        _native_table(slide, (EDGE, Inches(1.5), ROOM), headings, some, [False] * len(kept), title, deck.language, size=12)
        _foot(slide, deck, None)
        _note(slide, [one.line for one in deck.sources[start : start + SOURCES_ON_A_SLIDE]])


def _title(slide: Any, words: str, size: int) -> None:
    frame = slide.shapes.title.text_frame
    frame.text = text.one_line(words)
    frame.word_wrap = True
    _style(frame, size, INK, bold=True)


def _title_size(words: str) -> int:
    """Points at which a title stays within two lines, three for the longest."""
    return 28 if len(words) <= 104 else 24 if len(words) <= 124 else 20 if len(words) <= 150 else 17 if len(words) <= 230 else 14


def _words(
    slide: Any, box: tuple[int, int, int, int], words: str, size: float, *, colour: str = INK, bold: bool = False, name: str = "",
    anchor: Any = MSO_ANCHOR.TOP,
) -> Any:  # fmt: skip
    made = _paragraphs(slide, box, [words], size, colour=colour, bold=bold)
    made.text_frame.vertical_anchor = anchor
    if name:
        made.name = name
    return made


def _paragraphs(
    slide: Any, box: tuple[int, int, int, int], lines: Sequence[str], size: float, *, colour: str = INK, bold: bool = False, gap: float | None = None
) -> Any:
    made = slide.shapes.add_textbox(*(Emu(int(part)) for part in box))
    frame = made.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.text = text.one_line(line)
        paragraph.space_after = Pt(size * 0.6 if gap is None else gap)
    _style(frame, size, colour, bold=bold)
    return made


def _style(frame: Any, size: float, colour: str, *, bold: bool = False, right: bool = False) -> None:
    for paragraph in frame.paragraphs:
        if right:
            paragraph.alignment = PP_ALIGN.RIGHT
        for run in paragraph.runs:
            _font(run.font, size, colour, bold=bold)


def _font(font: Any, size: float, colour: str, *, bold: bool = False) -> None:
    font.size, font.bold = Pt(size), bold
    if colour == "accent":
        font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
    else:
        font.color.rgb = RGBColor.from_string(colour)


def _logo(slide: Any, deck: Deck, corner: tuple[int, int], *, tall: int, right: bool = False) -> None:
    if not deck.logo:
        return
    picture = slide.shapes.add_picture(io.BytesIO(deck.logo), corner[0], corner[1], height=tall)
    widest = Inches(3.2) if not right else Inches(1.2)
    if picture.width > widest:
        picture.height, picture.width = int(picture.height * widest / picture.width), widest
    if right:
        picture.left = corner[0] - picture.width
    _describe(picture._element.nvPicPr.cNvPr, "Logo", say("export.logo", deck.language, place=deck.place_name or deck.place))


def _describe(node: Any, name: str, alt: str) -> None:
    node.set("name", name)
    node.set("descr", text.one_line(alt))


def _note(slide: Any, lines: Sequence[str]) -> None:
    slide.notes_slide.notes_text_frame.text = "\n".join(text.one_line(line) for line in lines if line)


def _properties(made: Any, deck: Deck) -> None:
    about = made.core_properties
    about.title, about.author, about.subject = (text.one_line(part) for part in (deck.title, deck.owner, deck.subtitle))
    about.last_modified_by, about.keywords = deck.owner, deck.place_name or deck.place
    about.comments = parts.stamp(deck)
    about.language = parts.TAGS.get(deck.language, "en-CA")
    about.created = about.modified = datetime.fromisoformat(deck.made_on)
    about.revision = 1


def _speak(made: Any, language: str) -> None:
    """The language of every run, so that a screen reader pronounces it; syllabics get a font that has them."""
    roots = [slide._element for slide in made.slides]
    roots += [slide.notes_slide._element for slide in made.slides if slide.has_notes_slide]
    roots += [shape.chart._chartSpace for slide in made.slides for shape in slide.shapes if getattr(shape, "has_chart", False) and shape.has_chart]
    for root in roots:
        for run in (*root.iter(qn("a:r")), *root.iter(qn("a:fld"))):
            words = "".join(node.text or "" for node in run.iter(qn("a:t")))
            properties = run.find(qn("a:rPr"))
            if properties is None:
                properties = etree.Element(qn("a:rPr"))
                run.insert(0, properties)
            properties.set("lang", parts.tag(words, language))
            if parts.SYLLABICS.search(words):
                for kind in ("latin", "ea", "cs"):
                    for old in properties.findall(qn(f"a:{kind}")):
                        properties.remove(old)
                for kind in ("latin", "ea", "cs"):
                    etree.SubElement(properties, qn(f"a:{kind}"), typeface=SYLLABIC)
        for node in (*root.iter(qn("a:endParaRPr")), *root.iter(qn("a:defRPr"))):
            node.set("lang", parts.tag("", language))

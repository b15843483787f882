"""Words on a slide: titles, boxes of text, notes, the foot with source and date, the logo."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from evenground.answers.exhibit import Deck, Exhibit
from evenground.briefs import parts
from evenground.briefs.slide_master import EDGE, INK, MUTED, WIDTH
from evenground.catalog.words import say
from evenground.look import text

ROOM = WIDTH - 2 * EDGE
TOP, FOOT = Inches(2.0), Inches(6.62)


def set_title(slide: Any, words: str, size: int) -> None:
    frame = slide.shapes.title.text_frame
    frame.text = text.one_line(words)
    frame.word_wrap = True
    style(frame, size, INK, bold=True)


CREDIT = 345
"""Signs of interval and source on two lines of the foot; licences stand on the slides of sources."""


def title_size(words: str) -> int:
    """Points at which a title stays within two lines, three for the longest."""
    return 28 if len(words) <= 104 else 24 if len(words) <= 124 else 20 if len(words) <= 150 else 17 if len(words) <= 230 else 14


def put_words(
    slide: Any, box: tuple[int, int, int, int], words: str, size: float, *, colour: str = INK, bold: bool = False, name: str = "",
    anchor: Any = MSO_ANCHOR.TOP,
) -> Any:  # fmt: skip
    made = put_paragraphs(slide, box, [words], size, colour=colour, bold=bold)
    made.text_frame.vertical_anchor = anchor
    if name:
        made.name = name
    return made


def put_paragraphs(
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
    style(frame, size, colour, bold=bold)
    return made


def style(frame: Any, size: float, colour: str, *, bold: bool = False, right: bool = False) -> None:
    for paragraph in frame.paragraphs:
        if right:
            paragraph.alignment = PP_ALIGN.RIGHT
        for run in paragraph.runs:
            font(run.font, size, colour, bold=bold)


def font(font: Any, size: float, colour: str, *, bold: bool = False) -> None:
    font.size, font.bold = Pt(size), bold
    if colour == "accent":
        font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
    else:
        font.color.rgb = RGBColor.from_string(colour)


def put_logo(slide: Any, deck: Deck, corner: tuple[int, int], *, tall: int, right: bool = False) -> None:
    if not deck.logo:
        return
    picture = slide.shapes.add_picture(io.BytesIO(deck.logo), corner[0], corner[1], height=tall)
    widest = Inches(3.2) if not right else Inches(1.2)
    if picture.width > widest:
        picture.height, picture.width = int(picture.height * widest / picture.width), widest
    if right:
        picture.left = corner[0] - picture.width
    describe(picture._element.nvPicPr.cNvPr, "Logo", say("export.logo", deck.language, place=deck.place_name or deck.place))


def describe(node: Any, name: str, alt: str) -> None:
    node.set("name", name)
    node.set("descr", text.one_line(alt))


def put_note(slide: Any, lines: Sequence[str]) -> None:
    slide.notes_slide.notes_text_frame.text = "\n".join(text.one_line(line) for line in lines if line)


def put_foot(slide: Any, deck: Deck, exhibit: Exhibit | None) -> None:
    """Interval and source, then notices and date, and the slide's number."""
    lines = []
    if exhibit is not None:
        caption = exhibit.caption
        said = "" if exhibit.kind == "statement" else caption.interval
        lines.append(" · ".join(part for part in (said, parts.source(exhibit, CREDIT - len(said))) if part))
    told = " ".join(parts.notices(deck, exhibit))
    lines.append(text.shortened(" · ".join(part for part in (told.rstrip("."), parts.stamp(deck)) if part), 330))
    box = put_paragraphs(slide, (EDGE, FOOT, Inches(11.2), Inches(0.72)), lines, 10.5, colour=MUTED, gap=1)
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

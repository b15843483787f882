"""An empty deck of 16:9 slides: one theme, one title for each slide in a real title placeholder, colours and fonts of a place.

Letters are Arial, which every office program has or replaces by one of the same widths; syllabics name the Noto family and,
in the theme, the fonts that come with Windows.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LATIN = "Arial"
SYLLABIC = "Noto Sans Canadian Aboriginal"
INK, MUTED, PALE = "1B1B1F", "585863", "F1F0F5"
TITLE_ONLY, COVER = "Title Only", "Title Slide"
EDGE = Inches(0.6)

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def empty_deck(accent: str) -> Any:
    """A presentation without slides; `accent` is `#rrggbb`, dark enough for white letters."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    master = deck.slide_master
    for layout in list(deck.slide_layouts):
        if layout.name not in (TITLE_ONLY, COVER):
            deck.slide_layouts.remove(layout)
    _theme(master, accent.lstrip("#"))
    _title_style(master)
    for holder in (master, *deck.slide_layouts):
        _place_holders(holder, is_cover=holder is not master and holder.name == COVER)
    for layout in deck.slide_layouts:
        _band(layout, is_cover=layout.name == COVER)
    return deck


def layout(deck: Any, name: str) -> Any:
    return next(one for one in deck.slide_layouts if one.name == name)


def _theme(master: Any, accent: str) -> None:
    """Our colours and fonts in the theme, so that whoever edits the deck is offered them."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = etree.fromstring(part.blob)
    root.set("name", "Evenground")
    scheme = root.find(f".//{{{DRAWING}}}clrScheme")
    colours = {
        "dk1": INK, "lt1": "FFFFFF", "dk2": accent, "lt2": PALE, "accent1": accent, "accent2": "1F55A8", "accent3": "C25E00",
        "accent4": "7D7D87", "accent5": "A279C3", "accent6": "F2B430", "hlink": accent, "folHlink": MUTED,
    }  # fmt: skip
    for name, colour in colours.items():
        node = scheme.find(f"{{{DRAWING}}}{name}")
        for child in list(node):
            node.remove(child)
        etree.SubElement(node, f"{{{DRAWING}}}srgbClr", val=colour.upper())
    for kind in ("majorFont", "minorFont"):
        font = root.find(f".//{{{DRAWING}}}{kind}")
        font.find(f"{{{DRAWING}}}latin").set("typeface", LATIN)
        for script in font.findall(f"{{{DRAWING}}}font"):
            if script.get("script") == "Cans":
                script.set("typeface", "Euphemia")
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _title_style(master: Any) -> None:
    style = master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    run = style.find(qn("a:defRPr"))
    run.set("sz", "2800")
    run.set("b", "1")


def _place_holders(holder: Any, *, is_cover: bool) -> None:
    """Where titles and slide numbers stand on a master or layout; dates and footers of the template go."""
    for shape in list(holder.placeholders):
        kind = str(shape.placeholder_format.type)
        if re.search(r"\bTITLE\b|CENTER_TITLE", kind) and "SUBTITLE" not in kind:
            box = (EDGE, Inches(2.35), Inches(11.2), Inches(1.7)) if is_cover else (EDGE, Inches(0.38), Inches(10.9), Inches(1.02))
            _put(shape, box, anchor="b" if is_cover else "t")
        elif "SLIDE_NUMBER" in kind:
            _put(shape, (Inches(11.93), Inches(6.98), Inches(0.8), Inches(0.3)), anchor="ctr")
        elif "SUBTITLE" in kind:
            _put(shape, (EDGE, Inches(4.2), Inches(11.2), Inches(1.0)), anchor="t")
        elif "BODY" in kind:
            _put(shape, (EDGE, Inches(1.9), Inches(12.1), Inches(4.4)), anchor="t")
        else:
            shape._element.getparent().remove(shape._element)


def _put(shape: Any, box: tuple[Emu, Emu, Emu, Emu], anchor: str) -> None:
    shape.left, shape.top, shape.width, shape.height = box
    frame = shape._element.find(f".//{qn('a:bodyPr')}")
    if frame is not None:
        frame.set("anchor", anchor)
        for side in ("lIns", "rIns"):
            frame.set(side, "0")
        for child in list(frame):
            frame.remove(child)
        etree.SubElement(frame, qn("a:normAutofit"))


def _band(layout: Any, *, is_cover: bool) -> None:
    """The place's colour along the left edge (cover) or the top."""
    box = (0, 0, Inches(0.28), HEIGHT) if is_cover else (0, 0, WIDTH, Inches(0.14))
    tree = layout.shapes._spTree
    xml = (
        f'<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="{DRAWING}">'
        f'<p:nvSpPr><p:cNvPr id="{900 + int(is_cover)}" name="Band" descr=""/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{int(box[0])}" y="{int(box[1])}"/><a:ext cx="{int(box[2])}" cy="{int(box[3])}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    tree.insert(2, etree.fromstring(xml))

"""What one-file pages share: the look, fonts inside the file, and pieces of an exhibit as HTML."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

from evenground.answers.exhibit import Deck, Exhibit
from evenground.briefs import parts
from evenground.briefs.drawn import chart
from evenground.briefs.vector import bar_patterns
from evenground.briefs.vector_map import Ground, ground, hatch_patterns, key_html, map_svg
from evenground.catalog.words import say
from evenground.look import text
from evenground.look.fonts import FAMILIES, FOLDER

SYLLABICS = "U+1400-167F, U+18B0-18FF"


def fonts(words: str) -> str:
    """The fonts that a page needs, inside it; syllabics only where they occur."""
    wanted = [("NotoSans", FAMILIES[0], "")]
    if parts.SYLLABICS.search(words):
        wanted.append(("NotoSansCanadianAboriginal", FAMILIES[1], f"unicode-range:{SYLLABICS};"))
    faces = []
    for stem, family, only in wanted:
        for style, weight in (("Regular", 400), ("Bold", 700)):
            file = FOLDER / f"{stem}-{style}.woff2"
            if file.is_file():
                held = base64.b64encode(file.read_bytes()).decode()
                faces.append(f"@font-face{{font-family:'{family}';font-weight:{weight};{only}src:url(data:font/woff2;base64,{held}) format('woff2')}}")
    return "".join(faces)


def image(content: bytes, alt: str, css: str = "") -> str:
    """A picture inside the page."""
    kind = "svg+xml" if content.lstrip()[:1] == b"<" else "jpeg" if content[:2] == b"\xff\xd8" else "png"
    held = base64.b64encode(content).decode()
    return f'<img src="data:image/{kind};base64,{held}" alt="{text.html(alt)}"{f" class={css}" if css else ""}>'


def lang(words: str, language: str) -> str:
    """The attribute that names the language of some words where it is not the page's own."""
    tag = parts.tag(words, language)
    return f' lang="{tag}"' if tag != parts.TAGS.get(language) else ""


def table(exhibit: Exhibit, most: int | None = None, shares: Sequence[float] = ()) -> str:
    """The exhibit's table with its caption and heads; what does not fit is counted below. `shares` are those of the columns'
    widths, from 0 to 1, where whoever shows it has counted on them."""
    shown = parts.printed(exhibit)
    if not shown.headings:
        return ""
    head = "".join(f'<th scope="col"{_right(is_number)}>{text.html(one)}</th>' for one, is_number in zip(shown.headings, shown.numeric, strict=True))
    rows = "".join(f"<tr>{''.join(_cell(at, cell, shown.numeric[at]) for at, cell in enumerate(row))}</tr>" for row in shown.rows[:most])
    left = len(shown.rows) - len(shown.rows[:most])
    more = f'<p class="small">{text.html(say("export.more_rows", exhibit.caption.language, count=left))}</p>' if left else ""
    wide = f'<colgroup>{"".join(f"<col style={chr(34)}width:{100 * one:.1f}%{chr(34)}>" for one in shares)}</colgroup>' if shares else ""
    return f"<table><caption>{text.html(parts.context(exhibit))}</caption>{wide}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _cell(at: int, words: str, is_number: bool) -> str:
    return f'<th scope="row">{text.html(words)}</th>' if at == 0 else f"<td{_right(is_number)}>{text.html(words)}</td>"


def _right(is_number: bool) -> str:
    return ' class="n"' if is_number else ""


def figure(exhibit: Exhibit, wide: float, tall: float, size: float, *, most_rows: int | None = None, laid: Ground | None = None, shared: str = "") -> str:
    """The exhibit drawn: a map with its key, a chart, a table or a number; empty for a statement."""
    if exhibit.kind == "map" and exhibit.drawing:
        laid = laid or ground(exhibit.drawing, exhibit.answer.table, wide * 0.64, tall)
        return f'<div class="map">{map_svg(exhibit, laid, size, shared, "" if shared else hatch_patterns())}{key_html(exhibit)}</div>'
    if exhibit.kind == "number":
        under = [exhibit.caption.unit.lstrip("% ") if parts.sign(exhibit) else exhibit.caption.unit, *exhibit.labels[:1], parts.number_interval(exhibit)]
        said = "".join(f"<p>{text.html(one)}</p>" for one in under if one)
        return f'<div class="number"><p class="big">{text.html(parts.figure_only(exhibit))}</p>{said}</div>'
    if exhibit.kind == "table":
        return table(exhibit, most_rows)
    return chart(exhibit, wide, tall, size)


def pictured(content: str) -> str:
    """The same with every drawing as a picture, for a page that lets no drawing through: each stands alone, with the fills that
    it names and its words as alternative text."""
    return re.sub(r"<svg\b.*?</svg>", lambda found: _picture(found[0]), content, flags=re.DOTALL)


def _picture(svg: str) -> str:
    head, _, rest = svg.partition(">")
    alt = re.search(r'aria-label="([^"]*)"', head)
    size = " ".join(re.findall(r'(?:width|height)="[\d.]+"', head)) if alt is None else ""
    own = head if "xmlns=" in head else head.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    fills = f"{hatch_patterns()}<defs>{bar_patterns()}</defs>" if "url(#" in rest and "<defs>" not in rest else ""
    held = base64.b64encode(f"{own}>{fills}{rest}".encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{held}" alt="{alt[1] if alt else ""}" {size}>'


def paragraphs(lines: list[str], language: str) -> str:
    return "".join(f"<p{lang(one, language)}>{text.html(one)}</p>" for one in lines)


def document(deck_language: str, title: str, css: str, body: str, script: str = "") -> bytes:
    """A whole page that asks nothing of any network."""
    guard = "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
    run = f"<script>{script}</script>" if script else ""
    return (
        f'<!doctype html><html lang="{parts.TAGS.get(deck_language, "en-CA")}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="{guard}">'
        f'<meta name="referrer" content="no-referrer"><title>{text.html(title)}</title><style>{fonts(title + body)}{css}</style></head><body>{body}{run}</body></html>'
    ).encode()


def foot(deck: Deck, exhibit: Exhibit | None) -> str:
    """Interval, source, notices and date."""
    lines = []
    if exhibit is not None:
        interval = "" if exhibit.kind == "statement" else exhibit.caption.interval
        lines.append(" · ".join(part for part in (interval, exhibit.caption.credit) if part))
        lines.append(exhibit.caption.demonstration)
    lines.append(" · ".join([*(one.rstrip(".") for one in deck.notices), parts.stamp(deck)]))
    return "".join(f"<p>{text.html(one)}</p>" for one in lines if one)

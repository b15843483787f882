"""A fact sheet of one or two pages as a tagged PDF: a number in context, for whom, where, what was done, what would change it,
and one ask.

Set with typst from our own fonts, so French accents and syllabics print, and copy out as the letters they are. The file
follows PDF/UA-1: headings, alternative texts, languages and tables are marked for screen readers.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import typst

from evenground.answers.exhibit import Deck, Exhibit, Part
from evenground.briefs import parts
from evenground.briefs.drawn import chart as chart_svg
from evenground.briefs.vector_map import (
    circles_words,
    ground,
    hatch_patterns,
    key_title,
    map_rows,
    map_svg,
    point_fill,
    points_words,
)
from evenground.catalog.words import say
from evenground.look import numbers, text
from evenground.look.colour import luminance
from evenground.look.fonts import FOLDER
from evenground.look.palette import LIGHT

TEMPLATE = Path(__file__).with_name("fact_sheet.typ")
Paper = Literal["letter", "a4"]
PAPERS = {"letter": "us-letter", "a4": "a4"}
SHAPES = {"better": "circle", "similar": "square", "worse": "diamond", "not_compared": "ring"}
BY_KIND: dict[str, Part] = {"map": "where", "number": "number", "statement": ""}
"""A statement has a place on a sheet only when its story gives it one."""
FOR_WHOM, DONE, CHANGE = 2, 2, 2
BEGINS = {"for_whom": FOR_WHOM, "where": 1}
"""Exhibits of a part that are on the first page: the next begins the second page."""
ROWS, ROWS_LARGE = 9, 8
COLUMN, COLUMN_LARGE = 8.0, 17.0
"""Centimetres that a picture is wide: in one of two columns, and in large print, which has one."""
ALONE = 11.0
"""Centimetres of height of a map that has the page to itself."""
TALLEST = ((6.4, True, False), (5.0, True, False), (4.0, True, False), (5.0, True, True), (4.0, False, True))
TALLEST_LARGE = ((9.0, True, False), (7.0, True, False), (7.0, False, False), (6.0, False, True))
"""Centimetres of height that a map may have, whether a sentence stands above it, and whether the page is set tight: the first
that fits a page. Large print is as large when it is tight: its edges are narrower and its title is smaller."""


def fact_sheet(deck: Deck, *, paper: Paper = "letter", large_print: bool = False, black_and_white: bool = False) -> bytes:
    """One or two pages of a deck as PDF.

    The deck's exhibits are taken by their part, in the deck's order: one number, two for whom, one place where, what was done
    and what would change it; the last ask of the deck is the one ask.

    Raises
    ------
    ValueError
        If the deck has no exhibits.
    """
    if not deck.exhibits:
        raise ValueError(f"the story {deck.id!r} has no exhibits; add one before it is exported")
    rooms = TALLEST_LARGE if large_print else TALLEST
    made, pages = _set(deck, paper, large_print, black_and_white, *rooms[0])
    if pages == 1:
        return made
    loose, tight = ([(*room, 1) for room in rooms[1:] if room[2] is is_tight] for is_tight in (False, True))
    fuller = [(*room, 2) for room in rooms] if not large_print and len(_more(chosen(deck, 2))) == 2 else []
    # a smaller map, else a second page of figures, else smaller letters, rather than a page for a few lines
    for *room, sheets in (*loose, *fuller, *tight):
        again, count = _set(deck, paper, large_print, black_and_white, *room, sheets)
        if count == 2 if sheets == 2 else count < pages:
            return again
    return made


def _set(deck: Deck, paper: Paper, large: bool, mono: bool, tallest: float, is_told: bool, is_tight: bool, sheets: int = 1) -> tuple[bytes, int]:
    """The sheet with a map of at most `tallest` centimetres, with or without its sentence, and how many pages it takes."""
    with tempfile.TemporaryDirectory(prefix="evenground-sheet-") as name:
        folder = Path(name)
        data = _data(deck, folder, paper, large, mono, tallest, sheets) | {"tight": is_tight}
        for block in () if is_told else (one for column in data["columns"] for one in column if "key" in one):
            block["lines"] = []
        (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (folder / "sheet.typ").write_bytes(TEMPLATE.read_bytes())
        at = datetime.fromisoformat(deck.made_on).replace(tzinfo=UTC)
        made = bytes(
            typst.compile(folder / "sheet.typ", root=folder, font_paths=[FOLDER], ignore_system_fonts=True, pdf_standards="ua-1", timestamp=at)
        )
    return made, len(re.findall(rb"/Type\s*/Page\b", made))


def chosen(deck: Deck, sheets: int = 1) -> dict[str, list[Exhibit]]:
    """The exhibits of each part of a sheet, as many as it shows with columns on one page or on both."""
    found: dict[str, list[Exhibit]] = {"number": [], "for_whom": [], "where": [], "done": [], "change": []}
    for exhibit in deck.exhibits:
        part = exhibit.part or ("done" if exhibit.is_demonstration else BY_KIND.get(exhibit.kind, "for_whom"))
        if part and (parts.body(exhibit) or exhibit.kind != "statement"):
            found[part].append(exhibit)
    maps = [one for one in found["where"] if one.kind == "map"]
    found["for_whom"] += [one for one in found["where"] if one.kind != "map"] if not found["for_whom"] else []
    most = {"number": 1, "for_whom": FOR_WHOM * sheets, "where": sheets, "done": DONE, "change": CHANGE}
    return {part: ((maps or found[part]) if part == "where" else found[part])[: most[part]] for part in found}


def _more(shown: dict[str, list[Any]]) -> list[list[Any]]:
    """What the second page has in its two columns: for whom, and where."""
    return [one for one in (shown["for_whom"][FOR_WHOM:], shown["where"][1:]) if one]


def _data(deck: Deck, folder: Path, paper: Paper, large: bool, mono: bool, tallest: float, sheets: int) -> dict[str, Any]:
    language, shown = deck.language, chosen(deck, sheets)
    lead = next(iter(shown["number"]), None)
    used = [one for some in shown.values() for one in some]
    asks = [one.ask for one in deck.exhibits if one.ask]
    made = date.fromisoformat(deck.made_on)
    told: set[str] = set()
    sections = {
        part: [_block(one, folder, large, mono, heading=say(f"export.part_{part}", language) if at in (0, BEGINS.get(part)) else "", tallest=tallest) for at, one in enumerate(shown[part]) if one is not lead]
        for part in ("for_whom", "where", "done", "change")
    }  # fmt: skip
    alone = [] if large or sections["for_whom"] else [one for one in sections["where"] if "ratio" in one]
    for block in alone:
        block["tall"] = max(block["tall"], min(COLUMN_LARGE * block["ratio"], ALONE))
    title = text.one_line(parts.headline(lead) if lead else deck.title)
    for block in (one for some in sections.values() for one in some):
        block["title"] = "" if block["title"] == title else block["title"]
        block["context"] = "" if block["context"] in told else block["context"]  # said once for figures of the same measure and period
        told.add(block["context"])
    tag = parts.TAGS.get(language, "en-CA").split("-")
    sources = {(one.publisher, one.title): f"{one.line}. {one.licence}" for exhibit in used for one in exhibit.answer.provenance}
    return {
        "title": title, "subtitle": "" if lead else text.one_line(deck.subtitle),
        "kicker": " · ".join(part for part in (deck.place_name, deck.title if lead and deck.title != lead.headline else "") if part),
        "author": deck.owner, "keywords": [deck.place_name or deck.place], "date": [made.year, made.month, made.day], "lang": tag[0], "region": "CA",
        "paper": PAPERS[paper], "large": large, "mono": mono, "accent": parts.accent(deck), "logo": _logo(deck, folder, mono),
        "logo_alt": say("export.logo", language, place=deck.place_name or deck.place), "mark": _mark(used, language),
        "number": _number(lead) if lead and lead.kind == "number" else None,
        "columns": [one for one in (sections["for_whom"][:FOR_WHOM], sections["where"][:1]) if one], "more": _more(sections),
        "below": [*sections["done"], *sections["change"]], "ask": text.one_line(asks[-1]) if asks else "",
        "ask_heading": say("export.ask_heading", language), "sources_heading": say("export.sources", language),
        "sources": [*(text.one_line(one) for one in sources.values()), *(_pooled(exhibit) for exhibit in used if _pooled(exhibit)), *(one for exhibit in used[:1] for one in exhibit.answer.notes[:1] if not _pooled(exhibit))],
        "foot": " · ".join([*(one.rstrip(".") for one in deck.notices), parts.stamp(deck), deck.mailbox]),
    }  # fmt: skip


def _mark(used: Sequence[Exhibit], language: str) -> str:
    shown = next((one for one in used if one.is_demonstration), None)
    return (shown.caption.demonstration or say("shell.demonstration_log", language)) if shown else ""


def _number(lead: Exhibit) -> dict[str, Any]:
    unit = lead.caption.unit.lstrip("% ") if parts.sign(lead) else lead.caption.unit
    about = " · ".join(one for one in (*lead.labels[:1], parts.number_interval(lead)) if one)
    under = text.one_line(about[:1].upper() + about[1:])
    return {"figure": parts.figure_only(lead), "unit": text.one_line(unit), "about": under, "lines": parts.body(lead, 2, 260), "context": parts.context(lead)}


def _block(exhibit: Exhibit, folder: Path, large: bool, mono: bool, heading: str, tallest: float) -> dict[str, Any]:
    """One exhibit on the sheet: its finding, what is drawn, and its context."""
    made: dict[str, Any] = {
        "heading": heading, "title": parts.headline(exhibit), "lines": [], "context": f"{parts.context(exhibit)} · {exhibit.caption.interval}".strip(" ·"),
    }  # fmt: skip
    if exhibit.kind == "map" and exhibit.drawing:
        laid = ground(exhibit.drawing, exhibit.answer.table, 560, 460 if large else 420)
        made |= _picture(map_svg(exhibit, laid, 20, defs=hatch_patterns()), exhibit, folder, mono)
        made |= {"ratio": laid.tall / laid.wide, "tall": min(8.2 * laid.tall / laid.wide, tallest), "key": _key(exhibit, mono), "key_title": key_title(exhibit), "lines": parts.body(exhibit, 1, 200)}
    elif exhibit.kind in ("dots", "bars") and len(exhibit.series) == 1:
        made |= {"chart": _chart(exhibit, large), "lines": parts.body(exhibit, 1, 220)}
    elif exhibit.kind in ("lines", "bars", "dots", "points") and exhibit.series:
        svg = chart_svg(exhibit, 680, 430, 24)
        made |= _picture(svg, exhibit, folder, mono) | {"tall": (COLUMN_LARGE if large else COLUMN) * _ratio(svg), "key": [], "key_title": "", "lines": parts.body(exhibit, 1, 220)}
    elif exhibit.kind == "table":
        made["table"] = _table(exhibit, large)
    else:
        made["lines"] = parts.body(exhibit, 3, 430)
    return made


def _pooled(exhibit: Exhibit) -> str:
    """From which areas groups were pooled, and for what; empty for published figures and for any other exhibit."""
    table, notes = exhibit.answer.table, exhibit.answer.notes
    is_pooled = exhibit.answer.question == "groups" and "areas" in table and table["areas"].max() > 1
    return say("brief.pooled_of", exhibit.caption.language, groups=exhibit.caption.subtitle, said=notes[0]) if is_pooled and notes else ""


def _picture(svg: str, exhibit: Exhibit, folder: Path, mono: bool) -> dict[str, Any]:
    name = f"picture-{len(list(folder.glob('picture-*')))}.svg"
    svg = watermarked(svg, str(say("export.demonstration", exhibit.caption.language))) if exhibit.is_demonstration else svg
    (folder / name).write_text(greyed(svg) if mono else svg, encoding="utf-8")
    return {"image": name, "alt": text.one_line(exhibit.alt)}


def watermarked(svg: str, words: str) -> str:
    """A picture with words across it, pale enough to read through."""
    wide, tall = (float(one) for one in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
    across = (
        f'<text x="{wide / 2:.0f}" y="{tall / 2:.0f}" font-size="{wide / 9:.0f}" font-weight="700" fill="#c2185b" fill-opacity=".22" '
        f'text-anchor="middle" transform="rotate(-16 {wide / 2:.0f} {tall / 2:.0f})">{text.html(words.upper())}</text>'
    )
    return svg.removesuffix("</svg>") + across + "</svg>"


def _ratio(svg: str) -> float:
    """Height of a picture over its width."""
    wide, tall = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups()
    return float(tall) / float(wide)


def greyed(svg: str) -> str:
    """A picture whose colours are greys of the same lightness."""
    return re.sub(r"#[0-9a-fA-F]{6}\b", lambda found: grey(found[0]), svg)


def grey(colour: str) -> str:
    light = luminance(colour)
    shade = round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
    return f"#{shade:02x}{shade:02x}{shade:02x}"


def _key(exhibit: Exhibit, mono: bool) -> list[dict[str, str]]:
    language, drawing = exhibit.caption.language, exhibit.drawing
    entries = [
        {"kind": row.group.key if row.hatch else "fill", "fill": grey(row.colour) if mono else row.colour, "label": f"{row.label} ({numbers.number(row.count, language)})"}
        for row in map_rows(exhibit)
    ]
    if drawing.outline:
        entries.append({"kind": "line", "fill": "", "label": say("legend.outline", language, name=drawing.outline_name)})
    if not drawing.features:
        fill = point_fill(drawing)
        entries.append({"kind": "circle", "fill": grey(fill) if mono else fill, "label": points_words(exhibit)})
    if drawing.circles:
        entries.append({"kind": "circle", "fill": grey(LIGHT.circle) if mono else LIGHT.circle, "label": circles_words(exhibit)})
    return entries


def _chart(exhibit: Exhibit, large: bool) -> dict[str, Any]:
    language = exhibit.caption.language
    rows = parts.marks(exhibit, ROWS_LARGE if large else ROWS)
    reference = exhibit.reference if exhibit.reference and exhibit.reference.is_known else None
    every = [one for row in rows for one in (row.value, row.low, row.high) if not numbers.is_missing(one)] + ([reference.value] if reference else [])
    every += [0.0] if exhibit.kind == "bars" else []
    low, high, _ = parts.axis_ends(min(every, default=0), max(every, default=1))
    verdicts = [key for key in SHAPES if any(row.verdict == key for row in rows)]
    return {
        "kind": exhibit.kind, "alt": text.one_line(exhibit.alt), "low": low, "high": high, "reference": reference.value if reference else None,
        "note": _legend(exhibit, verdicts, language),
        "rows": [
            {
                "gap": row.is_gap, "label": row.label, "value": 0 if row.is_gap else row.value, "low": _known(row.low), "high": _known(row.high),
                "shape": SHAPES.get(row.verdict, "circle"), "colour": LIGHT.dots.get(row.verdict, parts.ACCENT),
                "said": "" if row.is_gap else parts.with_limits(row.value, row.low, row.high, language, exhibit.decimals, parts.sign(exhibit)),
            }
            for row in rows
        ],
    }  # fmt: skip


def _legend(exhibit: Exhibit, verdicts: Sequence[str], language: str) -> str:
    """What shapes and the dashed line mean, in words."""
    said = [say(f"export.shape_{key}", language, verdict=say(f"verdict.{key}", language).lower()) for key in verdicts]
    if exhibit.reference and exhibit.reference.is_known:
        value = numbers.with_unit(exhibit.reference.value, exhibit.caption.unit, language, exhibit.decimals)
        said.append(say("export.dashed", language, name=exhibit.reference.name, value=value))
    return " ".join(said)


def _known(value: float) -> float | None:
    return None if numbers.is_missing(value) else value


def _table(exhibit: Exhibit, large: bool) -> dict[str, Any]:
    shown = parts.printed(exhibit)
    most = 4 if large else 5
    return {"headings": shown.headings[:most], "rows": [row[:most] for row in shown.rows[: ROWS_LARGE if large else ROWS]], "numeric": shown.numeric[:most]}


def _logo(deck: Deck, folder: Path, mono: bool) -> str | None:
    if not deck.logo:
        return None
    kind = "svg" if deck.logo.lstrip()[:1] == b"<" else "jpg" if deck.logo[:2] == b"\xff\xd8" else "png"
    (folder / f"logo.{kind}").write_bytes(deck.logo)
    return f"logo.{kind}"

"""A deck as `.xlsx`: what it is, one sheet for each exhibit, definitions and sources; and any table as `.csv`.

Numbers are numbers, statuses are words, and a row that is withheld shows its reason and no number. Text is written as text,
and what a spreadsheet could take for a formula is quoted, so nothing in the file is ever calculated.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import xlsxwriter

from evenground.answers.exhibit import Deck, Exhibit
from evenground.briefs import parts
from evenground.briefs.workbook_sheet import LINE, lines_of, plain, put_exhibit, put_rows, styles_of, to_print, write
from evenground.catalog.words import say
from evenground.look import text
from evenground.look.dates import day

ABOUT = 100
"""Signs that the words about the workbook are wide."""


def workbook(deck: Deck) -> bytes:
    """The deck's tables as a workbook; the same deck gives the same bytes.

    Raises
    ------
    ValueError
        If the deck has no exhibits.
    """
    if not deck.exhibits:
        raise ValueError(f"the story {deck.id!r} has no exhibits; add one before it is exported")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    made = datetime.fromisoformat(deck.made_on)
    book.set_properties(
        {"title": plain(deck.title), "subject": plain(deck.subtitle), "author": plain(deck.owner), "keywords": plain(deck.place_name or deck.place), "comments": parts.stamp(deck), "created": made}
    )
    styles = styles_of(book, parts.accent(deck))
    names = sheet_names(deck)
    _about(book.add_worksheet(names[0]), deck, styles, names)
    for exhibit, name in zip(deck.exhibits, names[1:], strict=False):
        put_exhibit(book.add_worksheet(name), exhibit, styles)
    put_rows(book.add_worksheet(names[-2]), [say("export.column.name_of", deck.language), say("export.column.definition", deck.language)], deck.methods, styles)
    headings = [say(f"export.{name}", deck.language) for name in ("publisher", "title", "vintage", "licence", "retrieved", "note")]
    sources = [(one.publisher, one.title, one.vintage, one.licence, day(one.retrieved_on or "", deck.language), one.note or "") for one in deck.sources]
    put_rows(book.add_worksheet(names[-1]), headings, sources, styles)
    for sheet in book.worksheets():
        to_print(sheet, parts.stamp(deck))
    book.close()
    return out.getvalue()


def sheet_names(deck: Deck) -> list[str]:
    """Names of the sheets in order: about, one for each exhibit, definitions, sources; distinct and as a workbook takes them."""
    language = deck.language
    wanted = [say("export.sheet_about", language)]
    wanted += [f"{at} {exhibit.caption.subtitle or exhibit.headline}" for at, exhibit in enumerate(deck.exhibits, start=1)]
    wanted += [say("export.sheet_definitions", language), say("export.sheet_sources", language)]
    names: list[str] = []
    for one in wanted:
        plain = "".join(sign for sign in text.one_line(one) if sign <= "\uffff")  # a name's length is counted in UTF-16
        name = re.sub(r"[\[\]:*?/\\]", " ", plain).strip(" '")[:31].strip(" '") or str(len(names) + 1)
        tries = 2
        while name.casefold() in {other.casefold() for other in names}:
            name, tries = f"{name[:27]} {tries}", tries + 1
        names.append(name)
    return names


def _about(sheet: Any, deck: Deck, styles: dict[str, Any], names: Sequence[str]) -> None:
    """What the workbook is, whose it is, how to cite it, and what each sheet holds."""
    language = deck.language
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, ABOUT, styles["wrap"])
    write(sheet, 0, 0, deck.title, styles["about"])
    audience = say(f"export.audience_{'public' if deck.audience == 'public' else 'analyst'}", language)
    cited = "; ".join(dict.fromkeys(one.line for one in deck.sources))
    rows = [
        (say("shell.place", language), deck.place_name or deck.place), ("", deck.subtitle), (say("export.column.owner", language), deck.owner),
        (say("shell.mailbox", language), deck.mailbox), (say("export.column.made", language), day(deck.made_on, language)),
        (say("export.column.release", language), deck.release_id), (say("export.column.audience", language), audience),
        *(("", notice) for notice in deck.notices),
        (say("export.column.cite", language), say("export.cite", language, title=deck.title, owner=deck.owner, place=deck.place_name or deck.place, date=day(deck.made_on, language), release=deck.release_id, sources=cited)),
        ("", ""), *((name, parts.headline(exhibit)) for exhibit, name in zip(deck.exhibits, names[1:], strict=False)),
        (names[-2], ""), (names[-1], ""),
    ]  # fmt: skip
    for at, (label, words) in enumerate(rows, start=2):
        sheet.set_row(at, LINE * lines_of(words, ABOUT))
        write(sheet, at, 0, label, styles["bold"])
        write(sheet, at, 1, words, styles["wrap"])


def csv_bytes(table: pd.DataFrame, lines: Sequence[str] = ()) -> bytes:
    """A table as CSV for spreadsheets: `lines` say above it what it is, and no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for line in lines:
        writer.writerow([text.cell(line)])
    if lines:
        writer.writerow([])
    writer.writerow([text.cell(name) for name in table.columns])
    for row in table.itertuples(index=False):
        writer.writerow([text.cell(_plain(part)) for part in row])
    return out.getvalue().encode("utf-8-sig")


def _plain(part: object) -> object:
    """A number as a person writes it: 26 for 26.0, and 205852.8 for 205852.80000000002."""
    if not isinstance(part, float) or not math.isfinite(part):
        return part
    return int(part) if part == int(part) else float(f"{part:.12g}")


def exhibit_csv(exhibit: Exhibit) -> bytes:
    """The table of one exhibit as CSV, in the reader's headings and words; withheld rows show no number."""
    shown = parts.cleared(exhibit)
    shown.columns = [heading for name, heading in exhibit.columns if name in shown.columns]
    return csv_bytes(shown, exhibit.caption.lines)

"""A deck as `.xlsx`: what it is, one sheet for each exhibit, definitions and sources; and any table as `.csv`.

Numbers are numbers, statuses are words, and a row that is withheld shows its reason and no number. Text is written as text,
and what a spreadsheet could take for a formula is quoted, so nothing in the file is ever calculated.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import xlsxwriter

from evenground.answers.exhibit import Deck, Exhibit
from evenground.briefs import parts
from evenground.catalog.words import say
from evenground.look import text
from evenground.look.dates import day

WIDEST = 60
LONGEST = 32_000
"""Signs that a cell takes."""


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
        {"title": _plain(deck.title), "subject": _plain(deck.subtitle), "author": _plain(deck.owner), "keywords": _plain(deck.place_name or deck.place), "comments": parts.stamp(deck), "created": made}
    )
    styles = {
        "title": book.add_format({"bold": True, "font_size": 16}), "head": book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": parts.accent(deck), "text_wrap": True, "valign": "vcenter"}),
        "bold": book.add_format({"bold": True}), "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "mark": book.add_format({"bold": True, "font_color": "#C2185B"}), "plain": book.add_format({}),
        **{f"number{after}": book.add_format({"num_format": "#,##0" + ("." + "0" * after if after else "")}) for after in range(5)},
    }  # fmt: skip
    names = sheet_names(deck)
    _about(book.add_worksheet(names[0]), deck, styles, names)
    for exhibit, name in zip(deck.exhibits, names[1:], strict=False):
        _exhibit(book.add_worksheet(name), exhibit, styles)
    _rows(book.add_worksheet(names[-2]), [say("export.column.name_of", deck.language), say("export.column.definition", deck.language)], deck.methods, styles)
    headings = [say(f"export.{name}", deck.language) for name in ("publisher", "title", "vintage", "licence", "retrieved", "note")]
    sources = [(one.publisher, one.title, one.vintage, one.licence, day(one.retrieved_on or "", deck.language), one.note or "") for one in deck.sources]
    _rows(book.add_worksheet(names[-1]), headings, sources, styles)
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
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 110, styles["wrap"])
    _write(sheet, 0, 0, deck.title, styles["title"])
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
        _write(sheet, at, 0, label, styles["bold"])
        _write(sheet, at, 1, words, styles["wrap"])


def _exhibit(sheet: Any, exhibit: Exhibit, styles: dict[str, Any]) -> None:
    """The finding and its context above, the whole table below, ready to be sorted and filtered."""
    caption, row = exhibit.caption, 0
    _write(sheet, row, 0, parts.headline(exhibit), styles["title"])
    mark = caption.demonstration or (say("export.demonstration", caption.language) if exhibit.is_demonstration else "")
    for words, style in (
        (mark, "mark"), (parts.context(exhibit), "plain"), (caption.interval, "plain"), (exhibit.changed, "plain"), (caption.note, "plain"), (caption.credit, "plain"),
        *((one, "plain") for one in (*exhibit.answer.sentences, *exhibit.answer.missing, *exhibit.answer.notes)),
    ):  # fmt: skip
        if words:
            row += 1
            _write(sheet, row, 0, words, styles[style])
    shown = parts.cleared(exhibit)
    if shown.columns.empty and exhibit.series:
        shown, headings = _drawn(exhibit)
    else:
        headings = [heading for name, heading in exhibit.columns if name in shown.columns]
    if not headings:
        return
    _table(sheet, row + 2, headings, shown, exhibit.decimals, styles)


def _drawn(exhibit: Exhibit) -> tuple[pd.DataFrame, list[str]]:
    """A table of what is drawn, for an exhibit that names no columns."""
    language = exhibit.caption.language
    columns: dict[str, object] = {say("export.column.name", language): list(exhibit.labels)}
    for one in exhibit.series:
        columns[one.name] = one.values
        for end, values in (("ci_low", one.low), ("ci_high", one.high)):
            if values is not None:
                columns[f"{one.name}, {say(f'export.column.{end}', language).lower()}"] = values
    table = pd.DataFrame(columns)
    return table, list(table.columns)


def _table(sheet: Any, top: int, headings: Sequence[str], table: pd.DataFrame, decimals: int, styles: dict[str, Any]) -> None:
    sheet.freeze_panes(top + 1, 1)
    for column, (heading, name) in enumerate(zip(headings, table.columns, strict=True)):
        _write(sheet, top, column, heading, styles["head"])
        values = list(table[name])
        is_number = parts.is_numeric(table[name])
        style = styles[f"number{min(parts.decimals_of(values, decimals), 4)}"] if is_number else styles["plain"]
        for row, value in enumerate(values, start=top + 1):
            if parts.numbers_missing(value):
                continue
            if is_number:
                sheet.write_number(row, column, float(value), style)
            else:
                _write(sheet, row, column, str(value), style)
        longest = max([len(str(heading)), *(len(str(value)) for value in values[:200])]) if not is_number else len(str(heading))
        sheet.set_column(column, column, min(max(longest + 2, 11), WIDEST))
    if len(table):
        sheet.autofilter(top, 0, top + len(table), len(headings) - 1)


def _rows(sheet: Any, headings: Sequence[str], rows: Sequence[Sequence[str]], styles: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(headings):
        _write(sheet, 0, column, heading, styles["head"])
        sheet.set_column(column, column, 34 if column < len(headings) - 1 or len(headings) > 2 else 110, styles["wrap"])
    for at, row in enumerate(rows, start=1):
        for column, words in enumerate(row):
            _write(sheet, at, column, words, styles["wrap"])


def _write(sheet: Any, row: int, column: int, words: object, style: Any) -> None:
    """Text as text: what a spreadsheet could run is quoted, signs that a workbook cannot hold are dropped."""
    line = _plain(words)[:LONGEST]
    if line:
        sheet.write_string(row, column, str(text.cell(line)), style)


def _plain(words: object) -> str:
    return text.one_line(words)


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
        writer.writerow([text.cell(part) for part in row])
    return out.getvalue().encode("utf-8-sig")


def exhibit_csv(exhibit: Exhibit) -> bytes:
    """The table of one exhibit as CSV, in the reader's headings and words; withheld rows show no number."""
    shown = parts.cleared(exhibit)
    shown.columns = [heading for name, heading in exhibit.columns if name in shown.columns]
    return csv_bytes(shown, exhibit.caption.lines)

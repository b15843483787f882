"""Population and dwelling counts by census subdivision: a record an area, a column a figure, a symbol beside each.

Publisher   Statistics Canada, Table 98-10-0002-01, "Population and dwelling counts", yearly by census
Grain       one row per census division or subdivision, keyed by DGUID
Quirks      thirteen columns are all called Symbols: each belongs to the figure on its left; `r` marks a revised figure
            (kept, it is a figure all the same), `...` stands in Symbols beside an empty cell; names repeat (a village and
            the Inuit land around it), so DGUID is the only key; the file begins with a byte-order mark
Options     records    list of {dguid: regular expression, keep: true} or {dguid: ..., otherwise: words}; the first that
                       matches the whole DGUID decides, and a record that none matches is rejected
            withheld, not_applicable, not_reported, kept   the publisher's symbols by meaning; `kept` go with a figure
Measures    `value`, `numerator` and `denominator` name a figure by its words without "Population and dwelling counts
            (13): " and its footnote: "Population, 2021"
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from etl.contract import Published, SourceChanged, Tidy, rejects
from etl.csv_records import ragged, read_csv_records, require_columns
from etl.wide import Scoped, measured
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
KEY = "DGUID"
FIGURE = re.compile(r"Population and dwelling counts \(13\): (?P<words>.+) \[\d+\]")
SYMBOL = re.compile(r"Symbols(?: \(\d+\))?")
OPTIONS = {"records", "withheld", "not_applicable", "not_reported", "kept"}


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """Observations of the kept records; every other record is out of scope under its declared words, or rejected."""
    if unknown := sorted(set(source.options) - OPTIONS):
        raise SourceChanged(f"{source.id}: the option {unknown[0]!r} is not known; remove or correct it")
    require_columns(published, [KEY], source.id)
    figures = _figures(published.table, source)
    rejected = ragged(published)
    kept, out_of_scope, strange = _records(published.table[~published.table["line"].isin(rejected["line"])], source)
    figures = figures.loc[kept.index]
    symbols = pd.DataFrame({name: kept[symbol] for name, symbol in _symbol_of(published.table).items()})
    _refuse_unknown_symbols(symbols, source)
    inside = Scoped(
        table=_with_reasons(figures, symbols, source).assign(line=kept["line"]),
        rejected=pd.concat([rejected, strange]),
        out_of_scope=out_of_scope,
        width=figures.shape[1],
    )
    tidied = measured(inside, kept[KEY], source)
    tidied.observations = _marked(tidied.observations, symbols, kept, source)
    return tidied


def _figures(table: pd.DataFrame, source: Source) -> pd.DataFrame:
    names = {column: found["words"] for column in table if (found := FIGURE.fullmatch(column))}
    if not names or len(names) != len(_symbol_of(table)):
        raise SourceChanged(f"{source.id}: a column of Symbols must follow each of the figures, as in table 98-10-0002")
    return table[list(names)].rename(columns=names)


def _symbol_of(table: pd.DataFrame) -> dict[str, str]:
    """The column of symbols that stands on the right of each figure, by the figure's words."""
    columns = list(table.columns)
    return {
        found["words"]: right
        for left, right in zip(columns, columns[1:], strict=False)
        if (found := FIGURE.fullmatch(left)) and SYMBOL.fullmatch(right)
    }


def _records(table: pd.DataFrame, source: Source) -> tuple[pd.DataFrame, dict[str, list[int]], pd.DataFrame]:
    undecided = pd.Series(True, index=table.index)
    kept = pd.Series(False, index=table.index)
    out_of_scope: dict[str, list[int]] = {}
    for rule in source.options.get("records", []):
        hit = undecided & table[KEY].str.fullmatch(rule["dguid"])
        undecided &= ~hit
        if rule.get("keep"):
            kept |= hit
        elif hit.any():
            out_of_scope.setdefault(rule["otherwise"], []).extend(int(line) for line in table["line"][hit])
    strange = table[undecided]
    reason, remedy = "the record is neither kept nor out of scope", "add its DGUID to the option `records`"
    return table[kept], out_of_scope, rejects(strange["line"], KEY, strange[KEY], reason, remedy)


def _refuse_unknown_symbols(symbols: pd.DataFrame, source: Source) -> None:
    known = {str(mark) for option in OPTIONS - {"records"} for mark in source.options.get(option, [])} | {""}
    found = {mark for name in symbols for mark in symbols[name]} - known
    if found:
        raise SourceChanged(f"{source.id}: {len(found)} symbols are not declared (first: {sorted(found)[0]!r})")


def _with_reasons(figures: pd.DataFrame, symbols: pd.DataFrame, source: Source) -> pd.DataFrame:
    """An empty figure takes the symbol beside it, which says why it is empty."""
    return figures.where(figures.ne(""), symbols[figures.columns])


def _marked(found: pd.DataFrame, symbols: pd.DataFrame, kept: pd.DataFrame, source: Source) -> pd.DataFrame:
    """Figures with the publisher's own symbol, of the value or of what it is made from."""
    by_line = symbols.set_axis(kept["line"], axis=0)
    parts = []
    for measure in source.measures:
        period = measure.period or source.period or ""
        own = found[(found["indicator_id"] == measure.indicator) & (found["period_id"] == period)]
        used = [measure.value] if measure.value else [*measure.numerator, *measure.denominator]
        beside = by_line.loc[own["line"], used].agg(lambda row: next((mark for mark in row if mark), ""), axis=1)
        parts.append(own.assign(symbol=beside.astype("str").to_numpy()))
    return pd.concat(parts, ignore_index=True) if parts else found

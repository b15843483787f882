"""Tables and alternative texts of the Disparities page, from its answers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from evenground.answers.answer import Answer
from evenground.answers.disparities.gap import estimate_of
from evenground.answers.disparities.groups import Groups
from evenground.catalog.words import say
from evenground.look import numbers

LINE = 20
"""Pixels of a line of text in a table."""
MEASURES_SHOWN = {
    "title": "measure", "shown": "shown", "plain": "reads", "beware": "beware", "formula": "formula", "reason": "reason",
}  # fmt: skip
MEASURES_SAVED = {
    "title": "disparities.col_measure", "estimate": "disparities.col_estimate", "ci_low": "table.ci_low", "ci_high": "table.ci_high", "interval": "disparities.col_interval",
    "plain_estimate": "disparities.col_plain_estimate", "plain_low": "disparities.col_plain_low", "plain_high": "disparities.col_plain_high", "plain": "disparities.col_reads",
    "beware": "disparities.col_beware", "formula": "disparities.col_formula", "source": "disparities.col_source", "reason": "disparities.col_reason",
}  # fmt: skip
REFERENCES = {
    "reference": "disparities.col_reference", "shown": "disparities.col_difference", "ratio": "disparities.col_ratio", "note": "disparities.col_note",
}  # fmt: skip
GROUPS = {
    "name": "disparities.group", "value": "table.value", "ci_low": "table.ci_low", "ci_high": "table.ci_high", "ci_kind": "table.ci_kind", "numerator": "table.numerator",
    "denominator": "table.denominator", "population": "table.population", "rest_value": "disparities.col_rest", "rest_low": "disparities.col_rest_low",
    "rest_high": "disparities.col_rest_high", "areas": "disparities.col_areas", "status": "table.status", "reliability": "table.reliability",
}  # fmt: skip


def measures_shown(answer: Answer, language: str) -> pd.DataFrame:
    """All measures as the page shows them: only columns that say something."""
    kept = [name for name in MEASURES_SHOWN if _says_something(answer.table[name])]
    return answer.table[kept].rename(columns={name: say(f"disparities.col_{MEASURES_SHOWN[name]}", language) for name in kept})


def measures_saved(answer: Answer, language: str) -> pd.DataFrame:
    """All measures as a file has them: numbers, the textbook interval beside the shown one, and sources."""
    kept = [name for name in MEASURES_SAVED if name in answer.table]
    return answer.table[kept].rename(columns={name: say(MEASURES_SAVED[name], language) for name in kept})


def references(answer: Answer, language: str) -> pd.DataFrame:
    """The gap against every reference."""
    kept = [name for name in REFERENCES if _says_something(answer.table[name])]
    table = answer.table[kept].assign(ratio=[numbers.number(one, language, 2) for one in answer.table["ratio"]])
    return table.rename(columns={name: say(REFERENCES[name], language) for name in kept})


def priorities(answer: Answer, language: str) -> pd.DataFrame:
    """Indicators in the order of the size of their gap."""
    table = answer.table
    return pd.DataFrame(
        {
            "#": np.arange(1, len(table) + 1), say("disparities.col_indicator", language): table["title"], say("disparities.group", language): table["group"],
            say("disparities.col_reference", language): table["reference"], say("disparities.col_ratio", language): [numbers.number(one, language, 2) for one in table["ratio"]],
            say("disparities.col_people", language): [numbers.number(one, language) for one in table["people"]], say("disparities.col_difference", language): table["sentence"],
            say("disparities.col_trend", language): table["trend"],
        }
    )  # fmt: skip


def priorities_file(answer: Answer, language: str) -> pd.DataFrame:
    """The same for a file, where each row says its period and its source, which differ from row to row."""
    more = {str(say(f"disparities.col_{name}", language)): answer.table[name] for name in ("period", "source")}
    return priorities(answer, language).assign(**more)


def groups_table(found: Groups) -> pd.DataFrame:
    """The table twin of the equiplot."""
    language = found.chosen.language
    rows = found.table.drop(columns=_unused(found), errors="ignore")
    kept = [name for name in GROUPS if name in rows and _says_something(rows[name])]
    out = rows[kept].copy()
    out["status"] = [say(f"status.{word}", language) for word in rows["status"]]
    if "reliability" in out:
        out["reliability"] = [say(f"reliability.{word or 'unknown'}", language) for word in rows["reliability"]]
    if "ci_kind" in out:
        out["ci_kind"] = [say(f"interval.{word}", language, level=95) if word else say("interval.none", language) for word in rows["ci_kind"].fillna("")]
    return out.rename(columns={name: say(GROUPS[name], language) for name in kept})


def _unused(found: Groups) -> list[str]:
    """Columns that mean nothing for this kind of groups."""
    counted = ["denominator", "numerator"] if found.kind == "areas" else ["population"]
    return counted if found.kind == "overlapping" else [*counted, "rest_value", "rest_low", "rest_high"]


def row_height(table: pa.Table, signs: int) -> int:
    """Pixels in which the longest text of a table fits, broken into lines of so many signs."""
    longest = max((len(str(text)) for column in table.columns for text in column.to_pylist() if text is not None), default=0)
    return LINE * max(-(-longest // signs), 2) + LINE


def _says_something(column: pd.Series) -> bool:
    return bool(column.replace("", None).notna().any())


def told(found: Groups, rows: pd.DataFrame) -> list[str]:
    """Value, unit and interval of each row of groups, in words."""
    return [estimate_of(found, row["value"], row["ci_low"], row["ci_high"], row["ci_kind"], row["ci_level"]) for row in rows.to_dict("records")]


def named(found: Groups, rows: pd.DataFrame, between: str) -> str:
    """The groups of `rows` with their values, in one text."""
    return between.join(f"{name} {words}" for name, words in zip(rows["name"], told(found, rows), strict=True))

"""Cells that hold several things, taken apart by whole arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

ANSWERS = {"yes": "yes", "oui": "yes", "no": "no", "non": "no", "unknown": "unknown", "inconnu": "unknown", "not asked": "unknown",
           "not known": "unknown", "non demandé": "unknown", "refused": "unknown", "refus": "unknown", "no answer": "unknown",
           "sans réponse": "unknown", "prefer not to say": "unknown"}  # fmt: skip
BLOCK = 100_000
"""Different texts that are taken apart at a time: their pieces are many times larger than they are."""


def explode(texts: pd.Series, parts_of: Callable[[str], Sequence[object]]) -> tuple[np.ndarray, list[object], np.ndarray]:
    """Row of each part, the different parts one after the other, and which of them each is.

    `parts_of` looks at each different text once; the row numbers and positions are made by whole arrays.
    """
    codes, different = pd.factorize(texts.fillna(""))
    lists = [list(parts_of(text)) if text else [] for text in different]
    rows, positions = spread(codes, np.array([len(one) for one in lists], dtype=np.int64))
    return rows, [part for one in lists for part in one], positions


def spread(codes: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Row of each part, and its position in the parts of the different texts, laid one after the other.

    `codes` says which text each row holds, `lengths` how many parts each text has.
    """
    if not len(lengths):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    starts = np.cumsum(lengths) - lengths
    of_rows = lengths[codes]
    rows = np.repeat(np.arange(len(codes)), of_rows)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(of_rows) - of_rows, of_rows)
    return rows, np.repeat(starts[codes], of_rows) + within


@dataclass(frozen=True)
class GroupCounts:
    """Counts by question and answer (row, question, answer, people), each pair once a row, and what stands against them."""

    table: pd.DataFrame
    wrong: np.ndarray
    """Rows that cannot be read."""
    asked: np.ndarray
    """Of each row, the people counted at the question that counts most; 0 without one."""


def group_counts(texts: pd.Series) -> GroupCounts:
    """What each cell says. It reads `newcomer: yes 12, no 5, unknown 8; black: yes 4`; each different text is read once."""
    codes, different = pd.factorize(texts)
    blocks = [_counts_in(different[start : start + BLOCK], start) for start in range(0, max(len(different), 1), BLOCK)]
    made = pd.concat([table for table, _ in blocks], ignore_index=True)
    wrong = np.concatenate([rows for _, rows in blocks])
    rows, at = spread(codes, np.bincount(made["text"], minlength=len(different)))
    table = made.drop(columns="text").take(at).reset_index(drop=True)
    table.insert(0, "row", rows)
    asked = made.groupby(["text", "question"], sort=False)["people"].sum().groupby("text").max()
    most = np.zeros(len(different))
    most[asked.index] = asked
    return GroupCounts(table, np.flatnonzero(np.isin(codes, wrong)), most[codes])


def _counts_in(texts: pd.Index, start: int) -> tuple[pd.DataFrame, np.ndarray]:
    """Counts of some texts (text, question, answer, people), and those that cannot be read; `start` is the number of the first."""
    questions = pc.split_pattern_regex(pa.array(texts, pa.string()), r"\s*[;|\n]\s*")
    text = pc.list_parent_indices(questions).to_numpy() + start
    question = pc.list_flatten(questions)
    kept = pc.not_equal(pc.utf8_trim_whitespace(question), "").to_numpy(zero_copy_only=False)
    text, question = text[kept], question.filter(pa.array(kept))
    named = pc.extract_regex(question, r"^\s*(?P<question>[^:]+?)\s*:\s*(?P<answers>.*?)\s*$")
    bad = text[pc.is_null(named).to_numpy(zero_copy_only=False)]
    names, answers = pc.struct_field(named, 0).fill_null(""), pc.struct_field(named, 1).fill_null("")
    parts = pc.split_pattern_regex(answers, r"\s*,\s*")
    of = pc.list_parent_indices(parts).to_numpy()
    said = pc.extract_regex(pc.list_flatten(parts), r"^(?P<answer>[^0-9]+?)\s*[:=]?\s*(?P<people>[0-9]+)$")
    unread = pc.is_null(said).to_numpy(zero_copy_only=False) & ~pc.is_null(named).to_numpy(zero_copy_only=False)[of]
    answer = pd.Series(pc.struct_field(said, 0).to_pandas(), dtype="str").str.lower().map(ANSWERS)
    table = pd.DataFrame(
        {
            "text": text[of],
            "question": _plain(names).take(of).reset_index(drop=True),
            "answer": answer,
            "people": pc.cast(pc.struct_field(said, 1), pa.float64()).to_numpy(zero_copy_only=False),
        }
    )
    wrong = np.unique(np.concatenate([bad, text[of][unread | answer.isna().to_numpy()]]))
    good = table[~np.isin(table["text"], wrong)]
    return good.groupby(["text", "question", "answer"], as_index=False, sort=False)["people"].sum(), wrong


def _plain(names: pa.Array) -> pd.Series:
    """Names of questions in lower case, with underscores for spaces."""
    codes, different = pd.factorize(pd.Series(names.to_pandas(), dtype="str"))
    return pd.Series(["_".join(name.lower().split()) for name in different], dtype="str").take(codes).reset_index(drop=True)

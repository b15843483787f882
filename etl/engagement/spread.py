"""Cells that hold several things, taken apart by whole arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

ANSWERS = {"yes": "yes", "oui": "yes", "no": "no", "non": "no", "unknown": "unknown", "inconnu": "unknown", "not asked": "unknown",
           "not known": "unknown", "non demandé": "unknown", "refused": "unknown", "refus": "unknown", "no answer": "unknown",
           "sans réponse": "unknown", "prefer not to say": "unknown"}  # fmt: skip


def explode(texts: pd.Series, parts_of: Callable[[str], Sequence[object]]) -> tuple[np.ndarray, list[object], np.ndarray]:
    """Row of each part, the different parts one after the other, and which of them each is.

    `parts_of` looks at each different text once; the row numbers and positions are made by whole arrays.
    """
    codes, different = pd.factorize(texts.fillna(""))
    lists = [list(parts_of(text)) if text else [] for text in different]
    lengths = np.array([len(one) for one in lists], dtype=np.int64)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1])) if len(lists) else np.empty(0, np.int64)
    of_rows = lengths[codes] if len(lists) else np.empty(0, np.int64)
    rows = np.repeat(np.arange(len(codes)), of_rows)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(of_rows) - of_rows, of_rows)
    positions = np.repeat(starts[codes], of_rows) + within if len(rows) else np.empty(0, np.int64)
    return rows, [part for one in lists for part in one], positions


def group_counts(texts: pd.Series) -> tuple[pd.DataFrame, np.ndarray]:
    """Counts by question and answer (row, question, answer, people), and the rows that cannot be read.

    A cell reads `newcomer: yes 12, no 5, unknown 8; black: yes 4`.
    """
    column = pa.array(texts, pa.string())
    questions = pc.split_pattern_regex(column, r"\s*[;|\n]\s*")
    row = pc.list_parent_indices(questions).to_numpy()
    question = pc.list_flatten(questions)
    kept = pc.not_equal(pc.utf8_trim_whitespace(question), "").to_numpy(zero_copy_only=False)
    row, question = row[kept], question.filter(pa.array(kept))
    named = pc.extract_regex(question, r"^\s*(?P<question>[^:]+?)\s*:\s*(?P<answers>.*?)\s*$")
    bad = row[pc.is_null(named).to_numpy(zero_copy_only=False)]
    names, answers = pc.struct_field(named, 0).fill_null(""), pc.struct_field(named, 1).fill_null("")
    parts = pc.split_pattern_regex(answers, r"\s*,\s*")
    of = pc.list_parent_indices(parts).to_numpy()
    said = pc.extract_regex(pc.list_flatten(parts), r"^(?P<answer>[^0-9]+?)\s*[:=]?\s*(?P<people>[0-9]+)$")
    unread = pc.is_null(said).to_numpy(zero_copy_only=False) & ~pc.is_null(named).to_numpy(zero_copy_only=False)[of]
    answer = pd.Series(pc.struct_field(said, 0).to_pandas(), dtype="str").str.lower().map(ANSWERS)
    table = pd.DataFrame(
        {
            "row": row[of],
            "question": pd.Series(names.take(pa.array(of)).to_pandas(), dtype="str"),
            "answer": answer,
            "people": pc.cast(pc.struct_field(said, 1), pa.float64()).to_numpy(zero_copy_only=False),
        }
    )
    wrong = np.unique(np.concatenate([bad, row[of][unread | answer.isna().to_numpy()]]))
    return table[~np.isin(table["row"], wrong)].reset_index(drop=True), wrong

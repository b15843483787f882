"""Text columns seen as their different texts: a rule is tried once on each text, then spread over the rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pyarrow as pa

T = TypeVar("T")


@dataclass
class Distinct:
    """`texts[codes]` is the column."""

    codes: np.ndarray
    texts: np.ndarray

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> Distinct:
        """From a plain or dictionary text column without nulls."""
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        whole = column.unify_dictionaries().combine_chunks()
        if isinstance(whole, pa.ChunkedArray):
            if whole.num_chunks == 0:
                return cls(np.empty(0, "int32"), np.empty(0, object))
            whole = whole.chunk(0)
        return cls(whole.indices.to_numpy(), np.array(whole.dictionary.to_pylist(), dtype=object))

    @classmethod
    def constant(cls, text: str, rows: int) -> Distinct:
        return cls(np.zeros(rows, "int32"), np.array([text], dtype=object))

    def spread(self, of_each: np.ndarray) -> np.ndarray:
        """A value for each text, as a value for each row."""
        if len(of_each) == 1:
            return np.full(len(self.codes), of_each[0])
        return of_each.take(self.codes) if len(of_each) else np.empty(0, of_each.dtype)

    def map(self, rule: Callable[[str], T], dtype: object = object) -> np.ndarray:
        """`rule` of each text (not of each row)."""
        made = np.empty(len(self.texts), dtype=dtype)
        for position, text in enumerate(self.texts):
            made[position] = rule(text)
        return made

    def having(self, of_each: np.ndarray) -> np.ndarray:
        """Positions of the rows whose text has `of_each` true."""
        return np.flatnonzero(self.spread(of_each)) if of_each.any() else np.empty(0, dtype=np.int64)

    def at(self, rows: np.ndarray) -> np.ndarray:
        """Texts of some rows."""
        return self.texts[self.codes[rows]]

    def replaced(self, texts: np.ndarray) -> Distinct:
        """The same rows with other texts; texts that have become equal share one code."""
        if texts is self.texts or np.array_equal(texts, self.texts):
            return self
        unique, back = np.unique(texts.astype(str), return_inverse=True)
        return Distinct(back.astype("int32")[self.codes] if len(texts) else self.codes, unique.astype(object))

    def take(self, rows: np.ndarray) -> Distinct:
        return Distinct(self.codes[rows], self.texts)

    def arrow(self) -> pa.DictionaryArray:
        return pa.DictionaryArray.from_arrays(pa.array(self.codes), pa.array(self.texts, pa.string()))

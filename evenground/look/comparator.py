"""What areas are compared with: a named figure, drawn as one line and said in every verdict."""

from __future__ import annotations

from dataclasses import dataclass

from evenground.look.numbers import is_missing


@dataclass(frozen=True)
class Comparator:
    """`name` is in the reader's language ("the whole city"); limits are missing where none are known."""

    name: str
    value: float
    ci_low: float = float("nan")
    ci_high: float = float("nan")

    @property
    def is_known(self) -> bool:
        return not is_missing(self.value)

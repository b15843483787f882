"""The key of a map or ranking: what each colour, mark and hatch means, and how many areas have it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from evenground.look.classes import ColourBy, Group, class_labels, groups, has_value
from evenground.look.numbers import number
from evenground.look.palette import HATCHES, MARKS, Palette

OPEN = "○"

Say = Callable[..., str]
"""Words of a message key in the reader's language: `say("verdict.better")`."""


@dataclass(frozen=True)
class Row:
    """One entry. `label` is plain text, not escaped; `mark` is drawn on areas whose colour alone would not do."""

    group: Group
    label: str
    colour: str
    mark: str = ""
    hatch: str = ""

    @property
    def count(self) -> int:
        return self.group.count

    def text(self, language: str) -> str:
        """Label with mark and number of areas: "× withheld (3)"."""
        return f"{self.mark} {self.label} ({number(self.count, language)})".strip()


def rows(
    table: pd.DataFrame,
    breaks: Sequence[float],
    colours: Palette,
    language: str,
    say: Say,
    decimals: int = 1,
    by: ColourBy = "class",
) -> tuple[Row, ...]:
    """Entries of the key, least class first, then verdicts or reasons for no number."""
    found = groups(table, breaks, by)
    ranges = class_labels(breaks, language, decimals, table.loc[has_value(table), "value"].round(decimals)) if by == "class" else ()
    steps = colours.classes(len(ranges)) if ranges else ()
    return tuple(_row(group, ranges, steps, colours, say) for group in found)


def _row(group: Group, ranges: Sequence[str], steps: Sequence[str], colours: Palette, say: Say) -> Row:
    if group.kind == "class":
        return Row(group, ranges[group.index], steps[group.index])
    if group.kind == "verdict":
        mark = OPEN if group.key == "not_compared" else ""  # white on white needs a sign of its own
        return Row(group, say(f"verdict.{group.key}"), colours.fills[group.key], mark)
    return Row(group, say(f"status.{group.key}"), colours.missing[group.key], MARKS[group.key], HATCHES[group.key])

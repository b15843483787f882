"""What every part of Activity says around its views, and how it draws bars."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from evenground.answers.community import log
from evenground.answers.outreach.log_choices import LogChoices
from evenground.charts.bars import bars
from evenground.look.caption import Caption
from evenground.look.dates import day
from evenground.look.numbers import number
from evenground.ui import community, window
from evenground.ui.scope import Scope


def words(view: Scope, chosen: LogChoices, title: str, subtitle: str, unit: str = "") -> Caption:
    """Words around a view of the log: the days that are shown and the day it is read on, and the source."""
    caption = log.caption(view.release, view.language, title=title, subtitle=subtitle, unit=unit)
    period = view.say("log.days", start=day(chosen.start, view.language), end=day(chosen.end, view.language), as_of=day(chosen.as_of, view.language))
    return Caption(**{**caption.__dict__, "period": period.rstrip(".")})


def found(view: Scope, key: str, table: pd.DataFrame, name: str, of: int) -> str:
    """The finding of bars: what stands most often, and how often of all; what they count where nothing stands out."""
    most, count = log.most_often(table[name], table["sessions"])
    if not most:
        return view.say(f"activity.{key}_title")
    return view.say(f"activity.{key}_found", name=most, count=number(count, view.language), of=number(of, view.language))


def bar_view(view: Scope, said: Caption, names: Sequence[str], values: Sequence[float], key: str, alt: str) -> None:
    """Bars with their finding, and in words for who does not see them."""
    listed = "; ".join(f"{name} {number(value, view.language)}" for name, value in zip(names, values, strict=True))
    figure = bars(list(names), list(values), said, theme=window.theme(), width=community.width())
    community.drawn(figure, said, f"chart-{key}", view.say(alt, list=listed))

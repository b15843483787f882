"""What a view of coverage says about itself: measure, basis, window, geography, interval and sources."""

from __future__ import annotations

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community.log import demonstration
from evenground.answers.outreach import wording
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.shelf import row_of, text_in
from evenground.catalog.words import say
from evenground.look.caption import Caption
from evenground.look.numbers import number
from evenground.warehouse.releases import Release


def caption(log: LogChoices, release: Release, answer: Answer, title: str) -> Caption:
    """Words around a view of an answer of `coverage`."""
    language = log.language
    level = row_of(release, "levels", "level_key", log.level)
    lines = [one.line for one in answer.provenance]
    return Caption(
        title=title, subtitle=wording.what(log), unit=wording.measure(log), period=wording.window_words(log),
        geography=f"{text_in(level, 'name', language)} ({number(len(answer.table), language)})", groups="",
        interval=str(say("coverage.interval", language)), source="; ".join([*lines, str(say("coverage.log_source", language))]),
        licence="; ".join(dict.fromkeys(one.licence for one in answer.provenance)), note=" ".join(answer.missing),
        demonstration=demonstration(release, language), language=language,
    )  # fmt: skip


def headings(log: LogChoices, table: pd.DataFrame) -> dict[str, str]:
    """Headings of the columns of a view of coverage that say what is counted and beside what: its amount, the amount per
    1,000 residents, and its share over the yardstick's."""
    language, named = log.language, str(say(f"coverage.measure_name_{log.measure}", log.language))
    return {
        "reach": str(say("coverage.head_sessions", language)) if log.measure == "sessions" else named,
        "rate": str(say("coverage.head_rate", language, measure=named)),
        "ratio": str(say("coverage.head_ratio", language, measure=wording.measure(log), of=wording.of_yardstick(log, table))),
    }

"""Views of coverage as exhibits: need beside reach, each area's share with its verdict, the fifths, and who was reached."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.exhibit import Exhibit, Series
from evenground.answers.outreach import wording
from evenground.answers.outreach.captions import caption, headings
from evenground.answers.outreach.coverage import coverage
from evenground.answers.outreach.coverage import groups as group_shares
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.stories.log_choices import log_of
from evenground.answers.stories.outreach_exhibit import exhibit, shown
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look.caption import Caption
from evenground.look.numbers import number, span
from evenground.warehouse.releases import Release

LIST = ("name", "verdict_words", "reason", "ratio_shown", "sessions")
UNRANKED = ("name", "sessions", "reach", "days_since")
HEADINGS = {
    "name": "coverage.col_name", "verdict_words": "coverage.col_verdict", "reason": "coverage.col_reason", "sessions": "coverage.col_sessions",
    "days_since": "coverage.col_days_since",
}  # fmt: skip


def reach_list(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """Each area's share of reach beside its share of the yardstick with the verdict, least first; by name, and without a
    verdict, where the place does not rank its areas."""
    log, answer, words = asked(choices, release, language)
    ranked = place_folder(release.place_id).place.policy.rankings
    table = wording.in_order(answer.table[answer.table["inside"]], ranked=ranked)
    table = table.assign(
        verdict_words=[str(say(f"coverage.verdict_{one}", language)) for one in table["verdict"]], reason=wording.reasons(log, table),
        ratio_shown=[_with_limits(row, language) for row in table.itertuples()], sessions=table["sessions"].round(1), reach=table["reach"].round(),
    )  # fmt: skip
    told = replace(answer, table=table, facts={})
    return exhibit("reach_list", "table", words, told, release, columns=_list_columns(log, table, LIST if ranked else UNRANKED))


def _list_columns(log: LogChoices, table: pd.DataFrame, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Columns of the list, with what is counted in their headings; sessions stand once where they are the measure."""
    own = headings(log, table)
    own |= {"ratio_shown": own.pop("ratio")} | {name: str(say(key, log.language)) for name, key in HEADINGS.items()}
    kept = [name for name in names if not (name == "sessions" and "reach" in names and log.measure == "sessions")]
    return shown(table, {name: own[name] for name in kept})


def _with_limits(row: object, language: str) -> str:
    if not np.isfinite(row.ratio):
        return ""
    limits = f" ({span(row.ratio_low, row.ratio_high, language, 2)})" if np.isfinite(row.ratio_low) else ""
    return f"{number(row.ratio, language, 2)}{limits}"


def reach_fifths(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """What each fifth of residents, from where need is greatest, holds of need and received of reach; the gap index in words."""
    log, answer, words = asked(choices, release, language)
    fifths, need = answer.facts["fifths"], answer.facts["need"]
    if fifths is None:
        raise KeyError(str(say("coverage.need_none", language)))
    labels = (say("coverage.fifth_1", language), *(say("coverage.fifth_n", language, n=n) for n in (2, 3, 4)), say("coverage.fifth_5", language))
    held = say("coverage.col_people_in_need" if answer.facts["need_kind"] == "people" else "coverage.col_residents", language)
    counted = str(say(f"coverage.measure_name_{log.measure}", language))
    shares = {name: 100 * np.asarray(getattr(fifths, name), dtype=float) for name in ("need", "reach", "low", "high")}
    table = pd.DataFrame({"fifth": [str(one) for one in labels], **shares})
    said = tuple(one for one in (wording.fifth(log, answer), wording.gap(log, answer)) if one)
    words = replace(words, title=said[0].rstrip("."), unit="%", groups=need.title)
    told = Answer("reach_fifths", release.id, table, said, answer.provenance, answer.missing, answer.notes)
    columns = (
        ("fifth", say("brief.fifth", language)), ("need", str(held)), ("reach", counted),
        ("low", say("table.ci_low", language)), ("high", say("table.ci_high", language)),
    )  # fmt: skip
    series = (Series(str(held), shares["need"]), Series(counted, shares["reach"], shares["low"], shares["high"]))
    return exhibit("reach_fifths", "bars", words, told, release, columns=columns, labels=tuple(table["fifth"]), series=series, decimals=1)


def reach_groups(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """Each group's share among those who answered, with its interval, beside its share of residents."""
    log, answer, words = asked(choices, release, language)
    found = group_shares(log, release)
    shown = found.table[found.table["share"].notna()].reset_index(drop=True)
    if shown.empty:
        raise KeyError(str(say("brief.reach_no_groups", language)))
    table = shown.assign(**{name: 100 * shown[name] for name in ("share", "low", "high", "expected", "unknown", "least", "most")})
    said = tuple(one for one, share in zip(found.sentences, found.table["share"], strict=True) if share == share)
    less = [one for one, verdict in zip(said, shown["verdict"], strict=True) if verdict == "less"]
    words = replace(words, title=_finding((less or list(said))[0]), subtitle=str(say("coverage.title_groups", language)), unit="%", groups="; ".join(shown["name"]))
    told = Answer("reach_groups", release.id, table, said, answer.provenance, tuple(dict.fromkeys(shown["difference"])), answer.notes)
    headed = {"name": "table.group", "share": "coverage.group_known", "low": "table.ci_low", "high": "table.ci_high", "expected": "coverage.group_expected", "unknown": "brief.not_asked"}
    series = (
        Series(str(say("coverage.group_known", language)), *(table[name].to_numpy(dtype=float) for name in ("share", "low", "high"))),
        Series(str(say("coverage.group_expected", language)), table["expected"].to_numpy(dtype=float)),
    )
    columns = tuple((name, str(say(key, language))) for name, key in headed.items())
    return exhibit("reach_groups", "bars", words, told, release, columns=columns, labels=tuple(table["name"]), series=series, decimals=1)


def _finding(sentence: str) -> str:
    """The tested half of a group's sentence: up to its first full stop between sentences."""
    return sentence.partition(". ")[0].rstrip(".")


def asked(choices: dict[str, str], release: Release, language: str) -> tuple[LogChoices, Answer, Caption]:
    """What an address asks of coverage, the answer, and the words around it."""
    log = log_of(choices, release, language)
    answer = coverage(log, release)
    words = caption(log, release, answer, str(answer.facts["headline"]))
    return log, answer, replace(words, subtitle=words.subtitle[:1].upper() + words.subtitle[1:])

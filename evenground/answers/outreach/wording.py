"""What coverage says in words: each sentence with its measure, its basis and of whom; nothing is said beyond what was recorded."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.log_offer import is_demonstration
from evenground.answers.shelf import row_of, text_in
from evenground.catalog.library import place_folder
from evenground.catalog.outreach import vocabulary
from evenground.catalog.words import say
from evenground.look.dates import days
from evenground.look.numbers import is_missing, number, percent, phrase, span
from evenground.stats.coverage.limits import ENOUGH
from evenground.warehouse.releases import Release

NAMED = 8
"""Areas that a sentence names; the list has them all."""


def measure(log: LogChoices) -> str:
    """The measure with its article, inside a sentence: attendances, sessions, hours."""
    return str(say(f"coverage.measure_{log.measure}", log.language))


def what(log: LogChoices) -> str:
    """What is counted and on which basis: "attendances at sessions held in each area"."""
    if log.basis == "participants_live_in" and log.measure == "attendances":
        return str(say("coverage.residents_reached", log.language))
    if log.measure == "sessions":
        return str(say(f"coverage.sessions_{log.basis}", log.language))
    return str(say(f"coverage.basis_{log.basis}", log.language, measure=measure(log)))


def named(names: list[str], language: str, most: int = NAMED) -> str:
    """A list of names; how many more there are when it is long. Names that hold a comma themselves stand between semicolons."""
    shown, between = names[:most], "; " if any("," in name for name in names) else ", "
    if len(names) > most:
        return between.join(shown) + " " + str(say("coverage.and_more", language, count=len(names) - most))
    return phrase("and", language).join([between.join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def place_word(log: LogChoices, key: str) -> str:
    place = place_folder(log.place).place
    further = place.outreach.further if place.outreach and place.outreach.is_further(log.level) else None
    words = getattr(further, key, None) or place.vocabulary.get(key, {})
    return words.get(log.language) or words.get("en") or str(say(f"coverage.{key}", log.language))


def of_yardstick(log: LogChoices, table: pd.DataFrame) -> str:
    """What an area's share is set beside, after a number: "of residents", "of people in need"."""
    fair = "people" if table["people_in_need"].notna().any() else "fifth"
    return str(say(f"coverage.of_{fair if log.yardstick == 'equitable' else 'residents'}", log.language))


def headline(log: LogChoices, release: Release, answer: Answer) -> str:
    """The finding, with "Demonstration:" first where the log is one."""
    first = f"{say('log.first_word', log.language)} " if is_demonstration(release) else ""
    return first + _finding(log, release, answer)


def _finding(log: LogChoices, release: Release, answer: Answer) -> str:
    table, language = answer.table, log.language
    if not answer.facts["everything"]["sessions"]:
        return str(say("coverage.nothing", language))
    if not place_folder(log.place).place.policy.rankings:
        visited = int((table["sessions"] > 0).sum())
        return str(say("coverage.visited_areas", language, count=visited, of=number(len(table), language), areas=place_word(log, "areas")))
    judged = table[table["inside"] & table["verdict"].isin(("less", "about", "more"))]
    less = judged[judged["verdict"] == "less"]
    if judged.empty:
        return str(say("coverage.too_few_anywhere", language))
    whole, of = among(log, release), number(len(judged), language)
    shares = str(say("coverage.judged_none", language, count=len(judged), areas=whole) if less.empty else say("coverage.judged_less", language, count=len(less), of=of, areas=whole))
    where = went_where(answer)
    return str(say(f"coverage.went_{where}", language, shares=shares)) if where else shares[:1].upper() + shares[1:]


def went_where(answer: Answer) -> str:
    """Whether reach in the fifth of residents where need is greatest was `more` than the need that it holds (its part of
    residents, where need only orders areas), `less`, or `unclear`; empty where it cannot be asked."""
    fifths = answer.facts["fifths"]
    if fifths is None or is_missing(fifths.reach[0]) or is_missing(fifths.low[0]) or answer.facts["everything"]["series"] < ENOUGH:
        return ""
    return "more" if fifths.low[0] > fifths.need[0] else "less" if fifths.high[0] < fifths.need[0] else "unclear"


def among(log: LogChoices, release: Release) -> str:
    areas = place_word(log, "areas")
    if log.among:
        return str(say("coverage.of_list", log.language, areas=areas, name=text_in(row_of(release, "area_sets", "area_set_id", log.among), "short", log.language)))
    return areas


def sentences(log: LogChoices, release: Release, answer: Answer) -> tuple[str, ...]:
    """What the page says, in order: the fifth in greatest need, who had less, where people live, the gap."""
    said = [fifth(log, answer), _less(log, answer), visited(log, answer), gap(log, answer)]
    unmeasured = str(say("coverage.need_none", log.language)) if answer.facts["need_kind"] == "none" and len(answer.table) else ""
    first = f"{say('log.first_word', log.language)} " if is_demonstration(release) else ""
    return tuple([*([unmeasured] if unmeasured else []), *(first + one for one in said if one)])


def _less(log: LogChoices, answer: Answer) -> str:
    table, language = answer.table[answer.table["inside"]], log.language
    if not place_folder(log.place).place.policy.rankings:
        return ""
    less = greatest_need_first(table[table["verdict"] == "less"])
    few = int((table["verdict"] == "too_few").sum())
    order = str(say("coverage.by_need", language)) if table["need_level"].notna().any() else ""
    told = str(say(f"coverage.less_list_{log.yardstick}", language, count=len(less), names=named(less["name"].tolist(), language), what=what(log), order=order)) if len(less) else ""
    unjudged = str(say("coverage.too_few_some", language, count=few, enough=number(ENOUGH, language))) if few else ""
    return " ".join(part for part in (told, unjudged) if part)


def fifth(log: LogChoices, answer: Answer) -> str:
    """What the fifth of residents living where need is greatest holds and received, with its interval; empty without need."""
    fifths, language = answer.facts["fifths"], log.language
    if fifths is None or is_missing(fifths.reach[0]):
        return ""
    if answer.facts["everything"]["series"] < ENOUGH:
        return str(say("coverage.too_few_anywhere", language))
    ci = phrase("closed_form", language, level="95", range=span(100 * fifths.low[0], 100 * fifths.high[0], language))
    held = percent(100 * fifths.need[0], language)
    key = "coverage.fifth_people" if answer.facts["need_kind"] == "people" else "coverage.fifth_residents"
    return str(say(key, language, need=held, reach=percent(100 * fifths.reach[0], language), measure=measure(log), ci=ci, what=what(log)))


def visited(log: LogChoices, answer: Answer) -> str:
    share = answer.facts["visited"]
    if is_missing(share):
        return ""
    return str(say("coverage.visited", log.language, count=log.k, share=percent(100 * share, log.language), area=place_word(log, "area")))


def gap(log: LogChoices, answer: Answer) -> str:
    """The gap index with its interval and the largest distance; empty where no people in need are counted."""
    found, language = answer.facts["gap"], log.language
    if found is None or is_missing(found.index) or answer.facts["everything"]["series"] < ENOUGH:
        return ""
    key = "coverage.gap_short" if found.low > 0 else "coverage.gap_over" if found.high < 0 else "coverage.gap_unclear"
    ci = phrase("closed_form", language, level="95", range=span(found.low, found.high, language, 2))
    told = str(say(key, language, index=number(found.index, language, 2), ci=ci, largest=number(100 * abs(found.largest), language), at=percent(100 * found.at, language, 0)))
    bounds = answer.facts["gap_bounds"]
    return told + (" " + str(say("coverage.gap_bounds", language, range=span(*bounds, language, 2))) if bounds else "")


def group_findings(log: LogChoices, answer: Answer) -> str:
    """Areas where a group had less than its share, group by group; empty without a finding."""
    found, language = answer.facts["groups"], log.language
    parts = [
        str(say("coverage.group_less", language, group=group, names=named(rows["name"].tolist(), language)))
        for group, rows in found[found["verdict"] == "less"].groupby("group", sort=True)
    ]  # fmt: skip
    return " ".join(parts)


def missing(log: LogChoices, answer: Answer) -> tuple[str, ...]:
    """Areas that are listed and not plotted, and reach that is in no area, each with its number and why."""
    table, language, told = answer.table, log.language, []
    empty = table[~(table["residents"] > 0)]
    unknown = table[(table["residents"] > 0) & table["need_level"].isna()] if answer.facts["need_kind"] != "none" else table.iloc[:0]
    for key, rows in (("unpopulated", empty), ("need_unknown", unknown)):
        if len(rows):
            told.append(str(say(f"coverage.{key}", language, count=len(rows), names=named(rows["name"].tolist(), language))))
    return tuple([*told, *elsewhere(log, answer)])


def elsewhere(log: LogChoices, answer: Answer) -> list[str]:
    """What was counted in no area: sessions and attendances by reason."""
    return [
        str(say(f"coverage.else_{_reason(log, kind)}", log.language, sessions=number(sums["sessions"], log.language, decimals(sums["sessions"])), people=number(sums["people"], log.language, decimals(sums["people"]))))
        for kind, sums in answer.facts["elsewhere"].items()
    ]  # fmt: skip


def _reason(log: LogChoices, kind: str) -> str:
    """In the further level, a session of another level is one whose place lies in none of its areas."""
    outreach = place_folder(log.place).place.outreach
    return "outside" if kind == "other_level" and outreach and outreach.is_further(log.level) else kind


def decimals(value: float) -> int:
    return 0 if abs(value - round(value)) < 0.05 else 1


def notes(log: LogChoices, release: Release, answer: Answer) -> tuple[str, ...]:
    """How to read it."""
    language, need = log.language, answer.facts["need"]
    kinds = {"people": "need_people", "rate": "need_orders", "index": "need_orders"}
    kind = answer.facts["need_kind"]
    said = [] if kind == "none" else [say(f"coverage.{kinds[kind]}", language, title=need.title, counted=need.counted)]
    if log.yardstick == "equitable" and answer.facts["need_kind"] in ("rate", "index"):
        said.append(say("coverage.equitable_is_fifth", language))
    said += [say("coverage.full_count", language), say("coverage.shares_compare", language)]
    target = place_folder(log.place).place.outreach.target
    said.append(
        say("coverage.target", language, target=number(target.per_1000_a_year, language), basis=target.basis.get(language) or target.basis["en"])
        if target else say("coverage.no_target", language)
    )  # fmt: skip
    return tuple(str(one) for one in said)


def group_sentences(log: LogChoices, table: pd.DataFrame) -> tuple[str, ...]:
    """One sentence a group: its share among those who answered, beside residents, with the unknown and its bounds."""
    language = log.language
    told = []
    for row in table.itertuples():
        if is_missing(row.share):
            told.append(str(say("coverage.group_none", language, group=row.name)))
            continue
        values = {name: percent(100 * getattr(row, name), language) for name in ("share", "unknown", "least", "most")}
        ci = phrase("closed_form", language, level="95", range=span(100 * row.low, 100 * row.high, language))
        key = "coverage.group_few" if row.verdict == "too_few" else "coverage.group_alone" if is_missing(row.expected) else "coverage.group_says"
        told.append(str(say(key, language, group=row.name, expected=percent(100 * row.expected, language) if not is_missing(row.expected) else "–", ci=ci, verdict=say(f"coverage.group_is_{row.verdict}", language), **values)))
    return tuple(told)


def setting_names(language: str) -> dict[str, str]:
    return {one.id: one.name.get(language) or one.name["en"] for one in vocabulary().settings}


def reasons(log: LogChoices, table: pd.DataFrame) -> list[str]:
    """Why each area has its verdict: its parts of reach and of the yardstick, or how few series there were."""
    language, series, words = log.language, table["series"].sum(), {"measure": measure(log), "of": of_yardstick(log, table)}
    return [
        str(say("coverage.reason_few", language, series=number(row.series, language), expected=number((row.of_yardstick or 0) * series, language, 1)))
        if row.verdict == "too_few" else "" if is_missing(row.of_yardstick)
        else str(say("coverage.reason", language, part=percent(100 * row.of_reach, language), base=percent(100 * row.of_yardstick, language), **words))
        for row in table.itertuples()
    ]  # fmt: skip


VERDICTS = ("less", "about", "more", "too_few", "not_compared")
"""In the order in which a list has them."""


def in_order(table: pd.DataFrame, *, ranked: bool) -> pd.DataFrame:
    """Areas by verdict, greatest need first in each, then least share; by name where the place does not rank them."""
    if not ranked:
        return table.sort_values("name", ignore_index=True)
    order = greatest_need_first(table)
    return order.assign(_order=order["verdict"].map(VERDICTS.index)).sort_values("_order", kind="stable", ignore_index=True).drop(columns="_order")


def greatest_need_first(table: pd.DataFrame) -> pd.DataFrame:
    """Areas in the order of need, then of least share, then of names; where need is not known they come last."""
    return table.sort_values(["need_level", "ratio", "name"], ascending=[False, True, True], na_position="last", kind="stable", ignore_index=True)


def next_below(table: pd.DataFrame, count: int = 3) -> pd.DataFrame:
    """The areas just above the cut of "less than its share": what would come next on the list."""
    about = table[table["inside"] & (table["verdict"] == "about") & np.isfinite(table["ratio"])]
    return about.sort_values(["ratio", "name"]).head(count)


def window_words(log: LogChoices) -> str:
    return days(log.start, log.end, log.language)

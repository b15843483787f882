"""Are we keeping the plan? Results, objectives and actions, each with where it stands, for all and for the least favourable group."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community import progress
from evenground.answers.community.log import area_names, as_day, log_of, named, partner_names
from evenground.answers.community.progress import Course
from evenground.answers.shelf import names_in, provenance, row_of, shelf, text_in
from evenground.catalog.library import indicators
from evenground.catalog.words import keys, say
from evenground.look.dates import period as period_words
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

KINDS = ("result", "objective", "action")
DONE = ("done", "completed", "complete", "closed")
EMPTY_FIGURE = {
    "now": np.nan, "now_low": np.nan, "now_high": np.nan, "now_level": np.nan, "now_kind": "", "now_period": "", "now_on": None,
    "baseline_on": None, "group_id": "", "group": "", "group_now": np.nan, "group_low": np.nan, "group_high": np.nan,
    "group_baseline": np.nan, "is_modelled": False, "unit": "", "decimals": 0, "lower_is_aim": False, "source_id": "", "indicator": "",
    "measured_in": "",
}  # fmt: skip


def goal_tree(release: Release, language: str) -> Answer:
    """The plan as of the log's last day, in the order of its tree: one row per result, objective or action in its current
    version, with `depth`, the plan's own columns, the warehouse's latest figure and two standings.

    `standing` is for the average (or the group that the goal names), `group_standing` for the least favourable group against
    its own target; both are words of `progress.STANDINGS`. `reported` is what the agency says of work that no indicator
    measures. `facts["versions"]` has every version.
    """
    versions, log = shelf(release, "goals"), log_of(release)
    current = in_force(versions, log.as_of)
    if current.empty:
        return Answer("goals", release.id, current, (say("goal.none", language),), facts={"versions": versions})
    figures = pd.DataFrame([_figure(goal, release, language) for goal in current.to_dict("records")], index=current.index)
    table = pd.concat([current, figures], axis=1)
    table = table.assign(
        title=names_in(table, "title", language), kind_words=[say(f"goal.kind_{kind}", language) for kind in table["kind"]],
        area=named(table["area_key"], area_names(release, language)), agency=named(table["agency"], _agencies(release, language)), **{name: table[name].map(as_day) for name in ("due_on", "reviewed_on", "review_due", "valid_from")},
        versions=table["goal_id"].map(versions["goal_id"].value_counts()),
    )  # fmt: skip
    table = _with_standings(table, log.as_of, language)
    table = table.loc[_tree_order(table)].reset_index(drop=True)
    table["depth"] = _depths(table)
    sources = provenance(release, set(table["source_id"]) - {""}, language)
    return Answer("goals", release.id, table, _said(table, language), sources, notes=(say("goal.note_modelled", language), say("goal.note_rule", language)), facts={"versions": _history(versions, language)})


def _agencies(release: Release, language: str) -> dict[str, str]:
    """Partners that a plan names as agencies, by their key and by either of their names, in the reader's language."""
    told = partner_names(release, language)
    return told | {written: told[key] for other in ("en", "fr") for key, written in partner_names(release, other).items()}


def in_force(versions: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The version of each goal that is in force on a day: the highest among those valid by then."""
    valid_from = versions["valid_from"].map(as_day)
    begun = versions[valid_from.map(lambda day: day is not None and day <= as_of).astype(bool)]
    return begun.sort_values(["goal_id", "version"], kind="stable").groupby("goal_id", sort=False).tail(1).reset_index(drop=True)


def _history(versions: pd.DataFrame, language: str) -> pd.DataFrame:
    """Every version with the days that say when it held and was reviewed."""
    dated = {name: versions[name].map(as_day) for name in ("valid_from", "reviewed_on", "review_due", "due_on")}
    return versions.assign(title=names_in(versions, "title", language), **dated)


def _figure(goal: dict[str, object], release: Release, language: str) -> dict[str, object]:
    """The latest figure of a goal's indicator where it is measured, and that of the least favourable group."""
    key = goal["indicator_id"]
    if not isinstance(key, str) or key not in set(shelf(release, "indicators")["indicator_id"]):
        return EMPTY_FIGURE
    about = row_of(release, "indicators", "indicator_id", key)
    shared = {
        "unit": text_in(about, "unit", language), "decimals": int(about["decimals"]), "is_modelled": bool(indicators()[key].modelled_from) or indicators()[key].sample == "modelled",
        "indicator": text_in(about, "title", language), "lower_is_aim": _lower_is_aim(goal, str(about["higher_is"])),
    }  # fmt: skip
    area = goal["area_key"] if isinstance(goal["area_key"], str) and goal["area_key"] else whole_area(release, key)
    if area is None:
        return EMPTY_FIGURE | shared
    table = ask(release, "goal_figures", indicator_id=key, area_key=area)
    known, own = table[table["value"].notna()], goal["stratum_id"] if isinstance(goal["stratum_id"], str) and goal["stratum_id"] else "everyone"
    mine = known[known["stratum_id"] == own]
    if mine.empty:
        return EMPTY_FIGURE | shared
    latest = mine.iloc[0]
    found = {
        "now": latest["value"], "now_low": latest["ci_low"], "now_high": latest["ci_high"], "now_level": latest["ci_level"],
        "now_kind": latest["ci_kind"] or "", "now_period": period_words(latest["period_id"], language), "now_on": as_day(latest["ends_on"]),
        "baseline_on": _ends_on(release, goal["baseline_period"]), "source_id": latest["source_id"], "measured_in": area_names(release, language).get(area, area),
    }  # fmt: skip
    return EMPTY_FIGURE | shared | found | _least_favourable(known, latest, goal, str(about["higher_is"]), language)


def _least_favourable(known: pd.DataFrame, latest: pd.Series, goal: dict[str, object], higher_is: str, language: str) -> dict[str, object]:
    """The group with the least favourable figure in the same period; nothing where no group has one, or no way is better."""
    groups = known[(known["period_id"] == latest["period_id"]) & known["stratifier_id"].notna() & (known["stratum_id"] != latest["stratum_id"])]
    if groups.empty or higher_is == "neither":
        return {}
    least = groups.sort_values(["value", "stratum_id"], ascending=[higher_is == "better", True], kind="stable").iloc[0]
    before = known[(known["period_id"] == goal["baseline_period"]) & (known["stratum_id"] == least["stratum_id"])]["value"]
    return {
        "group_id": least["stratum_id"], "group": text_in(least, "name", language), "group_now": least["value"], "group_low": least["ci_low"],
        "group_high": least["ci_high"], "group_baseline": float(before.iloc[0]) if len(before) else np.nan,
    }  # fmt: skip


def whole_area(release: Release, indicator_id: str) -> str | None:
    """The area that is the whole place, where the indicator is measured there."""
    table = shelf(release, "whole_areas")
    found = table[(table["indicator_id"] == indicator_id) & (table["with_value"] > 0)]
    return None if found.empty else str(found["area_key"].iloc[0])


def _lower_is_aim(goal: dict[str, object], higher_is: str) -> bool:
    baseline, target = goal["baseline"], goal["target"]
    if not (pd.isna(baseline) or pd.isna(target)) and baseline != target:
        return bool(target < baseline)
    return higher_is == "worse"


def _ends_on(release: Release, period_id: object) -> date | None:
    ends = shelf(release, "period_ends")
    found = ends[ends["period_id"] == period_id]
    return as_day(found["ends_on"].iloc[0]) if len(found) else None


def _with_standings(table: pd.DataFrame, as_of: date, language: str) -> pd.DataFrame:
    courses = [_course(row, "average") for row in table.to_dict("records")]
    groups = [_course(row, "group") for row in table.to_dict("records")]
    measured = table["indicator_id"].map(lambda key: isinstance(key, str) and key != "")
    table = table.assign(
        standing=["not_measured" if not is_so else progress.standing(one) for is_so, one in zip(measured, courses, strict=True)],
        group_standing=[progress.standing(one) if known else "" for known, one in zip(table["group_id"] != "", groups, strict=True)],
        share=[progress.share_of_way(one) for one in courses], group_share=[progress.share_of_way(one) for one in groups],
        time_share=[progress.share_of_time(one) for one in courses],
        gap_now=(table["group_now"] - table["now"]).abs(), gap_baseline=(table["group_baseline"] - table["baseline"]).abs(),
        gap_target=(table["target_least_favourable"] - table["target"]).abs(),
    )  # fmt: skip
    late = [due is not None and due < as_of and str(said).lower() not in DONE for due, said in zip(table["due_on"], table["status"], strict=True)]
    overdue = [day is not None and day < as_of for day in table["review_due"]]
    return table.assign(
        is_past_due=late, is_review_overdue=overdue, reported=[_reported(said, language) for said in table["status"]],
        standing_words=[say(f"goal.is_{one}", language) for one in table["standing"]],
        group_words=[say(f"goal.is_{one}", language) if one else "" for one in table["group_standing"]],
    )  # fmt: skip


def _course(row: dict[str, object], whose: str) -> Course:
    own = whose == "average"
    numbers = ("baseline", "now", "target", "now_low", "now_high") if own else ("group_baseline", "group_now", "target_least_favourable", "group_low", "group_high")
    baseline, now, target, low, high = (float(row[name]) if not pd.isna(row[name]) else np.nan for name in numbers)
    return Course(
        baseline, now, target, bool(row["lower_is_aim"]), low, high, row["baseline_on"], row["now_on"], as_day(row["due_on"]), bool(row["is_modelled"])
    )


def _reported(said: object, language: str) -> str:
    """What the agency reports, in words where it uses one that the catalogue has."""
    if not isinstance(said, str) or not said:
        return ""
    key = f"goal.reported_{said.strip().lower().replace(' ', '_').replace('-', '_')}"
    return str(say(key, language)) if key in keys("en") else said


def _tree_order(table: pd.DataFrame) -> list[int]:
    """Rows so that each stands below its parent; those whose parent is not in the plan stand as roots."""
    own = {key: position for position, key in zip(table.index, table["goal_id"], strict=True)}
    children: dict[object, list[int]] = {}
    for position, parent in zip(table.index, table["parent_id"], strict=True):
        children.setdefault(parent if parent in own else None, []).append(position)
    ordered: list[int] = []

    def walk(parent: object) -> None:
        for position in sorted(children.get(parent, []), key=lambda one: (table.at[one, "plan"], KINDS.index(table.at[one, "kind"]) if table.at[one, "kind"] in KINDS else 9, table.at[one, "goal_id"])):
            if position not in ordered:
                ordered.append(position)
                walk(table.at[position, "goal_id"])

    walk(None)
    return ordered + [position for position in table.index if position not in ordered]  # a ring of parents loses nothing


def _depths(table: pd.DataFrame) -> list[int]:
    seen: dict[str, int] = {}
    for key, parent in zip(table["goal_id"], table["parent_id"], strict=True):
        seen[key] = seen.get(parent, -1) + 1 if isinstance(parent, str) else 0
    return list(seen.values())


def _said(table: pd.DataFrame, language: str) -> tuple[str, ...]:
    measured = table[table["standing"] != "not_measured"]
    said = [say("goal.count", language, count=len(table), measured=str(len(measured)))]
    for column, key in (("standing", "goal.average_said"), ("group_standing", "goal.group_said")):
        counts = measured[column][measured[column] != ""].value_counts()
        if len(counts):
            each = "; ".join(f"{say(f'goal.is_{one}', language).lower()} ({counts[one]})" for one in progress.STANDINGS if one in counts)
            said.append(say(key, language, each=each))
    overdue = int(table["is_review_overdue"].sum())
    if overdue:
        said.append(say("goal.review_overdue_said", language, count=overdue))
    return tuple(said)

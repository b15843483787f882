"""Where next? The sessions that would leave the fewest attendances missing, each with its reasons; and what if they happen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.outreach.log_offer import outreach_types
from evenground.answers.outreach.plan_choices import PlanChoices
from evenground.answers.outreach.plan_need import group_shares, members, weights
from evenground.answers.shelf import names_in, shelf
from evenground.catalog.outreach import vocabulary
from evenground.catalog.words import say
from evenground.look.numbers import number, percent
from evenground.stats.arrays import FloatArray
from evenground.stats.planning.choice import Plan, next_best
from evenground.stats.planning.expectation import Need, need_of, shared_out, times_possible
from evenground.stats.planning.problem import Limit, Options
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

LEADS = 2
"""Partners weighed for each area: those that led most sessions there."""
SPOKEN_BEFORE = 3
"""Sessions in a language that a partner has led before it counts on that partner."""
CLOSE = 1e-6


@dataclass(frozen=True)
class State:
    """What the areas and groups have had, and what is expected of them, all in attendances."""

    areas: pd.DataFrame
    """One row per area: `area_key`, `name`, `population`, `had`, `planned`, `expected`, `short`, `days_since` ..."""
    groups: pd.DataFrame
    """One row per question that was asked: `question`, `name`, `expected`, `had`, `shares`."""
    weighed_by: str
    per_session: float


def plan(chosen: PlanChoices, release: Release) -> Answer:
    """The next sessions, the most useful first.

    `table` has one row per session: `rank`, `area_key`, `name`, `lead`, `type`, `short`, `expected`, `had`,
    `planned`, `people` (attendances that it brings of those missing), `days_since`, `why`. `facts` has `areas` (every area with what
    it lacks), `what_if` (now, with what is planned, with the proposal), `plan`, `weighed_by`, `unknown` (names) and `ready`.
    """
    state = state_of(chosen, release)
    need = _need(state)
    options, offered, limits = _options(chosen, release, state)
    best = next_best(need, options, chosen.sessions, limits, 1.0, chosen.group_weight if len(state.groups) else 0.0)
    table = _table(chosen, release, state, offered, best)
    unknown = state.areas.loc[state.areas["expected"].isna(), "name"].tolist()
    areas = state.areas.assign(proposed=_proposed(state, table))
    what_if = _what_if(areas)
    facts = {
        "areas": areas, "what_if": what_if, "plan": best, "weighed_by": state.weighed_by, "unknown": unknown,
        "groups": state.groups.drop(columns="shares", errors="ignore"),
    }  # fmt: skip
    return Answer("plan", release.id, table, _sentences(chosen, best, areas, what_if), missing=_missing(chosen, unknown), notes=_notes(chosen, state), facts=facts)


def state_of(chosen: PlanChoices, release: Release) -> State:
    """Reach and expectation of the areas that are planned for.

    Expected is the planned total (held, planned and the sessions to be chosen) shared out by residents or by need, so that
    choosing a session changes nobody's expectation.
    """
    log = chosen.log
    kind = next(one for one in vocabulary().types if one.id == chosen.type)
    table = ask(
        release, "plan_areas", types=list(outreach_types()), people=_planned_people(), basis=log.basis, own_settings=_own_settings(),
        start=log.start, end=log.end, as_of=log.as_of, level=log.level,
    )  # fmt: skip
    table = table.assign(name=names_in(table, "name", log.language))
    if chosen.within:
        table = table[table["area_key"].isin(members(release, chosen.within))].reset_index(drop=True)
    weight, weighed_by = weights(log, release, table)
    per_session = float(kind.people or 1)
    known = ~np.isnan(weight)
    total = float((table["had"] + table["planned"])[known].sum()) + chosen.sessions * per_session
    expected = shared_out(weight, total)
    days = (pd.Timestamp(log.as_of) - pd.to_datetime(table["last_on"])).dt.days
    ahead = (pd.Timestamp(log.as_of) - pd.to_datetime(table["next_on"])).dt.days
    table = table.assign(
        expected=expected, short=np.maximum(expected - table["had"] - table["planned"], 0), days_since=days.astype(float),
        since=ahead.fillna(days).astype(float), is_empty=table["population"].fillna(0) <= 0,
    )  # fmt: skip
    return State(table, _groups(chosen, release, table, total), weighed_by, per_session)


def _groups(chosen: PlanChoices, release: Release, areas: pd.DataFrame, total: float) -> pd.DataFrame:
    """Groups that a question was asked about: what would be their share of the total, and what they had of those who answered."""
    log = chosen.log
    answered = ask(
        release, "plan_groups", types=list(outreach_types()), basis=log.basis, own_settings=_own_settings(), start=log.start, end=log.end,
        areas=areas["area_key"].tolist(),
    ).set_index("question")  # fmt: skip
    found = group_shares(log, release, areas)
    found = found[found["question"].isin(answered.index[(answered["yes"] + answered["no"]) > 0])]
    yes, no = (answered[name].reindex(found["question"]).to_numpy(float) for name in ("yes", "no"))
    return found.assign(expected=found["overall"] * total, had=yes / (yes + no) * float(areas["had"].sum())).reset_index(drop=True)


def _need(state: State) -> Need:
    groups = state.groups
    return need_of(state.areas["expected"], state.areas["had"] + state.areas["planned"], groups["expected"], groups["had"])


def _options(chosen: PlanChoices, release: Release, state: State) -> tuple[Options, pd.DataFrame, tuple[Limit, ...]]:
    """One option per area and partner who may lead there, in the order of area and familiarity, and the limits on them."""
    offered = _leads(release, state.areas)
    open_to = ~state.areas["area_key"].isin(chosen.set_aside).to_numpy() & ~state.areas["is_empty"].to_numpy()
    visits = np.where(open_to, times_possible(chosen.days, chosen.apart, state.areas["since"]), 0)
    visits = np.minimum(visits, chosen.one_area) if chosen.one_area else visits
    rows = offered["row"].to_numpy(np.int64)
    shares = np.stack(state.groups["shares"].tolist(), axis=1) if len(state.groups) else np.zeros((len(state.areas), 0))
    people = np.full(len(offered), state.per_session)
    options = Options(rows, people, shares[rows] * people[:, None], visits[rows], visits)
    return options, offered, tuple(_limits(chosen, release, offered))


def _limits(chosen: PlanChoices, release: Release, offered: pd.DataFrame) -> list[Limit]:
    found = []
    if chosen.hours:
        found.append(Limit("hours", np.full(len(offered), hours_of(release, chosen.type)), high=chosen.hours))
    if chosen.each:
        found += [
            Limit("each", (offered["partner_id"] == one).to_numpy(float), high=chosen.each) for one in sorted(set(offered["partner_id"]))
        ]
    if chosen.spoken:
        able = offered["partner_id"].isin(speakers(release, chosen.spoken))
        found.append(Limit("spoken", able.to_numpy(float), low=min(chosen.spoken_least, chosen.sessions)))
    return found


def _leads(release: Release, areas: pd.DataFrame) -> pd.DataFrame:
    """Partners who could lead in each area: those that led most there, else those that lead most of all."""
    led = ask(release, "plan_leads", types=list(outreach_types()))
    overall = led.groupby("partner_id")["sessions"].sum().sort_values(ascending=False, kind="stable").index.tolist()
    by_area = {area: own["partner_id"].tolist() for area, own in led.groupby("area_key", sort=False)}
    rows = [
        (row, partner, partner in by_area.get(area, ()))
        for row, area in enumerate(areas["area_key"])
        for partner in list(dict.fromkeys([*by_area.get(area, ()), *overall]))[:LEADS] or [""]
    ]
    return pd.DataFrame(rows, columns=["row", "partner_id", "is_known_there"])


def speakers(release: Release, language: str) -> set[str]:
    """Partners who have led sessions in a language before."""
    tongues = ask(release, "plan_tongues", types=list(outreach_types()))
    return set(tongues.loc[(tongues["language"] == language) & (tongues["sessions"] >= SPOKEN_BEFORE), "partner_id"])


def hours_of(release: Release, kind: str) -> float:
    """Hours that half of the sessions of a type last no longer than; 2 where none is recorded."""
    table = ask(release, "plan_hours").set_index("type")["hours"]
    return float(table.get(kind, np.nan)) if not pd.isna(table.get(kind, np.nan)) else 2.0


def _table(chosen: PlanChoices, release: Release, state: State, offered: pd.DataFrame, best: Plan) -> pd.DataFrame:
    language = chosen.log.language
    partners = shelf(release, "partners")
    names = dict(zip(partners["partner_id"], names_in(partners, "name", language), strict=True))
    picked = offered.iloc[list(best.options)].reset_index(drop=True)
    areas = state.areas.iloc[picked["row"].tolist()].reset_index(drop=True)
    table = areas[["area_key", "name", "population", "expected", "had", "planned", "short", "sessions", "days_since"]].assign(
        rank=range(1, len(picked) + 1), partner_id=picked["partner_id"], lead=picked["partner_id"].map(lambda one: names.get(one, "")),
        type=chosen.type, people=_brought(picked["row"].tolist(), state),
    )  # fmt: skip
    return table.assign(why=[_why(chosen, state, row, known, reasons) for row, known, reasons in zip(table.to_dict("records"), picked["is_known_there"], best.reasons, strict=True)])


def _brought(rows: list[int], state: State) -> FloatArray:
    """What each session brings of what its area still lacks just before it."""
    left, found = state.areas["short"].to_numpy(float).copy(), []
    for row in rows:
        found.append(min(left[row], state.per_session))
        left[row] -= found[-1]
    return np.array(found)


def _why(chosen: PlanChoices, state: State, row: dict[str, object], is_known_there: bool, reasons: tuple) -> str:
    """The reasons of one session, in words."""
    language = chosen.log.language
    had, expected = float(row["had"]), float(row["expected"])
    said = [say("plan.why_short", language, short=number(row["short"], language), expected=number(expected, language), had=number(had, language))]
    if row["planned"]:
        said.append(say("plan.why_planned", language, planned=number(row["planned"], language)))
    since = row["days_since"]
    said.append(say("plan.why_never", language) if pd.isna(since) else say("plan.why_since", language, count=int(since)))
    if row["lead"] and is_known_there:
        said.append(say("plan.why_lead", language, lead=row["lead"]))
    for reason in reasons:
        if reason.code == "group_short":
            said.append(say("plan.why_group", language, group=state.groups["name"].iloc[int(reason.value)]))
        elif reason.code in ("tie", "largest_share"):
            said.append(say(f"plan.why_{reason.code}", language))
        elif reason.code == "limit":
            said.append(say(f"plan.why_limit_{reason.name}", language))
    return " ".join(dict.fromkeys(str(part) for part in said))


def _proposed(state: State, table: pd.DataFrame) -> FloatArray:
    times = table["area_key"].value_counts()
    return state.areas["area_key"].map(times).fillna(0).to_numpy(float) * state.per_session


def _what_if(areas: pd.DataFrame) -> pd.DataFrame:
    """One row per stage: attendances missing from what is expected, their share of it, and areas that lack some."""
    known = areas[areas["expected"].notna()]
    whole = float(known["expected"].sum())
    rows, had = [], np.zeros(len(known))
    for stage in ("had", "planned", "proposed"):
        had = had + known[stage].to_numpy(float)
        missing = np.maximum(known["expected"].to_numpy(float) - had, 0)
        none = int(((had == 0) & ~known["is_empty"]).sum())
        rows.append((stage, float(missing.sum()), 100 * float(missing.sum()) / whole if whole else 0.0, int((missing > 0.5).sum()), none))
    return pd.DataFrame(rows, columns=["stage", "missing", "missing_pct", "areas_short", "areas_without"])


def _sentences(chosen: PlanChoices, best: Plan, areas: pd.DataFrame, what_if: pd.DataFrame) -> tuple[str, ...]:
    language = chosen.log.language
    if not best.is_feasible:
        return (say("plan.not_possible", language, count=chosen.sessions),)
    if not best.options:
        return (say("plan.nothing_missing", language) if not (areas["short"] > 0).any() else say("plan.nothing_open", language),)
    shares = {row["stage"]: percent(row["missing_pct"], language) for row in what_if.to_dict("records")}
    said = [say("plan.what_if", language, count=len(best.options), now=shares["had"], planned=shares["planned"], proposed=shares["proposed"])]
    if len(best.options) < chosen.sessions:
        said.append(say("plan.fewer", language, count=chosen.sessions))
    said.append(say("plan.best", language) if best.gap < CLOSE else say("plan.gap", language, gap=percent(100 * best.gap, language)))
    return tuple(said)


def _missing(chosen: PlanChoices, unknown: list[str]) -> tuple[str, ...]:
    language = chosen.log.language
    said = [say("plan.unknown", language, count=len(unknown), names=", ".join(unknown))] if unknown else []
    return tuple(said + ([say("plan.set_aside", language, count=len(chosen.set_aside))] if chosen.set_aside else []))


def _notes(chosen: PlanChoices, state: State) -> tuple[str, ...]:
    language = chosen.log.language
    said = [say(f"plan.weighed_{state.weighed_by}", language), say("plan.yield", language, people=number(state.per_session, language))]
    if chosen.within:
        said.append(say("plan.half", language))
    if chosen.hours:
        said.append(say("plan.hours_each", language))
    return (*said, say("plan.people_decide", language))


def _planned_people() -> list[float]:
    """Beside `outreach_types()`: attendances that a session of each type is planned for."""
    people = {one.id: one.people for one in vocabulary().types}
    return [float(people[one] or 0) for one in outreach_types()]


def _own_settings() -> list[str]:
    return [one.id for one in vocabulary().settings if one.own_population]

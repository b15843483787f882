"""The plan on the screen: its tree, what is measured and where it stands in words, its versions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.community import log
from evenground.answers.community.log import parts
from evenground.charts.progress_dots import measured, progress_dots
from evenground.look import numbers
from evenground.look.caption import Caption
from evenground.look.dates import day
from evenground.look.text import labelled, markdown
from evenground.ui import community, window
from evenground.ui.scope import Scope, add_to_address, choose, in_address

COLUMNS = {
    "plan": "goal.plan", "kind_words": "goal.kind", "title": "goal.title", "strategic_issue": "goal.strategic_issue", "strategy": "goal.strategy",
    "agency": "goal.agency", "indicator": "goal.indicator", "measured_in": "goal.measured_in", "unit": "define.unit", "baseline": "goal.baseline",
    "baseline_period": "goal.baseline_period", "now": "goal.now", "now_low": "table.ci_low", "now_high": "table.ci_high", "now_period": "goal.now_period", "target": "goal.target", "due_on": "goal.due_on",
    "standing_words": "goal.standing", "group": "goal.group", "group_now": "goal.group_now", "target_least_favourable": "goal.group_target",
    "group_words": "goal.group_standing", "gap_now": "goal.gap_now", "reported": "goal.reported", "version": "goal.version", "valid_from": "goal.valid_from",
    "reviewed_on": "goal.reviewed_on", "review_due": "goal.review_due", "evidence": "goal.evidence",
}  # fmt: skip
HISTORY = {
    "plan": "goal.plan", "title": "goal.title", "version": "goal.version", "valid_from": "goal.valid_from", "baseline": "goal.baseline", "target": "goal.target",
    "due_on": "goal.due_on", "reviewed_on": "goal.reviewed_on", "review_due": "goal.review_due",
}  # fmt: skip


def choose_plan(view: Scope, table: pd.DataFrame) -> pd.DataFrame:
    """Rows of the plan that the reader picked, where there is more than one."""
    plans = list(dict.fromkeys(table["plan"]))
    if len(plans) < 2:
        return table
    picked = choose("plan", view.say("goal.plan"), ("", *plans), "", lambda one: one or view.say("goal.all_plans"))
    add_to_address(plan=picked)
    return table[table["plan"] == picked] if picked else table


def plan_choice() -> dict[str, str]:
    """The plan that is shown, as the address spells it; nothing for all of them."""
    picked = in_address("plan")
    return {"plan": picked} if picked else {}


def words(view: Scope, answer: Answer) -> Caption:
    caption = log.caption(
        view.release, view.language, title=view.say("goal.tree"), subtitle=" ".join(answer.sentences), unit="", note=" ".join(answer.notes)
    )
    figures = "; ".join(one.line for one in answer.provenance)
    return Caption(**{**caption.__dict__, "source": f"{caption.source}; {figures}" if figures else caption.source})


def chart(view: Scope, answer: Answer, table: pd.DataFrame) -> None:
    shown = measured(table)
    if shown.empty:
        return
    said = Caption(**{**words(view, answer).__dict__, "title": view.say("goal.chart_title"), "subtitle": view.say("goal.chart_subtitle"), "unit": view.say("goal.chart_unit")})
    listed = "; ".join(f"{title}: {numbers.percent(100 * share, view.language, 0)}" for title, share in zip(shown["title"], shown["share"], strict=True))
    community.drawn(progress_dots(table, said, theme=window.theme(), width=community.width()), said, "chart-progress", view.say("goal.chart_alt", list=listed))


def tree(view: Scope, table: pd.DataFrame) -> None:
    """Results with what stands below them; each branch in its own frame."""
    roots = [position for position, depth in zip(table.index, table["depth"], strict=True) if depth == 0]
    for start, end in zip(roots, [*roots[1:], None], strict=True):
        branch = table.loc[start : end - 1 if end is not None else None]
        with st.container(border=True):
            for goal in branch.to_dict("records"):
                twig(view, goal)


def twig(view: Scope, goal: dict[str, object]) -> None:
    """One goal: its place in the plan, its figures, and where it stands, each in words."""
    mark = "####" if goal["depth"] == 0 else "#####"
    st.markdown(f"{mark} " + labelled(markdown(goal["kind_words"]), markdown(goal["title"]), view.language))
    issue = [labelled(view.say(COLUMNS[name]), markdown(goal[name]), view.language) for name in ("strategic_issue", "strategy", "agency") if isinstance(goal[name], str) and goal[name]]
    if isinstance(goal["due_on"], object) and goal["due_on"] == goal["due_on"] and goal["due_on"] is not None:
        late = f" ({view.say('goal.past_due')})" if goal["is_past_due"] else ""
        issue.append(labelled(view.say("goal.due_on"), markdown(day(goal["due_on"], view.language) + late), view.language))
    lines = [" · ".join(issue), *figures(view, goal), reported(view, goal), review(view, goal)]
    st.markdown("  \n".join(line for line in lines if line))
    evidence(view, goal)


def evidence(view: Scope, goal: dict[str, object]) -> None:
    """What a goal rests on: what the plan names, and the figure on the map."""
    for link in parts(goal["evidence"]):
        shown = f"<{link}>" if link.startswith("https://") else markdown(link)
        st.markdown(labelled(view.say("goal.evidence"), shown, view.language))
    if goal["standing"] != "not_measured" and goal["indicator"]:
        key = f"map-{goal['goal_id']}"
        if st.button(view.say("goal.see_map"), key=key, icon=":material/map:", on_click=_look_at, args=(goal["indicator_id"],)):
            st.switch_page("screens/map.py")


def _look_at(indicator: str) -> None:
    st.session_state["indicator"] = indicator


def figures(view: Scope, goal: dict[str, object]) -> list[str]:
    """Figures of a measured goal with its two standings in bold; nothing for what no indicator measures."""
    if goal["standing"] == "not_measured":
        return []
    shown = {name: _with_unit(view, goal, name) for name in ("baseline", "target", "group_now", "target_least_favourable", "gap_now", "gap_baseline")}
    heading = f"{markdown(goal['indicator'])} ({markdown(goal['measured_in'])})" if goal["measured_in"] else markdown(goal["indicator"])
    told = f"{_average(view, goal)} {_planned(view, goal, shown)}"
    standing = "" if goal["standing"] == "no_figure" else f" **{markdown(goal['standing_words'])}.**"  # told already
    return [heading, markdown(told) + standing, *_group(view, goal, shown)]


def _average(view: Scope, goal: dict[str, object]) -> str:
    """The latest figure with its interval and period, or that there is none."""
    if goal["now"] != goal["now"]:
        return view.say("goal.no_figure_line", area=goal["area"] or view.say("goal.whole_place"))
    known = (goal["now_low"], goal["now_high"]) if goal["now_low"] == goal["now_low"] else None
    now = numbers.estimate(goal["now"], goal["unit"], view.language, goal["decimals"], ci=known, level=goal["now_level"], kind=goal["now_kind"] or "published")
    return view.say("goal.average_line", now=now, period=goal["now_period"])


def _planned(view: Scope, goal: dict[str, object], shown: dict[str, str]) -> str:
    """What the plan sets: a baseline, a target, both, or neither."""
    there = {name: shown[name] for name in ("baseline", "target") if goal[name] == goal[name]}
    return view.say(f"goal.sets_{'_'.join(there) or 'neither'}", **there)


def _group(view: Scope, goal: dict[str, object], shown: dict[str, str]) -> list[str]:
    if not goal["group_id"]:
        return [markdown(view.say("goal.group_none"))] if goal["now"] == goal["now"] else []
    has_target = goal["target_least_favourable"] == goal["target_least_favourable"]
    told = {"group": goal["group"], "now": shown["group_now"]} | ({"target": shown["target_least_favourable"]} if has_target else {})
    line = view.say("goal.group_line" if has_target else "goal.group_line_no_target", **told)
    gap = ""
    if goal["gap_now"] == goal["gap_now"]:
        before = goal["gap_baseline"] == goal["gap_baseline"]
        gap = view.say("goal.gap_line", now=shown["gap_now"], baseline=shown["gap_baseline"]) if before else view.say("goal.gap_line_now", now=shown["gap_now"])
    return [f"{markdown(line)} **{markdown(goal['group_words'])}.** {markdown(gap)}"]


def _with_unit(view: Scope, goal: dict[str, object], name: str) -> str:
    return numbers.with_unit(goal[name], goal["unit"], view.language, goal["decimals"])


def reported(view: Scope, goal: dict[str, object]) -> str:
    return labelled(view.say("goal.reported"), f"**{markdown(goal['reported'])}**", view.language) if goal["reported"] else ""


def review(view: Scope, goal: dict[str, object]) -> str:
    """Version, day of the last review and of the next."""
    def told(name: str, absent: str) -> str:
        value = goal[name]
        return view.say(absent) if value is None or value != value else day(value, view.language)

    due = told("review_due", "goal.not_set") + (f" ({view.say('goal.review_overdue')})" if goal["is_review_overdue"] else "")
    line = view.say("goal.review_line", version=goal["version"], valid=told("valid_from", "goal.not_set"), reviewed=told("reviewed_on", "goal.never"), due=due)
    return f":small[{markdown(line)}]"


def twins(view: Scope, answer: Answer, table: pd.DataFrame) -> None:
    """The plan as a table with its CHIP columns, and every version of it."""
    said = words(view, answer)
    with st.expander(view.say("community.table"), icon=":material/table:"):
        community.listed(view, table, COLUMNS, "goals", said)
    versions = answer.facts["versions"]
    with st.expander(view.say("goal.history"), icon=":material/history:"):
        shown = Caption(**{**said.__dict__, "title": view.say("goal.history")})
        community.listed(view, versions[versions["plan"].isin(table["plan"])], HISTORY, "goal-versions", shown)

"""The tables behind the comparisons, in the reader's words: the twin of each figure, and what is downloaded."""

from __future__ import annotations

import pandas as pd

from evenground.answers.answer import Answer
from evenground.ui.scope import Scope


def scatter(view: Scope, answer: Answer) -> pd.DataFrame:
    first, second = answer.facts["about"]
    heads = {"name": view.say("table.area")}
    for axis, about in (("x", first), ("y", second)):
        title = about[f"title_{view.language}"] if isinstance(about.get(f"title_{view.language}"), str) else about["title_en"]
        heads |= {axis: title, f"{axis}_low": f"{title}: {view.say('table.ci_low')}", f"{axis}_high": f"{title}: {view.say('table.ci_high')}"}
    return _kept(answer.table, heads)


def heat(view: Scope, answer: Answer) -> pd.DataFrame:
    """One row per area, one column per indicator, in the order of the figure; the reason where there is no figure."""
    facts, wide = answer.facts, answer.table.set_index(["area_key", "indicator_id"])
    names = answer.table.drop_duplicates("area_key").set_index("area_key")["name"]
    heads = [f"{title} ({when})" if when else title for title, when in zip(facts["titles"], facts["periods"], strict=True)]
    found = {view.say("table.area"): [names[key] for key in facts["order"]]}
    for key, head in zip(facts["columns"], heads, strict=True):
        rows = wide.xs(key, level="indicator_id").loc[list(facts["order"])]
        values = [value if pd.notna(value) else None for value in rows["value"]]
        found[head] = values
        fifth = [view.say(f"compare.fifth_{at}") if at >= 0 else "" for at in rows["fifth"]]
        if any(fifth):
            found[f"{head}: {view.say('compare.fifth')}"] = fifth
        reasons = ["" if pd.notna(value) else view.say(f"status.{status}") for value, status in zip(rows["value"], rows["status"], strict=True)]
        if any(reasons):
            found[f"{head}: {view.say('table.status')}"] = reasons
    return pd.DataFrame(found)


def area(view: Scope, answer: Answer) -> pd.DataFrame:
    table = answer.table.assign(verdict=[view.say(f"verdict.{word}") for word in answer.table["verdict"]])
    heads = {"title": "choose.indicator", "value": "table.value", "unit": "define.unit", "ci_low": "table.ci_low", "ci_high": "table.ci_high", "period": "table.period"}
    heads |= {name: f"compare.end_{name}" for name in ("least", "quarter", "middle", "three_quarters", "most")}
    return _kept(table, {name: view.say(key) for name, key in {**heads, "areas": "compare.areas", "verdict": "table.verdict"}.items()})


def funnel(view: Scope, answer: Answer) -> pd.DataFrame:
    table = answer.table.assign(side=[view.say(f"compare.side_{word}") for word in answer.table["side"]])
    heads = {"name": "table.area", "value": "table.value", "ci_low": "table.ci_low", "ci_high": "table.ci_high", "numerator": "table.numerator", "denominator": "table.denominator"}
    heads |= {"size": f"compare.funnel_size_{answer.facts['basis']}", "z": "compare.z", "p": "compare.p", "q": "compare.q", "side": "compare.side"}
    return _kept(table, {name: view.say(key) for name, key in heads.items()})


def change(view: Scope, answer: Answer) -> pd.DataFrame:
    table = answer.table.assign(verdict=[view.say(f"compare.change_{word}") for word in answer.table["verdict"]])
    facts = answer.facts
    heads = {"name": view.say("table.area"), "before": str(facts["first"]), "after": str(facts["second"])}
    heads |= {name: view.say(f"compare.{name}") for name in ("change", "change_low", "change_high", "percent", "p", "q")}
    return _kept(table, {**heads, "verdict": view.say("table.verdict")})


def _kept(table: pd.DataFrame, heads: dict[str, str]) -> pd.DataFrame:
    """Columns that have anything in them, under their headings."""
    kept = [name for name in heads if name in table and table[name].notna().any()]
    return table[kept].rename(columns=heads)

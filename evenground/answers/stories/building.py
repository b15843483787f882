"""Views of Projects, Goals and Portrait as exhibits: the board by phase, promises, where goals stand, a community's own words."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community import portrait
from evenground.answers.community.commitments import commitments
from evenground.answers.community.goals import goal_tree
from evenground.answers.community.log import word_names
from evenground.answers.community.projects import PHASES, board
from evenground.answers.exhibit import Exhibit
from evenground.answers.shelf import fallen_back
from evenground.answers.stories.outreach_exhibit import caption, dated, exhibit, headed, need_rows
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.text import labelled
from evenground.warehouse.releases import Release

PROMISES = {
    "standing_words": "community.status", "said": "commitment.said", "promised": "commitment.promised", "owner_role": "commitment.owner",
    "due_on": "commitment.due_on",
}  # fmt: skip
GOALS = {
    "title": "goal.title", "now_shown": "goal.now", "target_shown": "goal.target", "standing_words": "goal.standing", "group_shown": "goal.group",
    "gap_shown": "goal.gap_now", "group_words": "goal.group_standing",
}  # fmt: skip
WORDS = {"kind_words": "community.kind", "words": "portrait.words", "stated_by": "portrait.stated_by", "day": "community.date"}


def project_board(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """Projects under the phase they are in, longest in it first."""
    answer = board(release, language)
    need_rows(answer.table, _nothing(release, language, answer))
    named = word_names("phases", language)
    cards = {phase: answer.table[answer.table["phase"] == phase] for phase in PHASES}
    tall = max(map(len, cards.values()))
    table = pd.DataFrame({phase: [_card(row) for row in own.to_dict("records")] + [""] * (tall - len(own)) for phase, own in cards.items()})
    table = table.assign(**{f"{phase}_id": [*own["project_id"], *[""] * (tall - len(own))] for phase, own in cards.items()})
    columns = tuple((phase, f"{named[phase]} ({len(cards[phase])})") for phase in PHASES)
    words = caption(release, language, answer.sentences[0], str(say("project.board", language)))
    return exhibit("project_board", "table", words, replace(answer, table=table, facts={}), release, columns=columns)


def _card(project: dict[str, object]) -> str:
    """One project of the board: its title, its area where the title does not say it, and who leads it."""
    area = "" if not project["area"] or str(project["area"]) in str(project["title"]) else f" ({project['area']})"
    return f"{project['title']}{area}" + (f", {project['lead']}" if project["lead"] else "")


def promises(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """You said, we did: each promise with where it stands, those that ask for attention first."""
    answer = commitments(release, language)
    need_rows(answer.table, _nothing(release, language, answer))
    table = dated(answer.table, ("due_on",), language)[["commitment_id", "standing", *PROMISES]]
    words = caption(release, language, " ".join(answer.sentences), str(say("commitment.title", language)))
    return exhibit("promises", "table", words, replace(answer, table=table, facts={}), release, columns=headed(table, PROMISES, language))


def goal_status(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """Where each goal stands on average and for the least favourable group, and the gap between the two; those that an
    indicator measures first."""
    answer = goal_tree(release, language)
    table = answer.table[answer.table["plan"] == choices["plan"]] if choices.get("plan") and len(answer.table) else answer.table
    need_rows(table, _nothing(release, language, answer))
    table = table.assign(order=table["standing"].eq("not_measured")).sort_values("order", kind="stable", ignore_index=True)
    table = table.assign(
        now_shown=[_estimate(row, "now", language) for row in table.to_dict("records")], target_shown=[_figure(row, "target", language) for row in table.to_dict("records")],
        group_shown=[_group(row, language) for row in table.to_dict("records")], gap_shown=[_figure(row, "gap_now", language) for row in table.to_dict("records")],
        standing_words=[row["reported"] or row["standing_words"] if row["standing"] == "not_measured" else row["standing_words"] for row in table.to_dict("records")],
    )  # fmt: skip
    kept = table[["goal_id", "standing", "group_standing", "now", "target", "group_now", *GOALS]]
    words = caption(release, language, " ".join(answer.sentences[:3] if len(answer.sentences) > 2 else answer.sentences), str(say("goal.tree", language)))
    words = replace(words, source="; ".join([words.source, *(one.line for one in answer.provenance)]))
    return exhibit("goal_status", "table", words, replace(answer, table=kept, facts={}), release, columns=headed(kept, GOALS, language))


def _figure(goal: dict[str, object], name: str, language: str) -> str:
    if numbers.is_missing(goal[name]):
        return ""
    return numbers.with_unit(goal[name], str(goal["unit"]) if str(goal["unit"]).startswith("%") else "", language, int(goal["decimals"]))


def _estimate(goal: dict[str, object], name: str, language: str) -> str:
    """A figure with its limits where they are known."""
    low, high, shown = goal[f"{name}_low"], goal[f"{name}_high"], _figure(goal, name, language)
    return shown if not shown or numbers.is_missing(low) or numbers.is_missing(high) else f"{shown} ({numbers.span(low, high, language, int(goal['decimals']))})"


def _group(goal: dict[str, object], language: str) -> str:
    shown = _figure(goal, "group_now", language)
    return labelled(str(goal["group"]), shown, language) if shown else ""


def own_words(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """What a community says is strong there, then what it puts first, as it said it; the public sees what was signed off."""
    area = choices["area"]
    if release.audience == "public" and portrait.sign_off(release, language, area).facts["state"] != "approved":
        raise KeyError(str(say("portrait.unsigned", language)))
    answer = portrait.own_words(release, language, area)
    need_rows(answer.table, str(say("portrait.words_none", language)))
    table = answer.table.sort_values("kind", ascending=False, kind="stable", ignore_index=True)  # strengths before priorities
    table = dated(table, ("day",), language).assign(kind_words=[str(say(f"portrait.{one}", language)) for one in table["kind"]])
    kept = table[["kind", "words_en", *WORDS]]
    name = portrait.name_of(release, language, area)
    title = str(say("brief.own_words_headline", language, name=name, words=table["words"].iloc[0]))
    words = caption(release, language, title, str(say("portrait.own_words", language)), geography=name)
    told = replace(answer, table=kept, sentences=())
    return exhibit("own_words", "table", words, told, release, columns=headed(kept, WORDS, language), elsewhere=fallen_back(table, "words", language))


def area_reach(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """Outreach that an area received, in sentences; the public reads the sums that publishing let through."""
    area = choices["area"]
    answer = portrait.received(release, language, area, public=release.audience == "public")
    need_rows(answer.table, str(answer.sentences[0]))
    name = portrait.name_of(release, language, area)
    words = caption(release, language, str(answer.sentences[0]), str(say("portrait.outreach", language)), geography=name)
    return exhibit("area_reach", "statement", words, answer, release)


def _nothing(release: Release, language: str, answer: Answer) -> str:
    """Why there is nothing: not in the public release, or nothing recorded."""
    return str(say("community.not_in_release", language)) if release.audience == "public" else str(answer.sentences[0])

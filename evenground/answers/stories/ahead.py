"""Views of the page that plans, as exhibits: the next sessions with their reasons, and what communities asked for."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.exhibit import Exhibit
from evenground.answers.outreach.plan import plan
from evenground.answers.outreach.plan_ahead import communities
from evenground.answers.stories.log_choices import log_of, plan_of
from evenground.answers.stories.outreach_exhibit import caption, dated, exhibit, headed, need_rows
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look.text import labelled
from evenground.warehouse.releases import Release

SESSIONS = {"place": "plan.area", "why": "plan.why"}
REQUESTS = {
    "area": "plan.area", "title": "plan.request", "stage_words": "community.status", "asked_on": "plan.asked_on", "support_offered": "plan.support",
}  # fmt: skip
DATES = {"wanted_from": "plan.wanted_from", "wanted_to": "plan.wanted_to", "area": "plan.area", "title": "plan.request", "kind_words": "plan.kind"}


def next_sessions(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """The sessions that would leave the fewest attendances missing, each with its reasons; refused where communities
    initiate, because nothing is proposed to them."""
    chosen = plan_of(choices, release, language)
    if place_folder(release.place_id).place.policy.planning != "proposed":
        raise KeyError(str(say("plan.nothing_proposed", language)))
    answer = plan(chosen, release)
    words = caption(release, language, answer.sentences[0], str(say("plan.next_title", language)), chosen.log)
    table = answer.table.assign(
        place=[f"{row.rank}. {row.name_}" for row in answer.table.rename(columns={"name": "name_"}).itertuples()],
        why=[_with_lead(row, language) for row in answer.table.to_dict("records")],
    )  # fmt: skip
    told = replace(answer, table=table, facts={}, sentences=(*answer.sentences, str(say("plan.people_decide", language))))
    drawn = "table" if len(answer.table) else "statement"
    return exhibit("next_sessions", drawn, words, told, release, columns=headed(table, SESSIONS, language), part="change")


def _with_lead(session: dict[str, object], language: str) -> str:
    """The reasons of a session, and who could lead it where they do not say so."""
    why, lead = str(session["why"]), str(session["lead"] or "")
    return f"{why} {labelled(say('plan.lead', language), lead, language)}." if lead and lead not in why else why


def community_requests(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """What communities asked for and is not finished, the longest waiting first, with the support offered."""
    answer = _asked(choices, release, language)
    need_rows(answer.table, answer.sentences[-1])
    titles = {"waiting": str(say("plan.waiting_title", language)), "offered": str(say("plan.offered_title", language))}
    table = answer.table.assign(stage_words=answer.table["stage"].map(titles))
    table = dated(table.sort_values("stage", ascending=False, kind="stable", ignore_index=True), ("asked_on",), language)
    words = caption(release, language, answer.sentences[-1], str(say("brief.kind_community_requests", language)))
    return exhibit("community_requests", "table", words, _told("community_requests", table, answer), release, columns=headed(table, REQUESTS, language))


def own_dates(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """The days that communities named for what they asked for, the soonest first."""
    answer = _asked(choices, release, language)
    need_rows(answer.facts["dates"], str(say("plan.no_dates", language)))
    table = dated(answer.facts["dates"], ("wanted_from", "wanted_to"), language)
    words = caption(release, language, str(say("brief.own_dates_headline", language, count=len(table))), str(say("plan.dates_title", language)))
    return exhibit("own_dates", "table", words, _told("own_dates", table, answer), release, columns=headed(table, DATES, language), part="change")


def _asked(choices: dict[str, str], release: Release, language: str) -> Answer:
    return communities(release, language, log_of(choices, release, language).as_of)


def _told(question: str, table: pd.DataFrame, answer: Answer) -> Answer:
    return Answer(question, answer.release_id, table, answer.sentences)

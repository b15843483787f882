"""Views of Activity as exhibits: the rhythm of series, partners, town halls."""

from __future__ import annotations

from dataclasses import replace

from evenground.answers.community.cadence import cadence
from evenground.answers.community.engaged import listed
from evenground.answers.community.together import partners as partners_of
from evenground.answers.exhibit import Exhibit, Series
from evenground.answers.stories.log_choices import log_of
from evenground.answers.stories.outreach_exhibit import caption, dated, exhibit, headed, need_rows
from evenground.catalog.words import say
from evenground.warehouse.releases import Release

SERIES = {"name": "activity.series", "rhythm": "activity.rhythm", "held": "activity.held", "due": "activity.due", "longest_gap": "activity.longest_gap", "last_held": "activity.last_held"}
PARTNERS = {"name": "activity.partner", "sessions": "activity.sessions", "led": "activity.led", "together_with": "activity.together_with"}
TOWN_HALLS = {"day": "community.date", "title": "community.title", "area": "community.area", "people": "community.people"}
MOST = 8
"""Partners that bars show; the table has all of them."""


def series_rhythm(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """Each series: turns held of those due, and the longest time without one."""
    log = log_of(choices, release, language)
    answer = cadence(log, release)
    need_rows(answer.table, answer.sentences[0])
    held, due = (int(answer.table[name].sum()) for name in ("held", "due"))
    title = answer.sentences[0] if len(answer.table) == 1 else str(say("brief.rhythm_headline", language, held=held, due=due, count=len(answer.table)))
    table = dated(answer.table, ("last_held",), language).drop(columns="gap_from")
    told = replace(answer, table=table, notes=(str(say("activity.series_note", language)),))
    words = caption(release, language, title, str(say("activity.show_rhythm", language)), log)
    return exhibit("series_rhythm", "table", words, told, release, columns=headed(table, SERIES, language))


def partners(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """The partners with the most sessions, and how often partners worked together."""
    log = log_of(choices, release, language)
    answer = partners_of(log, release)
    need_rows(answer.table, answer.sentences[0])
    table = answer.table.drop(columns="last_on")
    shown = table.head(MOST)
    words = caption(release, language, answer.sentences[0].partition(". ")[2] or answer.sentences[0], str(say("brief.kind_partners", language)), log, unit=str(say("activity.sessions", language)))
    series = (Series(str(say("activity.sessions", language)), shown["sessions"].to_numpy(dtype=float)),)
    return exhibit("partners", "bars", words, replace(answer, table=table), release, labels=tuple(shown["name"]), series=series, columns=headed(table, PARTNERS, language))


def town_halls(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """Town halls with where they were and how many came, the latest first."""
    log = log_of(choices, release, language)
    answer = listed(log, release, "town_hall")
    need_rows(answer.table, str(say("activity.none_of_kind", language)))
    table = dated(answer.table, ("day",), language)[["engagement_id", *TOWN_HALLS]].reset_index(drop=True)
    words = caption(release, language, answer.sentences[0], str(say("activity.town_hall", language)), log)
    return exhibit("town_halls", "table", words, replace(answer, table=table, facts={}), release, columns=headed(table, TOWN_HALLS, language))

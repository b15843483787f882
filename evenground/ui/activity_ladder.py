"""Activity on the screen, the organizers' ladder: in all, by congregation, and over a measure of need."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from evenground.answers.choices import Choices
from evenground.answers.community import ladder, log
from evenground.answers.outreach import need as needs
from evenground.answers.outreach.log_choices import LogChoices
from evenground.charts.circles_over import circles_over
from evenground.charts.view import view as framed_view
from evenground.look.caption import Caption
from evenground.look.numbers import number
from evenground.look.text import markdown
from evenground.ui import cached, community, outreach_scope, views, window
from evenground.ui.activity_words import bar_view, words
from evenground.ui.scope import Scope

ROOM = 0.03
"""Degrees of map around the outermost circles."""
COLUMNS = {
    "name": "activity.congregation", "one_on_ones": "activity.one_on_ones_short", "sessions": "activity.sessions_led", "pledged": "activity.step_pledged",
    "turned_out": "activity.step_turned_out", "testified": "activity.step_testified", "days_since": "activity.days_since_led", "last_day": "activity.last_on",
    "area": "community.area",
}  # fmt: skip


def steps(view: Scope, chosen: LogChoices) -> None:
    """The ladder as bars, and one-on-ones by congregation over a measure of need."""
    answer = ladder.ladder(chosen, view.release)
    st.caption(markdown(view.say("activity.owner_note")))
    if answer.facts["is_empty"]:
        community.told(answer)
        return
    said = words(view, chosen, answer.sentences[0].rstrip("."), answer.notes[0], view.say("activity.count"))
    bar_view(view, said, answer.table["step_words"], answer.table["count"], "ladder", "activity.ladder_alt")
    community.listed(view, answer.table, {"step_words": "activity.step", "count": "activity.count"}, "ladder", said)
    congregations(view, chosen)


def congregations(view: Scope, chosen: LogChoices) -> None:
    """The ladder by congregation, with days since each last led a session; and on the map, over a measure of need."""
    answer = ladder.congregations(chosen, view.release)
    st.header(view.say("activity.one_on_ones"))
    community.told(answer)
    if answer.table.empty:
        return
    said = words(view, chosen, view.say("activity.one_on_ones"), answer.sentences[0], view.say("activity.one_on_ones_short"))
    need_map(view, chosen, answer.table)
    table = answer.table.assign(area=log.named(answer.table["area_key"], log.area_names(view.release, view.language)), last_day=answer.table["last_on"].map(log.as_day))
    community.listed(view, table, COLUMNS, "one-on-ones", said)
    st.caption(markdown(view.say("activity.days_since_note")))


def need_map(view: Scope, chosen: LogChoices, points: pd.DataFrame) -> None:
    """What congregations did as circles over the measure of need that the reader picks: the two beside each other, no more."""
    outreach = view.folder.place.outreach
    measures = {one: needs.period_of(chosen.but(need=one), view.release) for one in needs.measures(chosen, view.release)}
    if not outreach or not measures or points["lon"].isna().all():
        return
    opens = view.folder.place.opens_on.indicator
    titles = needs.measures(chosen, view.release)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        picked = outreach_scope.choose_of_page("over", view.say("choose.indicator"), list(measures), opens if opens in measures else next(iter(measures)), titles.__getitem__, width=300)
        count = outreach_scope.choose_of_page("circles_of", view.say("activity.circles_of"), list(ladder.COUNTS), "one_on_ones", lambda one: view.say(COLUMNS[one]), width=260)
    choice = Choices(chosen.place, view.language, picked, chosen.level, measures[picked], comparator="none")
    plain = Scope(view.folder, view.release, choice)
    answer = cached.area_values(choice, view.release)
    figure = views.map_figure(plain, answer, height=520)
    caption = cached.words(choice, view.release)
    said = Caption(**{
        **words(view, chosen, view.say("activity.one_on_one_map", count=view.say(COLUMNS[count]), indicator=titles[picked]), view.say("activity.one_on_one_map_note")).__dict__,
        "geography": f"{caption.subtitle}, {caption.unit}, {caption.period}", "interval": caption.interval,
    })  # fmt: skip
    said = Caption(**{**said.__dict__, "source": f"{said.source}; {caption.source}"})
    if figure is None:
        return
    here = points.dropna(subset=["lon", "lat"]).assign(told=lambda table: [_recency(view, days) for days in table["days_since"]])
    bounds = (here["lon"].min() - ROOM, here["lat"].min() - ROOM, here["lon"].max() + ROOM, here["lat"].max() + ROOM)
    centre, zoom = framed_view(tuple(map(float, bounds)), window.map_width(), 440)
    figure.update_layout(map={"center": centre, "zoom": zoom})
    shown = circles_over(figure, here[here[count] > 0], here.loc[here[count] > 0, count], view.say(COLUMNS[count]), view.language, theme=window.theme())
    most = here[here[count] > 0].sort_values(count, ascending=False, kind="stable")
    first = "; ".join(f"{name} {number(value, view.language)}" for name, value in zip(most["name"].head(5), most[count].head(5), strict=True))
    alt = view.say("activity.one_on_one_alt", indicator=titles[picked], count=len(most), measure=view.say(COLUMNS[count]), list=first)
    community.drawn(shown, said, "chart-one-on-ones", alt)


def _recency(view: Scope, days: float) -> str:
    return view.say("activity.never_led") if days != days else view.say("activity.led_ago", count=int(days))

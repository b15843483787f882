"""Activity on the screen: one part at a time, each with its table and download."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from evenground.answers.choices import Choices
from evenground.answers.community import cadence, engaged, ladder, log, together
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.shelf import row_of, text_in
from evenground.answers.stories.log_choices import address
from evenground.charts.bars import bars
from evenground.charts.circles_over import circles_over
from evenground.charts.grids import pair_grid
from evenground.charts.view import view as framed_view
from evenground.look.caption import Caption
from evenground.look.dates import day
from evenground.look.numbers import number
from evenground.look.text import markdown
from evenground.ui import cached, community, outreach_scope, reports, views, window
from evenground.ui.downloads import table_button
from evenground.ui.scope import Scope
from evenground.ui.story_desk import add_button

PARTS = ("log", "rhythm", "partners", "depth", "ladder", "kinds", "shared", "reports")
FIRST_ROWS = 500
ROOM = 0.03
"""Degrees of map around the outermost circles."""
ROWS = {
    "day": "community.date", "type_words": "activity.type", "title": "community.title", "status_words": "community.status", "area": "community.area",
    "basis_words": "activity.basis", "setting_words": "activity.setting", "people": "activity.people", "hours": "activity.hours", "lead_name": "community.lead",
    "others": "activity.with", "spoken": "activity.languages", "depth_words": "activity.depth", "audience_words": "activity.audience", "started_by": "activity.initiated",
    "pledged": "activity.step_pledged", "turned_out": "activity.step_turned_out", "testified": "activity.step_testified",
}  # fmt: skip
SERIES = {
    "name": "activity.series", "rhythm": "activity.rhythm", "held": "activity.held", "due": "activity.due", "cancelled": "activity.cancelled",
    "longest_gap": "activity.longest_gap", "gap_from": "activity.gap_from", "last_held": "activity.last_held", "days_since": "activity.days_since",
}  # fmt: skip
PARTNERS = {
    "name": "activity.partner", "sessions": "activity.sessions", "led": "activity.led", "alone": "activity.alone", "together_with": "activity.together_with",
    "last_on": "activity.last_on",
}  # fmt: skip
DEPENDENCE = {
    "area": "community.area", "sessions": "activity.sessions", "partners": "activity.partners_count", "main_partner": "activity.main_partner",
    "main_pct": "activity.main_share", "hangs_on_one": "activity.hangs",
}  # fmt: skip


def choose_part(view: Scope, *, with_reports: bool) -> str:
    """Which part of the page is shown; it is in the address."""
    parts = [one for one in PARTS if with_reports or one != "reports"]
    return outreach_scope.choose_of_page("activity", view.say("activity.show"), parts, "log", lambda one: view.say(f"activity.show_{one}"), width=300)


def words(view: Scope, chosen: LogChoices, title: str, subtitle: str, unit: str = "") -> Caption:
    """Words around a view of the log: the days that are shown and the day it is read on, and the source."""
    caption = log.caption(view.release, view.language, title=title, subtitle=subtitle, unit=unit)
    period = view.say("log.days", start=day(chosen.start, view.language), end=day(chosen.end, view.language), as_of=day(chosen.as_of, view.language))
    return Caption(**{**caption.__dict__, "period": period.rstrip(".")})


def bar_view(view: Scope, said: Caption, names: Sequence[str], values: Sequence[float], key: str, alt: str) -> None:
    """Bars with their finding, and in words for who does not see them."""
    listed = "; ".join(f"{name} {number(value, view.language)}" for name, value in zip(names, values, strict=True))
    figure = bars(list(names), list(values), said, theme=window.theme(), width=community.width())
    community.drawn(figure, said, f"chart-{key}", view.say(alt, list=listed))


def the_log(view: Scope, chosen: LogChoices) -> None:
    answer = engaged.explorer(chosen, view.release)
    community.told(answer)
    kinds = engaged.by_kind(chosen, view.release)
    if kinds.empty:
        return
    said = words(view, chosen, view.say("activity.by_kind"), answer.sentences[0], view.say("activity.sessions"))
    bar_view(view, said, kinds["type_words"], kinds["sessions"], "kinds", "activity.by_kind_alt")
    listed(view, answer.table, ROWS, "log", words(view, chosen, view.say("activity.show_log"), answer.sentences[0]))


def listed(view: Scope, table: pd.DataFrame, columns: dict[str, str], name: str, said: Caption) -> None:
    """A table of which the first rows are sent; the download has all of them."""
    if len(table) <= FIRST_ROWS:
        community.listed(view, table, columns, name, said)
        return
    shown = community.twin(view, table.head(FIRST_ROWS), columns)
    st.dataframe(shown, hide_index=True, width="stretch", alt=markdown(f"{said.title}. {said.subtitle}"), key=f"table-{name}")
    st.caption(view.say("activity.first_rows", count=FIRST_ROWS))
    community.credited(said)
    table_button(view, lambda: community.twin(view, table, columns), name, said)


def rhythm(view: Scope, chosen: LogChoices) -> None:
    answer = cadence.cadence(chosen, view.release)
    for sentence in answer.sentences:
        st.markdown(f"- {markdown(sentence)}" if len(answer.table) else markdown(sentence))
    if len(answer.table):
        st.caption(markdown(view.say("activity.series_note")))
        community.listed(view, answer.table, SERIES, "series", words(view, chosen, view.say("activity.show_rhythm"), view.say("activity.series_note")))
        add_button(view, "series_rhythm", address(chosen, activity="rhythm"))


def partners(view: Scope, chosen: LogChoices) -> None:
    answer = together.partners(chosen, view.release)
    community.told(answer)
    if answer.table.empty:
        return
    pairs = together.overlap(chosen, view.release)
    said = words(view, chosen, together.closest(pairs, view.language), view.say("activity.overlap_subtitle"), view.say("activity.sessions"))
    if len(pairs) > 1:
        st.header(view.say("activity.overlap"))
        community.drawn(pair_grid(pairs, said, theme=window.theme(), width=community.width()), said, "chart-overlap", view.say("activity.overlap_alt", count=len(pairs)))
        with st.expander(view.say("community.table"), icon=":material/table:"):
            community.listed(view, pairs.rename_axis(columns=None).reset_index(names=view.say("activity.partner")), {}, "overlap", said)
    community.listed(view, answer.table, PARTNERS, "partners", words(view, chosen, view.say("activity.show_partners"), answer.sentences[0]))
    add_button(view, "partners", address(chosen, activity="partners"))
    st.header(view.say("activity.dependence"))
    hangs = together.dependence(chosen, view.release)
    community.told(hangs)
    if len(hangs.table):
        table = hangs.table.assign(main_pct=(100 * hangs.table["main_share"]).round(0))
        community.listed(view, table, DEPENDENCE, "dependence", words(view, chosen, view.say("activity.dependence"), hangs.sentences[0]))


def depth(view: Scope, chosen: LogChoices) -> None:
    for ask, name, key in ((engaged.languages, "language", "languages"), (engaged.depths, "depth", "depth")):
        answer = ask(chosen, view.release)
        community.told(answer)
        if answer.table["sessions"].sum():
            said = words(view, chosen, view.say(f"activity.{key}_title"), answer.sentences[0], view.say("activity.sessions"))
            bar_view(view, said, answer.table[f"{name}_words"], answer.table["sessions"], key, f"activity.{key}_alt")
            community.listed(view, answer.table, {f"{name}_words": f"activity.{'languages' if key == 'languages' else 'depth'}", "sessions": "activity.sessions"}, key, said)


def steps(view: Scope, chosen: LogChoices) -> None:
    """The ladder as bars, and one-on-ones by congregation over a measure of need."""
    answer = ladder.ladder(chosen, view.release)
    st.caption(markdown(view.say("activity.owner_note")))
    community.told(answer)
    if answer.facts["is_empty"]:
        return
    said = words(view, chosen, view.say("activity.ladder_title"), answer.notes[0], view.say("activity.count"))
    bar_view(view, said, answer.table["step_words"], answer.table["count"], "ladder", "activity.ladder_alt")
    community.listed(view, answer.table, {"step_words": "activity.step", "count": "activity.count"}, "ladder", said)
    congregations(view, chosen)


def congregations(view: Scope, chosen: LogChoices) -> None:
    answer = ladder.one_on_ones(chosen, view.release)
    st.header(view.say("activity.one_on_ones"))
    community.told(answer)
    if answer.table.empty:
        return
    said = words(view, chosen, view.say("activity.one_on_ones"), answer.sentences[0], view.say("activity.one_on_ones_short"))
    need_map(view, chosen, answer.table)
    columns = {"name": "activity.congregation", "one_on_ones": "activity.one_on_ones_short", "area": "community.area", "last_day": "activity.last_on"}
    table = answer.table.assign(area=log.named(answer.table["area_key"], log.area_names(view.release, view.language)), last_day=answer.table["last_on"].map(log.as_day))
    community.listed(view, table, columns, "one-on-ones", said)


def need_map(view: Scope, chosen: LogChoices, points: pd.DataFrame) -> None:
    """One-on-ones as circles over the measure of need that the reader picks: the two beside each other, no more."""
    outreach = view.folder.place.outreach
    measures = {one.indicator: one.period for one in (outreach.need if outreach else ())}
    if not measures or points["lon"].isna().all():
        return
    opens = view.folder.place.opens_on.indicator
    titles = {key: text_in(row_of(view.release, "indicators", "indicator_id", key), "title", view.language) for key in measures}
    picked = outreach_scope.choose_of_page("over", view.say("choose.indicator"), list(measures), opens if opens in measures else next(iter(measures)), titles.__getitem__)
    choice = Choices(chosen.place, view.language, picked, chosen.level, measures[picked], comparator="none")
    plain = Scope(view.folder, view.release, choice)
    answer = cached.area_values(choice, view.release)
    figure = views.map_figure(plain, answer, height=520)
    caption = cached.words(choice, view.release)
    said = Caption(**{
        **words(view, chosen, view.say("activity.one_on_one_map", indicator=titles[picked]), view.say("activity.one_on_one_map_note")).__dict__,
        "geography": f"{caption.subtitle}, {caption.unit}, {caption.period}", "interval": caption.interval,
    })  # fmt: skip
    said = Caption(**{**said.__dict__, "source": f"{said.source}; {caption.source}"})
    if figure is None:
        return
    here = points.dropna(subset=["lon", "lat"])
    bounds = (here["lon"].min() - ROOM, here["lat"].min() - ROOM, here["lon"].max() + ROOM, here["lat"].max() + ROOM)
    centre, zoom = framed_view(tuple(map(float, bounds)), window.map_width(), 440)
    figure.update_layout(map={"center": centre, "zoom": zoom})
    shown = circles_over(figure, points, points["one_on_ones"], view.say("activity.one_on_ones_short"), view.language, theme=window.theme())
    first = "; ".join(f"{name} {number(count, view.language)}" for name, count in zip(points["name"].head(5), points["one_on_ones"].head(5), strict=True))
    community.drawn(shown, said, "chart-one-on-ones", view.say("activity.one_on_one_alt", indicator=titles[picked], count=len(points), list=first))


def kinds(view: Scope, chosen: LogChoices) -> None:
    """Town halls, trainings by audience, communications."""
    for kind in engaged.TALKS:
        answer = engaged.listed(chosen, view.release, kind)
        st.header(view.say(f"activity.{kind}"))
        if answer.table.empty:
            st.markdown(view.say("activity.none_of_kind"))
            continue
        community.told(answer)
        said = words(view, chosen, view.say(f"activity.{kind}"), answer.sentences[0], view.say("activity.sessions"))
        if kind == "training":
            audiences = answer.facts["audiences"]
            by = Caption(**{**said.__dict__, "title": f"{said.title}: {view.say('activity.audiences').lower()}", "subtitle": view.say("activity.audiences_note")})
            bar_view(view, by, audiences["audience_words"], audiences["sessions"], "audiences", "activity.audiences_alt")
        columns = {name: key for name, key in ROWS.items() if not (kind == "communication" and name == "people")}
        listed(view, answer.table, columns, kind, said)
        if kind == "town_hall":
            add_button(view, "town_halls", address(chosen, activity="kinds"))


def shared(view: Scope) -> None:
    """Practices shared and challenges raised among partners, with outcome."""
    answer = engaged.shared(view.release, view.language)
    challenges = answer.facts["challenges"]
    for heading, said, table, columns in (
        ("practices", answer.sentences[0], answer.table, {"day": "community.date", "practice": "activity.practice", "by": "activity.shared_by", "taken_up": "activity.taken_up_by", "outcome": "activity.outcome"}),
        ("challenges", answer.sentences[1], challenges, {"day": "community.date", "challenge": "activity.challenge", "by": "activity.raised_by", "supported": "activity.supported_by", "status": "community.status", "outcome": "activity.outcome"}),
    ):  # fmt: skip
        st.header(view.say(f"activity.{heading}"))
        st.markdown(markdown(said))
        if len(table):
            community.listed(view, table, columns, heading, log.caption(view.release, view.language, title=view.say(f"activity.{heading}"), subtitle=said, unit=""))


def show(view: Scope, chosen: LogChoices, part: str) -> None:
    """One part of the page."""
    if part in ("shared", "reports"):
        {"shared": shared, "reports": reports.reports}[part](view)
    else:
        {"log": the_log, "rhythm": rhythm, "partners": partners, "depth": depth, "ladder": steps, "kinds": kinds}[part](view, chosen)

"""A community's portrait on the screen: its own words first, then resources, figures and outreach, and whether it signed off."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.choices import Choices
from evenground.answers.community import log, portrait
from evenground.answers.shelf import provenance
from evenground.answers.stories.sheets import IN_FIGURES
from evenground.charts import frame
from evenground.charts import resources as resource_marks
from evenground.charts.spine import spine
from evenground.charts.view import view as framed_view
from evenground.look import numbers
from evenground.look.caption import Caption
from evenground.look.dates import day
from evenground.look.text import markdown
from evenground.ui import (
    cached,
    cached_community,
    community,
    fact_sheets,
    outreach_scope,
    record_forms,
    scope,
    views,
    window,
)
from evenground.ui.audience import audience
from evenground.ui.scope import Scope
from evenground.ui.story_desk import add_button

PROFILE = {
    "title": "choose.indicator", "value": "table.value", "unit": "define.unit", "ci_low": "table.ci_low", "ci_high": "table.ci_high",
    "period": "choose.period", "status_words": "table.status", "lowest": "portrait.lowest", "quarter": "portrait.quarter", "middle": "portrait.middle_area",
    "three_quarters": "portrait.three_quarters", "highest": "portrait.highest", "areas": "portrait.areas",
    "domain_words": "choose.domain",
}  # fmt: skip
RANGE = ("lowest", "quarter", "middle", "three_quarters", "highest", "areas")
OUTREACH = {
    "basis_words": "activity.basis", "where": "portrait.where", "sessions": "activity.sessions", "people": "activity.people", "hours": "activity.hours",
    "last_day": "activity.last_held", "days_since": "activity.days_since",
}  # fmt: skip
SIGNED = {"decision_words": "portrait.decision", "by_role": "portrait.by_role", "decided_day": "portrait.decided_on", "returned_day": "portrait.returned"}
OFFERED = 8
"""Areas with words of their own that are offered by name while none is chosen."""
PRINTED = 14
"""Indicators that fit on the second page in print."""


def level_of(view: Scope) -> str:
    """The areas that portraits are of: those outreach is counted in, else those on the map."""
    outreach = view.folder.place.outreach
    return outreach.level if outreach else view.chosen.level


def choose(view: Scope) -> str:
    """The chosen area; the same choice as on every page that has it."""
    level = level_of(view)
    picked = scope.choose_area(view.release, view.language, level, view.say("choose.area_search"))
    scope.add_to_address(area=picked)
    return picked


def offer(view: Scope) -> None:
    """While no area is chosen: those whose own words are recorded, by name."""
    st.info(view.say("portrait.choose"))
    names = log.area_names(view.release, view.language)
    known = portrait.signed_areas(view.release) if audience() == "public" else portrait.spoken_areas(view.release)
    if known:
        st.markdown(view.say("portrait.signed_list" if audience() == "public" else "portrait.spoken_list"))
        with st.container(horizontal=True):
            for key in known[:OFFERED]:
                st.button(names.get(key, key), key=f"portrait-{key}", on_click=partial(_pick, key))


def _pick(key: str) -> None:
    st.session_state["area"] = key


def words(view: Scope, area: str, title: str, subtitle: str, unit: str = "", note: str = "") -> Caption:
    said = log.caption(view.release, view.language, title=title, subtitle=subtitle, unit=unit, geography=name_of(view, area), note=note)
    return said


def name_of(view: Scope, area: str) -> str:
    return portrait.name_of(view.release, view.language, area)


def state(view: Scope, area: str) -> Answer:
    """The sign-off in a sentence, before anything else."""
    answer = cached_community.sign_off(view.release, view.language, area)
    said = "  \n".join(markdown(one) for one in answer.sentences)
    if answer.facts["state"] == "approved":
        st.success(said, icon=":material/verified:")
    else:
        st.warning(f"{said}  \n{markdown(view.say('portrait.not_public'))}", icon=":material/lock:")
    return answer


def own_words(view: Scope, area: str) -> None:
    """Strengths beside priorities, as the community said them."""
    answer = cached_community.own_words(view.release, view.language, area)
    if answer.sentences:
        st.markdown(markdown(answer.sentences[0]))
    strengths, priorities = st.columns(2)
    for column, kind in ((strengths, "strength"), (priorities, "priority")):
        own = answer.table[answer.table["kind"] == kind]
        with column:
            st.header(view.say(f"portrait.{kind}"))
            if own.empty:
                st.caption(view.say("portrait.none_stated"))
            for row in own.to_dict("records"):
                by = " · ".join(part for part in (row["stated_by"] or "", day(row["day"], view.language) if row["day"] else "") if part)
                st.markdown(f"> {markdown(row['words'])}  \n> :small[{markdown(by)}]")
    if len(answer.table):
        columns = {"kind_words": "community.kind", "words": "portrait.words", "stated_by": "portrait.stated_by", "day": "community.date"}
        table = answer.table.assign(kind_words=[view.say(f"portrait.{kind}") for kind in answer.table["kind"]])
        said = words(view, area, view.say("portrait.own_words"), view.say("portrait.own_words_note"))
        community.credited(said)
        with st.expander(view.say("community.table"), icon=":material/table:"):
            community.listed(view, table, columns, "own-words", said)
        add_button(view, "own_words", {"area": area})


def stories(view: Scope, area: str) -> None:
    answer = cached_community.stories(view.release, view.language, area)
    st.header(view.say("portrait.stories"))
    if answer.sentences:
        st.markdown(markdown(answer.sentences[0]))
    for row in answer.table.to_dict("records"):
        with st.container(border=True):
            st.markdown(f"**{markdown(row['title'])}**  \n{markdown(row['body'])}")
            st.caption(markdown(view.say("portrait.story_shared", date=day(row["day"], view.language), role=row["moderated_by"])))
    if len(answer.table):
        community.credited(words(view, area, view.say("portrait.stories"), ""))
    if answer.missing and audience() == "analyst":
        st.caption(markdown(answer.missing[0]))


def resources(view: Scope, area: str) -> None:
    """Community resources in the area, on a map of it and by name."""
    answer = cached_community.resources(view.release, view.language, area)
    st.header(view.say("portrait.resources"))
    community.told(answer)
    if answer.table.empty:
        return
    said = _resource_words(view, area, answer)
    if answer.table["lon"].notna().any() and answer.facts["bounds"]:
        _resource_map(view, area, answer, said)
    community.listed(view, answer.table, {"kind_words": "community.kind", "name": "community.title", "link": "portrait.link"}, "area-resources", said)


def _resource_words(view: Scope, area: str, answer: Answer) -> Caption:
    lines = provenance(view.release, set(answer.table["source_id"]), view.language)
    said = words(view, area, view.say("portrait.resources"), answer.sentences[0])
    return Caption(**{**said.__dict__, "source": "; ".join(one.line for one in lines), "period": "", "demonstration": ""})


def _resource_map(view: Scope, area: str, answer: Answer, said: Caption) -> None:
    opens = cached.opening(view.release, view.language)
    base = Choices(view.folder.id, view.language, opens.indicator, level_of(view), opens.period, opens.stratum, comparator="none", area=area)
    shapes = cached.area_values(base, view.release)
    if shapes.table["value"].isna().all():
        return
    figure = views.map_figure(Scope(view.folder, view.release, base), shapes, height=440)
    if figure is None:
        return
    shown = resource_marks.with_resources(figure, answer.table, dict(zip(answer.table["kind"], answer.table["kind_words"], strict=True)), view.language, window.theme())
    centre, zoom = framed_view(tuple(map(float, answer.facts["bounds"])), window.map_width(), 380)
    shown = resource_marks.on_plain_ground(shown, window.theme()).update_layout(map={"center": centre, "zoom": zoom})
    kinds = "; ".join(f"{kind} {count}" for kind, count in answer.table["kind_words"].value_counts(sort=True).items())
    said = Caption(**{**said.__dict__, "title": view.say("portrait.resources_map"), "subtitle": name_of(view, area)})
    community.drawn(shown, said, "chart-area-resources", view.say("portrait.resources_alt", name=said.geography, list=kinds))


def profile(view: Scope, area: str) -> None:
    """Figures of the area, with the range of all areas where the place compares them."""
    answer = cached_community.profile(view.release, view.language, level_of(view), area)
    st.header(view.say("portrait.profile"))
    community.told(answer)
    ranked = views.ranks(view)
    if not ranked:
        st.caption(markdown(view.say("portrait.not_compared")))
    known = answer.table[answer.table["value"].notna()]
    said = words(view, area, answer.sentences[0], view.say("portrait.profile_note"))
    said = Caption(**{**said.__dict__, "source": "; ".join(one.line for one in answer.provenance), "period": "", "demonstration": ""})
    if ranked and known["place"].notna().any():
        with st.container(height=620, border=False):
            figure = spine(known, said, theme=window.theme(), width=community.width())
            alt = view.say("portrait.profile_alt", name=said.geography, count=len(known))
            st.plotly_chart(figure.update_layout(meta=None), key="chart-spine", theme=None, config=frame.config(), alt=markdown(alt))
        st.caption(markdown(view.say("portrait.profile_note")))
    columns = {name: key for name, key in PROFILE.items() if ranked or name not in RANGE}
    community.listed(view, rounded(answer.table), columns, "profile", said)
    if len(known):
        chosen = ",".join(portrait.first_of_each_domain(known, IN_FIGURES)["indicator_id"])
        add_button(view, "portrait", {"geo": level_of(view), "area": area, "indicators": chosen})


def rounded(table: pd.DataFrame) -> pd.DataFrame:
    """Values with as many decimals as their indicator is printed with."""
    names = ["value", "ci_low", "ci_high", *RANGE[:5]]
    shown = table.copy()
    for name in names:
        shown[name] = [round(value, int(places)) if value == value else None for value, places in zip(table[name], table["decimals"], strict=True)]
    return shown


def outreach(view: Scope, area: str) -> None:
    answer = cached_community.received(view.release, view.language, area, audience() == "public")
    st.header(view.say("portrait.outreach"))
    st.markdown("  \n".join(markdown(one) for one in answer.sentences))
    for note in answer.notes:
        st.caption(markdown(note))
    if len(answer.table):
        community.listed(view, answer.table, OUTREACH, "area-outreach", words(view, area, view.say("portrait.outreach"), " ".join(answer.sentences)))


def signed(view: Scope, area: str, answer: Answer) -> None:
    """Every decision of the community about its portrait."""
    st.header(view.say("portrait.sign_off"))
    if len(answer.table):
        community.listed(view, answer.table, SIGNED, "sign-offs", words(view, area, view.say("portrait.sign_off"), " ".join(answer.sentences)))
    else:
        st.markdown(markdown(answer.sentences[0]))


def printed(view: Scope, area: str) -> None:
    """The portrait in plain text for two pages of paper: words, stories, outreach and sign-off, then figures."""
    st.caption(view.say("portrait.print_hint"))
    own = cached_community.own_words(view.release, view.language, area)
    for kind in ("strength", "priority"):
        rows = own.table[own.table["kind"] == kind]
        listed = "\n".join(f"- {markdown(one)}" for one in rows["words"]) or markdown(view.say("portrait.none_stated"))
        st.markdown(f"**{view.say(f'portrait.{kind}')}**\n\n{listed}")
    told = cached_community.stories(view.release, view.language, area).table
    for row in told.head(1).to_dict("records"):
        st.markdown(f"**{markdown(row['title'])}**  \n{markdown(row['body'])}")
    found = cached_community.resources(view.release, view.language, area)
    kinds = "; ".join(f"{kind} {count}" for kind, count in found.table["kind_words"].value_counts().items()) if len(found.table) else ""
    st.markdown(f"**{view.say('portrait.resources')}**  \n{markdown(found.sentences[0])} {markdown(kinds)}")
    reach = cached_community.received(view.release, view.language, area, audience() == "public")
    st.markdown(f"**{view.say('portrait.outreach')}**  \n" + "  \n".join(markdown(one) for one in (*reach.sentences, *reach.notes)))
    figures(view, area)
    community.credited(words(view, area, view.say("nav.portrait"), ""))


def figures(view: Scope, area: str) -> None:
    """The first figures of each domain as a plain table; the whole range is on the screen's version."""
    answer = cached_community.profile(view.release, view.language, level_of(view), area)
    share = portrait.first_of_each_domain(answer.table[answer.table["value"].notna()], PRINTED)
    rows = [f"| {markdown(row.title)} | {markdown(numbers.with_unit(row.value, row.unit, view.language, int(row.decimals)))} | {markdown(row.period)} |" for row in share.itertuples()]
    head = f"| {view.say('choose.indicator')} | {view.say('table.value')} | {view.say('choose.period')} |\n|---|---|---|"
    st.markdown(f"**{view.say('portrait.profile')}**\n\n" + "\n".join([head, *rows]))
    st.caption(markdown("; ".join(one.line for one in answer.provenance)))


def whole(view: Scope, area: str, signed_off: Answer) -> None:
    """All of a portrait, on the screen or arranged for print; and on paper."""
    fact_sheets.of_area(view, level_of(view), area)
    layout = outreach_scope.choose_of_page("layout", view.say("portrait.layout"), ["screen", "print"], "screen", lambda one: view.say(f"portrait.layout_{one}"), width=260)
    if layout == "print":
        printed(view, area)
        return
    for part in (own_words, stories, resources, profile, outreach):
        part(view, area)
    signed(view, area, signed_off)
    if audience() == "analyst":
        record_forms.sign_off_form(view, area)

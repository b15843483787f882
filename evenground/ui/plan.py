"""Plan on the screen: the next sessions with reasons, what if they happen, decisions, the weeks ahead, follow-ups."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.community import log
from evenground.answers.outreach import log_offer, plan_record
from evenground.answers.outreach.log_choices import YARDSTICKS, LogChoices
from evenground.answers.outreach.plan_choices import PlanChoices
from evenground.answers.shelf import row_of, shelf, text_in
from evenground.answers.stories.log_choices import WEIGHTS, plan_address
from evenground.catalog.outreach import vocabulary
from evenground.charts.plan_bars import plan_bars
from evenground.charts.plan_weeks import plan_weeks
from evenground.look.caption import Caption
from evenground.look.numbers import number
from evenground.look.text import markdown
from evenground.ui import cached_plan as cached
from evenground.ui import community, outreach_scope, scope, window
from evenground.ui.audience import audience
from evenground.ui.downloads import table_button
from evenground.ui.scope import Scope
from evenground.ui.story_desk import add_button
from evenground.warehouse import record

SESSIONS = tuple(str(count) for count in (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20))
MOST_BARS = 10
NEXT = {
    "rank": "plan.rank", "name": "plan.area", "lead": "plan.lead", "people": "plan.people", "short": "plan.short", "expected": "plan.expected",
    "had": "plan.had", "planned": "plan.planned", "days_since": "plan.days_since", "why": "plan.why",
}  # fmt: skip
AREAS = {
    "name": "plan.area", "population": "plan.residents", "expected": "plan.expected", "had": "plan.had", "planned": "plan.planned", "proposed": "plan.proposed",
    "short": "plan.short", "days_since": "plan.days_since",
}  # fmt: skip
STAGES = {"stage_words": "plan.stage", "missing": "plan.missing", "missing_pct": "plan.missing_pct", "areas_short": "plan.areas_short", "areas_without": "plan.areas_without"}
WEEKS = {"week": "plan.week", "held": "plan.held", "planned": "plan.planned_bar", "cancelled": "plan.cancelled"}
THEMES = {"name": "plan.theme", "starts_on": "plan.from_day", "ends_on": "plan.to_day", "topic": "plan.topic", "source": "plan.source"}
FOLLOW = {"owner": "plan.role", "due_on": "plan.due_on", "days_overdue": "plan.days_overdue", "engagement": "plan.engagement", "held_on": "plan.held_on", "area": "plan.area"}
ROLES = {"owner": "plan.role", "open": "plan.open", "overdue": "plan.overdue", "longest": "plan.longest"}
PLANNED = {"day": "plan.day", "name": "plan.engagement", "type_words": "plan.kind", "area": "plan.area", "lead": "community.lead", "initiated_words": "plan.started_by"}
ASKED = {
    "title": "plan.request", "kind_words": "plan.kind", "area": "plan.area", "asked_on": "plan.asked_on", "first_reply_on": "plan.first_reply", "days_waiting": "plan.days_waiting",
    "support_offered": "plan.support", "wanted_from": "plan.wanted_from", "wanted_to": "plan.wanted_to",
}  # fmt: skip
DATES = {one: ASKED[one] for one in ("area", "wanted_from", "wanted_to", "title", "kind_words", "support_offered")}
DECIDED = {"at": "plan.at", "area": "plan.area", "choice_words": "plan.choice", "reason": "plan.reason", "until": "plan.until", "by_role": "plan.role"}


def opened(view: Scope) -> None:
    st.title(view.say("nav.plan"))
    st.caption(view.say("plan.question" if is_proposed(view) else "plan.question_community"))
    outreach_scope.notice(view)


def is_open(view: Scope) -> bool:
    """Plans are for those who make them: never for the public, whatever of the log its owners let go public."""
    return audience() != "public" and outreach_scope.has_log(view)


def shut(view: Scope) -> None:
    """Why there is nothing to plan with."""
    if outreach_scope.has_log(view):
        st.info(view.say("plan.not_public"), icon=":material/lock:")
    else:
        outreach_scope.no_log(view)


def is_proposed(view: Scope) -> bool:
    """False where communities initiate: then nothing is proposed to them."""
    return view.folder.place.policy.planning == "proposed"


def read_on(view: Scope) -> str:
    """The day the log is read on, as an ISO day."""
    return log_offer.read_on(view.release).isoformat()


def choose(view: Scope) -> PlanChoices:
    """How many sessions, where, shared out by what, and within which limits."""
    picked: dict[str, str] = {}

    def more() -> None:
        picked["sessions"] = _choose(view, "sessions", SESSIONS, "3", str, width=130)
        picked["within"] = _choose(view, "within", _lists(view), _lists(view)[0], lambda one: _list_name(view, one), width=200)
        picked["yardstick"] = _choose(view, "yardstick", YARDSTICKS, YARDSTICKS[0], lambda one: view.say(f"plan.yardstick_{one}"), width=140)
        if picked["yardstick"] == "equitable":
            picked["need"] = _choose(view, "need", _needs(view), _needs(view)[0], lambda one: _title(view, one), width=260)
        with st.popover(view.say("plan.limits"), icon=":material/tune:"):
            limits.update(_limits(view, int(picked["sessions"])))

    limits: dict[str, object] = {}
    found = outreach_scope.choose_log(view, default_window="fiscal_year", filters=(), more=more)
    chosen_log = found.but(yardstick=picked["yardstick"], need=picked.get("need", ""))
    decided = plan_record.decisions(view.release, view.language)
    return PlanChoices(
        chosen_log, int(picked["sessions"]), within="" if picked["within"] == "all" else picked["within"],
        set_aside=plan_record.set_aside(decided, chosen_log.as_of), **limits,
    )  # fmt: skip


def _limits(view: Scope, sessions: int) -> dict[str, object]:
    """What the popover says: fields of `PlanChoices`."""
    names = log.word_names("types", view.language)
    kinds = [one.id for one in vocabulary().types if one.is_outreach and one.id in log_offer.offered(view.release, "type", view.language)]
    kind = _choose(view, "type", kinds, "outreach_session" if "outreach_session" in kinds else kinds[0], names.__getitem__)
    spoken = log_offer.offered(view.release, "language", view.language)
    weight = _choose(view, "groups", tuple(WEIGHTS), "0", lambda one: view.say(f"plan.groups_{one}")) if _has_groups(view) else "0"
    numbers = {one: _number(view, one, default, most) for one, default, most in (("days", 90, 365), ("apart", 14, 180), ("one_area", 1, 20), ("hours", 0, 500), ("each", 0, 20))}
    tongue = _choose(view, "spoken_in", ("", *spoken), "", lambda one: spoken.get(one, view.say("plan.spoken_none")), label="spoken")
    least = _number(view, "spoken_least", 1, sessions) if tongue else 1
    return {"type": kind, "group_weight": WEIGHTS[weight], **numbers, "spoken": tongue, "spoken_least": least}


def _choose(view: Scope, key: str, options: tuple[str, ...] | list[str], default: str, name: object, label: str = "", **more: object) -> str:
    return outreach_scope.choose_of_page(key, view.say(f"plan.{label or key}"), list(options), default, name, **more)


def _number(view: Scope, key: str, default: int, most: int) -> int:
    """A whole number from 0 (or 1 where that is the least that makes sense) to `most`, kept in the address."""
    asked = str(st.session_state.get(key, scope.in_address(key, str(default))))
    st.session_state[key] = min(int(asked), most) if asked.isdigit() else default
    picked = int(st.number_input(view.say(f"plan.{key}"), min_value=0, max_value=most, step=1, key=key))
    scope.add_to_address(**{key: str(picked) if picked != default else ""})
    return picked


def _lists(view: Scope) -> list[str]:
    outreach = view.folder.place.outreach
    return [*(outreach.own_lists if outreach else ()), "all"]


def _list_name(view: Scope, one: str) -> str:
    return view.say("plan.within_all") if one == "all" else text_in(row_of(view.release, "area_sets", "area_set_id", one), "short", view.language)


def _needs(view: Scope) -> list[str]:
    outreach = view.folder.place.outreach
    return [one.indicator for one in outreach.need] if outreach else []


def _title(view: Scope, indicator: str) -> str:
    return text_in(row_of(view.release, "indicators", "indicator_id", indicator), "title", view.language)


def _has_groups(view: Scope) -> bool:
    return bool(view.folder.place.outreach and view.folder.place.outreach.groups)


def words(view: Scope, chosen: LogChoices | None, title: str, subtitle: str = "", unit: str = "") -> Caption:
    return log.caption(view.release, view.language, title=title, subtitle=subtitle, unit=unit, geography=_geography(view) if chosen else "")


def _geography(view: Scope) -> str:
    return text_in(row_of(view.release, "levels", "level_key", view.folder.place.outreach.level), "name", view.language)


def proposal(view: Scope, chosen: PlanChoices) -> None:
    """The next sessions as a list with reasons, its table, and every area with what it lacks."""
    answer = cached.plan(chosen, view.release)
    outreach_scope.about_window(view, chosen.log)
    st.header(view.say("plan.next_title"))
    community.told(answer)
    for one in answer.table.to_dict("records"):
        lead = f" · {view.say('plan.lead')}: {markdown(one['lead'])}" if one["lead"] else ""
        st.markdown(f"**{one['rank']}. {markdown(one['name'])}**{lead}  \n{markdown(one['why'])}")
    if len(answer.table):
        with st.expander(view.say("community.table"), icon=":material/table:"):
            rounded = answer.table.round({name: 0 for name in ("people", "short", "expected", "had", "planned")})
            community.listed(view, rounded, NEXT, "next-sessions", words(view, chosen.log, view.say("plan.next_title"), " ".join(answer.sentences)))
    add_button(view, "next_sessions", plan_address(chosen))
    st.caption(f"**{view.say('careful.title')}.** " + " ".join(markdown(note) for note in answer.notes))
    lacking(view, chosen, answer)


def lacking(view: Scope, chosen: PlanChoices, answer: Answer) -> None:
    """What each area still lacks, with what is planned and proposed; and the same, added up, if it happens."""
    areas = answer.facts["areas"].sort_values(["short", "area_key"], ascending=[False, True])
    known = areas[areas["expected"].notna() & (areas["expected"] > 0)]
    shown = known[(known["proposed"] > 0) | (known["short"].rank(ascending=False, method="first") <= MOST_BARS)]
    st.header(view.say("plan.areas_title"))
    if shown.empty:
        st.write(view.say("plan.none_short"))
        return
    top = shown.iloc[0]
    title = view.say("plan.bars_title", area=top["name"], short=number(top["short"], view.language), expected=number(top["expected"], view.language), count=2)
    if top["short"] <= 0:
        title = view.say("plan.none_short")
    said = words(view, chosen.log, outreach_scope.first_word(view) + title, view.say("plan.bars_subtitle", count=MOST_BARS), view.say("plan.attendances"))
    figure = plan_bars(shown, said, theme=window.theme(), width=window.map_width())
    community.drawn(figure, said, "chart-plan", view.say("plan.bars_alt", count=len(shown), names=title + "."))
    with st.expander(view.say("community.table"), icon=":material/table:"):
        rounded = areas.round({name: 0 for name in ("expected", "had", "planned", "proposed", "short")})
        community.listed(view, rounded, AREAS, "areas-lacking", words(view, chosen.log, view.say("plan.lead_title"), " ".join(answer.missing)), height=420)
    st.subheader(view.say("plan.what_if_title"))
    stages = answer.facts["what_if"].round({"missing": 0, "missing_pct": 1})
    stages = stages.assign(stage_words=[view.say(f"plan.stage_{one}") for one in stages["stage"]])
    community.listed(view, stages, STAGES, "what-if", words(view, chosen.log, view.say("plan.what_if_title"), " ".join(answer.sentences[:1])))


def decide(view: Scope, chosen: PlanChoices) -> None:
    """Decisions of people: plan a session, or leave an area out; kept in the record with role and time."""
    st.header(view.say("plan.record_title"))
    st.caption(view.say("plan.record_note"))
    answer = cached.plan(chosen, view.release)
    areas = answer.facts["areas"]
    names = dict(zip(areas["area_key"], areas["name"], strict=True))
    first = [one for one in answer.table["area_key"] if one in names]
    with st.expander(view.say("plan.decide"), icon=":material/edit_calendar:", expanded=False):
        _form(view, list(dict.fromkeys([*first, *sorted(names, key=names.get)])), names)
    if said := st.session_state.pop("decision_said", None):
        st.success(said)
    decided = plan_record.decisions(view.release, view.language)
    if decided.empty:
        st.write(view.say("plan.no_record"))
        return
    community.listed(view, decided, DECIDED, "decisions", words(view, chosen.log, view.say("plan.record_title"), ""))
    if (decided["choice"] == "plan").any():
        rows = plan_record.as_log_rows(decided, view.release, _owner(view), chosen.type)
        table_button(view, lambda: rows, "planned-sessions", words(view, chosen.log, view.say("plan.planned_rows"), ""))


def _form(view: Scope, options: list[str], names: dict[str, str]) -> None:
    with st.form("decision", border=False, clear_on_submit=True):
        area = st.selectbox(view.say("plan.decide_area"), options, format_func=lambda one: names.get(one, one), key="decision_area")
        choice = st.radio(view.say("plan.choice"), plan_record.CHOICES, format_func=lambda one: view.say(f"plan.choice_{one}"), key="decision_choice", horizontal=True)
        until = st.text_input(view.say("plan.until"), key="decision_until")
        reason = st.text_input(view.say("plan.reason"), key="decision_reason", max_chars=300)
        role = st.text_input(view.say("plan.by_role"), key="decision_role", max_chars=80)
        sent = st.form_submit_button(view.say("plan.save"), key="decision_save")
    if not sent:
        return
    if not role.strip():
        st.warning(view.say("plan.role_missing"))
    elif until.strip() and not plan_record.is_day(until):
        st.warning(view.say("plan.until_wrong", text=until))
    else:
        fields = {"subject": plan_record.SUBJECT, "subject_id": area, "choice": choice, "reason": reason, "until": until.strip()}
        record.append(view.folder.id, "override", fields, role)
        st.session_state["decision_said"] = view.say("plan.saved", choice=view.say(f"plan.choice_{choice}"), area=names.get(area, area))
        st.rerun()


def _owner(view: Scope) -> str:
    """The organization that a planned row belongs to until somebody changes it: the first in the lead."""
    partners = shelf(view.release, "partners")
    return str(partners["partner_id"].iloc[0]) if len(partners) else ""


def communities(view: Scope, as_of: str) -> None:
    """Requests that wait, support offered, the communities' own dates."""
    answer = cached.communities(view.release, view.language, as_of)
    community.told(answer)
    for stage, title in (("waiting", "plan.waiting_title"), ("offered", "plan.offered_title")):
        here = answer.table[answer.table["stage"] == stage]
        st.header(view.say(title))
        if here.empty:
            st.write(view.say("plan.none_waiting") if stage == "waiting" else view.say("plan.offered_count", count=0))
        else:
            community.listed(view, here, ASKED, f"requests-{stage}", words(view, None, view.say(title), ""))
    if len(answer.table):
        add_button(view, "community_requests", {"as_of": as_of})
    st.header(view.say("plan.dates_title"))
    if answer.facts["dates"].empty:
        st.write(view.say("plan.no_dates"))
    else:
        community.listed(view, answer.facts["dates"], DATES, "own-dates", words(view, None, view.say("plan.dates_title"), ""))
        add_button(view, "own_dates", {"as_of": as_of})


def ahead(view: Scope, as_of: str) -> None:
    """The calendar with its gaps and themes, and what is planned."""
    st.header(view.say("plan.calendar_title"))
    answer = cached.calendar(view.release, view.language, as_of)
    weeks, themes = answer.table, answer.facts["themes"]
    said = words(view, None, outreach_scope.first_word(view) + " ".join(answer.sentences), view.say("plan.calendar_subtitle" if is_proposed(view) else "plan.calendar_subtitle_community"), view.say("plan.sessions_unit"))
    alt = view.say(
        "plan.calendar_alt", held=int(weeks.loc[~weeks["is_ahead"], "held"].sum()), planned=int(weeks.loc[weeks["is_ahead"], "planned"].sum()), gaps=len(answer.facts["gaps"])
    )  # fmt: skip
    community.drawn(plan_weeks(weeks, themes, answer.facts["as_of"], said, theme=window.theme(), width=window.map_width()), said, "chart-weeks", alt)
    with st.expander(view.say("community.table"), icon=":material/table:"):
        community.listed(view, weeks.assign(week=[one.date().isoformat() for one in weeks["week"]]), WEEKS, "weeks", said)
    listed = cached.planned(view.release, view.language, as_of)
    with st.expander(f"{view.say('plan.planned_title')} ({len(listed.table)})", icon=":material/event:"):
        community.listed(view, listed.table, PLANNED, "planned", words(view, None, view.say("plan.planned_title"), listed.sentences[0]))
    _themes(view, as_of)


def _themes(view: Scope, as_of: str) -> None:
    """Themes of the place's calendar, where it has any."""
    if shelf(view.release, "calendar_themes").empty:
        return
    st.header(view.say("plan.themes_title"))
    coming = cached.themes_ahead(view.release, view.language, as_of)
    if coming.empty:
        st.write(view.say("plan.no_themes"))
    else:
        community.listed(view, coming, THEMES, "themes", words(view, None, view.say("plan.themes_title"), ""))


def follow_ups(view: Scope, as_of: str) -> None:
    """Open and overdue follow-ups by role, then each of them."""
    st.header(view.say("plan.follow_title"))
    answer = cached.follow_ups(view.release, view.language, as_of)
    community.told(answer)
    if answer.table.empty:
        return
    by_role: pd.DataFrame = answer.facts["by_role"]
    community.listed(view, by_role, ROLES, "follow-ups-by-role", words(view, None, view.say("plan.follow_title"), " ".join(answer.sentences)))
    with st.expander(view.say("community.table"), icon=":material/table:"):
        community.listed(view, answer.table, FOLLOW, "follow-ups", words(view, None, view.say("plan.follow_title"), " ".join(answer.sentences)), height=420)

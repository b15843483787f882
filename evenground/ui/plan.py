"""Plan on the screen: the next sessions with reasons, what if they happen, decisions, the weeks ahead, follow-ups."""

from __future__ import annotations

import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.community import log
from evenground.answers.outreach import log_offer, plan_record
from evenground.answers.outreach.log_choices import YARDSTICKS, LogChoices
from evenground.answers.outreach.plan_choices import PlanChoices
from evenground.answers.shelf import row_of, text_in
from evenground.answers.stories.log_choices import WEIGHTS, plan_address
from evenground.catalog.outreach import vocabulary
from evenground.charts.plan_bars import plan_bars
from evenground.look.caption import Caption
from evenground.look.numbers import number
from evenground.look.text import labelled, markdown
from evenground.ui import cached_plan as cached
from evenground.ui import community, outreach_scope, scope, window
from evenground.ui.audience import audience
from evenground.ui.scope import Scope
from evenground.ui.story_desk import add_button

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
        picked["within"] = _choose(view, "within", _lists(view), _lists(view)[0], lambda one: _list_name(view, one), width=260)
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
    st.session_state[key] = min(int(asked), most) if asked.isdecimal() else default
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
        lead = " · " + labelled(view.say("plan.lead"), markdown(one["lead"]), view.language) if one["lead"] else ""
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

"""The choices about the outreach log, shared by every page that reads it and kept in the address.

A page calls `choose_log(view)` once, below its title. It draws one row: the window, what the page asks for, and further
filters in a popover; then the days of the window, what the filters leave out, and the notice of a demonstration.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import streamlit as st

from evenground.answers.outreach import log_offer
from evenground.answers.outreach.left_out import left_out
from evenground.answers.outreach.log_choices import BASES, LogChoices
from evenground.answers.outreach.windows import PRESETS, window
from evenground.look.dates import day
from evenground.look.text import markdown
from evenground.ui import scope
from evenground.ui.scope import Scope

FILTERS = {"types": "type", "partners": "partner", "groups": "group", "languages": "language", "audiences": "audience", "statuses": "status"}
"""Filters of `LogChoices` and the columns of the log that they go by."""
IN_ADDRESS = {"types": "types", "partners": "with", "groups": "asked", "languages": "spoken", "audiences": "audience", "statuses": "status"}
"""How each filter is spelled in the address; `languages` and `k` are other choices' names."""
YEARS = range(1900, 2200)
DEFAULT_STATUS = ("held",)

_left_out = lru_cache(maxsize=200)(left_out)


def has_log(view: Scope) -> bool:
    """True where the place keeps a log and this release holds its engagements; a public release never does."""
    return view.folder.place.outreach is not None and log_offer.has_engagements(view.release)


def no_log(view: Scope) -> None:
    """Said in the place of a page where there is no log to read; `notice` says it where a log was loaded and shows nothing."""
    if log_offer.why_empty(view.release):
        return
    withheld = log_offer.log_kind(view.release) != "none"
    st.info(view.say("log.not_public" if withheld else "log.none"), icon=":material/event_busy:")


def choose_log(
    view: Scope, *, default_window: str = "all", filters: tuple[str, ...] = tuple(FILTERS), more: Callable[[], None] | None = None
) -> LogChoices:
    """The window and the filters, drawn and written to the address.

    Parameters
    ----------
    default_window : str
        One of `windows.PRESETS`, for a reader who has not chosen one yet.
    filters : tuple of str
        Which filters the page offers. One that it does not offer lets everything through there, except the status, which
        stays "held".
    more : callable, optional
        Draws the page's own choices beside the window, each with `choose_of_page`.
    """
    say, release = view.say, view.release
    as_of = _as_of(view)
    meeting = log_offer.last_meeting(release, as_of)
    presets = [one for one in PRESETS if one != "since_meeting" or meeting]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        preset = choose_of_page(
            "window", say("log.window"), presets, default_window if default_window in presets else "all",
            lambda one: say(f"log.window_{one}"), width=230,
        )  # fmt: skip
        own = _own_days(view) if preset == "own" else (None, None)
        if more:
            more()
        chosen = _choose_filters(view, filters)
    first, last = window(
        preset, as_of, fiscal_year_start=view.folder.place.fiscal_year_start, begins_on=log_offer.begins_on(release),
        last_meeting=meeting, own=own,
    )  # fmt: skip
    outreach = view.folder.place.outreach
    return LogChoices(
        view.folder.id, view.language, outreach.level if outreach else "", as_of.isoformat(), first.isoformat(), last.isoformat(), **chosen
    )  # fmt: skip


def choose_of_page(key: str, label: str, options: list[str], default: str, name: Callable[[str], str], **more: object) -> str:
    """A select box of one page: as `scope.choose`, and put into the address unless it is the default."""
    picked = scope.choose(key, label, options, default, name, **more)
    scope.add_to_address(**{key: picked if picked != default else ""})
    return picked


def about_window(view: Scope, log: LogChoices, counted: tuple[str, ...] = ()) -> bool:
    """The days that are shown, the day the log is read on, and what does not count here, each with its number and why.

    `counted` are the types of engagement that the page counts; none is all of them. False where nothing is left to show,
    after saying what would bring something back.
    """
    found = _left_out(log, view.release, counted)
    said = view.say("log.days", start=day(log.start, view.language), end=day(log.end, view.language), as_of=day(log.as_of, view.language))
    st.caption(markdown(" ".join([said, *found.sentences])))
    if not found.facts["shown"]:
        st.info(view.say("log.nothing"), icon=":material/event_busy:")
    return bool(found.facts["shown"])


def notice(view: Scope) -> None:
    """Said before anything else on a page: that the log is a demonstration, or why one that was loaded shows nothing."""
    if log_offer.is_demonstration(view.release):
        st.warning(view.say("log.demonstration"), icon=":material/science:")
    elif why := log_offer.why_empty(view.release):
        st.warning(view.say(f"log.empty_{why}", count=log_offer.records_in(view.release)), icon=":material/inbox:")


def demonstration(view: Scope) -> str:
    """The words that a caption carries while the log is a demonstration (`Caption.demonstration`); else empty."""
    return str(view.say("log.demonstration")) if log_offer.is_demonstration(view.release) else ""


def first_word(view: Scope) -> str:
    """What a title or a finding begins with while the log is a demonstration: "Demonstration: "; else empty."""
    return str(view.say("log.first_word")) + " " if log_offer.is_demonstration(view.release) else ""


def _as_of(view: Scope) -> date:
    """The day in the address, if it is one; else the day the log is read on."""
    wanted = _day(st.session_state.get("as_of", scope.in_address("as_of")))
    return wanted or log_offer.read_on(view.release)


def _day(typed: str) -> date | None:
    """A day of a year that a log can be about; weeks and months around it can then be counted."""
    try:
        found = date.fromisoformat(str(typed).strip())
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _own_days(view: Scope) -> tuple[date | None, date | None]:
    return _typed_day(view, "from", log_offer.begins_on(view.release)), _typed_day(view, "to", _as_of(view))


def _typed_day(view: Scope, key: str, default: date | None) -> date | None:
    """A day that the reader types. Typed, because the parts of a date picker are too small to be touched."""
    st.session_state[key] = st.session_state.get(key, scope.in_address(key))
    typed = st.text_input(view.say(f"log.{key}"), key=key, placeholder=default.isoformat() if default else "", width=150)
    found = _day(typed)
    if typed and found is None:
        st.warning(view.say("log.not_a_day", text=typed))
    scope.add_to_address(**{key: found.isoformat() if found else ""})
    return found


def _choose_filters(view: Scope, filters: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    set_already = sum(bool(_asked(view, one)) for one in filters if one != "statuses")
    label = view.say("log.filters_set", count=set_already) if set_already else view.say("log.filters")
    with st.popover(label, icon=":material/filter_alt:"):
        chosen = {one: _choose_filter(view, one) for one in filters}
        _typed_day(view, "as_of", log_offer.read_on(view.release))
    return chosen


def _asked(view: Scope, name: str) -> list[str]:
    """What the reader asked for of a filter and the log holds."""
    on_offer, key = log_offer.offered(view.release, FILTERS[name], view.language), IN_ADDRESS[name]
    start = ",".join(DEFAULT_STATUS) if name == "statuses" else ""
    wanted = st.session_state.get(key, [part for part in scope.in_address(key, start).split(",") if part])
    return [one for one in wanted if one in on_offer]


def _choose_filter(view: Scope, name: str) -> tuple[str, ...]:
    on_offer, key = log_offer.offered(view.release, FILTERS[name], view.language), IN_ADDRESS[name]
    default = DEFAULT_STATUS if name == "statuses" else ()
    if len(on_offer) < 2:
        return default
    st.session_state[key] = _asked(view, name)
    picked = st.multiselect(
        view.say(f"log.filter_{name}"), list(on_offer), key=key, format_func=on_offer.__getitem__, placeholder=view.say("log.filter_all"),
    )  # fmt: skip
    picked = picked or list(default)  # no status at all would be no log at all
    scope.add_to_address(**{key: ",".join(picked) if tuple(picked) != default else ""})
    return tuple(picked)


def bases(view: Scope) -> list[str]:
    """Bases of place that the log has, in a fixed order; what a log usually supports comes first."""
    there = log_offer.offered(view.release, "area_basis", view.language)
    return [one for one in BASES if one in there] or [BASES[0]]

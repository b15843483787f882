"""The shared choices: drawn once, kept from page to page, and written into the address so that every view is a link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from evenground.answers.area_values import area_name
from evenground.answers.choices import Choices
from evenground.answers.geometry import drawings
from evenground.answers.shelf import row_of
from evenground.catalog.library import PlaceFolder, place_folders
from evenground.catalog.words import say
from evenground.ui import cached
from evenground.ui.audience import audience
from evenground.ui.menus import Menu
from evenground.warehouse import releases
from evenground.warehouse.releases import Release

MAP_CHOICES = ("compare", "classes", "k", "breaks", "locked", "only", "colour", "drawing", "resources", "circles", "area")
METHODS = ("quantile", "natural", "equal", "fixed")


@dataclass(frozen=True)
class Scope:
    """Who looks at what: the place, the pinned release, and the reader's choices."""

    folder: PlaceFolder
    release: Release
    chosen: Choices

    @property
    def language(self) -> str:
        return self.chosen.language

    def say(self, key: str, **values: object) -> str:
        return say(key, self.language, **values)


def asked(key: str, options: Sequence[str], default: str) -> str:
    """What the reader asked for by widget or address, when it is on offer; the default otherwise."""
    wanted = st.session_state.get(key, in_address(key))
    if wanted and wanted not in options and key not in st.session_state:
        st.session_state.setdefault("not_on_offer", set()).add(key)
    return wanted if wanted in options else default


def in_address(key: str, default: str = "") -> str:
    """What the address says of a choice. The address that was written last counts, because a change of page empties the
    browser's, and a choice that the new page does not show would be forgotten."""
    return st.session_state.get("address", st.query_params).get(key, default)


def choose(
    key: str, label: str, options: Sequence[str], default: str, name: Callable[[str], str], *, drawn: bool = True, **more: object
) -> str:
    """A select box that starts on what the address asks for and stays on what the reader chose; only the choice where the
    page has no use for it."""
    now = asked(key, options, default)
    if not drawn:
        return now
    st.session_state[key] = now
    return st.selectbox(label, options, format_func=name, key=key, **more)


def choose_place_and_language() -> tuple[PlaceFolder, str]:
    """Two choices at the top of the sidebar; languages are the place's own."""
    folders = place_folders()
    first = next(iter(folders))
    language_now = st.session_state.get("lang", in_address("lang", "en"))
    place_id = choose(
        "place", say("shell.place", language_now), list(folders), first,
        lambda one: folders[one].place.name.get(language_now) or folders[one].place.name["en"],
    )  # fmt: skip
    languages = list(folders[place_id].place.languages)
    language = choose("lang", say("shell.language", language_now), languages, "en", lambda one: say(f"shell.language_{one}", one))
    return folders[place_id], language


def choose_view(folder: PlaceFolder, language: str, *, drawn: bool = True) -> Scope:
    """The choices about figures: indicator, geography, period, group. One without data says so before it is picked."""
    release = releases.current(folder.id, audience())
    opening = cached.opening(release, language)
    indicator = _indicator(release, language, opening.indicator, drawn)
    level = _level(release, language, indicator, opening.level, drawn)
    groups = cached.strata(release, language, indicator, level)
    stratum = _offered("group", say("choose.group", language), groups, opening.stratum, drawn)
    times = cached.periods(release, language, indicator, level, stratum, opening.period)
    period = _offered("period", say("choose.period", language), times, opening.period, drawn)
    chosen = Choices(folder.id, language, indicator, level, period, stratum, area_set=cached.outlined_set(release, level))
    return Scope(folder, release, chosen)


def _offered(key: str, label: str, menu: Menu, default: str, drawn: bool) -> str:
    """A choice among what a menu offers. One that is alone stays legible: a shut box would be too pale to read."""
    return choose(key, label, menu.options, menu.first(default), menu.names.__getitem__, drawn=drawn)


def _indicator(release: Release, language: str, default: str, drawn: bool) -> str:
    menu = cached.indicator_menu(release, language)
    default = default if default in menu.names else menu.options[0]
    if not drawn:
        return asked("indicator", menu.options, default)
    typed = st.text_input(say("choose.search", language), key="find", placeholder=say("choose.indicator_hint", language))
    now = asked("indicator", menu.options, default)
    found = menu.found(typed) if typed else list(menu.options)
    if typed and not found:
        st.caption(say("choose.search_none", language, text=typed))
    options = found if now in found else [now, *found]
    return choose("indicator", say("choose.indicator", language), options, now, menu.names.__getitem__)


def _level(release: Release, language: str, indicator: str, default: str, drawn: bool) -> str:
    menu = cached.levels(release, language, indicator)
    best = menu.first(default)
    if drawn and asked("geo", menu.options, best) not in menu.with_data and "geo_for" in st.session_state:
        # The indicator has just changed to one that is not measured there: go where it is.
        st.session_state["geo"] = best if st.session_state["geo_for"] != indicator else st.session_state["geo"]
    if drawn:
        st.session_state["geo_for"] = indicator
    return choose("geo", say("choose.level", language), menu.options, best, menu.names.__getitem__, drawn=drawn)


def choose_map(scope: Scope) -> tuple[Scope, str]:
    """The choices of the map alone, and what its colours show: `class` or `verdict`."""
    say, chosen = scope.say, scope.chosen
    on_offer = cached.comparators(chosen, scope.release)
    first, second, third = st.columns([2, 2, 1], vertical_alignment="bottom")
    with first:
        against = choose("compare", say("choose.comparator"), on_offer, on_offer[0], lambda key: comparator_name(scope, key))
    with second:
        area = choose_area(scope.release, scope.language, chosen.level, say("choose.area_search"))
    with third, st.popover(say("choose.more"), width="stretch"):
        drawing = _choose_drawing(scope)
        colour_by = choose("colour", say("choose.colour_by"), _colours(scope, against), "class", lambda key: say("clusters.colour" if key == "clusters" else f"choose.colour_by_{key}"))
        method = choose("classes", say("choose.class_method"), METHODS, "quantile", lambda key: say(f"choose.method_{key}"))
        fixed = _choose_edges(scope) if method == "fixed" else ()
        count = choose("k", say("choose.class_count"), ("3", "4", "5", "6", "7"), "5", str)
        locked = _toggle("locked", say("choose.lock"), help=say("choose.lock_hint"))
        circles = _choose_circles(scope)
        shown = _choose_resources(scope) if drawing == "geographic" else ()
        only = bool(chosen.area_set) and _toggle("only", say("choose.only_set"))
        if not scope.folder.place.policy.rankings:
            _toggle("rank_anyway", say("choose.compare_communities"), help=say("choose.locked_by_place"))
    narrowed = chosen.but(
        comparator=against, area=area or None, drawing=drawing, method=method, fixed=fixed, classes=int(count), locked=locked,
        second=circles or None, only_set=only, resources=shown,
    )  # fmt: skip
    return Scope(scope.folder, scope.release, narrowed), colour_by


def _toggle(key: str, label: str, **more: object) -> bool:
    st.session_state[key] = st.session_state.get(key, in_address(key) == "1")
    return st.toggle(label, key=key, **more)


def _colours(scope: Scope, against: str) -> tuple[str, ...]:
    """What colours may show: the class always, the verdict where there is a direction, neighbours where areas have borders."""
    directed = row_of(scope.release, "indicators", "indicator_id", scope.chosen.indicator)["higher_is"] != "neither"
    bordered = "geographic" in drawings(scope.release, scope.chosen.level) and scope.folder.place.policy.rankings
    return ("class", *(("verdict",) if directed and against != "none" else ()), *(("clusters",) if bordered else ()))


def _choose_drawing(scope: Scope) -> str:
    options = drawings(scope.release, scope.chosen.level) or ("geographic",)
    return choose(
        "drawing", scope.say("choose.drawing"), options, options[0], lambda key: scope.say(f"choose.drawing_{key}")
    )


def choose_area(release: Release, language: str, level: str, label: str) -> str:
    """An area by name, or none; the same choice on every page that has it."""
    menu = cached.areas(release, language, level)
    none = say("choose.area_none", language)
    return choose("area", label, ("", *menu.options), "", lambda key: menu.names.get(key, none))


def _choose_edges(scope: Scope) -> tuple[float, ...]:
    st.session_state["breaks"] = st.session_state.get("breaks", in_address("breaks"))
    typed = st.text_input(scope.say("choose.fixed_edges"), key="breaks")
    edges = numbers(typed)
    if typed and not edges:
        st.warning(scope.say("choose.fixed_edges_bad", text=typed))
    return edges


def _choose_resources(scope: Scope) -> tuple[str, ...]:
    """Kinds of community resource that have a position."""
    menu = cached.resource_menu(scope.release, scope.language)
    if not menu.options:
        return ()
    asked_for = st.session_state.get("resources", in_address("resources").split(","))
    st.session_state["resources"] = [kind for kind in asked_for if kind in menu.options]
    picked = st.multiselect(
        scope.say("choose.resources"), menu.options, key="resources", placeholder=scope.say("choose.resources_none"),
        format_func=menu.names.__getitem__,
    )  # fmt: skip
    return tuple(picked)


def _choose_circles(scope: Scope) -> str:
    menu, none = cached.circles(scope.release, scope.language, scope.chosen.level), scope.say("choose.second_none")
    return choose("circles", scope.say("choose.second"), ("", *menu.options), "", lambda key: menu.names.get(key, none))


def comparator_name(scope: Scope, key: str) -> str:
    """A comparator in words."""
    if key.startswith("area:"):
        return area_name(scope.release, key.removeprefix("area:"), scope.language)
    return scope.say(f"choose.comparator_{key}")


def numbers(typed: str) -> tuple[float, ...]:
    """Ascending numbers from "10; 20; 30"; nothing when any part is no number. A decimal comma is understood."""
    parts = [part.strip().replace(",", ".") for part in typed.replace("|", ";").split(";") if part.strip()]
    try:
        return tuple(sorted(float(part) for part in parts))
    except ValueError:
        return ()


def write_address(scope: Scope, *, of_map: bool) -> None:
    """Put the choices into the address, so that it opens this view elsewhere.

    The map's own choices are written as the map drew them; another page (`of_map` False) hands on what the address held.
    """
    chosen = scope.chosen
    address = {
        "place": chosen.place, "lang": chosen.language, "indicator": chosen.indicator, "geo": chosen.level,
        "period": chosen.period, "group": chosen.stratum,
    }  # fmt: skip
    extra = (_map_choices(chosen) if of_map else _handed_on(chosen.place)) | _of_pages(chosen.place)
    address |= {key: value for key, value in extra.items() if value}
    st.session_state["address"] = address
    if st.query_params.to_dict() != address:
        st.query_params.from_dict(address)


def _map_choices(chosen: Choices) -> dict[str, str | None]:
    colour = st.session_state.get("colour")
    return {
        "compare": chosen.comparator,
        "classes": chosen.method if chosen.method != "quantile" else None,
        "k": str(chosen.classes) if chosen.classes != 5 else None,
        "breaks": "; ".join(f"{edge:g}" for edge in chosen.fixed) or None,
        "locked": "1" if chosen.locked else None,
        "only": "1" if chosen.only_set else None,
        "colour": colour if colour in ("verdict", "clusters") else None,
        "drawing": st.session_state.get("drawing") if chosen.drawing != "geographic" else None,
        "resources": ",".join(chosen.resources), "circles": chosen.second, "area": chosen.area,
    }  # fmt: skip


def add_to_address(**choices: str) -> None:
    """Put choices of the page that is open into the address, and keep them while other pages are open; an empty one is
    taken out. Read them back with `in_address`, or draw them with `choose`."""
    st.session_state["of_pages"] = st.session_state.get("of_pages", {}) | choices


def _of_pages(place: str) -> dict[str, str]:
    """What pages added to the address, unless it was added in another place."""
    if st.session_state.setdefault("of_pages_in", place) != place:
        st.session_state["of_pages"], st.session_state["of_pages_in"] = {}, place
    return st.session_state.get("of_pages", {})


def _handed_on(place: str) -> dict[str, str | None]:
    """The map's choices as the address held them, unless they were made in another place."""
    if in_address("place", place) != place:
        return {}
    area = st.session_state.get("area", in_address("area"))
    return {key: in_address(key) for key in MAP_CHOICES} | {"area": area}


def current() -> Scope:
    """The choices of this run, for a page."""
    return st.session_state["scope"]


def keep(scope: Scope) -> Scope:
    """Make a page's own choices part of the address."""
    st.session_state["scope"] = scope
    return scope

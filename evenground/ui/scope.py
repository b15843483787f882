"""The shared choices: drawn once, kept from page to page, and written into the address so that every view is a link."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from evenground.answers.area_values import area_name, outlined_set
from evenground.answers.choices import Choices
from evenground.answers.geometry import drawings
from evenground.answers.overview import opening as opening_view
from evenground.answers.shelf import names_in, row_of, shelf, text_in
from evenground.catalog.library import PlaceFolder, place_folders
from evenground.catalog.words import say
from evenground.look.dates import period
from evenground.ui import cached
from evenground.ui.audience import audience
from evenground.warehouse import releases
from evenground.warehouse.releases import Release

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
    wanted = st.session_state.get(key, st.query_params.get(key))
    return wanted if wanted in options else default


def choose(key: str, label: str, options: Sequence[str], default: str, name: Callable[[str], str], **more: object) -> str:
    """A select box that starts on what the address asks for and stays on what the reader chose."""
    st.session_state[key] = asked(key, options, default)
    return st.selectbox(label, options, format_func=name, key=key, **more)


def choose_place_and_language() -> tuple[PlaceFolder, str]:
    """Two choices at the top of the sidebar; languages are the place's own."""
    folders = place_folders()
    first = next(iter(folders))
    language_now = st.session_state.get("lang", st.query_params.get("lang", "en"))
    place_id = choose(
        "place", say("shell.place", language_now), list(folders), first,
        lambda one: folders[one].place.name.get(language_now) or folders[one].place.name["en"],
    )  # fmt: skip
    languages = list(folders[place_id].place.languages)
    language = choose("lang", say("shell.language", language_now), languages, "en", lambda one: say(f"shell.language_{one}", one))
    return folders[place_id], language


def choose_view(folder: PlaceFolder, language: str) -> Scope:
    """The choices about figures: indicator, geography, period, group. One without data says so before it is picked."""
    release = releases.current(folder.id, audience())
    offer = shelf(release, "offer")
    opening = opening_view(release, language)
    indicator = _indicator(release, folder, offer, language, opening.indicator)
    own = offer[offer["indicator_id"] == indicator]
    level = _level(release, own, language, opening.level)
    here = own[own["level_key"] == level]
    stratum = _stratum(release, own, here, language, opening.stratum)
    period = _period(here[here["stratum_id"] == stratum], here, language, opening.period)
    chosen = Choices(folder.id, language, indicator, level, period, stratum, area_set=outlined_set(release, level))
    return Scope(folder, release, chosen)


def _indicator(release: Release, folder: PlaceFolder, offer: pd.DataFrame, language: str, default: str) -> str:
    table = shelf(release, "indicators").set_index("indicator_id")
    titles = {key: text_in(row, "title", language) for key, row in table.iterrows()}
    typed = st.text_input(say("choose.search", language), key="find", placeholder=say("choose.indicator_hint", language))
    now = asked("indicator", list(titles), default if default in titles else next(iter(titles)))
    found = [key for key in titles if matches(typed, table.loc[key])] if typed else list(titles)
    if typed and not found:
        st.caption(say("choose.search_none", language, text=typed))
    options = _in_domain_order(table, folder, found) or [now]
    if now not in options:
        options = [now, *options]
    groups = {key: text_in_domain(folder, table.loc[key, "domain"], language) for key in options}
    return choose(
        "indicator", say("choose.indicator", language), options, now, lambda key: f"{titles[key]} · {groups[key]}"
    )


def matches(typed: str, indicator: pd.Series) -> bool:
    """True when every word typed begins a word of the indicator's titles, question or synonyms, in any language."""
    texts = [indicator.get(name) for name in ("title_en", "title_fr", "title_iu", "question_en", "question_fr", "synonyms")]
    words = plain(" ".join(text for text in texts if isinstance(text, str))).split()
    return all(any(word.startswith(part) for word in words) for part in plain(typed).split())


def plain(text: str) -> str:
    """Lower case without accents or punctuation, so that `sante` finds `santé`."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in bare)


def _in_domain_order(table: pd.DataFrame, folder: PlaceFolder, found: list[str]) -> list[str]:
    order = {domain: number for number, domain in enumerate(folder.place.domains)}
    return sorted(found, key=lambda key: (order.get(table.loc[key, "domain"], len(order)), table.loc[key, "title_en"]))


def text_in_domain(folder: PlaceFolder, domain: str, language: str) -> str:
    words = folder.place.domains.get(domain)
    return (words.get(language) or words["en"]) if words else domain.replace("_", " ")


def _level(release: Release, own: pd.DataFrame, language: str, default: str) -> str:
    levels = shelf(release, "levels")
    with_data = set(own.loc[own["with_value"] > 0, "level_key"])
    options = levels.loc[levels["areas"] > 0, "level_key"].tolist()
    names = dict(zip(levels["level_key"], names_in(levels, "name", language), strict=True))
    best = default if default in with_data else next((key for key in options if key in with_data), options[0])
    if asked("geo", options, best) not in with_data and "geo_for" in st.session_state:
        # The indicator has just changed to one that is not measured there: go where it is.
        st.session_state["geo"] = best if st.session_state["geo_for"] != _fingerprint(own) else st.session_state["geo"]
    st.session_state["geo_for"] = _fingerprint(own)
    return choose(
        "geo", say("choose.level", language), options, best,
        lambda key: names[key] if key in with_data else say("choose.unavailable", language, choice=names[key]),
    )  # fmt: skip


def _fingerprint(own: pd.DataFrame) -> str:
    return "" if own.empty else str(own["indicator_id"].iloc[0])


def _stratum(release: Release, own: pd.DataFrame, here: pd.DataFrame, language: str, default: str) -> str:
    strata = shelf(release, "strata").set_index("stratum_id")
    names = {key: text_in(row, "name", language) for key, row in strata.iterrows()}
    measured = [key for key in strata.index if key in set(own["stratum_id"])] or ["everyone"]
    with_data = set(here.loc[here["with_value"] > 0, "stratum_id"])
    first = default if default in with_data else next((key for key in measured if key in with_data), measured[0])
    return choose(
        "group", say("choose.group", language), measured, first,
        lambda key: names[key] if key in with_data else say("choose.unavailable", language, choice=names[key]),
        disabled=len(measured) < 2,
    )  # fmt: skip


def _period(own: pd.DataFrame, here: pd.DataFrame, language: str, default: str) -> str:
    periods = list(dict.fromkeys(here["period_id"])) or [default]
    with_data = set(own.loc[own["with_value"] > 0, "period_id"])
    first = default if default in with_data else next((key for key in periods if key in with_data), periods[0])
    return choose(
        "period", say("choose.period", language), periods, first,
        lambda key: period_name(key, language) if key in with_data else say("choose.unavailable", language, choice=period_name(key, language)),
        disabled=len(periods) < 2,
    )  # fmt: skip


def period_name(period_id: str, language: str) -> str:
    """A period in words, beginning with a capital: "2010 to 2015", "Cumulative to September 2, 2022"."""
    words = period(period_id, language)
    return words[:1].upper() + words[1:]


def choose_map(scope: Scope) -> tuple[Scope, str]:
    """The choices of the map alone, and what its colours show: `class` or `verdict`."""
    say, chosen = scope.say, scope.chosen
    on_offer = cached.comparators(chosen, scope.release)
    first, second, third = st.columns([2, 2, 1], vertical_alignment="bottom")
    with first:
        against = choose("compare", say("choose.comparator"), on_offer, on_offer[0], lambda key: comparator_name(scope, key))
    with second:
        area = _choose_area(scope)
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
    st.session_state[key] = st.session_state.get(key, st.query_params.get(key) == "1")
    return st.toggle(label, key=key, **more)


def _colours(scope: Scope, against: str) -> tuple[str, ...]:
    """What colours may show: the class always, the verdict where there is a direction, neighbours where areas have borders."""
    directed = row_of(scope.release, "indicators", "indicator_id", scope.chosen.indicator)["higher_is"] != "neither"
    bordered = "geographic" in drawings(scope.release, scope.chosen.level) and scope.folder.place.policy.rankings
    return ("class", *(("verdict",) if directed and against != "none" else ()), *(("clusters",) if bordered else ()))


def _choose_drawing(scope: Scope) -> str:
    options = drawings(scope.release, scope.chosen.level) or ("geographic",)
    return choose(
        "drawing", scope.say("choose.drawing"), options, options[0], lambda key: scope.say(f"choose.drawing_{key}"),
        disabled=len(options) < 2,
    )  # fmt: skip


def _choose_area(scope: Scope) -> str:
    areas = shelf(scope.release, "area_codes")
    here = areas[areas["level_key"] == scope.chosen.level]
    names = dict(zip(here["area_key"], names_in(here, "name", scope.language), strict=True))
    in_order = sorted(names, key=lambda key: names[key].casefold())
    return choose(
        "area", scope.say("choose.area_search"), ["", *in_order], "", lambda key: names.get(key) or scope.say("choose.area_none")
    )


def _choose_edges(scope: Scope) -> tuple[float, ...]:
    st.session_state["breaks"] = st.session_state.get("breaks", st.query_params.get("breaks", ""))
    typed = st.text_input(scope.say("choose.fixed_edges"), key="breaks")
    edges = numbers(typed)
    if typed and not edges:
        st.warning(scope.say("choose.fixed_edges_bad", text=typed))
    return edges


def _choose_resources(scope: Scope) -> tuple[str, ...]:
    """Kinds of community resource that have a position."""
    table = shelf(scope.release, "resources")
    kinds = sorted(table.loc[table["lon"].notna(), "kind"].unique())
    if not kinds:
        return ()
    words = scope.folder.place.vocabulary
    names = {kind: (words.get(f"resource_{kind}") or {"en": kind.replace("_", " ")}) for kind in kinds}
    if "resources" not in st.session_state:
        st.session_state["resources"] = [kind for kind in st.query_params.get("resources", "").split(",") if kind in kinds]
    st.session_state["resources"] = [kind for kind in st.session_state["resources"] if kind in kinds]
    picked = st.multiselect(
        scope.say("choose.resources"), kinds, key="resources", placeholder=scope.say("choose.resources_none"),
        format_func=lambda kind: names[kind].get(scope.language) or names[kind]["en"],
    )  # fmt: skip
    return tuple(picked)


def _choose_circles(scope: Scope) -> str:
    offer, table = shelf(scope.release, "offer"), shelf(scope.release, "indicators").set_index("indicator_id")
    here = offer[(offer["level_key"] == scope.chosen.level) & (offer["with_value"] > 0) & (offer["stratum_id"] == "everyone")]
    counts = [key for key in dict.fromkeys(here["indicator_id"]) if table.loc[key, "kind"] == "count"]
    titles = {key: text_in(table.loc[key], "title", scope.language) for key in counts}
    return choose("circles", scope.say("choose.second"), ["", *counts], "", lambda key: titles.get(key) or scope.say("choose.second_none"))


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


def write_address(scope: Scope) -> None:
    """Put the choices into the address, so that it opens this view elsewhere."""
    chosen = scope.chosen
    address = {
        "place": chosen.place, "lang": chosen.language, "indicator": chosen.indicator, "geo": chosen.level,
        "period": chosen.period, "group": chosen.stratum,
    }  # fmt: skip
    extra = {
        "compare": chosen.comparator if chosen.comparator != "pooled" else None,
        "classes": chosen.method if chosen.method != "quantile" else None,
        "k": str(chosen.classes) if chosen.classes != 5 else None,
        "breaks": "; ".join(f"{edge:g}" for edge in chosen.fixed) or None,
        "locked": "1" if chosen.locked else None,
        "only": "1" if chosen.only_set else None,
        "colour": st.session_state.get("colour") if st.session_state.get("colour") in ("verdict", "clusters") else None,
        "drawing": st.session_state.get("drawing") if chosen.drawing != "geographic" else None,
        "resources": ",".join(chosen.resources), "circles": chosen.second, "area": chosen.area,
    }  # fmt: skip
    address |= {key: value for key, value in extra.items() if value}
    if st.query_params.to_dict() != address:
        st.query_params.from_dict(address)


def current() -> Scope:
    """The choices of this run, for a page."""
    return st.session_state["scope"]


def keep(scope: Scope) -> Scope:
    """Make a page's own choices part of the address."""
    st.session_state["scope"] = scope
    return scope

"""Views in words as exhibits: gaps between groups, published facts, what changed, and plain statements."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer, Provenance
from evenground.answers.captions import interval_words
from evenground.answers.changes import since as changed_since
from evenground.answers.exhibit import Exhibit, Series
from evenground.answers.groups import groups
from evenground.answers.shelf import row_of, shelf, text_in
from evenground.catalog.library import place_folder
from evenground.catalog.words import keys, say
from evenground.look import numbers
from evenground.look.caption import Caption
from evenground.look.comparator import Comparator
from evenground.look.dates import period
from evenground.warehouse.releases import Release


def gap(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """The groups of one indicator, each with its interval."""
    only = tuple(one for one in choices.get("only_groups", "").split(",") if one)
    answer = groups(release, choices["indicator"], language, level=choices.get("geo", ""), period=choices.get("period", ""), only=only)
    indicator, table = row_of(release, "indicators", "indicator_id", choices["indicator"]), answer.table
    whole = answer.facts["everyone"]
    title, unit = text_in(indicator, "title", language), text_in(indicator, "unit", language)
    where = answer.facts["area_name"] or text_in(row_of(release, "levels", "level_key", answer.facts["level"]), "name", language)
    words = Caption(
        str(answer.facts["headline"]), title, unit, period(answer.facts["period"], language), where, "; ".join(table["group"]),
        interval_words(table, language), _sources(answer.provenance), _licences(answer.provenance), _retrieved(answer.provenance),
        " ".join((*answer.missing, *answer.notes)), language=language,
    )  # fmt: skip
    series = Series(title, *(table[name].to_numpy(dtype=float) for name in ("value", "ci_low", "ci_high")))
    alt = say("brief.alt_bars", language, headline=words.title, context=words.context)
    shown = [name for name in ("group", "value", "ci_low", "ci_high", "numerator", "denominator", "status") if table[name].notna().any()]
    return Exhibit(
        "gap", "dots" if table["ci_low"].notna().any() else "bars", words.title, words, replace(answer, facts={}), alt, tuple(table["group"]), (series,),
        Comparator(say("choose.everyone", language), float(whole["value"])) if whole is not None else None,
        tuple((name, say(f"table.{name}", language)) for name in shown), {"status": {code: say(f"status.{code}", language) for code in sorted(set(table["status"]))}},
        decimals=int(indicator["decimals"]), part="for_whom",
    )  # fmt: skip


def fact(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """One published statement, in its publisher's own figures, with year and source."""
    table = shelf(release, "facts")
    rows = table[table["fact_id"] == choices["fact"]].reset_index(drop=True)
    if rows.empty:
        raise KeyError(f"no published statement {choices['fact']!r} in release {release.id}")
    row = rows.iloc[0]
    value, unit = _text(row["value_text"]), _text(row["unit"])
    headline = say("brief.fact_headline", language, title=row["title"], value=_with_unit(value, unit, language))
    words = _published(rows, headline, str(row["title"]), language)
    said = [headline + ".", _text(row["note"]), _source_sentence(row, language)]
    if row["kind"] == "association":
        said.insert(1, say("brief.association", language))
    is_number = row["kind"] == "statement" and row["value"] == row["value"]
    series = (Series(str(row["title"]), np.array([float(row["value"])]), *(np.array([float(row[name])]) for name in ("ci_low", "ci_high"))),) if is_number else ()
    answer = Answer("fact", release.id, rows, tuple(one for one in said if one), (_provenance(row, release, language),))
    return Exhibit(
        "fact", "number" if is_number else "statement", headline, words, answer, " ".join(answer.sentences), (_text(row["population_group"]),) if is_number else (),
        series, columns=_fact_columns(language), decimals=_decimals(value), part="number" if is_number else "", elsewhere=_elsewhere(rows, language),
    )  # fmt: skip


def statements(release: Release, language: str) -> tuple[Exhibit, ...]:
    """The published statements that the place shows first; those that its files do not hold are left out."""
    known = set(shelf(release, "facts")["fact_id"])
    return tuple(fact({"fact": one}, release, language) for one in place_folder(release.place_id).place.opens_on.statements if one in known)


def facts(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """Several published statements in a table, in the order in which the story names them."""
    asked = choices["facts"].split(",")
    table = shelf(release, "facts").set_index("fact_id", drop=False)
    absent = [one for one in asked if one not in table.index]
    if absent:
        raise KeyError(f"no published statement {absent[0]!r} in release {release.id}")
    rows = table.loc[asked].reset_index(drop=True)
    rows["shown"] = [_shown(row, language) for _, row in rows.iterrows()]
    headline = say("brief.facts_headline", language, count=len(rows))
    words = _published(rows, headline, say("start.facts", language), language)
    association = say("brief.association", language) if rows["kind"].eq("association").any() else ""
    note = " ".join(dict.fromkeys(one for one in (association, *(_text(one) for one in rows["note"])) if one))
    answer = Answer("facts", release.id, rows, tuple(say("brief.fact_headline", language, title=row["title"], value=_shown(row, language)) + "." for _, row in rows.iterrows()), tuple(_provenance(row, release, language) for _, row in rows.iterrows()))
    headed = (("title", say("facts.statement", language)), ("shown", say("table.value", language)), ("population_group", say("table.group", language)), ("period", say("table.period", language)))
    return Exhibit("facts", "table", headline, replace(words, note=note), answer, headline, columns=headed, elsewhere=_elsewhere(rows, language))


STATED_IN = "en"
"""The language of published statements: files of them hold each in one language, and so far all do in this one."""


def _elsewhere(rows: pd.DataFrame, language: str) -> tuple[str, ...]:
    """Titles of statements for a reader of another language than theirs."""
    return () if language == STATED_IN else tuple(str(one) for one in rows["title"])


def since(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """What is new since an earlier date, such as the last meeting."""
    answer = changed_since(release, language, choices["since"], choices.get("since_release", ""))
    headline = str(answer.facts["headline"])
    words = Caption(headline, say("brief.since_title", language), "", "", _place_name(release, language), "", "", "", language=language)
    headed = tuple((name, say(f"brief.changes_{name}", language)) for name in ("title", "new", "revised", "gone", "comparison"))
    said = replace(answer, sentences=(headline + ".", say("brief.since_rule", language)))
    return Exhibit("since", "table" if len(answer.table) else "statement", headline, words, said, headline, columns=headed)


def statement(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """The presenter's own words, with no figure behind them: a title, a question for the room, an ask."""
    words = Caption("", "", "", "", _place_name(release, language), "", "", "", language=language)
    return Exhibit("statement", "statement", "", words, Answer("statement", release.id, pd.DataFrame()), "")


def _published(rows: pd.DataFrame, headline: str, title: str, language: str) -> Caption:
    """The caption of published statements: as their publishers say it, with year and place in the source."""
    source = "; ".join(dict.fromkeys(_source(row) for _, row in rows.iterrows()))
    periods = "; ".join(dict.fromkeys(period(_text(one), language) for one in rows["period"] if _text(one)))
    group = "; ".join(dict.fromkeys(_text(one) for one in rows["population_group"] if _text(one)))
    has_limits = rows["ci_low"].notna().any()
    unit = _unit(_text(rows["unit"].iloc[0]), language) if len(rows) == 1 and not numbers.is_missing(rows["value"].iloc[0]) else ""
    return Caption(
        headline, title, unit, periods, "; ".join(dict.fromkeys(_text(one) for one in rows["place_name"] if _text(one))), group,
        say("interval.published", language, level=95) if has_limits else say("interval.none", language), source,
        note=_text(rows["note"].iloc[0]) if len(rows) == 1 else "", language=language,
    )  # fmt: skip


def _source(row: pd.Series) -> str:
    year = _year(_text(row["year"]))
    return ", ".join(part for part in (_text(row["publisher"]), _text(row["source_title"])) if part) + (f" ({year})" if year else "")


def _year(said: str) -> str:
    """The year, or years, that begin what a file says of them: "2020 (inferred ...)" is 2020; the file has the rest."""
    found = re.match(r"\d{4}(\s*[-–]\s*\d{2,4})?(?=\D|$)", said)
    return found[0] if found else said


def _source_sentence(row: pd.Series, language: str) -> str:
    when = period(_text(row["period"]), language) if _text(row["period"]) else ""
    return say("brief.fact_source" if when else "brief.fact_source_undated", language, period=when, source=_source(row))


def _provenance(row: pd.Series, release: Release, language: str) -> Provenance:
    known = shelf(release, "sources")
    own = known[known["source_id"] == row["source_id"]].iloc[0]
    return Provenance(
        str(row["source_id"]), _text(row["source_title"]), _text(row["publisher"]), _year(_text(row["year"])) or "–", text_in(own, "licence", language),
        own["retrieved_on"] if isinstance(own["retrieved_on"], str) else None, _text(row["locator"]) or None,
    )  # fmt: skip


def _fact_columns(language: str) -> tuple[tuple[str, str], ...]:
    headed = {"title": "facts.statement", "value_text": "table.value", "unit": "define.unit", "population_group": "table.group", "period": "table.period"}
    return tuple((name, say(key, language)) for name, key in headed.items())


def _shown(row: pd.Series, language: str) -> str:
    """A published figure with its interval where there is one: "27% (95% CI 24 to 30)"."""
    unit = _text(row["unit"])
    is_named = str(row["title"]).casefold().startswith(unit.casefold())  # "Odds ratio of chronic cough: 0.64"
    value = _with_unit(_text(row["value_text"]), "" if is_named else unit, language)
    if numbers.is_missing(row["ci_low"]) or numbers.is_missing(row["ci_high"]):
        return value
    return f"{value} ({numbers.interval(row['ci_low'], row['ci_high'], language, _decimals(_text(row['value_text'])))})"


WORDED = ("word", "text", "share of", "only")


def _with_unit(value: str, unit: str, language: str) -> str:
    """As published, a figure in the reader's own signs: "27%", "6.5 years" ("6,5"), "over 80%", "approximately half"."""
    shown = numbers.number(float(value), language, _decimals(value)) if value.replace(".", "", 1).isdigit() else value
    if any(sign in unit for sign in WORDED) and not unit.startswith("percent"):
        return shown
    return numbers.join_unit(shown, "%", language) if unit.startswith("percent") else f"{shown} {_unit(unit, language)}".strip()


def _unit(unit: str, language: str) -> str:
    """A unit that files of statements use, in the reader's words where there are some."""
    key = f"brief.fact_unit.{unit.replace(' ', '_')}"
    return str(say(key, language)) if key in keys("en") else unit


def _decimals(value: str) -> int:
    return len(value.partition(".")[2]) if value.replace(".", "", 1).isdigit() else 0


UNSAID = ("n.d.", "not said", "nan")


def _text(value: object) -> str:
    """A cell as text; empty where its file says that it does not know."""
    if isinstance(value, str) and value.strip() in UNSAID:
        return ""
    return value.strip() if isinstance(value, str) else "" if numbers.is_missing(value) else str(value)


def _sources(provenance: tuple[Provenance, ...]) -> str:
    return "; ".join(one.line for one in provenance)


def _licences(provenance: tuple[Provenance, ...]) -> str:
    return "; ".join(dict.fromkeys(one.licence for one in provenance))


def _retrieved(provenance: tuple[Provenance, ...]) -> str:
    return max((one.retrieved_on for one in provenance if one.retrieved_on), default="")


def _place_name(release: Release, language: str) -> str:
    place = place_folder(release.place_id).place
    return place.name.get(language) or place.name["en"]

"""Column names: which of ours a published one means, by name and never by position."""

from __future__ import annotations

from difflib import get_close_matches

from etl.intake.header import plain_name
from etl.intake.outcome import Declared, Refused

_LOW = "ci_low low_ci lower_ci ci_lower lower lcl lci lower_limit lower_bound ci_lower_limit lower_confidence_limit lower_95_ci"

OBSERVATIONS: dict[str, tuple[str, ...]] = {
    "area": (
        "area",
        "area_code",
        "area_id",
        "geoid",
        "geo_id",
        "geography",
        "geography_id",
        "geo_code",
        "dguid",
        "region_id",
    ),
    "indicator": ("indicator", "indicator_id", "measure", "measure_id"),
    "period": ("period", "period_id", "year", "years", "annee", "periode"),
    "stratum": ("stratum", "stratum_id", "group", "subgroup", "population_group", "groupe"),
    "value": ("value", "estimate", "data_value", "rate", "percent", "percentage", "valeur"),
    "numerator": ("numerator", "num", "count", "events", "cases", "numerateur"),
    "denominator": ("denominator", "denom", "population", "denominateur"),
    "ci_low": tuple(_LOW.split()),
    "ci_high": tuple(_LOW.replace("lower", "upper").replace("low", "high").replace("lc", "uc").split()),
    "se": ("se", "standard_error", "std_error", "stderr"),
    "status": ("status", "statut"),
    "symbol": ("symbol", "flag", "symbole"),
    "source": ("source", "citation"),
    "licence": ("licence", "license"),
    "area_name": ("area_name", "geography_name", "name"),
}
AREAS: dict[str, tuple[str, ...]] = {
    "area": OBSERVATIONS["area"] + ("code", "id"),
    "area_name": ("area_name", "name", "nom", "geography_name"),
    "population": ("population", "residents"),
}
EVENTS: dict[str, tuple[str, ...]] = {
    "event_id": ("event_id", "engagement_id"),
    "date": ("date", "event_date"),
    "started_at": ("started_at",),
    "type": ("type",),
    "area": OBSERVATIONS["area"],
    "attendees": ("attendees", "people"),
    "notes": ("notes",),
}
LAYOUTS = {"observations": OBSERVATIONS, "areas": AREAS, "events": EVENTS}
REQUIRED = {"observations": (), "areas": ("area", "area_name"), "events": ("event_id",)}


def place_columns(names: list[str], layout: str, declared: Declared) -> dict[str, int]:
    """Our column -> position in the file. Unknown and doubly meant columns are refused, each by its name."""
    meaning = {alias: ours for ours, aliases in LAYOUTS[layout].items() for alias in aliases}
    mapped = {plain_name(theirs): ours for theirs, ours in declared.columns.items()}
    wrong = [ours for ours in declared.columns.values() if ours not in LAYOUTS[layout]]
    if wrong:
        raise Refused(f"the declared column map names {wrong[0]!r}, which is no column of ours", _ours(layout))
    found: dict[str, int] = {}
    unknown = []
    for position, name in enumerate(names):
        ours = mapped.get(plain_name(name)) or meaning.get(plain_name(name))
        if ours is None:
            unknown.append(name)
        elif ours in found:
            raise Refused(f"columns {names[found[ours]]!r} and {name!r} both mean {ours}", "keep one of them")
        else:
            found[ours] = position
    if unknown:
        shown = ", ".join(repr(name[:40]) for name in unknown[:5]) + (" ..." if len(unknown) > 5 else "")
        noun = "unknown column" if len(unknown) == 1 else f"{len(unknown)} unknown columns:"
        raise Refused(
            f"{noun} {shown}", f"take them out, or declare what they mean; {_ours(layout)}{_hint(unknown, meaning)}"
        )
    missing = [ours for ours in REQUIRED[layout] if ours not in found]
    if missing:
        raise Refused(f"no column means {missing[0]}", _ours(layout))
    return found


def header_below(records: list[list[str]], lines: list[int]) -> str:
    """Where a header seems to stand below the first line, as a remedy; empty where none is seen."""
    aliases = {alias for names in OBSERVATIONS.values() for alias in names}
    for cells, line in zip(records, lines, strict=True):
        if sum(plain_name(cell) in aliases for cell in cells) >= 3:
            return f"known column names stand on line {line}: declare `header_line: {line}`; "
    return ""


def _ours(layout: str) -> str:
    return f"known columns are {', '.join(LAYOUTS[layout])}"


def _hint(unknown: list[str], meaning: dict[str, str]) -> str:
    near = get_close_matches(plain_name(unknown[0])[:60], meaning, 1, 0.8)
    return f" ({unknown[0][:40]!r} may mean {meaning[near[0]]})" if near else ""


def recognise_layout(names: list[str], declared: Declared) -> str:
    """The layout that the column names show; observations unless they are plainly of another one."""
    plain = {plain_name(name) for name in names}
    if plain & set(EVENTS["event_id"]):
        return "events"
    has = {ours for ours, aliases in OBSERVATIONS.items() if plain & set(aliases)} | set(declared.columns.values())
    is_list = "area_name" in has and not has & {"indicator", "value", "numerator", "period"}
    return "areas" if is_list else "observations"

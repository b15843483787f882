"""What Ottawa declares: enough indicators, from enough files, by group, in both languages, and directions that hold."""

import re

import pytest
import yaml
from ottawa_files import DATA, FOLDER, loaded

from evenground.catalog.declaration import read_declaration
from evenground.catalog.indicator import Indicator
from evenground.catalog.place import Place
from evenground.catalog.source import Source

PLACE = read_declaration(Place, FOLDER / "place.yml")
SOURCES = {file.stem: read_declaration(Source, file) for file in sorted((FOLDER / "sources").glob("*.yml"))}
DERIVED = yaml.safe_load((FOLDER / "derived.yml").read_text(encoding="utf-8"))["derived"]
MEASURES = [(source.id, measure) for source in SOURCES.values() for measure in source.measures]
MEASURED = sorted({measure.indicator for _, measure in MEASURES})
INDICATORS = {name: read_declaration(Indicator, DATA / "indicators" / f"{name}.yml") for name in MEASURED}


def test_at_least_35_indicators_from_at_least_6_files():
    assert len(MEASURED) >= 35
    files = {SOURCES[source_id].file for source_id, _ in MEASURES}
    assert len(files) >= 6


def test_at_least_10_indicators_are_measured_by_group():
    groups = {"recent_immigrants", "racialized", "black"}
    by_group = {
        name for name in MEASURED if {m.stratum for _, m in MEASURES if m.indicator == name} == groups | {"everyone"}
    }
    assert len(by_group) >= 10
    assert {"unemployment_rate", "low_income_lim_at", "no_high_school_25_64", "university_degree_25_64"} <= by_group
    assert {
        "participation_rate",
        "employment_rate",
        "average_after_tax_income",
        "neither_official_language",
    } <= by_group


def test_at_most_10_come_from_renaming_the_columns_of_one_table():
    renamed: dict[str, set[str]] = {}
    for source_id, measure in MEASURES:
        if not measure.numerator and SOURCES[source_id].loader != "statcan_custom_profile":
            renamed.setdefault(source_id, set()).add(measure.indicator)
    assert max(len(names) for names in renamed.values()) <= 10


def test_each_indicator_says_its_denominator_and_which_way_is_better():
    for indicator in INDICATORS.values():
        assert indicator.denominator["en"] and indicator.numerator["en"] and indicator.higher_is and indicator.need_kind


def test_composition_is_neither_better_nor_worse_and_no_need():
    composition = [name for name in MEASURED if name.endswith("_share") or name == "cimd_ethnocultural_composition"]
    assert len(composition) >= 10
    for name in [*composition, "neither_official_language", "renter_households", "one_parent_families"]:
        assert (INDICATORS[name].higher_is, INDICATORS[name].need_kind) == ("neither", "none"), name


def test_people_in_need_are_only_counted_where_a_count_is_published():
    """A need of people is a numerator, or a share times its own denominator: one of them must be there."""
    for source_id, measure in MEASURES:
        if INDICATORS[measure.indicator].need_kind == "people":
            assert measure.numerator and measure.denominator, (source_id, measure.indicator)


def test_an_index_only_orders_areas():
    indexes = [indicator for indicator in INDICATORS.values() if indicator.kind == "index"]
    assert len(indexes) == 4 and {i.need_kind for i in indexes} <= {"index", "none"}


def test_a_figure_of_the_census_sample_says_so_and_a_small_base_makes_no_zero():
    for source_id, measure in MEASURES:
        if SOURCES[source_id].loader == "statcan_custom_profile":
            indicator = INDICATORS[measure.indicator]
            assert indicator.sample == "sample"
            if indicator.kind == "proportion":
                assert indicator.minimum_denominator >= 100, indicator.id


def test_attachment_to_a_physician_is_not_said_of_newcomers_themselves():
    caveat = INDICATORS["primary_care_attachment"].caveat
    assert "not measured for newcomers themselves" in caveat["en"] and "nouveaux arrivants eux-mêmes" in caveat["fr"]
    assert {m.stratum for _, m in MEASURES if m.indicator == "primary_care_attachment"} == {"everyone"}


def _texts(declared, path=""):
    if isinstance(declared, dict):
        if "en" in declared and isinstance(declared["en"], str):
            yield path, declared
            return
        for key, value in declared.items():
            yield from _texts(value, f"{path}.{key}")
    elif isinstance(declared, list | tuple):
        for number, value in enumerate(declared):
            yield from _texts(value, f"{path}[{number}]")


def _files():
    own = [*FOLDER.rglob("*.yml"), *(DATA / "indicators" / f"{name}.yml" for name in MEASURED)]
    return sorted(own)


@pytest.mark.parametrize("file", _files(), ids=lambda file: file.stem)
def test_every_readers_text_has_its_french(file):
    declared = yaml.safe_load(file.read_text(encoding="utf-8"))
    without = [where for where, text in _texts(declared) if not str(text.get("fr", "")).strip()]
    assert without == []
    shaped = [t for _, t in _texts(declared) if re.search(r"[a-zà-ÿ]'[a-zà-ÿ]", t["fr"])]
    assert shaped == []  # French apostrophes are typographic throughout


def test_synonyms_are_given_in_both_languages():
    assert all(set(i.synonyms) == {"en", "fr"} for i in INDICATORS.values())


def test_the_place_opens_on_low_income_of_its_neighbourhoods_with_the_21_outlined():
    opening = PLACE.opens_on
    assert (opening.level, opening.indicator, opening.period, opening.view) == (
        "ons:gen3",
        "low_income_lim_at",
        "2020",
        "fill",
    )
    assert any(m.indicator == opening.indicator and m.period == opening.period for _, m in MEASURES)
    the_21 = next(one for one in PLACE.area_sets if one.id == "priority_21")
    assert the_21.outlined and the_21.dated == "2021-06-10" and "Ottawa Citizen" in the_21.authority["en"]
    assert "COVID-19 vaccination" in the_21.purpose["en"] and "land area" in the_21.basis["en"]
    assert "One file replaces" in the_21.basis["en"]


def test_the_groups_overlap_and_are_no_partition():
    groups = next(one for one in PLACE.stratifiers if one.id == "target_group")
    assert not groups.partition and [s.id for s in groups.strata] == ["recent_immigrants", "racialized", "black"]


def test_the_policy_is_the_recommended_one():
    public = PLACE.policy.public
    assert (public.min_count, public.min_population_counts, public.min_population_rates) == (11, 100, 250)
    assert public.min_denominator == 30 and PLACE.policy.analyst.min_count == 6


def test_the_mailbox_is_nobodys():
    assert PLACE.mailbox.endswith("@example.org")


def test_each_indicator_stands_in_a_declared_domain():
    assert {indicator.domain for indicator in INDICATORS.values()} <= set(PLACE.domains)


def test_the_index_reaches_neighbourhoods_by_a_declared_crosswalk():
    assert {step["indicator"] for step in DERIVED} == {i.id for i in INDICATORS.values() if i.kind == "index"}
    for step in DERIVED:
        crosswalk = SOURCES[step["crosswalk"]]
        assert (crosswalk.options["from"], crosswalk.options["to"]) == (step["from_level"], step["to_level"])


def test_no_figure_is_given_twice(inputs):
    """Two sources that give one indicator give it for different groups, levels or periods."""
    seen: dict[tuple, str] = {}
    for source_id, source in SOURCES.items():
        if not source.measures:
            continue
        rows = loaded(source_id, inputs).observations
        own = f"{source.level}:{source.area_vintage}"
        keys = rows.assign(level=rows["level"].where(rows["level"] != "", own))[
            ["level", "indicator_id", "period_id", "stratum_id"]
        ].drop_duplicates()
        for key in keys.itertuples(index=False, name=None):
            assert key not in seen, (key, seen[key], source_id)
            seen[key] = source_id


def test_every_declared_number_of_records_holds(inputs):
    for source_id, source in SOURCES.items():
        if source.expect.rows_loaded is None:
            continue
        found = loaded(source_id, inputs)
        tables = (found.observations, found.areas, found.crosswalk, found.members, found.resources, found.facts)
        lines = {int(line) for table in tables if table is not None for line in table["line"]} | found.parts
        assert len(lines) == source.expect.rows_loaded, source_id

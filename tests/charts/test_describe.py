"""Figures in words."""

from figures import NAN, areas, caption, indicator

from evenground.charts import describe
from evenground.charts.legend import legend_rows, legend_title
from evenground.look.comparator import Comparator

CITY = Comparator("City overall", 74.0)


def plain(words):
    return words.replace("\u00a0", " ")


def test_alternative_text_states_least_largest_median_and_what_is_missing_and_why():
    said = plain(describe.map_alt(areas()[0], indicator(), caption(), comparator=CITY))
    assert said == (
        "Map: Life expectancy at birth, 2010 to 2015, Census tracts (2010). From 70.0 years (Tract 0) to 78.0 years (Tract 8);"
        " median 74.0 years. 9 areas have a value; 3 areas without a value (withheld to protect privacy: 1; too unreliable to"
        " show: 1; does not apply here: 1). 3 areas are better than City overall; 3 areas are worse than City overall; 3 areas"
        " are similar."
    )


def test_the_same_in_french():
    said = plain(describe.ranking_alt(areas()[0], indicator(), caption(language="fr", subtitle="Espérance de vie"), comparator=CITY))
    assert said.startswith("Points classés selon la valeur : Espérance de vie, 2010 to 2015")
    assert "De 70,0 ans (Tract 0) à 78,0 ans (Tract 8); médiane de 74,0 ans. 9 secteurs ont une valeur" in said
    assert "supprimé pour protéger la vie privée : 1" in said


def test_communities_are_not_named_where_they_are_not_ranked():
    said = describe.ranking_alt(areas()[0], indicator(), caption(), named=False)
    assert "Tract" not in said and said.startswith("Dots by name of area:")


def test_areas_without_a_value_are_named_by_reason():
    said = describe.without_value(areas()[0], "en")
    assert said.startswith("No value for 3 areas: ")
    for words in ("withheld to protect privacy (Tract 9)", "too unreliable to show (Tract 10)", "does not apply here (Tract 11)"):
        assert words in said


def test_a_long_list_of_names_is_counted_at_its_end():
    table, _ = areas(40)
    said = describe.without_value(table.assign(value=NAN, status="suppressed"), "en", limit=5)
    assert said == "No value for 40 areas: withheld to protect privacy (Tract 0, Tract 1, Tract 2, Tract 3, Tract 4, and 35 more)."


def test_nothing_missing_is_nothing_said():
    table, _ = areas()
    assert describe.without_value(table.iloc[:9], "en") == ""
    assert describe.missing(table.iloc[:9], "en") == "9 areas have a value."


def test_no_value_one_value_and_equal_values():
    table, _ = areas()
    none = table.assign(value=NAN, status="suppressed")
    assert describe.summary(none, indicator(), "en").startswith("No area has a value that can be shown.")
    assert plain(describe.summary(table.iloc[:1], indicator(), "en")).startswith("Tract 0: 70.0 years.")
    same = table.iloc[:5].assign(value=71.0)
    assert plain(describe.summary(same, indicator(), "en")).startswith("All 5 areas with a value have 71.0 years.")


def test_legend_titles_say_the_unit_or_the_comparator():
    assert legend_title(indicator(), caption()) == "Years. Higher is better. In brackets, the number of areas."
    assert legend_title(indicator(), caption(), CITY, "verdict").startswith("Compared with City overall.")


def test_legend_rows_agree_between_languages():
    table, breaks = areas()
    counts = {language: [row.count for row in legend_rows(table, breaks, indicator(), language)] for language in ("en", "fr", "iu")}
    assert counts["en"] == counts["fr"] == counts["iu"] == [3, 2, 2, 2, 1, 1, 1]

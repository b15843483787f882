"""Groups pooled from areas: the figures of the whole place, beside sums that share no code with them."""

import re

import openpyxl
import pytest

from evenground.answers.group_pool import from_areas
from evenground.answers.groups import groups
from evenground.answers.shelf import row_of
from evenground.warehouse.releases import current

POVERTY = ("{}Persons In Poverty", "{}Persons Among Whom Poverty Status Was Determined")
PREFIX = {"black_alone": "Black ", "white_alone": "White ", "hispanic": "Hispanic "}
PAIR = ("black_alone", "white_alone")


@pytest.fixture(scope="module")
def published(inputs):
    """Neighbourhoods of the published workbook, each as a dict of its columns."""
    book = openpyxl.load_workbook(inputs / "kansas-city/indicators/kcmo_neighborhood_census2010_acs2008_2012.xlsx", read_only=True)
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [one for one in (dict(zip([str(name or "").strip() for name in header], row, strict=False)) for row in rows) if one["No."]]


def counts(row, group):
    return tuple(row[name.format(PREFIX[group])] or 0.0 for name in POVERTY)


def hidden(top, bottom, rule):
    """The policy for one count, as its words say it."""
    return bottom < rule["base"] or 0 < top < rule["count"] or 0 < bottom - top < rule["count"]


@pytest.mark.parametrize("group", PREFIX)
def test_an_analyst_sees_every_neighbourhood_pooled(real_home, published, group):
    table = groups(current("kansas-city", "analyst"), "poverty_neighborhood", "en").table.set_index("stratum_id")
    top, bottom = (sum(counts(row, group)[at] for row in published) for at in (0, 1))
    assert table.loc[group, "value"] == pytest.approx(100 * top / bottom)
    assert table.loc[group, "areas"] == len(published) == 240


def test_the_public_sees_the_neighbourhoods_where_neither_group_is_withheld(real_home, published):
    """The rule by hand: 250 residents, a base of 30, and no count under 11 on either side, in either group."""
    rule = {"base": 30, "count": 11}
    kept = [row for row in published if row["Population"] >= 250 and not any(hidden(*counts(row, group), rule) for group in PAIR)]
    table = groups(current("kansas-city", "public"), "poverty_neighborhood", "en", only=PAIR).table.set_index("stratum_id")
    for group in PAIR:
        top, bottom = (sum(counts(row, group)[at] for row in kept) for at in (0, 1))
        assert table.loc[group, "value"] == pytest.approx(100 * top / bottom)
        assert table.loc[group, "areas"] == len(kept)
    assert table["value"].round(1).tolist() == [29.6, 11.5]


def test_a_third_group_of_another_question_changes_nothing_of_the_first_two(real_home):
    release = current("kansas-city", "public")
    for name in ("poverty_neighborhood", "home_ownership_neighborhood"):
        alone = groups(release, name, "en", only=PAIR).table.set_index("stratum_id")["value"]
        among = groups(release, name, "en").table.set_index("stratum_id")["value"]
        assert among[list(PAIR)].tolist() == alone[list(PAIR)].tolist()


@pytest.mark.parametrize(("language", "left"), [("en", "Left out"), ("fr", "Laissés de côté")])
def test_what_is_left_out_is_said_by_name_and_number(real_home, language, left):
    release = current("kansas-city", "public")
    _, (said,) = from_areas(release, row_of(release, "indicators", "indicator_id", "poverty_neighborhood"), language, only=PAIR)
    pooled, of = (int(one) for one in re.findall(r"\d+", said)[:2])
    named = said.split(left)[1].split(":")[1].count(";") + 1
    more = int(re.findall(r"\d+", said)[-1])
    assert of == 240 and named + more == of - pooled
    assert "90" in said and "%" in said


def test_a_group_is_set_beside_everybody_else_in_the_same_areas(real_home):
    """Groups that overlap are compared with the rest: over the areas of the pooled groups, not over all that everyone has."""
    release = current("ottawa", "analyst")
    told = groups(release, "low_income_lim_at", "en", level="ons:gen3")
    wholes, rows = told.facts["wholes"], told.table.set_index("stratum_id")
    assert rows.loc["recent_immigrants", "areas"] < told.facts["everyone"]["areas"]
    base, top = (wholes.loc["recent_immigrants", f"whole_{end}"] - rows.loc["recent_immigrants", end] for end in ("denominator", "numerator"))
    assert told.facts["headline"].startswith("Low income (LIM-AT): Recent immigrants") and f"{100 * top / base:.1f}%" in told.facts["headline"]

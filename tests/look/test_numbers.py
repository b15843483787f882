"""Numbers as each language writes them."""

import math
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from evenground.look import numbers
from evenground.look.numbers import (
    NONE,
    PHRASES,
    estimate,
    interval,
    is_missing,
    number,
    percent,
    rate,
    span,
    with_unit,
    years,
)  # fmt: skip

SPACE = "\u00a0"


def test_the_words_of_the_brief():
    assert years(4.1, "fr") == f"4,1{SPACE}ans"
    assert years(4.1, "en") == f"4.1{SPACE}years"
    said = estimate(412, "deaths per 100,000", "en", 0, ci=(380, 446), period="2019 to 2021")
    assert said.replace(SPACE, " ") == "412 deaths per 100,000 (95% CI 380 to 446), 2019 to 2021"


def test_french_writes_intervals_in_its_own_way():
    assert interval(380, 446, "fr", 0) == f"IC à 95{SPACE}%{SPACE}: 380 à 446"
    assert interval(1380.4, 1446.2, "fr", 1) == f"IC à 95{SPACE}%{SPACE}: 1{SPACE}380,4 à 1{SPACE}446,2"


def test_an_interval_says_its_level_and_when_it_is_approximate():
    assert interval(3, 9, "en", 0, level=0.90) == "90% CI 3 to 9"
    assert interval(3, 9, "en", 0, level=0.999) == "99.9% CI 3 to 9"
    assert interval(3, 9, "en", 0, kind="approximate") == "approximate 95% CI 3 to 9"
    assert interval(3, 9, "fr", 0, kind="approximate").startswith("IC approximatif à 95")
    assert interval(3, 9, "en", 0, level=math.nan) == "95% CI 3 to 9"


def test_no_interval_is_invented():
    assert interval(math.nan, 9, "en") == "no interval published"
    assert interval(None, None, "fr") == "aucun intervalle publié"


def test_inuktitut_numbers_are_written_as_in_english():
    assert number(14045.5, "iu", 1) == "14,045.5"
    assert interval(3, 9, "iu", 0) == "95% CI 3 to 9"


@pytest.mark.parametrize(
    ("value", "decimals", "english", "french"),
    [
        (14240, 0, "14,240", f"14{SPACE}240"),
        (16.8, 1, "16.8", "16,8"),
        (2.675, 2, "2.68", "2,68"),  # binary 2.67499..., printed as its shortest decimal rounds
        (0.5, 0, "1", "1"),
        (-2.15, 1, "\u22122.2", "\u22122,2"),
        (-0.04, 1, "0.0", "0,0"),
        (1e15, 0, "1,000,000,000,000,000", SPACE.join(["1", "000", "000", "000", "000", "000"])),
        (float("nan"), 1, NONE, NONE),
        (None, 1, NONE, NONE),
        (float("inf"), 1, NONE, NONE),
    ],
)
def test_numbers(value, decimals, english, french):
    assert number(value, "en", decimals) == english
    assert number(value, "fr", decimals) == french


@given(st.integers(-10_000_000, 10_000_000), st.integers(0, 3), st.sampled_from(["en", "fr"]))
def test_numbers_agree_with_babel_where_nothing_is_rounded(scaled, decimals, language):
    exact = Decimal(scaled).scaleb(-decimals)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    babel = format_decimal(exact, pattern, locale=numbers.LOCALES[language]).replace("-", "\u2212")
    if exact == 0:
        babel = babel.lstrip("\u2212")
    assert number(float(exact), language, decimals) == babel


def test_percent_signs_follow_the_language():
    assert percent(16.8, "en") == "16.8%"
    assert percent(16.8, "fr") == f"16,8{SPACE}%"
    assert with_unit(16.8, "% of residents", "en") == "16.8% of residents"
    assert with_unit(16.8, "% de la population", "fr") == f"16,8{SPACE}% de la population"
    assert with_unit(None, "% of residents", "en") == NONE


def test_french_years_are_singular_below_two():
    assert [years(n, "fr", 1) for n in (0.9, 1.9, 2.0)] == [f"0,9{SPACE}an", f"1,9{SPACE}an", f"2,0{SPACE}ans"]
    assert [years(n, "en", 0) for n in (1, 2)] == [f"1{SPACE}year", f"2{SPACE}years"]
    assert years(float("nan"), "en") == NONE


def test_rates_carry_their_multiplier():
    assert rate(412, 100_000, "en", 0) == "412 per 100,000"
    assert rate(412, 100_000, "fr", 0) == f"412 pour 100{SPACE}000"
    assert rate(16.8, 100, "en") == "16.8%"


def test_spans_use_the_word_not_a_dash():
    assert span(-1, 2, "en", 0) == "\u22121 to 2"
    assert span(-1, 2, "fr", 0) == "\u22121 à 2"


def test_every_phrase_exists_in_both_languages():
    assert set(PHRASES["en"]) == set(PHRASES["fr"])


@pytest.mark.parametrize("value", ["", "n/a", None, float("nan"), float("-inf")])
def test_what_is_no_number_is_missing(value):
    assert is_missing(value)

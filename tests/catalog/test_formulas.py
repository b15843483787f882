"""Formulas read the same in every language, and every sign in them is explained."""

import re

import pytest

from evenground.catalog.formulas import formula_in_words
from evenground.catalog.words import keys, say
from evenground.stats.inequality import MEASURES

SIGNS = re.compile(r"y₁|y₂|y_b|y_r|ACI|RCI|PAR|BGSD|\b[yspnRafo]\b|μ")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("key", list(MEASURES), ids="-".join)
def test_every_sign_of_a_formula_is_explained_in_the_readers_language(key, language):
    formula = MEASURES[key].formula
    told = formula_in_words(formula, *key, language)
    explained = told.removeprefix(formula) + " " + say("formula.key", language)
    assert told.startswith(formula)
    assert set(SIGNS.findall(formula)) <= set(SIGNS.findall(explained)), told


def test_french_words_differ_from_english_and_the_signs_do_not():
    both = [[formula_in_words(one.formula, *key, language) for key, one in MEASURES.items()] for language in ("en", "fr")]
    told = [(en, fr) for en, fr in zip(*both, strict=True) if ";" in en]
    assert len(told) > 20
    assert all(en.split(";")[0] == fr.split(";")[0] and en != fr for en, fr in told)


def test_no_words_are_kept_for_a_formula_that_is_not_there():
    said = {tuple(key.split(".")[1:]) for key in keys("en") if key.startswith("formula.") and key != "formula.key"}
    assert said <= set(MEASURES)

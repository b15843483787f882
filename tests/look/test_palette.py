"""Colours: contrast by WCAG, colour-blind readers by Machado's matrices, print by lightness."""

import itertools

import numpy as np
import pytest

from evenground.look.colour import contrast, from_oklab, hex_of, linear_rgb, luminance, oklab, ramp, readable_on
from evenground.look.palette import DARK, HATCHES, LIGHT, MARKS, MISSING, SYMBOLS, VERDICTS, palette

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda p: p.name)

# Machado GM, Oliveira MM, Fernandes LAF. IEEE Trans Vis Comput Graph 2009;15:1291-8, severity 1.0.
BLIND = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def seen(colour: str, blindness: str) -> str:
    return hex_of(np.clip(np.array(BLIND[blindness]) @ linear_rgb(colour), 0, 1))


def apart(one: str, other: str) -> float:
    return float(np.linalg.norm(oklab(one) - oklab(other)))


def test_contrast_is_that_of_published_examples():
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert contrast("#ff0000", "#ffffff") == pytest.approx(3.998, abs=0.001)


def test_oklab_goes_there_and_back():
    for colour in ("#000000", "#ffffff", "#451a75", "#e88a33", "#0e1117"):
        assert from_oklab(oklab(colour)) == colour
    assert oklab("#ffffff")[0] == pytest.approx(1, abs=1e-6)


def test_a_ramp_keeps_its_ends_and_its_middle():
    assert ramp(("#000000", "#808080", "#ffffff"), 3) == ("#000000", "#808080", "#ffffff")
    assert len(ramp(LIGHT.sequence, 7)) == 7
    assert ramp(LIGHT.sequence, 1) == (LIGHT.sequence[2],)


@THEMES
def test_text_is_readable(theme):
    for ground in (theme.background, theme.surface, theme.land):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.muted, ground) >= 4.5


@THEMES
def test_dots_and_outlines_stand_out_from_the_background(theme):
    for colour in (*theme.dots.values(), theme.outline, theme.chosen):
        assert contrast(colour, theme.background) >= 3


@THEMES
def test_circles_stand_out_from_every_class_with_their_halo(theme):
    for colour in theme.classes(7):
        assert max(contrast(theme.circle, colour), contrast(theme.circle_halo, colour)) >= 3


@THEMES
def test_marks_of_missing_areas_are_readable_on_their_colour(theme):
    for key in MISSING:
        assert contrast(readable_on(theme.missing[key]), theme.missing[key]) >= 4.5


@THEMES
@pytest.mark.parametrize("k", [3, 4, 5, 6, 7])
def test_classes_step_evenly_in_lightness(theme, k):
    light = np.array([oklab(colour)[0] for colour in theme.classes(k)])
    steps = np.diff(light) * (-1 if theme is LIGHT else 1)
    assert (steps > 0.05).all()
    assert steps.max() < 2 * steps.min()


@THEMES
@pytest.mark.parametrize("blindness", [*BLIND])
def test_neighbouring_classes_are_told_apart_by_colour_blind_readers(theme, blindness):
    for one, other in itertools.pairwise(theme.classes(7)):
        assert apart(seen(one, blindness), seen(other, blindness)) > 0.05


@THEMES
@pytest.mark.parametrize("blindness", [*BLIND])
def test_verdicts_are_told_apart_by_colour_blind_readers(theme, blindness):
    for family in (theme.fills, theme.dots):
        for one, other in itertools.combinations(("better", "similar", "worse"), 2):
            assert apart(seen(family[one], blindness), seen(family[other], blindness)) > 0.08, (one, other)


def test_verdicts_print_in_different_greys():
    grey = sorted(oklab(LIGHT.fills[key])[0] for key in VERDICTS)
    assert np.diff(grey).min() > 0.09


@THEMES
def test_missing_areas_are_not_taken_for_a_class(theme):
    for key, colour in itertools.product(MISSING, theme.classes(5)):
        assert apart(theme.missing[key], colour) > 0.05


def test_no_meaning_rests_on_colour_alone():
    assert set(MARKS) == set(HATCHES) == set(MISSING)
    assert len(set(MARKS.values())) == len(set(HATCHES.values())) == len(MISSING)
    assert set(SYMBOLS) == set(VERDICTS) and len(set(SYMBOLS.values())) == len(VERDICTS)


def test_better_is_blue_and_worse_is_orange():
    for theme in (LIGHT, DARK):
        for family in (theme.fills, theme.dots):
            red, _, blue = linear_rgb(family["better"])
            assert blue > 2 * red
            red, _, blue = linear_rgb(family["worse"])
            assert red > 2 * blue


def test_an_unknown_theme_prints():
    assert palette("dark") is DARK and palette("light") is LIGHT and palette("") is LIGHT


def test_readable_on_picks_the_stronger_contrast():
    assert readable_on("#ffffff") == "#1b1b1f" and readable_on("#451a75") == "#ffffff"
    assert luminance("#ffffff") == pytest.approx(1)

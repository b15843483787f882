"""Attributable fractions: constructed populations with known answers, simulation, and what one paper published."""

import numpy as np
import pytest

from evenground.stats.impact import attributable, levin, log_se, miettinen

# a constructed population, made for this test: three levels of exposure, people and risks
PEOPLE = np.array([6000.0, 3000.0, 1000.0])
RISK = np.array([0.010, 0.015, 0.040])


def test_both_formulas_give_the_excess_of_a_constructed_population():
    cases = PEOPLE * RISK
    excess = (cases.sum() - PEOPLE.sum() * RISK[0]) / cases.sum()
    relative = RISK[1:] / RISK[0]
    assert levin(PEOPLE[1:] / PEOPLE.sum(), relative).value == pytest.approx(excess, rel=1e-12)
    assert miettinen(cases[1:] / cases.sum(), relative).value == pytest.approx(excess, rel=1e-12)
    assert attributable(levin(PEOPLE[1:] / PEOPLE.sum(), relative), cases.sum()).value == pytest.approx(
        excess * cases.sum()
    )


def test_one_level_is_a_special_case_of_several():
    assert levin([0.2], [1.75]).value == levin([0.2, 0.0], [1.75, 3.0]).value
    assert levin(0.2, 1.75).value == pytest.approx(0.15 / 1.15)


def test_with_a_confounder_miettinen_is_right_and_levin_is_not():
    # constructed: two strata with different risks and exposure, the same relative risk of 2 within both
    people = np.array([[800.0, 200.0], [300.0, 700.0]])  # stratum by unexposed, exposed
    risk = np.array([[0.01, 0.02], [0.05, 0.10]])
    cases = people * risk
    truth = (cases[:, 1] / 2).sum() / cases.sum()
    exposed_cases, prevalence = cases[:, 1].sum() / cases.sum(), people[:, 1].sum() / people.sum()
    assert miettinen(exposed_cases, 2.0).value == pytest.approx(truth, rel=1e-12)
    assert abs(levin(prevalence, 2.0).value - truth) > 0.05


def test_limits_cover_the_truth_in_simulation():
    rng = np.random.default_rng(2)
    p, log_rr = np.array([0.25, 0.1]), np.log([1.4, 2.2])
    se_p, se_rr = np.array([0.02, 0.01]), np.array([0.08, 0.15])
    drawn_p = p[:, None] + se_p[:, None] * rng.standard_normal((2, 20_000))
    drawn_rr = np.exp(log_rr[:, None] + se_rr[:, None] * rng.standard_normal((2, 20_000)))
    for formula, name in ((levin, "se_prevalence"), (miettinen, "se_exposed_cases")):
        truth = formula(p, np.exp(log_rr)).value
        found = formula(drawn_p, drawn_rr, se_log_risk=se_rr[:, None], **{name: se_p[:, None]})
        assert ((found.low <= truth) & (truth <= found.high)).mean() == pytest.approx(0.95, abs=0.012)


def test_a_protective_factor_has_a_negative_fraction():
    found = levin(0.4, 0.8, se_log_risk=0.05)
    assert found.low < found.value < found.high < 0


def test_impossible_input_is_missing_and_changes_no_other():
    found = levin([[0.2, 1.2, 0.7, 0.2, 0.2], [0.1, 0.0, 0.6, 0.1, np.nan]], [[2.0, 2.0, 2.0, -1.0, 2.0], [3.0] * 5])
    assert np.isnan(found.value).tolist() == [False, True, True, True, True]
    assert found.value[0] == levin([0.2, 0.1], [2.0, 3.0]).value
    assert np.isnan(attributable(found, [-1.0, 1, 1, 1, 1]).value[0])
    assert np.isnan(log_se([0.0, 2.0], [1.0, 1.0])).all()


# Galea S, Tracy M, Hoggatt KJ, DiMaggio C, Karpati A. Estimated deaths attributable to social factors in the United
# States. AJPH 2011;101:1456-65. Its abstract and text give relative risks, the range of fractions and deaths; the
# prevalences behind each fraction are in a table that the text does not repeat, so the fractions themselves cannot be
# recomputed here: what can be checked is that all published numbers fit together under Levin's formula.
POVERTY = {"25-64": (1.75, 1.51, 2.04), "65+": (1.40, 1.37, 1.43)}
FRACTIONS = {"area-level poverty": 0.017, "less than high school, 25-64": 0.115}
DEATHS = {
    "low education": 245_000, "racial segregation": 176_000, "low social support": 162_000, "poverty": 133_000,
    "income inequality": 119_000, "area-level poverty": 39_000,
}  # fmt: skip


@pytest.mark.parametrize("age", POVERTY)
def test_published_limits_are_symmetric_on_the_logarithm(age):
    risk, low, high = POVERTY[age]
    error = log_se(low, high)
    assert risk * np.exp(-1.96 * error) == pytest.approx(low, rel=0.006)
    assert risk * np.exp(1.96 * error) == pytest.approx(high, rel=0.006)


def test_published_relative_risks_reach_the_published_fractions_only_with_plausible_prevalences(record_property):
    lines = ["prevalence of poverty that Levin's formula needs for a fraction, by published relative risk"]
    for age, (risk, low, high) in POVERTY.items():
        for name, fraction in FRACTIONS.items():
            needed = fraction / (1 - fraction) / (risk - 1)
            found = levin(needed, risk, se_log_risk=log_se(low, high))
            assert found.value == pytest.approx(fraction, rel=1e-12)
            assert 0 < needed < 1
            lines.append(
                f"  {age:<6} RR {risk:.2f}: {fraction:.1%} ({name}) at {needed:.1%}, limits {found.low:.1%} to {found.high:.1%}"
            )
    record_property("table", "\n".join(lines))


def test_published_deaths_of_one_factor_imply_those_of_a_population_not_smaller_than_the_factor_with_the_least():
    # the least fraction belongs to area-level poverty: deaths / fraction gives the deaths that it was applied to
    implied = DEATHS["area-level poverty"] / FRACTIONS["area-level poverty"]
    assert max(DEATHS.values()) / implied < FRACTIONS["less than high school, 25-64"]
    assert sum(DEATHS.values()) / implied < 1, "overlapping fractions: their sum means nothing even where it is below 1"


def test_published_deaths_from_poverty_need_no_more_than_a_plausible_share_of_poor_people(record_property):
    # deaths / fraction of area-level poverty: 39,000 / 1.7%, with the rounding of both, is what all fractions apply to
    deaths = [(DEATHS["area-level poverty"] + part) / (FRACTIONS["area-level poverty"] + share) for part, share in ((-500, 0.0005), (500, -0.0005))]
    lines = ["Galea et al. 2011: fractions that the published deaths imply, and the prevalence Levin's formula needs for poverty"]
    for factor, number in DEATHS.items():
        low, high = number / deaths[1], number / deaths[0]
        lines.append(f"  {factor:<22} {number:>8,} deaths: {low:.1%} to {high:.1%} of all deaths")
        assert FRACTIONS["area-level poverty"] * 0.96 <= high and low <= FRACTIONS["less than high school, 25-64"], "published range of fractions: 1.7% to 11.5%"
    needed = {age: [levin_needs(DEATHS["poverty"] / all_deaths, risk) for all_deaths in deaths] for age, (risk, _, _) in POVERTY.items()}
    for age, found in needed.items():
        lines.append(f"  poverty at {age}: {min(found):.1%} to {max(found):.1%} of people poor")
        assert all(0.05 < share < 0.20 for share in found)
    record_property("table", "\n".join(lines))


def levin_needs(fraction, risk):
    """Prevalence at which Levin's formula gives a fraction."""
    return fraction / (1 - fraction) / (risk - 1)

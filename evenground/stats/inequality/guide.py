"""What each measure says, when not to use it, and where it comes from: for analysts, beside the formula.

Readers' words, in their languages, are declared with the other texts; these are the notes behind them.
"""

from __future__ import annotations

from typing import NamedTuple


class Note(NamedTuple):
    """One measure, whatever its variant."""

    title: str
    reads: str
    beware: str
    source: str


_WHO = "World Health Organization. Handbook on health inequality monitoring. 2013."
_NCI = "Harper S, Lynch J. Methods for Measuring Cancer Disparities. National Cancer Institute; 2005."
_BANK = (
    "O'Donnell O, van Doorslaer E, Wagstaff A, Lindelow M. Analyzing Health Equity Using Household Survey Data. "
    "World Bank; 2008."
)
_SLOPE = "Mackenbach JP, Kunst AE. Measuring the magnitude of socio-economic inequalities in health. Soc Sci Med 1997;44:757-771."
_NEAR = "Noise in the groups pushes it up; near equality read the noise-aware estimate."
_CHOSEN = (
    "A group is chosen by its own value, which makes it look further apart than it is; read the noise-aware estimate."
)

GUIDE: dict[str, Note] = {
    "d": Note(
        "difference",
        "How many units of the indicator lie between two groups; 0 is no gap.",
        "It sees two groups only and not how many people are in them. " + _CHOSEN,
        _WHO,
    ),
    "r": Note(
        "ratio",
        "How many times as high one group is as the other; 1 is no gap.",
        "Large when both values are small; it turns round when one counts the opposite. " + _CHOSEN,
        _WHO,
    ),
    "aci": Note(
        "absolute concentration index",
        "Above 0 when the value is concentrated among the more advantaged, below 0 among the less; in the indicator's unit.",
        "Groups have to be ordered; a gap in the middle that the ends do not share can cancel out.",
        _BANK,
    ),
    "rci": Note(
        "relative concentration index",
        "The absolute one as part of the mean: from -1 (all among the least advantaged) to 1.",
        "For a percentage it depends on whether one counts the presence or the absence: then Wagstaff's or Erreygers' form.",
        _BANK + " Erreygers G. Correcting the concentration index. J Health Econ 2009;28:504-515.",
    ),
    "sii": Note(
        "slope index of inequality",
        "Difference between the most and the least advantaged person on the line or curve through all groups.",
        "Groups have to be ordered; it describes a gradient and says little when the picture is no gradient.",
        _SLOPE,
    ),
    "rii": Note(
        "relative index of inequality",
        "How many times as high the fitted value of the most advantaged person is as that of the least.",
        "As the slope index; with a straight line an end can fall to 0 or below, then it is missing.",
        _SLOPE,
    ),
    "bgv": Note(
        "between-group variance",
        "Average squared distance of people's group values from the average.",
        "In squared units, so for comparing rather than telling. " + _NEAR,
        _NCI,
    ),
    "bgsd": Note(
        "between-group standard deviation",
        "Typical distance of people's group values from the average, in the indicator's unit.",
        _NEAR,
        _NCI,
    ),
    "cov": Note(
        "coefficient of variation",
        "The typical distance in percent of the average.",
        "Not for values that can be negative. " + _NEAR,
        _NCI,
    ),
    "ti": Note(
        "Theil index",
        "0 when all groups are equal; more weight on groups far above the average. Times 1,000.",
        "Not for values that can be negative. " + _NEAR,
        _NCI,
    ),
    "mld": Note(
        "mean log deviation",
        "0 when all groups are equal; more weight on groups far below the average. Times 1,000.",
        "A value of 0 has no logarithm and is taken as 0.000001, which then rules the result. " + _NEAR,
        _NCI,
    ),
    "idisu": Note(
        "index of disparity, unweighted",
        "Average distance of groups from the average, in percent of it; every group counts alike.",
        "A group of few people weighs as much as a large one. " + _NEAR,
        "Pearcy JN, Keppel KG. A summary measure of health disparity. Public Health Rep 2002;117:273-280.",
    ),
    "idisw": Note(
        "index of disparity, weighted",
        "Average distance of people's group values from the average, in percent of it.",
        _NEAR,
        "Pearcy JN, Keppel KG. A summary measure of health disparity. Public Health Rep 2002;117:273-280.",
    ),
    "mdmu": Note(
        "mean difference from the mean, unweighted", "Average distance of groups from the average.", _NEAR, _WHO
    ),
    "mdmw": Note(
        "mean difference from the mean, weighted", "Average distance of people's group values from it.", _NEAR, _WHO
    ),
    "mdbu": Note(
        "mean difference from the best group, unweighted", "How far groups are behind the best.", _CHOSEN, _WHO
    ),
    "mdbw": Note(
        "mean difference from the best group, weighted", "How far people are behind the best group.", _CHOSEN, _WHO
    ),
    "mdru": Note(
        "mean difference from a reference group, unweighted",
        "Average distance of groups from the reference.",
        _NEAR,
        _WHO,
    ),
    "mdrw": Note(
        "mean difference from a reference group, weighted",
        "Average distance of people's group values from the reference.",
        _NEAR + " Groups better and worse than the reference both count as distance.",
        _WHO,
    ),
    "par": Note(
        "population attributable risk",
        "How much the average would change if everyone had the value of the most advantaged, or the best, group.",
        "It describes; it does not say that the gap could be closed, or by what. " + _CHOSEN,
        "Walter SD. Calculation of attributable risks from epidemiological data. Int J Epidemiol 1978;7:175-182.",
    ),
    "paf": Note(
        "population attributable fraction",
        "The attributable risk in percent of the average.",
        "Fractions of different stratifiers overlap and are never added. " + _CHOSEN,
        "Walter SD. Calculation of attributable risks from epidemiological data. Int J Epidemiol 1978;7:175-182.",
    ),
    "srd": Note(
        "summary rate difference",
        "Distance between the best group and the average of all other groups.",
        "The average is over groups, not people. " + _CHOSEN,
        "Healthy People 2030, About Disparities Data; Talih M, Huang DT. Healthy People Statistical Notes no. 27. NCHS; 2016.",
    ),
    "srr": Note(
        "summary rate ratio",
        "How many times as high the better of the best group and the average of the others is; 1 or more.",
        "The average is over groups, not people. " + _CHOSEN,
        "Healthy People 2030, About Disparities Data; Talih M, Huang DT. Healthy People Statistical Notes no. 27. NCHS; 2016.",
    ),
}
"""By name of the measure."""

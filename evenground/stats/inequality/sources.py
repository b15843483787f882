"""Where each measure comes from, for analysts; how to read it, and when not to, is said with the readers' other words."""

from __future__ import annotations

_WHO = "World Health Organization. Handbook on health inequality monitoring. 2013."
_NCI = "Harper S, Lynch J. Methods for Measuring Cancer Disparities. National Cancer Institute; 2005."
_BANK = (
    "O'Donnell O, van Doorslaer E, Wagstaff A, Lindelow M. Analyzing Health Equity Using Household Survey Data. "
    "World Bank; 2008."
)
_SLOPE = "Mackenbach JP, Kunst AE. Measuring the magnitude of socio-economic inequalities in health. Soc Sci Med 1997;44:757-771."
_DISPARITY = "Pearcy JN, Keppel KG. A summary measure of health disparity. Public Health Rep 2002;117:273-280."
_RISK = "Walter SD. Calculation of attributable risks from epidemiological data. Int J Epidemiol 1978;7:175-182."
_HEALTHY_PEOPLE = "Healthy People 2030, About Disparities Data; Talih M, Huang DT. Healthy People Statistical Notes no. 27. NCHS; 2016."

SOURCES: dict[str, str] = {
    "d": _WHO,
    "r": _WHO,
    "aci": _BANK,
    "rci": _BANK + " Erreygers G. Correcting the concentration index. J Health Econ 2009;28:504-515.",
    "sii": _SLOPE,
    "rii": _SLOPE,
    "bgv": _NCI,
    "bgsd": _NCI,
    "cov": _NCI,
    "ti": _NCI,
    "mld": _NCI,
    "idisu": _DISPARITY,
    "idisw": _DISPARITY,
    "mdmu": _WHO,
    "mdmw": _WHO,
    "mdbu": _WHO,
    "mdbw": _WHO,
    "mdru": _WHO,
    "mdrw": _WHO,
    "par": _RISK,
    "paf": _RISK,
    "srd": _HEALTHY_PEOPLE,
    "srr": _HEALTHY_PEOPLE,
}
"""By name of the measure, whatever its variant."""

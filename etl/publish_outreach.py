"""What of an outreach log goes public: what communities build and were promised, where they said so, and sums with small counts
hidden. No engagement goes as a row: rows could be counted, and would give away what the sums withhold."""

from __future__ import annotations

import pandas as pd

from etl.publish_reach import reach_public, reporting_public
from evenground.catalog.place import AudienceRule

OF_AREAS = ("project", "support_request", "commitment", "community_priority", "story")
"""Tables of which a row about an area goes public only after its community signed off its portrait."""
BY_ORGANIZATION = {"project": "lead_partner", "challenge": "raised_by", "practice": "shared_by"}
NAMED = {"project": ("lead_partner",), "challenge": ("raised_by", "supported_by"), "practice": ("shared_by", "taken_up_by"), "tool": ("owner_partner",)}
NEVER = (
    "fact_engagement", "engagement_area", "engagement_topic", "engagement_language", "engagement_partner", "engagement_group",
    "engagement_duplicate", "setting_count", "reporting_post", "report_received", "decision",
)  # fmt: skip
Tables = dict[str, pd.DataFrame]


def public_outreach(content: Tables, rule: AudienceRule) -> Tables:
    """The outreach tables of a public release, from those of a working one."""
    today = content["outreach_log"]["as_of"].max() if len(content["outreach_log"]) else None
    consented, signed = approved(content["sign_off"], "organization"), approved(content["sign_off"], "portrait")
    made: Tables = {"sign_off": _sign_offs(content["sign_off"], consented | signed)}
    made |= {name: _rows(name, content[name], consented, signed) for name in ("project", "support_request", "commitment", "challenge", "practice", "community_priority")}
    made["story"] = _stories(content["story"], signed, today)
    made["project_phase"] = content["project_phase"][content["project_phase"]["project_id"].isin(made["project"]["project_id"])]
    made["tool"] = _unnamed("tool", content["tool"], consented)
    made["dim_partner"] = content["dim_partner"][content["dim_partner"]["partner_id"].isin(consented)]
    made["commitment"] = made["commitment"].assign(engagement_id=None)
    facts = content["fact_engagement"]
    reached = facts[facts["visibility"].eq("public") & facts["owner_organization"].isin(consented)]
    made["reach_public"] = reach_public(reached, content["engagement_area"], content["engagement_group"], content["dim_area"], rule, today)
    made["reporting_public"] = reporting_public(content["reporting_post"], content["report_received"], today)
    return made | {name: content[name].iloc[:0] for name in NEVER}


def approved(sign_offs: pd.DataFrame, subject: str) -> set[str]:
    """Ids whose latest decision is an approval."""
    latest = sign_offs[sign_offs["subject"] == subject].sort_values("decided_on", kind="stable").drop_duplicates("subject_id", keep="last")
    return set(latest.loc[latest["decision"] == "approved", "subject_id"])


def _rows(name: str, table: pd.DataFrame, consented: set[str], signed: set[str]) -> pd.DataFrame:
    shown = table["visibility"].eq("public")
    if name in OF_AREAS:
        shown &= table["area_key"].isna() | table["area_key"].eq("") | table["area_key"].isin(signed)
    if name in BY_ORGANIZATION:
        by = table[BY_ORGANIZATION[name]]
        shown &= by.isna() | by.eq("") | by.isin(consented)
    return _unnamed(name, table[shown], consented)


def _unnamed(name: str, table: pd.DataFrame, consented: set[str]) -> pd.DataFrame:
    """Organizations that did not agree to be shown are not named."""
    def kept(names: object) -> object:
        return "; ".join(one for one in str(names).split("; ") if one in consented) or None if isinstance(names, str) else None

    return table.assign(**{column: table[column].map(kept) for column in NAMED.get(name, ())})


def _stories(table: pd.DataFrame, signed: set[str], today: object) -> pd.DataFrame:
    moderated = table["moderated_by"].fillna("").ne("")
    shared = table["shared_on"].notna() & (table["shared_on"] <= pd.Timestamp(today) if today is not None else True)
    withdrawn = table["withdrawn_on"].notna()
    of_area = table["area_key"].isna() | table["area_key"].eq("") | table["area_key"].isin(signed)
    return table[table["consent"].eq(True) & moderated & shared & ~withdrawn & of_area]


def _sign_offs(table: pd.DataFrame, standing: set[str]) -> pd.DataFrame:
    return table[table["subject_id"].isin(standing) & table["decision"].eq("approved")].assign(note=None)


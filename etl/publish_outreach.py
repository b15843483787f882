"""What of an outreach log goes public: rows whose owner said so, without counts of people, and sums with small counts hidden."""

from __future__ import annotations

import pandas as pd

from etl.publish_reach import reach_public, reporting_public
from evenground.catalog.place import AudienceRule
from evenground.catalog.template import template

PRIVATE_TYPES = ("one_on_one",)
OF_AREAS = ("project", "support_request", "commitment", "community_priority", "story")
"""Tables of which a row about an area goes public only after its community signed off its portrait."""
BY_ORGANIZATION = {"project": "lead_partner", "challenge": "raised_by", "practice": "shared_by"}
NAMED = {"project": ("lead_partner",), "challenge": ("raised_by", "supported_by"), "practice": ("shared_by", "taken_up_by"), "tool": ("owner_partner",)}
OF_ENGAGEMENTS = ("engagement_area", "engagement_topic", "engagement_language", "engagement_partner")
NEVER = ("engagement_group", "engagement_duplicate", "setting_count", "reporting_post", "report_received", "decision")
Tables = dict[str, pd.DataFrame]


def public_outreach(content: Tables, rule: AudienceRule) -> Tables:
    """The outreach tables of a public release, from those of a working one."""
    today = content["outreach_log"]["as_of"].max() if len(content["outreach_log"]) else None
    consented, signed = approved(content["sign_off"], "organization"), approved(content["sign_off"], "portrait")
    engagements = _engagements(content["fact_engagement"], consented)
    made: Tables = {"sign_off": _sign_offs(content["sign_off"], consented | signed)}
    made |= {name: _rows(name, content[name], consented, signed) for name in ("project", "support_request", "commitment", "challenge", "practice", "community_priority")}
    made["story"] = _stories(content["story"], signed, today)
    made["project_phase"] = content["project_phase"][content["project_phase"]["project_id"].isin(made["project"]["project_id"])]
    made["tool"] = _unnamed("tool", content["tool"], consented)
    made["dim_partner"] = content["dim_partner"][content["dim_partner"]["partner_id"].isin(consented)]
    made |= {name: content[name][content[name]["engagement_id"].isin(engagements["engagement_id"])] for name in OF_ENGAGEMENTS}
    made["engagement_partner"] = made["engagement_partner"][made["engagement_partner"]["partner_id"].isin(consented)]
    made["fact_engagement"] = engagements[~engagements["type"].isin(PRIVATE_TYPES)]
    made |= {name: made[name][made[name]["engagement_id"].isin(made["fact_engagement"]["engagement_id"])] for name in OF_ENGAGEMENTS}
    made["engagement_area"] = made["engagement_area"].assign(further_key=None, further_by=None)  # finer than what was agreed to
    made["commitment"] = made["commitment"].assign(engagement_id=None)
    reached = content["fact_engagement"][content["fact_engagement"]["engagement_id"].isin(engagements["engagement_id"])]
    made["reach_public"] = reach_public(reached, content["engagement_area"], content["engagement_group"], content["dim_area"], rule, today)
    made["reporting_public"] = reporting_public(content["reporting_post"], content["report_received"], today)
    return made | {name: content[name].iloc[:0] for name in NEVER}


def approved(sign_offs: pd.DataFrame, subject: str) -> set[str]:
    """Ids whose latest decision is an approval."""
    latest = sign_offs[sign_offs["subject"] == subject].sort_values("decided_on", kind="stable").drop_duplicates("subject_id", keep="last")
    return set(latest.loc[latest["decision"] == "approved", "subject_id"])


def _engagements(facts: pd.DataFrame, consented: set[str]) -> pd.DataFrame:
    """Public rows of owners who agreed; columns that the template keeps back are emptied."""
    rows = facts[facts["visibility"].eq("public") & facts["owner_organization"].isin(consented)].copy()
    sheet = template().sheet("engagements")
    private = {sheet.target(column) for column in sheet.columns if not column.public} & set(rows.columns)
    kept = {"engagement_id", "owner_organization", "visibility"}
    return rows.assign(**dict.fromkeys(sorted((private | {"people", "line"}) - kept)))


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


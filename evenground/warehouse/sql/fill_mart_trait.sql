-- Which partners and languages were at each engagement? Fills mart_trait at build.
-- Grain: one row per engagement and partner, and per engagement and language. Order: trait, value, engagement, so that one value is read alone.
insert into mart_trait
with told as (
    select 'language' as trait, engagement_id, language as value, from engagement_language
    union all
    select 'partner', engagement_id, partner_id, from engagement_partner
)
select trait, engagement_no, value, from told join numbered using (engagement_id) order by trait, value, engagement_no

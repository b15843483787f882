-- Which partners and languages were at engagements that reach residents? Fills mart_trait at build.
-- Grain: one row per engagement and partner, and per engagement and language. Order: trait, engagement, value.
insert into mart_trait
select 'language', o.engagement_no, l.language, from engagement_language l join outreach o using (engagement_id)
union all
select 'partner', o.engagement_no, p.partner_id, from engagement_partner p join outreach o using (engagement_id)

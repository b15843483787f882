-- Who takes part in outreach?
-- Grain: one row per organization. Order: leads first, then by name.
select partner_id, name_en, name_fr, name_iu, kind, is_lead, area_key, from dim_partner order by is_lead desc, name_en, partner_id

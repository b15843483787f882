-- Which partners have led sessions in an area?
-- Grain: one row per area and leading partner, with sessions held. Order: area, most sessions first.
select a.area_key, p.partner_id, count(distinct e.engagement_id) as sessions,
from fact_engagement e
join engagement_area a using (engagement_id)
join engagement_partner p using (engagement_id)
where e.status = 'held' and p.role = 'lead' and list_contains($types, e.type)
group by a.area_key, p.partner_id
order by a.area_key, sessions desc, p.partner_id

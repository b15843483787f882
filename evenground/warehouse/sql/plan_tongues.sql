-- In which languages have partners held the sessions they led?
-- Grain: one row per leading partner and language. Order: partner, language.
select p.partner_id, l.language, count(distinct e.engagement_id) as sessions,
from fact_engagement e
join engagement_partner p using (engagement_id)
join engagement_language l using (engagement_id)
where e.status = 'held' and p.role = 'lead' and list_contains($types, e.type)
group by p.partner_id, l.language
order by p.partner_id, l.language

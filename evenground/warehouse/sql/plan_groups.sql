-- How did people at sessions in these areas answer each question?
-- Grain: one row per question. Order: question.
select
    g.question,
    coalesce(sum(g.people * a.share) filter (g.answer = 'yes'), 0) as yes,
    coalesce(sum(g.people * a.share) filter (g.answer = 'no'), 0) as no,
from engagement_group g
join fact_engagement e using (engagement_id)
join engagement_area a using (engagement_id)
where e.status = 'held' and e.starts_on between cast($start as date) and cast($end as date)
    and list_contains($types, e.type) and coalesce(e.area_basis, 'held_in') = $basis
    and not list_contains($own_settings, coalesce(e.setting, '')) and list_contains($areas, a.area_key)
group by g.question
order by g.question

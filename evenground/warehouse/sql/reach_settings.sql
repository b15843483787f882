-- What was done in settings that have people of their own?
-- Grain: one row per setting and area it stands in (empty where none is recorded). Order: setting, most sessions first.
select
    s.setting, a.area_key, count(distinct s.engagement_id) as sessions, sum(s.people * coalesce(a.share, 1)) as people,
    sum(s.hours * coalesce(a.share, 1)) as hours, max(s.held_on) as last_on,
    (select max_by(c.people, c.counted_on) from setting_count c where c.setting = s.setting and c.area_key is not distinct from a.area_key) as staying,
    (select max(c.counted_on) from setting_count c where c.setting = s.setting and c.area_key is not distinct from a.area_key) as counted_on,
from mart_session s left join engagement_area a using (engagement_id)
where s.place = 'own_population' and s.held_on between cast($start as date) and cast($end as date)
    and (len($types) = 0 or list_contains($types, s.type)) and (len($statuses) = 0 or list_contains($statuses, s.status))
    and (len($audiences) = 0 or list_contains($audiences, s.audience))
group by s.setting, a.area_key order by s.setting, sessions desc, a.area_key

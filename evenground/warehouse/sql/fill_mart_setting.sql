-- Where did engagements stand whose setting has people of its own? Fills mart_setting at build.
-- Grain: one row per such engagement and area it stood in, one without an area where none is recorded. Order: engagement, area.
insert into mart_setting
select o.engagement_no, k.kind_no, o.starts_on, o.setting, a.area_key, o.people * coalesce(a.share, 1), o.hours * coalesce(a.share, 1),
from outreach o
join mart_kind k on k.status = o.status and k.type = o.type and k.audience is not distinct from o.audience
    and k.area_basis is not distinct from o.area_basis and k.place = o.place
left join engagement_area a using (engagement_id)
where o.place = 'own_population'
order by o.engagement_no, a.area_key

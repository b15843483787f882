-- Which engagements reach residents, where does each count, and under which number? A table of the build, beside the marts.
-- Grain: one row per engagement that reaches residents. Order: day, engagement.
-- $own are settings with people of their own, $nowhere settings that visit no area, $reaching types that reach residents.
create or replace temp table outreach as
with series_no as (
    select own_series, row_number() over (order by own_series) - 1 as series_no,
    from (select distinct nullif(series, '') as own_series from fact_engagement) where own_series is not null
),
placed as (
    select
        e.*, n.engagement_no, nullif(e.series, '') as own_series,
        case when list_contains($own, e.setting) then 'own_population'
            when list_contains($nowhere, e.setting) or e.whole_place then 'no_area' else 'area' end as place,
    from fact_engagement e join numbered n using (engagement_id) where list_contains($reaching, e.type)
)
select
    p.engagement_id, p.engagement_no, p.starts_on, p.status, p.type, p.audience, p.area_basis, p.setting, p.place,
    p.own_series is null as is_own, coalesce(s.series_no, (select count(*) from series_no) + p.engagement_no) as cluster,
    coalesce(p.people, 0) as people, coalesce(p.hours, 0) as hours,
from placed p left join series_no s using (own_series)
order by p.engagement_no

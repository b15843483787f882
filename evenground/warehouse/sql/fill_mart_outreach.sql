-- Which engagements reach residents, where does each count, and under which number? A table of the build, beside the marts.
-- Grain: one row per engagement that reaches residents. Order: day, engagement.
-- $reaching are types that reach residents, $own settings with people of their own, $nowhere settings that visit no area.
create or replace temp table outreach as
with series_no as (
    select own_series, row_number() over (order by own_series) - 1 as series_no,
    from (select distinct nullif(series, '') as own_series from fact_engagement) where own_series is not null
),
numbered as (
    select
        e.*, row_number() over (order by e.starts_on, e.engagement_id) - 1 as engagement_no, nullif(e.series, '') as own_series,
        case when list_contains($own, e.setting) then 'own_population'
            when list_contains($nowhere, e.setting) or e.whole_place then 'no_area' else 'area' end as place,
    from fact_engagement e where list_contains($reaching, e.type)
)
select
    n.engagement_id, n.engagement_no, n.starts_on, n.status, n.type, n.audience, n.area_basis, n.setting, n.place,
    n.own_series is null as is_own, coalesce(s.series_no, (select count(*) from series_no) + n.engagement_no) as cluster,
    coalesce(n.people, 0) as people, coalesce(n.hours, 0) as hours,
from numbered n left join series_no s using (own_series)
order by n.engagement_no

-- Which area did each engagement that reaches residents visit, and what of it visited none? Fills mart_session at build.
-- Grain: one row per engagement and area it visits, and one for the share that visits none. Order: day, engagement.
-- $reaching are types that reach residents, $own settings with people of their own, $nowhere settings that visit no area.
insert into mart_session
with outreach as (
    select
        e.*, nullif(e.series, '') as own_series,
        case when list_contains($own, e.setting) then 'own_population'
            when list_contains($nowhere, e.setting) or e.whole_place then 'no_area' else 'area' end as kind,
    from fact_engagement e where list_contains($reaching, e.type)
),
numbered as (
    select outreach.*, dense_rank() over (order by own_series nulls last, case when own_series is null then engagement_id end) - 1 as cluster, from outreach
),
numbers as (select area_key, row_number() over (order by area_key) - 1 as area_no, from dim_area),
visited as (
    select n.engagement_id, a.share, numbers.area_no,
    from numbered n join engagement_area a using (engagement_id) join numbers using (area_key)
    where n.kind = 'area'
),
rest as (
    select n.engagement_id, round(1 - coalesce(any_value(v.share), 0), 9) as share,
    from numbered n left join (select engagement_id, sum(share) as share, from visited group by engagement_id) v using (engagement_id)
    group by n.engagement_id
),
parts as (
    select engagement_id, share, area_no, from visited
    union all
    select engagement_id, share, null, from rest where share > 0
)
select
    n.engagement_id, n.starts_on, n.status, n.type, n.audience, n.area_basis, n.setting,
    case when p.area_no is null and n.kind = 'area' then 'not_recorded' else n.kind end, p.area_no, n.cluster,
    n.own_series is null and p.share = 1, p.share, coalesce(n.people, 0) * p.share, coalesce(n.hours, 0) * p.share,
from numbered n join parts p using (engagement_id)
order by n.starts_on, n.engagement_id, p.area_no

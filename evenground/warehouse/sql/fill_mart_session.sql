-- Which area did each engagement that reaches residents visit, and what of it visited none? Fills mart_session at build.
-- Grain: one row per engagement and area it visits, and one for the share that visits none.
-- Order: those of no series first, then area, series, day, engagement.
insert into mart_session
with numbers as (select area_key, row_number() over (order by area_key) - 1 as area_no, from dim_area),
visited as (
    select o.engagement_no, a.share, numbers.area_no, further.area_no as further_no,
    from outreach o join engagement_area a using (engagement_id) join numbers using (area_key)
    left join numbers further on further.area_key = a.further_key
    where o.place = 'area'
),
rest as (
    select o.engagement_no, round(1 - coalesce(v.share, 0), 9) as share,
    from outreach o left join (select engagement_no, sum(share) as share, from visited group by engagement_no) v using (engagement_no)
),
parts as (
    select engagement_no, share, area_no, further_no, from visited
    union all
    select engagement_no, share, null, null, from rest where share > 0
)
select
    p.area_no, p.further_no, case when o.is_own and p.share = 1 then -1 else o.cluster end as cluster, o.starts_on, o.engagement_no, k.kind_no, p.share,
    o.people * p.share, o.hours * p.share,
from parts p
join outreach o using (engagement_no)
join mart_kind k on k.status = o.status and k.type = o.type and k.audience is not distinct from o.audience
    and k.area_basis is not distinct from o.area_basis
    and k.place = case when o.place = 'area' and p.area_no is null then 'not_recorded' else o.place end
order by cluster >= 0, p.area_no nulls first, cluster, o.starts_on, o.engagement_no

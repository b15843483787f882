-- What was answered, at sessions that also pass filters by partner, language or question?
-- Grain: one row per question, area and series; sessions of no series are one row (`cluster` -1) with their sums of powers.
-- Order: none. A session on another basis than $basis visits no area here.
with kept as (
    select e.engagement_id, from fact_engagement e
    where (len($partners) = 0 or e.engagement_id in (select p.engagement_id from engagement_partner p where list_contains($partners, p.partner_id)))
        and (len($languages) = 0 or e.engagement_id in (select l.engagement_id from engagement_language l where list_contains($languages, l.language)))
        and (len($groups) = 0 or e.engagement_id in (select g.engagement_id from engagement_group g where list_contains($groups, g.question)))
),
counted as (
    select
        a.question, case when a.place = 'area' and a.area_basis = $basis then a.area_no end as area_no,
        case when a.is_alone then -1 else a.cluster end as cluster, a.yes, a.no,
    from mart_answer a semi join kept using (engagement_id)
    where a.held_on between cast($start as date) and cast($end as date)
        and (len($types) = 0 or list_contains($types, a.type))
        and (len($statuses) = 0 or list_contains($statuses, a.status))
        and (len($audiences) = 0 or list_contains($audiences, a.audience))
)
select
    question, area_no, cluster, count(*) as visits, sum(yes) as yes, sum(no) as no, sum(yes * yes) as yes_yes,
    sum(yes * (yes + no)) as yes_known, sum((yes + no) * (yes + no)) as known_known, sum(yes * yes * yes) as yes_cubes,
from counted group by question, area_no, cluster

-- What was answered to each question, by area and series?
-- Grain: one row per question, area and series; sessions of no series are one row (`cluster` -1) with their sums of powers.
-- Order: none. A session on another basis than $basis visits no area here.
with counted as (
    select
        a.question, case when a.place = 'area' and a.area_basis = $basis then a.area_no end as area_no,
        case when a.is_alone then -1 else a.cluster end as cluster, a.yes, a.no,
    from mart_answer a
    where a.held_on between cast($start as date) and cast($end as date)
        and (len($types) = 0 or list_contains($types, a.type))
        and (len($statuses) = 0 or list_contains($statuses, a.status))
        and (len($audiences) = 0 or list_contains($audiences, a.audience))
)
select
    question, area_no, cluster, count(*) as visits, sum(yes) as yes, sum(no) as no, sum(yes * yes) as yes_yes,
    sum(yes * (yes + no)) as yes_known, sum((yes + no) * (yes + no)) as known_known, sum(yes * yes * yes) as yes_cubes,
from counted group by question, area_no, cluster

-- What did each series bring to each area, of the sessions that pass the window and the filters of a reader?
-- Grain: one row per kind of place, area and series; sessions of no series are one row (`cluster` -1) with their sums of powers.
-- Order: none. $measure is attendances, sessions or hours. A session on another basis than $basis visits no area here.
with counted as (
    select
        case when s.place = 'area' and s.area_basis <> $basis then 'other_basis' else s.place end as place,
        case when s.place = 'area' and s.area_basis = $basis then s.area_no end as area_no,
        case when s.is_alone then -1 else s.cluster end as cluster,
        case $measure when 'sessions' then s.sessions when 'hours' then s.hours else s.people end as size,
        s.held_on, s.sessions, s.people, s.hours, s.type,
    from mart_session s
    where s.held_on between cast($start as date) and cast($end as date)
        and (len($types) = 0 or list_contains($types, s.type))
        and (len($statuses) = 0 or list_contains($statuses, s.status))
        and (len($audiences) = 0 or list_contains($audiences, s.audience))
)
select
    place, area_no, cluster, count(*) as visits, sum(size) as total, sum(size * size) as squares, sum(size * size * size) as cubes,
    sum(sessions) as sessions, sum(people) as people, sum(hours) as hours, max(held_on) as last_on,
from counted group by place, area_no, cluster

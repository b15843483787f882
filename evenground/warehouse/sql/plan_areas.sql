-- What have areas had in a window, when were they last visited, and what is planned for them?
-- Grain: one row per area of $level. Order: area.
-- Counts sessions of $types on one $basis of place, without settings whose people are not the area's. A planned session without
-- a number of people brings what its type is planned for ($people beside $types).
with counted as (
    select
        a.area_key, a.share, e.engagement_id, e.starts_on,
        e.status = 'held' and e.starts_on between cast($start as date) and cast($end as date) as in_window,
        e.status = 'held' and e.starts_on <= cast($as_of as date) as is_past,
        e.status = 'planned' and e.starts_on > cast($as_of as date) as is_ahead,
        coalesce(e.people, list_extract($people, list_position($types, e.type)), 0) as people,
        coalesce(e.people, 0) as recorded,
    from fact_engagement e
    join engagement_area a using (engagement_id)
    where list_contains($types, e.type) and coalesce(e.area_basis, 'held_in') = $basis
        and not list_contains($own_settings, coalesce(e.setting, ''))
)
select
    d.area_key, d.name_en, d.name_fr, d.name_iu, d.population,
    coalesce(sum(recorded * share) filter (in_window), 0) as had,
    count(distinct engagement_id) filter (in_window) as sessions,
    max(starts_on) filter (is_past) as last_on,
    coalesce(sum(people * share) filter (is_ahead), 0) as planned,
    count(distinct engagement_id) filter (is_ahead) as planned_sessions,
    max(starts_on) filter (is_ahead) as next_on,
from dim_area d
left join counted using (area_key)
where d.level_key = $level
group by all
order by d.area_key

-- Which larger area, beside this level, has a figure for the same indicator, period and group?
-- Grain: one row per area of a level with one area only. Order: area.
select area_key, dim_area.name_en, dim_area.name_fr, dim_area.name_iu, value, ci_low, ci_high, level_key
from fact_observation
join dim_area using (area_key)
where indicator_id = $indicator_id and period_id = $period_id and stratum_id = $stratum_id
    and level_key <> $level_key and value is not null
    and level_key in (select level_key from dim_area group by level_key having count(*) = 1)
order by area_key

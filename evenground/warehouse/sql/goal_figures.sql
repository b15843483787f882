-- Which figures does a goal's indicator have for one area, in every period and group?
-- Grain: one row per period and group. Order: latest period first.
select
    fact_observation.period_id, ends_on, stratum_id, stratifier_id, dim_stratum.name_en, dim_stratum.name_fr, dim_stratum.name_iu,
    value, ci_low, ci_high, ci_level, ci_kind, status, reliability, source_id
from fact_observation
left join dim_period using (period_id)
left join dim_stratum using (stratum_id)
where indicator_id = $indicator_id and area_key = $area_key
order by ends_on desc nulls last, fact_observation.period_id desc, stratum_id

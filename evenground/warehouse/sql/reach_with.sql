-- Which engagements had any of these partners, or languages?
-- Grain: one row per engagement and value of $values. Order: none. $trait is partner or language.
select engagement_no, from mart_trait where trait = $trait and value in (select unnest($values::varchar[]))

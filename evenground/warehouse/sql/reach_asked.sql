-- At which engagements was any of these questions asked?
-- Grain: one row per engagement of $values and question. Order: none.
select engagement_no, from mart_answer where question in (select unnest($values::varchar[]))

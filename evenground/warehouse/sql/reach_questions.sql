-- Which questions were asked at engagements that reach residents?
-- Grain: one row per question. Order: question.
select distinct question from mart_answer order by question

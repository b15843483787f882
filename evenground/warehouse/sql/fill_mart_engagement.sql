-- When was each engagement of the log, and what are its words? Fills mart_engagement at build.
-- Grain: one row per engagement. Order: its number.
insert into mart_engagement
select n.engagement_no, e.starts_on, w.word_no,
from fact_engagement e join numbered n using (engagement_id)
join mart_word w on w.status = e.status and w.type = e.type and w.audience is not distinct from e.audience
order by n.engagement_no

-- What was answered to a question, engagement by engagement?
-- Grain: one row per engagement at which someone's answer is known. Order: engagement.
select engagement_no, coalesce(yes, 0) as yes, coalesce(no, 0) as no,
from mart_answer where question = $asked and (yes is not null or no is not null) order by engagement_no

-- What was answered to each question, engagement by engagement?
-- Grain: one row per question and engagement at which someone's answer is known. Order: question, engagement.
select question, engagement_no, coalesce(yes, 0) as yes, coalesce(no, 0) as no,
from mart_answer where yes is not null or no is not null order by question, engagement_no

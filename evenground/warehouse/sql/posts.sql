-- Which posts report outreach, and when was each filled?
-- Grain: one row per post and stretch of time in which it was filled. Order: post, day.
select post_id, title, area_key, organization, coordinator_role, filled_from, filled_to, every
from reporting_post
order by post_id, filled_from nulls first

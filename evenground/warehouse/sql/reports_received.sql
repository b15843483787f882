-- Which reports were received, and when?
-- Grain: one row per post and month. Order: post, month.
select post_id, month, received_on from report_received order by post_id, month

-- How many posts of the whole place were filled, and how many reports were received, month by month?
-- Grain: one row per month. Order: latest first. Empty in the working store.
select month, posts, filled, received from reporting_public order by month desc

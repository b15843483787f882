-- What outreach did one area receive, as the public may see it?
-- Grain: one row per basis and measure, over the whole log. Order: basis, measure.
select basis, measure, value, status
from reach_public
where area_key = $area_key and quarter = 'all' and question = '' and answer = ''
order by basis, measure

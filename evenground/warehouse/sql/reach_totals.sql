-- What did outreach in the whole place come to, as the public may see it?
-- Grain: one row per quarter (or all), basis and measure. Order: latest quarter first. Empty in the working store.
select quarter, basis, measure, value, status
from reach_public
where area_key = 'all' and question = '' and answer = ''
order by quarter desc, basis, measure

-- What may the public see of outreach, by area and quarter?
-- Grain: one row per area (or all, none), quarter (or all), basis, measure, question and answer. Order: area, quarter.
select area_key, quarter, basis, measure, question, answer, value, status, from reach_public order by area_key, quarter, basis, measure, question, answer

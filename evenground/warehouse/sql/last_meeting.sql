-- When did the partners last meet before a day?
-- Grain: one row; `last_meeting` is missing where no meeting of $types was held before $as_of.
select max(starts_on) as last_meeting, from fact_engagement
where status = 'held' and list_contains($types, type) and starts_on < cast($as_of as date)

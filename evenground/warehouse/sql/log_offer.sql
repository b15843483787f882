-- What can the log be filtered by?
-- Grain: one row per column of the log and value that stands in it, with the engagements that hold it. Order: column, most first.
select 'type' as held_in, type as value, count(*) as engagements, from fact_engagement group by type
union all
select 'status', status, count(*), from fact_engagement group by status
union all
select 'audience', audience, count(*), from fact_engagement where audience is not null group by audience
union all
select 'area_basis', area_basis, count(*), from fact_engagement where area_basis is not null group by area_basis
union all
select 'language', language, count(*), from engagement_language group by language
union all
select 'partner', partner_id, count(*), from engagement_partner group by partner_id
union all
select 'group', question, count(distinct engagement_id), from engagement_group group by question
order by held_in, engagements desc, value

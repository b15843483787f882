-- Which community resources are there?
-- Grain: one row per resource. Order: kind, name.
select resource_id, kind, name, lon, lat, link, area_key, source_id from resource order by kind, name, resource_id

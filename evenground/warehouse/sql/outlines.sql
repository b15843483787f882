-- Where does each area of $level_key lie?
-- Grain: one row per area with a geographic shape, GeoJSON in EPSG:4326. Order: area.
select area_key, geometry
from area_shape
join dim_area using (area_key)
where level_key = $level_key and drawing = 'geographic'
order by area_key

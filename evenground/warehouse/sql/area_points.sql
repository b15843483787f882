-- Where does each area stand, as one point?
-- Grain: one row per area with a position. Order: area.
select area_key, lon, lat from dim_area where lon is not null and lat is not null order by area_key

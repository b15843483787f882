-- What was done in settings that have people of their own?
-- Grain: one row per setting and area it stands in (empty where none is recorded). Order: setting, most sessions first.
-- $kinds are the numbers of combinations of words that pass a reader's filters; of $partners, $languages and $questions an
-- engagement had at least one of each, unless none is asked for.
select
    s.setting, s.area_key, count(distinct s.engagement_no) as sessions, sum(s.people) as people, sum(s.hours) as hours, max(s.held_on) as last_on,
    (select max_by(c.people, c.counted_on) from setting_count c where c.setting = s.setting and c.area_key is not distinct from s.area_key) as staying,
    (select max(c.counted_on) from setting_count c where c.setting = s.setting and c.area_key is not distinct from s.area_key) as counted_on,
from mart_setting s
where s.held_on between cast($start as date) and cast($end as date) and list_contains($kinds, s.kind_no)
    and (len($partners::varchar[]) = 0
        or s.engagement_no in (select engagement_no from mart_trait where trait = 'partner' and list_contains($partners::varchar[], value)))
    and (len($languages::varchar[]) = 0
        or s.engagement_no in (select engagement_no from mart_trait where trait = 'language' and list_contains($languages::varchar[], value)))
    and (len($questions::varchar[]) = 0
        or s.engagement_no in (select engagement_no from mart_answer where list_contains($questions::varchar[], question)))
group by s.setting, s.area_key order by s.setting, sessions desc, s.area_key

-- Which engagements pass the window and the filters of a reader, with the words of each?
-- Grain: one row per engagement. Order: latest first.
-- An empty list lets everything through. `areas` and `languages` are lists with semicolons; `with_partners` is without the lead.
select
    e.engagement_id, e.starts_on, e.status, e.type, e.title, e.series, e.setting, e.area_basis, e.people, e.unique_people, e.audience, e.depth,
    e.hours, e.pledged, e.turned_out, e.testified, e.project_id, e.initiated_by, e.visibility,
    (select string_agg(a.area_key, ';' order by a.share desc, a.area_key) from engagement_area a where a.engagement_id = e.engagement_id) as areas,
    (select string_agg(l.language, ';' order by l.language) from engagement_language l where l.engagement_id = e.engagement_id) as languages,
    (select min(p.partner_id) from engagement_partner p where p.engagement_id = e.engagement_id and p.role = 'lead') as lead,
    (select string_agg(p.partner_id, ';' order by p.partner_id) from engagement_partner p where p.engagement_id = e.engagement_id and p.role <> 'lead')
        as with_partners,
from fact_engagement e
where e.starts_on between cast($start as date) and cast($end as date)
    and (len($types) = 0 or list_contains($types, e.type))
    and (len($statuses) = 0 or list_contains($statuses, e.status))
    and (len($audiences) = 0 or list_contains($audiences, e.audience))
    and (len($partners) = 0 or e.engagement_id in (select p.engagement_id from engagement_partner p where list_contains($partners, p.partner_id)))
    and (len($languages) = 0 or e.engagement_id in (select l.engagement_id from engagement_language l where list_contains($languages, l.language)))
    and (len($groups) = 0 or e.engagement_id in (select g.engagement_id from engagement_group g where list_contains($groups, g.question)))
order by e.starts_on desc, e.engagement_id

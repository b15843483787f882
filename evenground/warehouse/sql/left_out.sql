-- What of the log does not count in a reader's view, and why?
-- Grain: one row per reason; each engagement is counted under the first that holds, `shown` where none does.
-- $counted are types of engagement that the page counts; none is all.
with judged as (
    select
        case
            when e.starts_on < cast($start as date) then 'before'
            when e.starts_on > cast($end as date) then 'after'
            when e.status = 'planned' and not list_contains($statuses, e.status) then 'planned'
            when e.status = 'cancelled' and not list_contains($statuses, e.status) then 'cancelled'
            when len($statuses) > 0 and not list_contains($statuses, e.status) then 'other_status'
            when (
                (len($types) = 0 or list_contains($types, e.type))
                and (len($audiences) = 0 or list_contains($audiences, e.audience))
                and (len($partners) = 0 or e.engagement_id in (select p.engagement_id from engagement_partner p where list_contains($partners, p.partner_id)))
                and (len($languages) = 0 or e.engagement_id in (select l.engagement_id from engagement_language l where list_contains($languages, l.language)))
                and (len($groups) = 0 or e.engagement_id in (select g.engagement_id from engagement_group g where list_contains($groups, g.question)))
            ) then case when len($counted::varchar[]) = 0 or list_contains($counted::varchar[], e.type) then 'shown' else 'other_kind' end
            else 'filtered'
        end as reason,
    from fact_engagement e
)
select reason, count(*) as engagements, from judged group by reason order by reason

-- What support was asked for, by whom, and when was the first reply?
-- Grain: one row per request. Order: latest first.
select
    request_id, kind, support_request.title, support_request.area_key, asked_on, first_reply_on, closed_on, support_request.status,
    support_request.initiated_by, project_id, project.title_en as project_en, project.title_fr as project_fr, wanted_from, wanted_to,
    support_offered
from support_request
left join project using (project_id)
order by asked_on desc, request_id

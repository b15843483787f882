-- Which phases has each project entered, and when?
-- Grain: one row per project and phase. Order: project, day.
select project_id, phase, entered_on from project_phase order by project_id, entered_on, phase

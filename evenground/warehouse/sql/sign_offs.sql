-- What was signed off, by which role, and when was it returned to the community?
-- Grain: one row per decision. Order: latest first.
select subject, subject_id, decision, by_role, decided_on, returned_on, note from sign_off order by decided_on desc, subject, subject_id

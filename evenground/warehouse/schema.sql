-- The warehouse of one place and one release. A build fills it once; nothing writes it afterwards.
-- Every table says its grain. `area_key` (level:vintage:code) is the only key that joins areas.

-- Grain: one row, about this file.
create table release (
    place_id varchar not null, release_id varchar not null, audience varchar not null, built_at timestamp not null,
    inputs varchar not null,            -- published files | starter tables
    code_version varchar not null, policy_version varchar not null, schema_version integer not null,
    made_from varchar                   -- the working release that a public one was made from
);

-- Grain: one row per kind of area and edition of its boundaries.
create table dim_level (
    level_key varchar primary key, level varchar not null, vintage varchar not null, name_en varchar not null,
    name_fr varchar, name_iu varchar, one_en varchar not null, one_fr varchar, one_iu varchar, shape varchar not null,
    on_map boolean not null, position integer not null, parent_level varchar
);

-- Grain: one row per area of one level and vintage.
create table dim_area (
    area_key varchar primary key, level_key varchar not null, code varchar not null,
    name_en varchar not null, name_fr varchar, name_iu varchar, name_cited varchar, parent_key varchar,
    population double, lon double, lat double, source_id varchar not null
);

-- Grain: one row per area and way of drawing it (geographic, hexagon); GeoJSON geometry in EPSG:4326.
create table area_shape (
    area_key varchar not null, drawing varchar not null, geometry varchar not null,
    west double not null, south double not null, east double not null, north double not null,
    primary key (area_key, drawing)
);

-- Grain: one row per pair of areas of one level that share a border, each pair once, the smaller key first.
create table contiguity (level_key varchar not null, area_key varchar not null, neighbour_key varchar not null, primary key (area_key, neighbour_key));

-- Grain: one row per area, language and name that people use for it.
create table area_name (area_key varchar not null, language varchar not null, name varchar not null, kind varchar not null, cited varchar);

-- Grain: one row per named, dated list of areas.
create table area_set (
    area_set_id varchar primary key, level_key varchar not null, name_en varchar not null, name_fr varchar, name_iu varchar,
    short_en varchar not null, short_fr varchar, short_iu varchar, authority_en varchar, authority_fr varchar,
    authority_iu varchar, dated varchar not null, purpose_en varchar, purpose_fr varchar, purpose_iu varchar,
    basis_en varchar, basis_fr varchar, basis_iu varchar, outlined boolean not null
);

-- Grain: one row per list and member area; weight is the share of the area that belongs to the list.
create table area_set_member (area_set_id varchar not null, area_key varchar not null, weight double not null, primary key (area_set_id, area_key));

-- Grain: one row per list and way of drawing it: the outline around its members, GeoJSON in EPSG:4326.
create table area_set_shape (area_set_id varchar not null, drawing varchar not null, geometry varchar not null, primary key (area_set_id, drawing));

-- Grain: one row per crosswalk, area of the one level and area of the other.
create table crosswalk (crosswalk_id varchar not null, from_key varchar not null, to_key varchar not null, weight double not null, basis varchar not null);

-- Grain: one row per indicator.
create table dim_indicator (
    indicator_id varchar primary key, domain varchar not null, title_en varchar not null, title_fr varchar, title_iu varchar,
    question_en varchar not null, question_fr varchar, question_iu varchar, unit_en varchar not null, unit_fr varchar, unit_iu varchar,
    kind varchar not null, per double not null, decimals integer not null, higher_is varchar not null, need_kind varchar not null,
    numerator_en varchar, numerator_fr varchar, numerator_iu varchar, denominator_en varchar, denominator_fr varchar, denominator_iu varchar,
    caveat_en varchar, caveat_fr varchar, caveat_iu varchar, modelled_from_en varchar, modelled_from_fr varchar, modelled_from_iu varchar, cumulative boolean not null,
    adjusted varchar not null, do_not_compare_groups boolean not null, sample varchar not null, mappable boolean not null,
    framework_tags varchar, synonyms varchar
);

-- Grain: one row per group of one dimension of inequality; `everyone` belongs to none.
create table dim_stratum (
    stratum_id varchar primary key, stratifier_id varchar, stratifier_en varchar, stratifier_fr varchar, stratifier_iu varchar,
    name_en varchar not null, name_fr varchar, name_iu varchar, social_rank integer, is_reference boolean not null,
    is_partition boolean not null, position integer not null
);

-- Grain: one row per period covered; starts_on and ends_on are whole days.
create table dim_period (period_id varchar primary key, starts_on date, ends_on date, is_cumulative boolean not null);

-- Grain: one row per indicator, area, period and stratum. A missing value always has a status that is not published.
create table fact_observation (
    indicator_id varchar not null, area_key varchar not null, period_id varchar not null, stratum_id varchar not null,
    value double, ci_low double, ci_high double, ci_level double, ci_kind varchar, se double,
    numerator double, denominator double, status varchar not null, symbol varchar, reliability varchar,
    source_id varchar not null, line integer,
    primary key (indicator_id, area_key, period_id, stratum_id),
    check (value is not null or status <> 'published'),
    check (status in ('published', 'suppressed', 'unreliable', 'not_reported', 'not_applicable'))
);

-- Grain: one row per file that was read, and how its records were accounted for.
create table dim_source (
    source_id varchar primary key, provides varchar not null, loader varchar not null, file varchar not null,
    publisher_en varchar not null, publisher_fr varchar, publisher_iu varchar, title_en varchar not null, title_fr varchar, title_iu varchar,
    licence_en varchar not null, licence_fr varchar, licence_iu varchar, licence_is_open boolean not null, vintage varchar not null, period varchar, level_key varchar,
    download varchar, retrieved_on varchar, note_en varchar, note_fr varchar, note_iu varchar, source_protected boolean not null,
    sha256 varchar not null, bytes bigint not null, rows_in bigint not null, rows_loaded bigint not null,
    rows_rejected bigint not null, rows_out_of_scope bigint not null, areas_matched integer, areas_known integer,
    observations bigint not null, repaired varchar, notes varchar,
    check (rows_in = rows_loaded + rows_rejected + rows_out_of_scope)
);

-- Grain: one row per source and declared selector; records and, in wide files, cells that it left out.
create table source_scope (source_id varchar not null, counted varchar not null, selector varchar not null, number bigint not null);

-- Grain: one row per rejected record; the value is masked. Working store only.
create table reject (source_id varchar not null, line bigint, column_name varchar, value_masked varchar, reason varchar not null, remedy varchar not null);

-- Grain: one row per published statement, association or method note, in the publisher's words.
create table fact (
    fact_id varchar primary key, kind varchar not null, title varchar, population_group varchar, value_text varchar, value double,
    unit varchar, ci_low double, ci_high double, comparator varchar, period varchar, n varchar, geo_level varchar,
    place_name varchar, source_title varchar, publisher varchar, year varchar, locator varchar, note varchar, source_id varchar not null
);

-- Grain: one row per community resource (service point).
create table resource (resource_id varchar primary key, kind varchar not null, name varchar not null, lon double, lat double, link varchar, area_key varchar, source_id varchar not null);

-- Grain: one row, about the outreach log behind this release. `kind` is none, demonstration or recorded.
create table outreach_log (
    kind varchar not null, as_of date, begins_on date, rows_in bigint not null, rows_loaded bigint not null, rows_rejected bigint not null,
    check (kind in ('none', 'demonstration', 'recorded')), check (rows_in = rows_loaded + rows_rejected)
);

-- Grain: one row per organization that takes part in outreach.
create table dim_partner (
    partner_id varchar primary key, name_en varchar not null, name_fr varchar, name_iu varchar, kind varchar, is_lead boolean not null,
    area_key varchar
);

-- Grain: one row per series of recurring sessions, with the rhythm that was agreed. `every` is week, two_weeks, month or quarter.
create table series (
    series_id varchar not null, name_en varchar not null, name_fr varchar, every varchar, starts_on date not null, ends_on date,
    primary key (series_id, starts_on)
);

-- Grain: one row per engagement (session, meeting, town hall ...). Working store only, as the tables `engagement_` of its parts:
-- rows could be counted, and would give away what public sums withhold. `owner_organization` is a partner_id where it is one.
-- Where `setting` has a population of its own (shelter, hotel, campus), its area rows say where it stood: leave them out of
-- every rate per resident. Where `setting` is online or on the air, it has none.
create table fact_engagement (
    engagement_id varchar primary key, owner_organization varchar not null, visibility varchar not null, starts_on date not null,
    ends_on date, status varchar not null, type varchar not null, title varchar, series varchar, setting varchar, area_basis varchar,
    whole_place boolean not null, people double, unique_people double, audience varchar, depth varchar, hours double,
    pledged double, turned_out double, testified double, project_id varchar, initiated_by varchar, reported_by varchar,
    practices_shared varchar, challenges_raised varchar, follow_up_owner varchar, follow_up_due date, follow_up_done date,
    notes varchar, source_id varchar not null, line integer
);
-- Grain: one row per engagement and area it was held in, intended for, or its participants live in; shares add up to at most 1.
-- An engagement that names more than three areas or the whole place has none here: it visits no area.
-- Where a place counts outreach in a further level, `further_key` is the area of it in which this part lies, and `further_by` how
-- that is known: named (the log names it), point (the log's point lies in it) or middle (the representative point of `area_key`
-- lies in it); empty where none does. Unique by construction, without an index: a log may have millions of these.
create table engagement_area (engagement_id varchar not null, area_key varchar not null, share double not null, further_key varchar, further_by varchar);
-- Grain: one row per engagement, question and answer (yes, no, unknown). Working store only. Unique by construction, without an index.
create table engagement_group (engagement_id varchar not null, question varchar not null, answer varchar not null, people double not null);
-- Grain: one row per engagement and topic or determinant. `kind` is topic or determinant.
create table engagement_topic (engagement_id varchar not null, kind varchar not null, topic varchar not null);
-- Grain: one row per engagement and language spoken at it.
create table engagement_language (engagement_id varchar not null, language varchar not null);
-- Grain: one row per engagement and partner; the lead has role 'lead', others 'with'.
create table engagement_partner (engagement_id varchar not null, partner_id varchar not null, role varchar not null);

-- Grain: one row per combination of words by which readers filter any engagement. Working store only, as all tables `mart_`.
create table mart_word (word_no integer not null, status varchar not null, type varchar not null, audience varchar);
-- Grain: one row per engagement of the log, whatever its type. `engagement_no` counts engagements by day and id, from 0.
create table mart_engagement (engagement_no integer not null, held_on date not null, word_no integer not null);
-- Grain: one row per combination of words by which readers filter sessions. Working store only, as all tables `mart_`. `place` is
-- area, own_population (a shelter, hotel or campus), no_area (online, whole place) or not_recorded (none, or more than three areas).
create table mart_kind (
    kind_no integer not null, status varchar not null, type varchar not null, audience varchar, area_basis varchar, place varchar not null
);
-- Grain: one row per engagement that reaches residents and area it visits, and one for the share of it that visits none. `share`,
-- `people` and `hours` are shared out, so that they add up to the log's totals. `area_no` counts area_key from
-- 0, and `further_no` the area of the further level in the same way. `cluster` numbers
-- series, and after them engagements of none that visit several areas;
-- one of no series with all of it in one place has -1.
create table mart_session (
    area_no integer, further_no integer, cluster integer not null, held_on date not null, engagement_no integer not null, kind_no integer not null,
    share double not null, people double not null, hours double not null
);
-- Grain: one row per engagement and question asked there; both numbers are empty where no answer is known.
create table mart_answer (question varchar not null, engagement_no integer not null, yes double, no double);
-- Grain: one row per engagement in a setting with people of its own and area that it stood in; people and hours shared out alike.
create table mart_setting (
    engagement_no integer not null, kind_no integer not null, held_on date not null, setting varchar not null, area_key varchar,
    people double not null, hours double not null
);
-- Grain: one row per engagement and partner, lead or with, or language. `trait` is partner or language.
create table mart_trait (trait varchar not null, engagement_no integer not null, value varchar not null);

-- Grain: one row per pair of engagements that may be the same one. `kind` is exact or probable. Working store only.
create table engagement_duplicate (engagement_id varchar not null, other_id varchar not null, kind varchar not null, why varchar not null);

-- Grain: one row per setting (a shelter, hotel, campus ...) and day on which people staying there were counted.
create table setting_count (setting varchar not null, counted_on date not null, people double not null, area_key varchar, note varchar);

-- Grain: one row per project. `phase` is planning, implementation or continuation, as of the log's last day.
create table project (
    project_id varchar primary key, title_en varchar not null, title_fr varchar, title_iu varchar, phase varchar not null, area_key varchar,
    lead_partner varchar, initiated_by varchar, indicators varchar, about varchar, visibility varchar not null
);
-- Grain: one row per project and phase it has entered.
create table project_phase (project_id varchar not null, phase varchar not null, entered_on date not null, primary key (project_id, phase));

-- Grain: one row per request for support. Only those initiated by the community count as requests from it.
create table support_request (
    request_id varchar primary key, kind varchar not null, title varchar not null, area_key varchar, asked_on date not null,
    first_reply_on date, closed_on date, status varchar not null, initiated_by varchar not null, project_id varchar,
    wanted_from date, wanted_to date, support_offered varchar, visibility varchar not null
);

-- Grain: one row per promise made to a community ("you said, we did").
create table commitment (
    commitment_id varchar primary key, said varchar not null, promised varchar not null, made_on date not null, owner_role varchar not null,
    due_on date, done_on date, told_back_on date, outcome varchar, area_key varchar, engagement_id varchar, visibility varchar not null
);
-- Grain: one row per challenge that a partner raised.
create table challenge (
    challenge_id varchar primary key, raised_on date not null, challenge varchar not null, raised_by varchar, supported_by varchar,
    outcome varchar, status varchar, visibility varchar not null
);
-- Grain: one row per practice that a partner shared with others.
create table practice (
    practice_id varchar primary key, shared_on date not null, practice varchar not null, shared_by varchar, taken_up_by varchar,
    outcome varchar, visibility varchar not null
);

-- Grain: one row per priority or strength, in a community's own words. `kind` is priority or strength.
create table community_priority (
    priority_id varchar primary key, area_key varchar not null, kind varchar not null, words_en varchar not null, words_fr varchar, words_iu varchar,
    stated_on date, stated_by varchar, topic varchar, visibility varchar not null
);
-- Grain: one row per tool of the toolbox.
create table tool (
    tool_id varchar primary key, name_en varchar not null, name_fr varchar, name_iu varchar, kind varchar, languages varchar,
    owner_partner varchar, last_used_on date, link varchar
);
-- Grain: one row per theme of the wellness calendar.
create table calendar_theme (
    theme_id varchar primary key, starts_on date not null, ends_on date not null, name_en varchar not null, name_fr varchar, name_iu varchar,
    topic varchar, source varchar
);
-- Grain: one row per goal, objective or action and version. `kind` is result, objective or action; parent_id points one up.
create table goal (
    goal_id varchar not null, version integer not null, kind varchar not null, parent_id varchar, plan varchar not null,
    title_en varchar not null, title_fr varchar, title_iu varchar, strategic_issue varchar, strategy varchar, agency varchar,
    indicator_id varchar, area_key varchar, stratum_id varchar, baseline double, baseline_period varchar, target double, due_on date,
    target_least_favourable double, status varchar, reviewed_on date, review_due date, valid_from date not null, evidence varchar,
    primary key (goal_id, version)
);
-- Grain: one row per story. Shown outside the working store only with consent, moderated, and not withdrawn.
create table story (
    story_id varchar primary key, area_key varchar, title_en varchar not null, title_fr varchar, title_iu varchar, body_en varchar not null,
    body_fr varchar, body_iu varchar, consent boolean not null, is_named boolean not null, moderated_by varchar, shared_on date, withdrawn_on date
);
-- Grain: one row per post that reports outreach, and stretch of time in which it was filled. A post never filled has no filled_from.
create table reporting_post (
    post_id varchar not null, title varchar not null, area_key varchar, organization varchar, coordinator_role varchar, filled_from date,
    filled_to date, every varchar not null
);
-- Grain: one row per post and month for which a report was received. Working store only.
create table report_received (post_id varchar not null, month varchar not null, received_on date not null, primary key (post_id, month));
-- Grain: one row per thing that was signed off (a community's portrait, an organization's yes to share), from the record.
create table sign_off (
    subject varchar not null, subject_id varchar not null, decision varchar not null, by_role varchar not null, decided_on date not null,
    returned_on date, note varchar
);

-- Grain: one row per decision about the next sessions, by role: `choice` is plan (a session there) or leave (it out, until a day where
-- one is given). The latest of an area holds. `decided_at` is the moment in universal time at which the app recorded it, and rows of
-- the record have a `decision_id` of record-<line>. Working store only.
create table decision (
    decision_id varchar primary key, subject varchar not null, area_key varchar not null, choice varchar not null, reason varchar,
    until date, by_role varchar not null, decided_on date not null, decided_at varchar
);

-- Grain: one row per area (or all, none), quarter (or all), basis, measure, question and answer, of rows that owners let go public.
-- Filled by publish only. `none` is what visited no area, people of settings with a population of their own among it.
-- A missing row is a count of 0; `suppressed` is a count under the place's minimum, or one that would give such a count away.
create table reach_public (
    area_key varchar not null, quarter varchar not null, basis varchar not null, measure varchar not null, question varchar not null,
    answer varchar not null, value double, status varchar not null,
    primary key (area_key, quarter, basis, measure, question, answer), check (status in ('published', 'suppressed')),
    check ((value is null) = (status = 'suppressed'))
);
-- Grain: one row per month: posts of the whole place that report, how many were filled, and reports received. Filled by publish only.
create table reporting_public (month varchar primary key, posts integer not null, filled integer not null, received integer not null);

-- Grain: one row per indicator, period, stratifier, geography and measure of inequality over its groups or areas.
-- `basis` is groups, or areas in the order of a declared index (then `stratifier_id` is the index). `area_key` is an area,
-- `set:<list>` for a list of areas pooled from counts, or empty for all areas of the level. `variant` of a pair is
-- `rest:<group>`, `everyone:<group>` (who include it) or `<group>:<group>`. A measure without an estimate has a reason.
create table fact_inequality (
    indicator_id varchar not null, period_id varchar not null, basis varchar not null, stratifier_id varchar not null, level_key varchar not null,
    area_key varchar not null, measure varchar not null, variant varchar not null, ci_kind varchar not null, estimate double, se double,
    ci_low double, ci_high double, ci_level double, status varchar not null, reason varchar, groups integer, groups_missing integer,
    primary key (indicator_id, period_id, stratifier_id, level_key, area_key, measure, variant, ci_kind)
);
